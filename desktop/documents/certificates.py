"""Certificates: whose they are, whether they may sign, and key files (PKCS#12)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from desktop.documents.signing_errors import CertificateError, KeyFileError

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate as Asn1Certificate
    from pyhanko.sign.signers import Signer

_Content = tuple[
    PrivateKeyTypes | None, x509.Certificate | None, list[x509.Certificate]
]

_LEAST_RSA: Final = 2048
_LARGEST: Final = 1024**2
_NOT_FOR_PEOPLE: Final = frozenset(
    {
        ExtendedKeyUsageOID.SERVER_AUTH,
        ExtendedKeyUsageOID.CODE_SIGNING,
        ExtendedKeyUsageOID.TIME_STAMPING,
        ExtendedKeyUsageOID.OCSP_SIGNING,
    }
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who a certificate speaks of; "" where it does not say."""

    name: str
    email: str
    organisation: str


def holder(certificate: x509.Certificate) -> Holder:
    """Name, address and organisation in a certificate."""
    email = _subject(certificate, NameOID.EMAIL_ADDRESS)
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        email = next(iter(names.get_values_for_type(x509.RFC822Name)), email)
    except (x509.ExtensionNotFound, ValueError):
        pass
    organisation = _subject(certificate, NameOID.ORGANIZATION_NAME)
    name = _subject(certificate, NameOID.COMMON_NAME) or certificate.subject.rfc4514_string()
    return Holder(name, email, organisation)


def _subject(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str:
    found = certificate.subject.get_attributes_for_oid(oid)
    return str(found[0].value) if found else ""


def require_suitable(certificate: x509.Certificate, moment: datetime) -> None:
    """That the certificate may sign a document at that moment. Raises CertificateError.

    Within its days; for signatures or non-repudiation where it limits its use (RFC 5280,
    4.2.1.3); not a CA's own; RSA keys of 2048 bits at least.
    """
    name = holder(certificate).name
    if moment > certificate.not_valid_after_utc:
        day = certificate.not_valid_after_utc.date().isoformat()
        raise CertificateError(signer=name, code="expired", day=day)
    if moment < certificate.not_valid_before_utc:
        day = certificate.not_valid_before_utc.date().isoformat()
        raise CertificateError(signer=name, code="early", day=day)
    code = _unsuitable(certificate)
    if code is not None:
        raise CertificateError(signer=name, code=code, day="")


def _unsuitable(certificate: x509.Certificate) -> str | None:
    try:
        extensions = certificate.extensions
    except ValueError:
        return "usage"
    if is_authority(certificate):
        return "authority"
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey) and key.key_size < _LEAST_RSA:
        return "weak"
    for extension in extensions:
        value = extension.value
        if isinstance(value, x509.KeyUsage) and not (
            value.digital_signature or value.content_commitment
        ):
            return "usage"
        if isinstance(value, x509.ExtendedKeyUsage) and _NOT_FOR_PEOPLE.issuperset(value):
            return "usage"
    return None


def is_authority(certificate: x509.Certificate) -> bool:
    """Whether the certificate says that it is a CA's; an old one without extensions does so by
    being signed with its own key."""
    try:
        limits = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    except x509.ExtensionNotFound:
        return certificate.version is x509.Version.v1 and certificate.subject == certificate.issuer
    return limits.value.ca


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A PKCS#12 file (.p12, .pfx) and its passphrase."""

    path: Path
    passphrase: str

    @contextmanager
    def open(self, moment: datetime) -> Iterator[Signer]:
        """The key, ready to sign. Raises KeyFileError, CertificateError."""
        yield self._signer(moment)

    def _signer(self, moment: datetime) -> Signer:
        from asn1crypto.keys import PrivateKeyInfo
        from pyhanko.sign.signers import SimpleSigner
        from pyhanko_certvalidator import registry

        make_store: Any = registry.SimpleCertificateStore  # without types
        key, certificate, others = self._content()
        require_suitable(certificate, moment)
        store = make_store()
        chain = [to_asn1(each) for each in (certificate, *others)]
        store.register_multiple(chain)
        secret = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        return SimpleSigner(
            signing_cert=chain[0],
            signing_key=PrivateKeyInfo.load(secret),
            cert_registry=store,
        )

    def _content(self) -> tuple[PrivateKeyTypes, x509.Certificate, list[x509.Certificate]]:
        try:
            if self.path.stat().st_size > _LARGEST:
                raise KeyFileError(path=self.path, code="damaged")
            data = self.path.read_bytes()
        except OSError as error:
            raise KeyFileError(path=self.path, code="missing") from error
        key, certificate, others = self._opened(data)
        if key is None or certificate is None:
            raise KeyFileError(path=self.path, code="empty")
        return key, certificate, others


    def _opened(self, data: bytes) -> _Content:
        """The file's content. Whoever made it may have composed the letters of its passphrase
        otherwise than this keyboard does: composed first, then decomposed, then as typed."""
        forms = [unicodedata.normalize(form, self.passphrase) for form in ("NFC", "NFD")]
        fault: ValueError | None = None
        for secret in dict.fromkeys((*forms, self.passphrase)):
            try:
                return pkcs12.load_key_and_certificates(data, secret.encode())
            except ValueError as error:
                fault = error
                if "password" not in str(error).lower():
                    break
        code = "passphrase" if "password" in str(fault).lower() else "damaged"
        raise KeyFileError(path=self.path, code=code) from fault


def to_asn1(certificate: x509.Certificate) -> Asn1Certificate:
    """The same certificate as pyHanko takes it."""
    from asn1crypto.x509 import Certificate

    return Certificate.load(certificate.public_bytes(Encoding.DER))


def now() -> datetime:
    """The computer's clock, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
