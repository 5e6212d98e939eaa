"""The code on the paper: fixed for ever, and read leniently."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.proof import ALPHABET, proof_code, read_code

codes = st.text(ALPHABET, min_size=12, max_size=12).map(lambda c: f"{c[:4]}-{c[4:8]}-{c[8:]}")


@pytest.mark.parametrize(
    ("snapshot", "expected"),
    [(bytes(32), "M61N-H5SV-SKYP"), (hashlib.sha256(b"snapshot").digest(), "P223-3Y8J-NH5D")],
)
def test_codes_on_signed_papers_never_change(snapshot: bytes, expected: str) -> None:
    assert proof_code(snapshot) == expected


def test_the_code_is_60_bits_of_scrypt() -> None:
    """Recomputed from the other end: the code's number against the key's first 60 bits."""
    digest = hashlib.sha256(b"another").digest()
    number = 0
    for sign in proof_code(digest).replace("-", ""):
        number = number * 32 + ALPHABET.index(sign)
    key = hashlib.scrypt(
        digest, salt=b"thamdinh proof 1", n=32768, r=8, p=1, maxmem=2**27, dklen=64
    )
    assert f"{number:060b}" == "".join(f"{byte:08b}" for byte in key)[:60]


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_only_a_sha256(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        proof_code(bytes(length))


@pytest.mark.parametrize(
    "typed",
    [
        "10AB-CDEF-GHJK",
        "10abcdefghjk",
        " 1OAB CDEF GHJK\n",
        "lo-ab-cd-ef-gh-jk",
        "I0AB\u2013CDEF\u2011GHJK",
        "i0ab\u00adcdef\u200bghjk",
        "--10AB--CDEF--GHJK--",
    ],
)
def test_read_leniently(typed: str) -> None:
    assert read_code(typed) == "10AB-CDEF-GHJK"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "10AB-CDEF-GHJ",
        "10AB-CDEF-GHJKM",
        "U0AB-CDEF-GHJK",
        "u0ab-cdef-ghjk",
        "10AB-CDEF-GHJ*",
        "10AB_CDEF_GHJK",
        "Đ0AB-CDEF-GHJK",
        "ſ0AB-CDEF-GHJK",
        "１0AB-CDEF-GHJK",
        "ß0AB-CDEF-GHJ",
    ],
)
def test_refused(typed: str) -> None:
    assert read_code(typed) is None


@given(codes)
def test_what_is_written_is_read(code: str) -> None:
    assert read_code(code) == code
    assert read_code(code.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == code


@given(st.text())
def test_any_text_is_a_code_or_not(text: str) -> None:
    code = read_code(text)
    assert code is None or read_code(code) == code
