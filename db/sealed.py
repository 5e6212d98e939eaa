"""Small secrets under a PIN or a passphrase: scrypt, then ChaCha20-Poly1305, as JSON values."""

from __future__ import annotations

import hashlib
import os
import unicodedata

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

LEAST_PIN, LEAST_PASSPHRASE = 4, 8  # characters
_COST = 2**15


def typed(secret: str) -> str:
    """The secret as it counts: keyboards compose ậ differently."""
    return unicodedata.normalize("NFC", secret)


def same(one: str, other: str) -> bool:
    """Whether somebody typed the same secret twice, however the keyboard composed it."""
    return typed(one) == typed(other)


def seal(content: bytes, secret: str, bound_to: bytes) -> dict[str, object]:
    """``content`` under ``secret``: it opens only where the same ``bound_to`` is given."""
    salt, nonce = os.urandom(16), os.urandom(12)
    sealed = ChaCha20Poly1305(_derive(secret, salt, _COST)).encrypt(nonce, content, bound_to)
    return {"n": _COST, "salt": salt.hex(), "nonce": nonce.hex(), "sealed": sealed.hex()}


def unseal(content: dict[str, object], secret: str, bound_to: bytes) -> bytes | None:
    """What :func:`seal` took; None for a wrong secret, another binding or damaged values."""
    try:
        cost = content["n"]
        if cost != _COST:  # a strange cost could keep the laptop busy for hours
            return None
        salt, nonce, sealed = (
            bytes.fromhex(str(content[part])) for part in ("salt", "nonce", "sealed")
        )
        return ChaCha20Poly1305(_derive(secret, salt, _COST)).decrypt(nonce, sealed, bound_to)
    except (KeyError, ValueError, InvalidTag):
        return None


def _derive(secret: str, salt: bytes, cost: int) -> bytes:
    return hashlib.scrypt(
        typed(secret).encode(), salt=salt, n=cost, r=8, p=1, dklen=32, maxmem=cost * 8 * 128 * 2
    )
