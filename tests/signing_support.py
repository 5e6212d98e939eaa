"""A certification authority, signers and a token to test digital signatures with."""

from __future__ import annotations

import datetime
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from db import freeze
from db.record import record_of
from db.sessions import find, standing_snapshot
from desktop.documents.certificates import KeyFile
from desktop.documents.minutes import write_minutes
from desktop.documents.trust import Trust
from tests.support import Sample

PASSPHRASE = "mật khẩu thử"
PIN, SO_PIN = "246810", "13571357"
NOW = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
DAY = datetime.timedelta(days=1)
MODULES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
)


@dataclass(frozen=True)
class Person:
    """A signer: key, certificate and the bytes of a PKCS#12 file."""

    key: RSAPrivateKey
    certificate: x509.Certificate
    p12: bytes

    def file(self, folder: Path) -> KeyFile:
        """Its key file in a folder."""
        path = folder / f"{self.certificate.serial_number}.p12"
        path.write_bytes(self.p12)
        return KeyFile(path, PASSPHRASE)


class Authority:
    """A CA that issues to whom one likes."""

    def __init__(self, name: str) -> None:
        self.key = generate_private_key(65537, 2048)
        self.name = _name(name, "Ban thử nghiệm")
        self.certificate = self._sign(
            x509.CertificateBuilder()
            .subject_name(self.name)
            .public_key(self.key.public_key())
            .serial_number(1)
            .not_valid_before(NOW - 1000 * DAY)
            .not_valid_after(NOW + 1000 * DAY)
            .add_extension(x509.BasicConstraints(True, None), True)
            .add_extension(_usage("key_cert_sign", "crl_sign"), True)
        )
        self._next = 2

    def _sign(self, builder: x509.CertificateBuilder) -> x509.Certificate:
        return builder.issuer_name(self.name).sign(self.key, hashes.SHA256())

    def person(
        self,
        name: str,
        *,
        start: datetime.timedelta = -DAY,
        end: datetime.timedelta = 400 * DAY,
        usage: Sequence[str] = ("digital_signature", "content_commitment"),
        bits: int = 2048,
    ) -> Person:
        """A person with a key file; its days count from now."""
        key = generate_private_key(65537, bits)
        email = x509.RFC822Name(f"nguoi{self._next}@vidu.gov.vn")
        certificate = self._sign(
            x509.CertificateBuilder()
            .subject_name(_name(name, "Huyện ủy Ví Dụ"))
            .public_key(key.public_key())
            .serial_number(self._next)
            .not_valid_before(NOW + start)
            .not_valid_after(NOW + end)
            .add_extension(x509.BasicConstraints(False, None), True)
            .add_extension(_usage(*usage), True)
            .add_extension(x509.SubjectAlternativeName([email]), False)
        )
        self._next += 1
        secret = BestAvailableEncryption(PASSPHRASE.encode())
        p12 = pkcs12.serialize_key_and_certificates(
            b"k", key, certificate, [self.certificate], secret
        )
        return Person(key, certificate, p12)

    def revocations(
        self, *people: Person, made: datetime.datetime = NOW, days: int = 30
    ) -> x509.CertificateRevocationList:
        """A list that revokes these people."""
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.name)
            .last_update(made)
            .next_update(made + days * DAY)
        )
        for person in people:
            entry = (
                x509.RevokedCertificateBuilder()
                .serial_number(person.certificate.serial_number)
                .revocation_date(made)
                .build()
            )
            builder = builder.add_revoked_certificate(entry)
        return builder.sign(self.key, hashes.SHA256())

    @property
    def trust(self) -> Trust:
        """This CA imported, no list."""
        return Trust((self.certificate,))


def _name(name: str, organisation: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )


_USES = (
    "digital_signature content_commitment key_encipherment data_encipherment key_agreement "
    "key_cert_sign crl_sign encipher_only decipher_only"
).split()


def _usage(*names: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{name: name in names for name in _USES})


@cache
def authority() -> Authority:
    """The CA of the tests, made once."""
    return Authority("CA thử nghiệm")


@cache
def signers() -> tuple[Person, Person, Person]:
    """Secretary, a member, the chair."""
    made = [authority().person(n) for n in ("Lê Văn Cường", "Trần Thị Bình", "Nguyễn Văn An")]
    return made[0], made[1], made[2]


# -- a token -------------------------------------------------------------------------------


def softhsm() -> Path:
    """SoftHSM's module; skips the test where it is not installed."""
    module = next((Path(name) for name in MODULES if Path(name).is_file()), None)
    if module is None or shutil.which("softhsm2-util") is None:
        pytest.skip("SoftHSM2 is not installed")
    return module


class SoftToken:
    """A token in a folder of its own; it lives as long as SOFTHSM2_CONF names it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.module = softhsm()
        self.tokens = folder / "tokens"
        self.tokens.mkdir(parents=True)
        settings = folder / "softhsm2.conf"
        settings.write_text(
            f"directories.tokendir = {self.tokens}\nobjectstore.backend = file\n"
            "log.level = ERROR\n"
        )
        monkeypatch.setenv("SOFTHSM2_CONF", str(settings))
        self.reload()

    def reload(self) -> None:
        """Has the module look at its folder anew."""
        import pkcs11

        pkcs11.lib(str(self.module)).reinitialize()

    def make(self, label: str = "to tham dinh") -> None:
        """An empty token with its PINs set."""
        line = ["softhsm2-util", "--init-token", "--free", "--label", label]
        line += ["--pin", PIN, "--so-pin", SO_PIN]
        subprocess.run(line, check=True, capture_output=True)
        self.reload()

    def put(self, person: Person, ident: bytes = b"\x01") -> None:
        """Puts a person's key and certificate onto the token."""
        import pkcs11
        from pkcs11 import Attribute, ObjectClass
        from pkcs11.util.rsa import decode_rsa_private_key

        (slot,) = [
            slot
            for slot in pkcs11.lib(str(self.module)).get_slots(token_present=True)
            if slot.get_token().label == "to tham dinh"
        ]
        with slot.get_token().open(rw=True, user_pin=PIN) as session:
            secret = person.key.private_bytes(
                Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption()
            )
            key = {**decode_rsa_private_key(secret), Attribute.ID: ident, Attribute.TOKEN: True}
            session.create_object({**key, Attribute.SIGN: True, Attribute.PRIVATE: True})
            session.create_object(
                {
                    Attribute.CLASS: ObjectClass.CERTIFICATE,
                    Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                    Attribute.TOKEN: True,
                    Attribute.ID: ident,
                    Attribute.SUBJECT: person.certificate.subject.public_bytes(),
                    Attribute.VALUE: person.certificate.public_bytes(Encoding.DER),
                }
            )


# -- minutes to sign -----------------------------------------------------------------------


def frozen_record(sample: Sample) -> bytes:
    """Freezes session 1 and gives its record."""
    sample.score_all()
    freeze.freeze(sample.book, sample.campaign, 1)
    return record(sample)


def record(sample: Sample) -> bytes:
    """The record of what stands frozen."""
    session = find(sample.book.connection, sample.campaign, 1)
    snapshot = standing_snapshot(sample.book.connection, session.id)
    assert snapshot is not None
    return record_of(sample.book, snapshot)


def minutes_to_sign(sample: Sample, path: Path, attached: bytes | None = None) -> Path:
    """Minutes of the frozen session, ready to be signed; ``attached`` instead of its record."""
    body, code = freeze.body_of(sample.book, sample.campaign, 1)
    write_minutes(body, path, code, attached or record(sample))
    return path
