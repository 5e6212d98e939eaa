"""Both tables against lists written out by hand, in the order of the alphabet."""

from __future__ import annotations

import unicodedata

import pytest

from desktop.intake.old_tables import TCVN3, VNI

LOWER = (
    "à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ đ è ẻ ẽ é ẹ ê ề ể ễ ế ệ ì ỉ ĩ í ị "
    "ò ỏ õ ó ọ ô ồ ổ ỗ ố ộ ơ ờ ở ỡ ớ ợ ù ủ ũ ú ụ ư ừ ử ữ ứ ự ỳ ỷ ỹ ý ỵ"
).split()
# As the keyboard programs of the nineties put them out.
TCVN3_LOWER = (
    "µ ¶ · ¸ ¹ ¨ » ¼ ½ ¾ Æ © Ç È É Ê Ë ® Ì Î Ï Ð Ñ ª Ò Ó Ô Õ Ö × Ø Ü Ý Þ "
    "ß á â ã ä « å æ ç è é ¬ ê ë ì í î ï ñ ò ó ô \xad õ ö ÷ ø ù ú û ü ý þ"
).split(" ")
VNI_LOWER = (
    "aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä ñ eø eû eõ eù eï eâ eà eå eã eá eä "
    "ì æ ó í ò oø oû oõ où oï oâ oà oå oã oá oä ô ôø ôû ôõ ôù ôï uø uû uõ uù uï "
    "ö öø öû öõ öù öï yø yû yõ yù î"
).split()
VNI_UPPER = [old.upper() for old in VNI_LOWER]


def test_there_are_134_letters() -> None:
    assert len(set(LOWER)) == 67 == len(TCVN3_LOWER) == len(VNI_LOWER)
    assert all(unicodedata.is_normalized("NFC", letter) for letter in LOWER)


@pytest.mark.parametrize(("old", "letter"), list(zip(TCVN3_LOWER, LOWER, strict=True)))
def test_tcvn3(old: str, letter: str) -> None:
    assert TCVN3[old] == letter


def test_tcvn3_has_seven_capitals_and_nothing_else() -> None:
    capitals = dict(zip("¡¢£¤¥¦§", "ĂÂÊÔƠƯĐ", strict=True))
    assert {old: TCVN3[old] for old in capitals} == capitals
    assert set(TCVN3) == set(TCVN3_LOWER) | set(capitals)


@pytest.mark.parametrize(("old", "letter"), list(zip(VNI_LOWER, LOWER, strict=True)))
def test_vni(old: str, letter: str) -> None:
    assert VNI[old] == letter


@pytest.mark.parametrize(("old", "letter"), list(zip(VNI_UPPER, LOWER, strict=True)))
def test_vni_capitals(old: str, letter: str) -> None:
    assert VNI[old] == letter.upper()


def test_vni_letter_decides_the_case() -> None:
    assert VNI["Uû"] == "Ủ"
    assert VNI["uÛ"] == "ủ"
    assert VNI["Ôû"] == "Ở"


def test_vni_has_no_other_letters() -> None:
    assert set(VNI.values()) == {*LOWER, *(letter.upper() for letter in LOWER)}
