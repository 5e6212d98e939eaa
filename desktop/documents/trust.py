"""Which certification authorities this laptop trusts, and the revocation lists it was given.

Kept in THAMDINH_HOME/trust, one file each, named by its fingerprint; nothing of the operating
system's own lists counts, nothing is fetched.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from db.home import Home, write_private
from desktop.documents.certificates import holder, is_authority
from desktop.documents.signing_errors import TrustFileError, TrustUnknownError

_FOLDER: Final = "trust"
_LARGEST: Final = 64 * 1024**2
_ENDINGS: Final = {".cer", ".crl"}


class TrustKind(StrEnum):
    """What an entry is."""

    AUTHORITY = "authority"
    REVOCATIONS = "revocations"


@dataclass(frozen=True, slots=True)
class TrustItem:
    """One entry: ``id`` is the start of its SHA-256 in hex; ``name`` the authority's; days from
    and until when it holds (a list without the next day: None); ``revoked`` how many it names."""

    id: str
    kind: TrustKind
    name: str
    start: date
    end: date | None
    revoked: int = 0


@dataclass(frozen=True, slots=True)
class Trust:
    """Authorities and revocation lists that a verification rests on."""

    authorities: tuple[x509.Certificate, ...] = ()
    revocations: tuple[x509.CertificateRevocationList, ...] = ()

    def __add__(self, other: Trust) -> Trust:
        return Trust(
            tuple(dict.fromkeys((*self.authorities, *other.authorities))),
            (*self.revocations, *other.revocations),
        )


def read_trust(paths: Iterable[Path]) -> Trust:
    """What files hold: certificates of CAs and revocation lists, PEM or DER, also .p7b.

    Raises TrustFileError, also where a certificate is a person's: trust is given to who issues.
    """
    found = Trust()
    for path in paths:
        one = _read(path)
        for certificate in one.authorities:
            if not is_authority(certificate):
                raise TrustFileError(path=path, code="person")
        found += one
    return found


def kept(home: Home) -> Trust:
    """What was imported on this laptop; a file that cannot be read is passed over."""
    found = Trust()
    for path in _files(home):
        try:
            found += read_trust([path])
        except TrustFileError:
            continue
    return found


def keep(home: Home, paths: Sequence[Path]) -> tuple[TrustItem, ...]:
    """Imports files; nothing is kept where one of them is refused. Raises TrustFileError."""
    trust = read_trust(paths)
    folder = home.folder(_FOLDER)
    for certificate in trust.authorities:
        data = certificate.public_bytes(Encoding.DER)
        write_private(folder / f"{_id(data)}.cer", data)
    for revocations in trust.revocations:
        data = revocations.public_bytes(Encoding.DER)
        write_private(folder / f"{_id(data)}.crl", data)
    return tuple(_items(trust))


def items(home: Home) -> tuple[TrustItem, ...]:
    """What was imported, authorities first, by name."""
    found = {item.id: item for item in _items(kept(home))}
    return tuple(sorted(found.values(), key=lambda item: (item.kind, item.name, item.start)))


def remove(home: Home, ident: str) -> TrustItem:
    """Forgets an entry. Raises TrustUnknownError."""
    for item in items(home):
        if item.id == ident.strip().lower():
            ending = ".cer" if item.kind is TrustKind.AUTHORITY else ".crl"
            (home.folder(_FOLDER) / f"{item.id}{ending}").unlink(missing_ok=True)
            return item
    raise TrustUnknownError(id=ident)


def _files(home: Home) -> list[Path]:
    folder = home.root / _FOLDER
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix in _ENDINGS)


def _id(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _items(trust: Trust) -> list[TrustItem]:
    found = [
        TrustItem(
            _id(each.public_bytes(Encoding.DER)),
            TrustKind.AUTHORITY,
            holder(each).name,
            each.not_valid_before_utc.date(),
            each.not_valid_after_utc.date(),
        )
        for each in trust.authorities
    ]
    for each in trust.revocations:
        names = each.issuer.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
        until = each.next_update_utc
        found.append(
            TrustItem(
                _id(each.public_bytes(Encoding.DER)),
                TrustKind.REVOCATIONS,
                str(names[0].value) if names else each.issuer.rfc4514_string(),
                each.last_update_utc.date(),
                None if until is None else until.date(),
                len(each),
            )
        )
    return found


def _read(path: Path) -> Trust:
    try:
        if path.stat().st_size > _LARGEST:
            raise TrustFileError(path=path, code="unreadable")
        data = path.read_bytes()
    except OSError as error:
        raise TrustFileError(path=path, code="unreadable") from error
    found = Trust()
    if b"-----BEGIN " in data:
        if b"BEGIN CERTIFICATE-----" in data:
            found += _tried(lambda: Trust(tuple(x509.load_pem_x509_certificates(data))))
        if b"BEGIN X509 CRL-----" in data:
            found += _tried(lambda: Trust((), (x509.load_pem_x509_crl(data),)))
        if b"BEGIN PKCS7-----" in data:
            found += _tried(lambda: Trust(tuple(pkcs7.load_pem_pkcs7_certificates(data))))
    else:
        found += _tried(lambda: Trust((x509.load_der_x509_certificate(data),)))
        found += _tried(lambda: Trust((), (x509.load_der_x509_crl(data),)))
        if found == Trust():
            found = _tried(lambda: Trust(tuple(pkcs7.load_der_pkcs7_certificates(data))))
    if found == Trust():
        raise TrustFileError(path=path, code="unreadable")
    return found


def _tried(read: Callable[[], Trust]) -> Trust:
    try:
        return read()
    except (ValueError, UnsupportedAlgorithm):
        return Trust()
