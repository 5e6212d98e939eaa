"""The age format made without pyrage, so that both can be held against each other, with any
work factor: age-encryption.org/v1, one scrypt stanza, payload in pieces of 64 KiB."""

from __future__ import annotations

import hashlib
import hmac
import os
from base64 import b64encode

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PIECE = 64 * 1024


def _base64(data: bytes) -> bytes:
    return b64encode(data).rstrip(b"=")


def _derive(key: bytes, salt: bytes | None, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(key)


def seal(content: bytes, passphrase: str, work: int = 4, said: int | None = None) -> bytes:
    """As ``age -p`` makes it; ``said`` lies about the work factor."""
    key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    label = b"age-encryption.org/v1/scrypt" + salt
    wrap = hashlib.scrypt(passphrase.encode(), salt=label, n=2**work, r=8, p=1, dklen=32)
    body = ChaCha20Poly1305(wrap).encrypt(bytes(12), key, None)
    header = b"age-encryption.org/v1\n-> scrypt %s %d\n%s\n---" % (
        _base64(salt), said or work, _base64(body)
    )  # fmt: skip
    proof = hmac.digest(_derive(key, None, b"header"), header, "sha256")
    cipher = ChaCha20Poly1305(_derive(key, nonce, b"payload"))
    pieces = [content[at : at + PIECE] for at in range(0, len(content), PIECE)] or [b""]
    sealed = [
        cipher.encrypt(
            number.to_bytes(11, "big") + bytes([number == len(pieces) - 1]), piece, None
        )
        for number, piece in enumerate(pieces)
    ]
    return header + b" " + _base64(proof) + b"\n" + nonce + b"".join(sealed)
