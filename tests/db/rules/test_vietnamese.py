"""Folding for search, and the order of the Vietnamese alphabet."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.vietnamese import LETTERS, TONES, fold, person_key, sort_key

VOWELS = "aăâeêioôơuưy"
vietnamese = st.text(
    st.sampled_from(
        LETTERS
        + LETTERS.upper()
        + "".join(unicodedata.normalize("NFC", v + t) for v in VOWELS for t in TONES)
        + " -'’0129"
    ),
    max_size=12,
)
anything = vietnamese | st.text(max_size=12)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  ỦY ban  Kiểm tra\tHuyện ủy ", "uy ban kiem tra huyen uy"),
        ("Uỷ ban", "uy ban"),
        ("hòa hoà HÒA HOÀ", "hoa hoa hoa hoa"),
        ("Đạ Sar, Đưng K’Nớh", "da sar, dung k'noh"),
        ("Ðạ Sar", "da sar"),  # eth, which old files use for Đ
        ("ươ ƯƠ ăâêôơư", "uo uo aaeoou"),
        ("Nghie\u0323\u0302p", "nghiep"),
        ("“4 tốt” – “5 rõ”", '"4 tot" - "5 ro"'),
        ("ＬＤ\u00a0０１", "ld 01"),
        ("Cĭl Ƀrông", "cil brong"),
        ("thẩm\u00ad định\u200b", "tham dinh"),
        ("", ""),
        (" \n", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_every_vietnamese_letter_folds_to_ascii() -> None:
    for letter, tone in itertools.product(LETTERS, ["", *TONES]):
        for form in ("NFC", "NFD"):
            for case in (str.lower, str.upper):
                folded = fold(unicodedata.normalize(form, case(letter + tone)))
                assert len(folded) == 1
                assert "a" <= folded <= "z"


@given(anything)
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(anything)
def test_fold_does_not_see_composition(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(vietnamese)
def test_fold_does_not_see_case(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower()) == fold(text)


def in_order(texts: list[str]) -> bool:
    """Whether the keys of ``texts`` rise strictly, as str and as SQLite compares bytes."""
    keys = [sort_key(text) for text in texts]
    as_bytes = [key.encode() for key in keys]
    return all(a < b for a, b in itertools.pairwise(keys)) and all(
        a < b for a, b in itertools.pairwise(as_bytes)
    )


@pytest.mark.parametrize(
    "texts",
    [
        ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "f", "g", "h", "i", "j", "k", "l", "m"],
        ["m", "n", "o", "ô", "ơ", "p", "q", "r", "s", "t", "u", "ư", "v", "w", "x", "y", "z"],
        ["ma", "mà", "mả", "mã", "má", "mạ", "măm", "mậm"],
        ["an", "án", "ạn", "an ba", "án ba", "ana"],
        ["Dương", "Đà", "Đại", "Em"],
        ["hoa", "hòa", "hoá", "hòa bình"],
        ["Ba lô", "Bà lô", "Ba mẹ"],  # letters of the whole before tones
        ["LD-2", "LD-10", "LD-10a", "LD-100"],
        ["LD-2023-002", "LD-2023-10", "LD-2023-011"],
        ["4 tốt", "5 rõ", "12 việc", "Đối thoại"],
        ["9" * 15, "9" * 16, "9" * 17, "1" + "0" * 17, "9" * 18, "a"],
        ["Đảng bộ xã Đạ Chais", "Đảng bộ xã Đạ Nhim", "Đảng bộ xã Đạ Sar", "Đảng bộ xã Lát"],
        ["", "0", "a", "z", "α"],
    ],
)
def test_order(texts: list[str]) -> None:
    assert in_order(texts)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hòa", "hoà"),
        ("ủy ban", "UỶ  BAN"),
        ("Nghiệp", unicodedata.normalize("NFD", "Nghiệp")),
        ("“Nuôi heo đất”", "nuôi heo đất"),
        ("K'Ho", "K’HO"),
        ("LD-007", "LD 7"),
        ("Ðạ", "Đạ"),
        ("a \u02dc b", "a b"),  # a tone mark that stands alone
    ],
)
def test_what_sorts_as_equal(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


@given(vietnamese, vietnamese)
def test_letters_decide_first_then_tones(one: str, other: str) -> None:
    """Against a plain reference: places in the alphabet, then places among the tones."""

    def reference(text: str) -> tuple[list[list[int]], list[list[int]]]:
        letters: list[list[int]] = []
        tones: list[list[int]] = []
        for word in text.lower().replace("'", "").split():
            marks = unicodedata.normalize("NFD", word)
            bare = "".join(c for c in marks if c not in TONES)
            composed = unicodedata.normalize("NFC", bare)
            letters.append([LETTERS.index(c) for c in composed])
            tones.append([TONES.index(c) + 1 for c in marks if c in TONES] or [0])
        return letters, tones

    drop = str.maketrans("", "", "0129-’")
    one, other = one.translate(drop), other.translate(drop)
    assert (sort_key(one) < sort_key(other)) == (reference(one) < reference(other))


@given(st.integers(0, 10**20), st.integers(0, 10**20))
def test_numbers_compare_by_value(one: int, other: int) -> None:
    keys = [sort_key(f"LD-{number}-x") for number in (one, other)]
    assert (keys[0] < keys[1]) == (one < other)


@given(anything, anything)
def test_bytes_and_text_agree(one: str, other: str) -> None:
    keys = [sort_key(text) for text in (one, other)]
    assert (keys[0] < keys[1]) == (keys[0].encode() < keys[1].encode())


@given(anything)
def test_a_key_can_be_stored(text: str) -> None:
    key = sort_key(text)
    assert " " not in key
    assert "\0" not in key
    assert key == sort_key(unicodedata.normalize("NFD", text))


def test_people() -> None:
    people = [
        "Lê Văn An",
        "Nguyễn An",
        "Nguyễn Thị An",
        "Nguyễn Văn An",
        "Trần Thị An",
        "Bùi Thị Ánh",
        "Ya K' Bảo",
        "Ngô Quốc Cường",
        "Phan Văn Cường",
        "Ya Văn Cường",
        "Đặng Thị Dung",
        "Bùi Đức Đạt",
        "Trần Thị Hoa",
        "Bùi Văn Hòa",
        "Phạm Thanh Ý",
    ]
    keys = [person_key(name) for name in people]
    assert all(a < b for a, b in itertools.pairwise(keys))


def test_odd_names() -> None:
    assert person_key("") == person_key("  ") == ""
    assert person_key("An") < person_key("Lê An") < person_key("Lê Bá An") < person_key("Ân")
    assert person_key(" lê  BÁ an ") == person_key("Lê Bá An")


@given(st.lists(vietnamese, max_size=4), st.lists(vietnamese, max_size=4))
def test_the_given_name_decides_first(one: list[str], other: list[str]) -> None:
    names = " ".join(one), " ".join(other)
    given = [sort_key(name.split()[-1]) if name.split() else "" for name in names]
    if given[0] and given[1] and given[0] != given[1]:
        keys = [person_key(name) for name in names]
        assert (keys[0] < keys[1]) == (given[0] < given[1])
