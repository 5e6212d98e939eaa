"""Files under a passphrase, in the age format (age-encryption.org/v1), as ``age -p`` makes them.

pyrage does it in memory; it is loaded only when a file is sealed or opened. It chooses scrypt's
work so that this laptop takes about a second, up to 1 GiB of memory with it.
"""

from __future__ import annotations

import re
from pathlib import Path

from db.errors import (
    SealDamagedError,
    TooLargeToSealError,
    WeakPinError,
    WrongFilePassphraseError,
)
from db.sealed import LEAST_PASSPHRASE, typed

LARGEST = 500 * 1024**2
"""Bytes that are sealed at most: all of it is in memory, several times over."""

_OVERHEAD = 1024**2  # header, and 16 bytes for each 64 KiB
# 2^21 times 1 KiB is 2 GiB of memory, and more than pyrage chooses on any laptop of today; by
# itself it would go on to what takes 16 seconds here, and an allocation that fails ends the
# program without a word.
_MOST_WORK = 21
_HEADER = re.compile(rb"age-encryption\.org/v1\n-> scrypt [A-Za-z0-9+/]{22} ([1-9][0-9]?)\n")
_WRONG = "Decryption failed"  # what pyrage says where the passphrase opens nothing


def check_size(size: int, path: Path | None = None) -> None:
    """Raises TooLargeToSealError for more than :data:`LARGEST` bytes."""
    if size > LARGEST:
        raise TooLargeToSealError(path=path, limit=LARGEST)


def check_passphrase(passphrase: str) -> None:
    """Raises WeakPinError below 8 characters."""
    if len(typed(passphrase)) < LEAST_PASSPHRASE:
        raise WeakPinError(least=LEAST_PASSPHRASE)


def seal(content: bytes, passphrase: str) -> bytes:
    """``content`` under the passphrase; takes some seconds.

    Raises WeakPinError, TooLargeToSealError.
    """
    check_passphrase(passphrase)
    check_size(len(content))
    from pyrage import passphrase as age

    sealed: bytes = age.encrypt(content, typed(passphrase))
    return sealed


def unseal(content: bytes, passphrase: str, path: Path | None = None) -> bytes:
    """What was sealed; ``path`` only names the file in errors.

    Raises WrongFilePassphraseError (a WrongPassphraseError), SealDamagedError (a
    DamagedBookError; also for a work factor that would keep the laptop busy, and for files
    sealed to a key instead of a passphrase), TooLargeToSealError.
    """
    if len(content) > LARGEST + _OVERHEAD:
        raise TooLargeToSealError(path=path, limit=LARGEST)
    header = _HEADER.match(content)
    if header is None:
        raise SealDamagedError(path=path, detail="header")
    if int(header[1]) > _MOST_WORK:
        raise SealDamagedError(path=path, detail="work")
    import pyrage

    try:
        opened: bytes = pyrage.passphrase.decrypt(content, typed(passphrase))
    except pyrage.DecryptError as error:
        if str(error) == _WRONG:
            raise WrongFilePassphraseError(path=path) from error
        raise SealDamagedError(path=path, detail=str(error)) from error
    return opened
