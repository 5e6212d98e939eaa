"""Files under a passphrase, in the age format."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from db.errors import (
    DamagedBookError,
    FileTooLargeError,
    SealDamagedError,
    TooLargeToSealError,
    WeakPinError,
    WrongFilePassphraseError,
    WrongPassphraseError,
)
from db.exchange import age_file
from tests.db.exchange import age_by_hand

PASSPHRASE = "mật khẩu dài"
CONTENT = os.urandom(100_000)


@pytest.fixture(autouse=True)
def cheap_age() -> None:
    """Here the real one, which takes its seconds."""


def test_what_is_sealed_opens_with_its_passphrase_alone() -> None:
    """The one real sealing here: it takes seconds and a gigabyte."""
    sealed = age_file.seal(CONTENT, unicodedata.normalize("NFD", PASSPHRASE))
    assert sealed.startswith(b"age-encryption.org/v1\n-> scrypt ")
    assert CONTENT[:64] not in sealed
    assert age_file.unseal(sealed, PASSPHRASE) == CONTENT


@pytest.mark.parametrize("size", [0, 1, 64 * 1024, 64 * 1024 + 1])
def test_a_file_of_another_age_program_opens(size: int) -> None:
    sealed = age_by_hand.seal(CONTENT[:size], PASSPHRASE)
    assert age_file.unseal(sealed, PASSPHRASE) == CONTENT[:size]


@pytest.mark.parametrize("typed", ["", "mật khẩu dai", "x" * 1000])
def test_a_wrong_passphrase_is_said_so(typed: str) -> None:
    sealed = age_by_hand.seal(CONTENT, PASSPHRASE)
    with pytest.raises(WrongFilePassphraseError) as caught:
        age_file.unseal(sealed, typed, Path("so.thamdinh"))
    assert isinstance(caught.value, WrongPassphraseError)
    assert caught.value.facts["path"] == Path("so.thamdinh")


def damaged() -> dict[str, bytes]:
    whole = age_by_hand.seal(CONTENT, PASSPHRASE)
    proof = whole.index(b"\n--- ") + 8
    return {
        "empty": b"",
        "other": b"SQLite format 3\0" + bytes(100),
        "header cut": whole[:60],
        "proof": whole[:proof] + bytes([whole[proof] ^ 1]) + whole[proof + 1 :],
        "payload": whole[:-50_000] + bytes([whole[-50_000] ^ 1]) + whole[-49_999:],
        "end cut": whole[:-17],
        "a piece cut": whole[: -(100_000 - 64 * 1024 + 16)],
        "to a key": b"age-encryption.org/v1\n-> X25519 abc\ndef\n--- ghi\n" + bytes(40),
        "armoured": b"-----BEGIN AGE ENCRYPTED FILE-----\n",
    }


@pytest.mark.parametrize("case", damaged())
def test_a_damaged_file_is_said_so(case: str) -> None:
    with pytest.raises(SealDamagedError) as caught:
        age_file.unseal(damaged()[case], PASSPHRASE)
    assert isinstance(caught.value, DamagedBookError)


@pytest.mark.parametrize("work", [22, 30, 63, 99])
def test_an_absurd_work_factor_is_refused_before_any_work(work: int) -> None:
    sealed = age_by_hand.seal(CONTENT, PASSPHRASE, said=work)
    with pytest.raises(SealDamagedError) as caught:
        age_file.unseal(sealed, PASSPHRASE)
    assert caught.value.facts["detail"] == "work"


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(WeakPinError) as caught:
        age_file.seal(b"", unicodedata.normalize("NFD", "mậtkhẩu"))  # 7 letters, however composed
    assert caught.value.facts["least"] == 8


def test_too_large_a_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert age_file.LARGEST == 500 * 1024**2
    monkeypatch.setattr(age_file, "LARGEST", 10)
    monkeypatch.setattr(age_file, "_OVERHEAD", 5)
    for job in (
        lambda: age_file.seal(b"x" * 11, PASSPHRASE),
        lambda: age_file.unseal(b"x" * 16, PASSPHRASE),
        lambda: age_file.check_size(11),
    ):
        with pytest.raises(TooLargeToSealError) as caught:
            job()
        assert isinstance(caught.value, FileTooLargeError) and caught.value.facts["limit"] == 10
    age_file.check_size(10)


def test_pyrage_is_loaded_only_when_used() -> None:
    code = "import sys, db.exchange.usb_file; assert 'pyrage' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[3])
