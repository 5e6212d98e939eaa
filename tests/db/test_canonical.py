"""The bytes that are hashed and signed."""

from __future__ import annotations

import json
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from db.canonical import dumps

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
CONTENT = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
)


def test_keys_are_sorted_and_nothing_is_spaced() -> None:
    assert dumps({"b": [1, True, None], "a": "ủy"}) == '{"a":"ủy","b":[1,true,null]}'.encode()


def test_composed_and_decomposed_letters_give_the_same_bytes() -> None:
    assert dumps({"u\u0309y": "a\u0303"}) == dumps({"\u1ee7y": "ã"})


def test_a_mark_at_the_start_of_a_line_stays_apart_from_the_escape() -> None:
    assert json.loads(dumps("một\n\u0303hai")) == "một\n\u0303hai"


@given(CONTENT)
def test_the_bytes_say_the_content_and_canonising_them_again_gives_the_same(
    content: object,
) -> None:
    written = dumps(content)
    assert dumps(json.loads(written)) == written


@given(st.dictionaries(TEXT, st.integers(), max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_matter(content: dict[str, int], random: object) -> None:
    keys = list({unicodedata.normalize("NFC", key) for key in content})
    random.shuffle(keys)  # type: ignore[attr-defined]  # a random.Random
    assert dumps({key: 1 for key in keys}) == dumps({key: 1 for key in sorted(keys)})
