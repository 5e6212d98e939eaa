"""CAs and revocation lists: imported from files, shown, removed; only who issues is trusted."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from db.home import Home
from desktop.documents.signing_errors import TrustFileError, TrustUnknownError
from desktop.documents.trust import TrustKind, items, keep, kept, read_trust, remove
from desktop.messages import sentence
from tests.signing_support import Authority, authority, signers


def _write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_kept_shown_removed(home: Home, tmp_path: Path) -> None:
    ca = authority()
    assert items(home) == ()
    files = [
        _write(tmp_path, "ca.pem", ca.certificate.public_bytes(Encoding.PEM)),
        _write(tmp_path, "x.crl", ca.revocations(signers()[0]).public_bytes(Encoding.DER)),
    ]
    keep(home, files)
    keep(home, files)  # a second time changes nothing
    shown = items(home)
    assert [(item.kind, item.name, item.revoked) for item in shown] == [
        (TrustKind.AUTHORITY, "CA thử nghiệm", 0),
        (TrustKind.REVOCATIONS, "CA thử nghiệm", 1),
    ]
    assert kept(home).authorities == (ca.certificate,)
    assert remove(home, shown[0].id.upper()) == shown[0]
    assert kept(home).authorities == () and len(kept(home).revocations) == 1
    with pytest.raises(TrustUnknownError) as caught:
        remove(home, shown[0].id)
    assert shown[0].id in sentence(caught.value)


def test_every_shape_of_file(tmp_path: Path) -> None:
    one, two = authority().certificate, Authority("CA khác").certificate
    both = one.public_bytes(Encoding.PEM) + two.public_bytes(Encoding.PEM)
    for name, content, number in (
        ("a.cer", one.public_bytes(Encoding.DER), 1),
        ("b.pem", both, 2),
        ("c.p7b", pkcs7.serialize_certificates([one, two], Encoding.DER), 2),
        ("d.p7b", pkcs7.serialize_certificates([one, two], Encoding.PEM), 2),
    ):
        assert len(read_trust([_write(tmp_path, name, content)]).authorities) == number
    crl = authority().revocations().public_bytes(Encoding.PEM)
    assert len(read_trust([_write(tmp_path, "e.crl", crl)]).revocations) == 1


def test_refused_files_leave_nothing(home: Home, tmp_path: Path) -> None:
    good = _write(tmp_path, "ca.pem", authority().certificate.public_bytes(Encoding.PEM))
    person = signers()[0].certificate.public_bytes(Encoding.PEM)
    for bad, code in (
        (_write(tmp_path, "p.pem", person), "person"),
        (_write(tmp_path, "x.pem", b"x"), "unreadable"),
        (_write(tmp_path, "y.pem", b"-----BEGIN CERTIFICATE-----\nx"), "unreadable"),
        (tmp_path / "khong-co.pem", "unreadable"),
    ):
        with pytest.raises(TrustFileError) as caught:
            keep(home, [good, bad])
        assert caught.value.facts["code"] == code and bad.name in sentence(caught.value)
        assert items(home) == ()
