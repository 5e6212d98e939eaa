"""The bytes that a signature cannot cover: its own container in the file.

A byte changed there leaves the signature valid in mathematics; yet the file is no longer the one
that was signed, so it is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

if TYPE_CHECKING:
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

_HEX: Final = re.compile(rb"<(?:[0-9A-F]*|[0-9a-f]*)>")
_INDEFINITE: Final = b"\x30\x80"


def is_exact(signature: EmbeddedPdfSignature, chain: Sequence[x509.Certificate]) -> bool:
    """Whether the container is one as programs write it: hexadecimal in one case, nothing but
    zeros behind the signature, and every certificate in it true to its issuer.

    ``chain`` is the path that trust rests on, which the signature check has judged. Raises
    ValueError where the container cannot be read.
    """
    return _is_plain(signature) and all(
        certificate in chain or _is_true(certificate, [*chain, *_embedded(signature)])
        for certificate in _embedded(signature)
    )


def _is_plain(signature: EmbeddedPdfSignature) -> bool:
    from asn1crypto import parser

    start, end = signature.byte_range[1], signature.byte_range[2]
    stream = signature.reader.stream
    stream.seek(start)
    text = stream.read(end - start)
    if not _HEX.fullmatch(text):
        return False
    content = bytes.fromhex(text[1:-1].decode())
    if content.startswith(_INDEFINITE):  # BER, as some older programs write
        return True
    return not content[parser.peek(content) :].strip(b"\0")


def _embedded(signature: EmbeddedPdfSignature) -> list[x509.Certificate]:
    found: list[Any] = [signature.signer_cert, *signature.other_embedded_certs]
    return [x509.load_der_x509_certificate(each.dump()) for each in found]


def _is_true(certificate: x509.Certificate, issuers: Sequence[x509.Certificate]) -> bool:
    """Whether one of its issuers signed it; where none of them is known, nobody can say."""
    named = [each for each in issuers if each.subject == certificate.issuer]
    for issuer in named:
        try:
            certificate.verify_directly_issued_by(issuer)
        except (InvalidSignature, TypeError, ValueError, UnsupportedAlgorithm):
            continue
        return True
    return not named
