"""The proof code (mã đối chiếu) on signed minutes: 60 bits that stand for a snapshot.

The code is short enough to be typed from paper. A search for another snapshot with the
same code costs one scrypt a guess, hence the slow function (design.md §3).
"""

from __future__ import annotations

import hashlib
import unicodedata
from typing import Final

_SALT: Final = b"thamdinh proof 1"
_N: Final = 2**15
_R: Final = 8
_P: Final = 1
_MEMORY: Final = 64 * 1024 * 1024  # scrypt itself takes 128·N·r = 32 MiB
_BITS: Final = 60

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32: no I, L, O (read as 1, 1, 0) and no U."""

LENGTH: Final = _BITS // 5
_GROUP: Final = 4
_LOOKALIKE: Final = str.maketrans("OIL", "011")


def proof_code(snapshot_sha256: bytes) -> str:
    """The code of a snapshot, such as "7K3D-90QX-MB2T", from its SHA-256.

    Takes about a tenth of a second and 32 MiB. Raises ValueError where the digest is not
    32 bytes.
    """
    if len(snapshot_sha256) != hashlib.sha256().digest_size:
        raise ValueError("a SHA-256 digest has 32 bytes")
    key = hashlib.scrypt(snapshot_sha256, salt=_SALT, n=_N, r=_R, p=_P, maxmem=_MEMORY, dklen=8)
    number = int.from_bytes(key, "big") >> (8 * len(key) - _BITS)
    digits = [ALPHABET[number >> shift & 31] for shift in range(_BITS - 5, -1, -5)]
    return _grouped("".join(digits))


def read_code(text: str) -> str | None:
    """A typed code as ``proof_code`` writes it, or None where it cannot be one.

    Small letters count; O is 0, I and L are 1; blanks and any dashes are left out. U,
    which the alphabet avoids, is refused, like any other sign and any other length.
    """
    kept = "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in _SKIPPED)
    if len(kept) != LENGTH or not kept.isascii():
        return None
    digits = kept.upper().translate(_LOOKALIKE)
    return _grouped(digits) if all(c in ALPHABET for c in digits) else None


_SKIPPED: Final = frozenset({"Pd", "Cf"})  # dashes; soft hyphens and the like out of a PDF


def _grouped(digits: str) -> str:
    return "-".join(digits[at : at + _GROUP] for at in range(0, LENGTH, _GROUP))
