"""Keys: the office's, the members' under a PIN, and their way out and back in."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from db import keys, sealed
from db.errors import (
    FileUnusableError,
    NoMemberKeyError,
    NoOfficeKeyError,
    WeakPinError,
    WrongPassphraseError,
    WrongPinError,
)
from db.home import Home
from db.keys import Signer

BOOK, MEMBER = b"b" * 16, b"m" * 16
PASSPHRASE = "mật khẩu của cơ quan"


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a guess costs is not what is tested here."""
    monkeypatch.setattr(sealed, "_COST", 2**4)


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


# -- signatures ----------------------------------------------------------------------------


def test_a_signature_has_64_bytes_and_a_public_key_32() -> None:
    signer = Signer(b"s" * 32)
    assert (len(signer.sign(b"message")), len(signer.public)) == (64, 32)


def test_verifying_never_raises() -> None:
    signer = Signer(b"s" * 32)
    signature = signer.sign(b"message")
    assert keys.verify(signer.public, signature, b"message")
    assert not keys.verify(signer.public, signature, b"other")
    assert not keys.verify(Signer(b"t" * 32).public, signature, b"message")
    assert not keys.verify(b"short", signature, b"message")
    assert not keys.verify(b"\xff" * 32, b"short", b"message")


def test_a_fingerprint_is_read_out_and_typed_leniently() -> None:
    public = Signer(b"s" * 32).public
    shown = keys.fingerprint(public)
    assert len(shown) == 19 and shown.count("-") == 3 and shown == shown.upper()
    for typed in (shown, shown.lower(), shown.replace("-", " "), f"  {shown.replace('-', '')} "):
        assert keys.same_fingerprint(typed, public)
    for wrong in ("", shown[:-1], shown + "0", keys.fingerprint(Signer(b"t" * 32).public)):
        assert not keys.same_fingerprint(wrong, public)


# -- the office's key ----------------------------------------------------------------------


def test_the_office_key_is_found_again_on_this_laptop_only(home: Home, tmp_path: Path) -> None:
    made = keys.make_office_key(home, BOOK)
    found = keys.office_key(home, BOOK)
    assert found is not None and found.public == made.public
    assert keys.office_key(home, b"c" * 16) is None
    assert keys.office_key(Home(tmp_path / "other"), BOOK) is None


def test_looking_for_a_key_makes_no_folder(home: Home) -> None:
    assert keys.office_key(home, BOOK) is None
    assert not keys.has_member_key(home, BOOK, MEMBER)
    assert not home.root.exists()


def test_the_laptops_own_key_stays_the_same(home: Home) -> None:
    assert keys.laptop_key(home, BOOK).public == keys.laptop_key(home, BOOK).public
    assert keys.laptop_key(home, BOOK).public != keys.laptop_key(home, b"c" * 16).public


@pytest.mark.skipif(sys.platform == "win32", reason="other rights there")
def test_keys_are_readable_by_their_owner_only(home: Home, tmp_path: Path) -> None:
    keys.make_office_key(home, BOOK)
    keys.laptop_key(home, BOOK)
    keys.make_member_key(home, BOOK, MEMBER, "1234")
    keys.export_office_key(home, BOOK, tmp_path / "khoa.json", PASSPHRASE)
    files = [p for p in home.root.rglob("*") if p.is_file()]
    assert {p.name for p in files} == {"office.key", "laptop.key", f"{MEMBER.hex()}.key"}
    assert {_mode(p) for p in [*files, tmp_path / "khoa.json"]} == {0o600}
    assert {_mode(p) for p in [home.root, *home.root.rglob("*")] if p.is_dir()} == {0o700}


def test_the_office_key_goes_out_and_comes_in_under_a_passphrase(
    home: Home, tmp_path: Path
) -> None:
    made = keys.make_office_key(home, BOOK)
    target = tmp_path / "khóa cơ quan.json"
    keys.export_office_key(home, BOOK, target, PASSPHRASE)
    secret = (home.keys(BOOK) / "office.key").read_bytes()
    assert secret not in target.read_bytes() and secret.hex().encode() not in target.read_bytes()
    other = Home(tmp_path / "laptop 2")
    assert keys.import_office_key(other, BOOK, target, PASSPHRASE).public == made.public
    found = keys.office_key(other, BOOK)
    assert found is not None and found.public == made.public


def test_a_passphrase_typed_in_decomposed_letters_is_the_same(home: Home, tmp_path: Path) -> None:
    keys.make_office_key(home, BOOK)
    keys.export_office_key(home, BOOK, tmp_path / "k", "ma\u0323\u0302t kha\u0302\u0309u")
    keys.import_office_key(Home(tmp_path / "o"), BOOK, tmp_path / "k", "mật khẩu")


