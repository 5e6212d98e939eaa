"""Another PIN for the same key; the former one holds wherever that fails."""

from __future__ import annotations

import unicodedata

import pytest

from db import keys
from db.errors import NoMemberKeyError, WeakPinError, WrongPinError
from db.home import Home

BOOK, MEMBER = b"b" * 16, b"m" * 16


def test_the_key_stays_and_the_pin_is_another(home: Home) -> None:
    made = keys.make_member_key(home, BOOK, MEMBER, "1234")
    keys.change_pin(home, BOOK, MEMBER, "1234", "56789")
    assert keys.member_key(home, BOOK, MEMBER, "56789").public == made.public
    with pytest.raises(WrongPinError):
        keys.member_key(home, BOOK, MEMBER, "1234")


@pytest.mark.parametrize(
    ("former", "pin", "error"),
    [("0000", "56789", WrongPinError), ("1234", "12", WeakPinError)],
)
def test_else_the_former_holds(
    home: Home, former: str, pin: str, error: type[Exception]
) -> None:
    keys.make_member_key(home, BOOK, MEMBER, "1234")
    with pytest.raises(error):
        keys.change_pin(home, BOOK, MEMBER, former, pin)
    assert keys.member_key(home, BOOK, MEMBER, "1234")


def test_without_a_key_there_is_no_pin(home: Home) -> None:
    with pytest.raises(NoMemberKeyError):
        keys.change_pin(home, BOOK, MEMBER, "1234", "56789")


def test_a_pin_with_vietnamese_letters_is_one_however_composed(home: Home) -> None:
    composed, other = "mậtmã", "Đổi mới"
    apart = unicodedata.normalize("NFD", composed)
    made = keys.make_member_key(home, BOOK, MEMBER, apart)
    for pin in (composed, apart):
        assert keys.member_key(home, BOOK, MEMBER, pin).public == made.public
    keys.change_pin(home, BOOK, MEMBER, composed, unicodedata.normalize("NFD", other))
    assert keys.member_key(home, BOOK, MEMBER, other).public == made.public
    with pytest.raises(WeakPinError):  # three letters, however many signs
        keys.change_pin(home, BOOK, MEMBER, other, unicodedata.normalize("NFD", "mậu"))
