"""Ed25519 keys: the office's, the members', and the laptop's own.

The office key lies in THAMDINH_HOME without a PIN; a member's key lies there under a PIN
(scrypt, ChaCha20-Poly1305). Public keys are 32 bytes, signatures 64.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from db.errors import (
    FileUnusableError,
    NoMemberKeyError,
    NoOfficeKeyError,
    WeakPinError,
    WrongPassphraseError,
    WrongPinError,
)
from db.home import Home, write_private
from db.sealed import LEAST_PASSPHRASE, LEAST_PIN, seal, typed, unseal

_EXPORT = "thamdinh-office-key-1"
_LARGEST = 1 << 16  # bytes of an exported key


class Signer:
    """A private key ready to sign; ``public`` is its public half, 32 bytes."""

    __slots__ = ("_key", "public")

    def __init__(self, secret: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(secret)
        self.public = self._key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """The 64-byte signature over ``message``."""
        return self._key.sign(message)

    def draft_key(self) -> bytes:
        """The 32 bytes that seal this member's drafts on a laptop that others use too."""
        secret = self._key.private_bytes_raw()
        return hashlib.blake2b(key=secret, digest_size=32, person=b"thamdinh-drafts").digest()


def verify(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether ``signature`` is that key's over that message; never raises."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: bytes) -> str:
    """Sixteen hex digits in groups of four, to compare by voice."""
    digest = hashlib.blake2b(public, digest_size=8, person=b"thamdinh-fingerp").hexdigest().upper()
    return "-".join(digest[i : i + 4] for i in range(0, 16, 4))


def same_fingerprint(said: str, public: bytes) -> bool:
    """Compares what a person typed (case, blanks and dashes forgiven)."""
    return "".join(filter(str.isalnum, said)).upper() == fingerprint(public).replace("-", "")


def make_office_key(home: Home, book: bytes) -> Signer:
    """Makes and keeps the office key of a new book."""
    secret = os.urandom(32)
    write_private(home.keys(book) / "office.key", secret)
    return Signer(secret)


def office_key(home: Home, book: bytes) -> Signer | None:
    """The office key of that book, if it lies on this laptop. Raises FileUnusableError."""
    return _plain(home, book, "office.key")


def laptop_key(home: Home, book: bytes) -> Signer:
    """A key that says only "this laptop": it signs proposals of people without the office key."""
    found = _plain(home, book, "laptop.key")
    if found is None:
        write_private(home.keys(book) / "laptop.key", os.urandom(32))
        found = _plain(home, book, "laptop.key")
        assert found is not None
    return found


def export_office_key(home: Home, book: bytes, target: Path, passphrase: str) -> None:
    """Writes the office key under a passphrase, so that a lost laptop is no disaster.

    Raises NoOfficeKeyError, WeakPinError, FileUnusableError.
    """
    path = home.root / "keys" / book.hex() / "office.key"
    if not path.exists():
        raise NoOfficeKeyError()
    if len(typed(passphrase)) < LEAST_PASSPHRASE:
        raise WeakPinError(least=LEAST_PASSPHRASE)
    sealed = seal(path.read_bytes(), passphrase, _EXPORT.encode() + book)
    try:
        content = json.dumps({"format": _EXPORT, "book": book.hex(), **sealed}).encode()
        write_private(target, content)
    except OSError as error:
        raise FileUnusableError(path=target, errno=error.errno) from error


def import_office_key(home: Home, book: bytes, source: Path, passphrase: str) -> Signer:
    """Takes an exported office key into this laptop.

    Raises WrongPassphraseError (also for a file of another book), FileUnusableError.
    """
    try:
        if source.stat().st_size > _LARGEST or not source.is_file():  # a pipe, somebody's film
            raise WrongPassphraseError(path=source)
        content = json.loads(source.read_bytes())
    except OSError as error:
        raise FileUnusableError(path=source, errno=error.errno) from error
    except (ValueError, RecursionError) as error:
        raise WrongPassphraseError(path=source) from error
    if not isinstance(content, dict) or content.get("book") != book.hex():
        raise WrongPassphraseError(path=source)
    secret = unseal(content, passphrase, _EXPORT.encode() + book)
    if secret is None:
        raise WrongPassphraseError(path=source)
    write_private(home.keys(book) / "office.key", secret)
    return Signer(secret)


def has_member_key(home: Home, book: bytes, member: bytes) -> bool:
    """Whether this laptop holds a key of that member."""
    return _member_path(home, book, member).exists()


def make_member_key(home: Home, book: bytes, member: bytes, pin: str) -> Signer:
    """Makes a member's key under a PIN; an older one stays beside it under another name.

    Raises WeakPinError.
    """
    if len(typed(pin)) < LEAST_PIN:
        raise WeakPinError(least=LEAST_PIN)
    secret = os.urandom(32)
    home.keys(book)  # the folder
    path = _member_path(home, book, member)
    if path.exists():
        number = 1
        while (kept := path.with_suffix(f".old{number}")).exists():
            number += 1
        os.replace(path, kept)
    write_private(path, json.dumps(seal(secret, pin, book + member)).encode())
    return Signer(secret)


def member_key(home: Home, book: bytes, member: bytes, pin: str) -> Signer:
    """Opens a member's key.

    Raises NoMemberKeyError, WrongPinError, FileUnusableError (a damaged key file).
    """
    return Signer(_member_secret(home, book, member, pin))


def change_pin(home: Home, book: bytes, member: bytes, former: str, pin: str) -> None:
    """Puts a member's key under another PIN; the key itself stays the same.

    Raises WeakPinError, and as :func:`member_key`; then the former PIN holds.
    """
    if len(typed(pin)) < LEAST_PIN:
        raise WeakPinError(least=LEAST_PIN)
    secret = _member_secret(home, book, member, former)
    path = _member_path(home, book, member)
    try:
        write_private(path, json.dumps(seal(secret, pin, book + member)).encode())
    except OSError as error:
        raise FileUnusableError(path=path, errno=error.errno) from error


def _member_secret(home: Home, book: bytes, member: bytes, pin: str) -> bytes:
    path = _member_path(home, book, member)
    if not path.exists():
        raise NoMemberKeyError(member=member)
    try:
        content = json.loads(path.read_bytes())
    except OSError as error:
        raise FileUnusableError(path=path, errno=error.errno) from error
    except ValueError:
        content = None
    if not isinstance(content, dict) or "sealed" not in content:
        raise FileUnusableError(path=path, errno=None)
    secret = unseal(content, pin, book + member)
    if secret is None:
        raise WrongPinError(member=member)
    return secret


def _member_path(home: Home, book: bytes, member: bytes) -> Path:
    return home.root / "keys" / book.hex() / f"{member.hex()}.key"


def _plain(home: Home, book: bytes, name: str) -> Signer | None:
    path = home.root / "keys" / book.hex() / name
    if not path.exists():
        return None
    try:
        return Signer(path.read_bytes())
    except OSError as error:
        raise FileUnusableError(path=path, errno=error.errno) from error
    except ValueError as error:  # not 32 bytes
        raise FileUnusableError(path=path, errno=None) from error