def test_a_wrong_passphrase_or_another_books_key_is_refused(home: Home, tmp_path: Path) -> None:
    keys.make_office_key(home, BOOK)
    target = tmp_path / "khoa.json"
    keys.export_office_key(home, BOOK, target, PASSPHRASE)
    other = Home(tmp_path / "laptop 2")
    with pytest.raises(WrongPassphraseError):
        keys.import_office_key(other, BOOK, target, PASSPHRASE + "x")
    with pytest.raises(WrongPassphraseError):
        keys.import_office_key(other, b"c" * 16, target, PASSPHRASE)
    assert keys.office_key(other, BOOK) is None


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"no json", b"\xff", b"{}", b'{"book": "BOOK"}',
     b'{"book": "BOOK", "n": 16, "salt": "zz", "nonce": "", "sealed": ""}',
     b'{"book": "BOOK", "n": 1099511627776, "salt": "00", "nonce": "00", "sealed": "00"}'],
)  # fmt: skip
def test_a_file_that_is_no_exported_key_is_refused(
    home: Home, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "khoa.json"
    path.write_bytes(content.replace(b"BOOK", BOOK.hex().encode()))
    with pytest.raises(WrongPassphraseError):
        keys.import_office_key(home, BOOK, path, PASSPHRASE)


def test_an_altered_export_is_refused(home: Home, tmp_path: Path) -> None:
    keys.make_office_key(home, BOOK)
    target = tmp_path / "khoa.json"
    keys.export_office_key(home, BOOK, target, PASSPHRASE)
    content = json.loads(target.read_bytes())
    flipped = "1" if content["sealed"][0] == "0" else "0"
    target.write_text(json.dumps({**content, "sealed": flipped + content["sealed"][1:]}))
    with pytest.raises(WrongPassphraseError):
        keys.import_office_key(home, BOOK, target, PASSPHRASE)


def test_what_stands_in_the_way_of_an_export(home: Home, tmp_path: Path) -> None:
    with pytest.raises(NoOfficeKeyError):
        keys.export_office_key(home, BOOK, tmp_path / "k", PASSPHRASE)
    keys.make_office_key(home, BOOK)
    with pytest.raises(WeakPinError):
        keys.export_office_key(home, BOOK, tmp_path / "k", "bảy chữ"[:7])
    with pytest.raises(FileUnusableError):
        keys.export_office_key(home, BOOK, tmp_path / "khong co" / "k", PASSPHRASE)
    with pytest.raises(FileUnusableError):
        keys.import_office_key(home, BOOK, tmp_path / "khong co", PASSPHRASE)
    assert not (tmp_path / "k").exists()


# -- a member's key ------------------------------------------------------------------------


def test_a_members_key_opens_with_its_pin(home: Home) -> None:
    made = keys.make_member_key(home, BOOK, MEMBER, "mã 2468")
    assert keys.has_member_key(home, BOOK, MEMBER)
    assert keys.member_key(home, BOOK, MEMBER, "mã 2468").public == made.public
    with pytest.raises(WrongPinError):
        keys.member_key(home, BOOK, MEMBER, "mã 2469")


def test_there_is_no_key_of_another_member_or_book(home: Home) -> None:
    keys.make_member_key(home, BOOK, MEMBER, "1234")
    for book, member in ((BOOK, b"n" * 16), (b"c" * 16, MEMBER)):
        with pytest.raises(NoMemberKeyError):
            keys.member_key(home, book, member, "1234")


def test_a_key_file_put_under_another_members_name_does_not_open(home: Home) -> None:
    keys.make_member_key(home, BOOK, MEMBER, "1234")
    folder = home.keys(BOOK)
    (folder / f"{(b'n' * 16).hex()}.key").write_bytes((folder / f"{MEMBER.hex()}.key").read_bytes())
    with pytest.raises(WrongPinError):
        keys.member_key(home, BOOK, b"n" * 16, "1234")


def test_a_short_pin_makes_no_key(home: Home) -> None:
    with pytest.raises(WeakPinError) as caught:
        keys.make_member_key(home, BOOK, MEMBER, "123")
    assert caught.value.facts["least"] == 4
    assert not keys.has_member_key(home, BOOK, MEMBER)


def test_a_new_key_keeps_the_former_one_beside_it(home: Home) -> None:
    for pin in ("1111", "2222", "3333"):
        keys.make_member_key(home, BOOK, MEMBER, pin)
    names = sorted(p.name for p in home.keys(BOOK).iterdir())
    assert names == [f"{MEMBER.hex()}.{end}" for end in ("key", "old1", "old2")]
    keys.member_key(home, BOOK, MEMBER, "3333")
    with pytest.raises(WrongPinError):
        keys.member_key(home, BOOK, MEMBER, "1111")


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff\xff"])
def test_a_damaged_key_file_is_said(home: Home, content: bytes) -> None:
    keys.make_member_key(home, BOOK, MEMBER, "1234")
    (home.keys(BOOK) / f"{MEMBER.hex()}.key").write_bytes(content)
    with pytest.raises(FileUnusableError):
        keys.member_key(home, BOOK, MEMBER, "1234")


def test_a_guess_is_costly(monkeypatch: pytest.MonkeyPatch, home: Home) -> None:
    monkeypatch.undo()
    assert sealed._COST >= 2**15
