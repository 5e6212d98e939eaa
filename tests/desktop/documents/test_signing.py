"""Signing: fields in order, key files and tokens; a refusal is a sentence and touches nothing."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Literal
from unicodedata import normalize

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from db.rules import proof
from desktop.documents.certificates import KeyFile
from desktop.documents.errors import SignedPaperError
from desktop.documents.pdf_signatures import field_objects, open_pdf, read_pdf, signed_fields
from desktop.documents.signing import KeySource, sign
from desktop.documents.signing_errors import (
    CertificateError,
    DamagedPdfError,
    KeyFileError,
    NotPdfError,
    SignFieldTakenError,
    SignFieldUnknownError,
    SigningError,
    SignLockedError,
    TokenError,
    TokenPinError,
)
from desktop.documents.token import Token
from desktop.messages import sentence
from tests.signing_support import (
    DAY,
    NOW,
    PASSPHRASE,
    PIN,
    SoftToken,
    authority,
    frozen_record,
    minutes_to_sign,
    signers,
)
from tests.support import Sample

LETTERS: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_N", 2**4)


@pytest.fixture
def blank(sample: Sample, tmp_path: Path) -> Path:
    frozen_record(sample)
    return minutes_to_sign(sample, tmp_path / "giay" / "bien-ban.pdf")


def _refused(path: Path, field: str, source: KeySource, **more: Any) -> SigningError:
    """The error; the folder is as it was, and the sentence is one for people."""
    before = {p.name: p.read_bytes() for p in path.parent.iterdir()}
    with pytest.raises(SigningError) as caught:
        sign(path, field, source, **more)
    assert {p.name: p.read_bytes() for p in path.parent.iterdir()} == before
    text = sentence(caught.value)
    assert "ngoài dự kiến" not in text and text.endswith(".")
    assert "hãy" in text or "các ô ký:" in text
    return caught.value


def test_in_signing_order(blank: Path, tmp_path: Path) -> None:
    reader = open_pdf(read_pdf(blank), blank)
    assert list(field_objects(reader)) == [
        "ThuKy", "ThanhVien1", "ThanhVien2", "ThanhVien3", "ChuTri",
    ]  # fmt: skip
    assert signed_fields(reader) == {}
    first = blank.read_bytes()
    done = sign(blank, "ThuKy", signers()[0].file(tmp_path))
    assert done.signer.name == "Lê Văn Cường" and done.signer.organisation == "Huyện ủy Ví Dụ"
    assert done.left == ("ThanhVien1", "ThanhVien2", "ThanhVien3", "ChuTri")
    after = blank.read_bytes()
    assert after.startswith(first)  # nothing but an incremental update
    out = tmp_path / "ky.pdf"
    done = sign(blank, "ChuTri", signers()[2].file(tmp_path), out=out, last=True)
    assert done.path == out and done.locked
    assert blank.read_bytes() == after and out.read_bytes().startswith(after)
    assert list(signed_fields(open_pdf(read_pdf(out), out))) == ["ThuKy", "ChuTri"]
    with pytest.raises(SignedPaperError):  # other signed minutes are not written over
        sign(blank, "ThanhVien1", signers()[1].file(tmp_path), out=out)


def test_a_field_is_signed_once_and_must_be_there(blank: Path, tmp_path: Path) -> None:
    secretary, member, chair = (person.file(tmp_path) for person in signers())
    sign(blank, "ThuKy", secretary)
    taken = _refused(blank, "ThuKy", member)
    assert isinstance(taken, SignFieldTakenError) and taken.facts["signer"] == "Lê Văn Cường"
    unknown = _refused(blank, "GiamDoc", member)
    assert isinstance(unknown, SignFieldUnknownError) and "ChuTri" in sentence(unknown)
    sign(blank, "ChuTri", chair, last=True)
    locked = _refused(blank, "ThanhVien1", member)
    assert isinstance(locked, SignLockedError) and "Nguyễn Văn An" in sentence(locked)
    assert isinstance(_refused(blank, "ThuKy", member), SignLockedError)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"start": -20 * DAY, "end": -2 * DAY}, "expired"),
        ({"start": 2 * DAY}, "early"),
        ({"usage": ("key_encipherment",)}, "usage"),
        ({"bits": 1024}, "weak"),
    ],
)
def test_a_certificate_that_does_not_serve(
    blank: Path, tmp_path: Path, said: dict[str, Any], code: str
) -> None:
    person = authority().person("Võ Minh Đạt", **said)
    error = _refused(blank, "ThuKy", person.file(tmp_path))
    assert isinstance(error, CertificateError) and error.facts["code"] == code
    assert "Võ Minh Đạt" in sentence(error)


def test_key_files(blank: Path, tmp_path: Path) -> None:
    good = signers()[0].file(tmp_path)
    broken = tmp_path / "hong.p12"
    broken.write_bytes(good.path.read_bytes()[:100])
    for source, code in (
        (KeyFile(good.path, "sai"), "passphrase"),
        (KeyFile(tmp_path / "mat.p12", PASSPHRASE), "missing"),
        (KeyFile(broken, PASSPHRASE), "damaged"),
    ):
        error = _refused(blank, "ThuKy", source)
        assert isinstance(error, KeyFileError) and error.facts["code"] == code


@pytest.mark.parametrize("made", LETTERS)
def test_a_key_files_passphrase_is_one_however_composed(
    tmp_path: Path, made: Literal["NFC", "NFD"]
) -> None:
    person, said = signers()[0], "mật khẩu Đổi mới"
    path = tmp_path / "khoa.p12"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"k", person.key, person.certificate, None,
            BestAvailableEncryption(normalize(made, said).encode()),
        )
    )  # fmt: skip
    for form in LETTERS:
        with KeyFile(path, normalize(form, said)).open(NOW) as signer:
            assert signer.signing_cert is not None
    with pytest.raises(KeyFileError) as refused, KeyFile(path, "mat khau Doi moi").open(NOW):
        pass
    assert refused.value.facts["code"] == "passphrase" and "ật khẩu" in sentence(refused.value)


def test_files_that_cannot_be_signed(tmp_path: Path, blank: Path) -> None:
    key = signers()[0].file(tmp_path)
    text = blank.parent / "a.pdf"
    text.write_text("không phải PDF", "utf-8")
    assert isinstance(_refused(text, "ThuKy", key), NotPdfError)
    text.write_bytes(blank.read_bytes()[:2000])
    assert isinstance(_refused(text, "ThuKy", key), DamagedPdfError)
    with pytest.raises(OSError):
        sign(tmp_path / "khong-co.pdf", "ThuKy", key)


# -- tokens --------------------------------------------------------------------------------


def test_a_token(blank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    token = SoftToken(tmp_path / "hsm", monkeypatch)
    token.make()
    token.put(authority().person("Hết hạn", start=-20 * DAY, end=-2 * DAY), b"\x01")
    token.put(authority().person("K'Brít"), b"\x02")
    done = sign(blank, "ThanhVien2", Token(token.module, PIN))
    assert done.signer.name == "K'Brít"  # the one that may sign


def test_a_wrong_pin(blank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    token = SoftToken(tmp_path / "hsm", monkeypatch)
    token.make()
    token.put(signers()[1])
    error = _refused(blank, "ThuKy", Token(token.module, "000000"))
    assert isinstance(error, TokenPinError) and error.facts["code"] == "low"
    assert "số lần thử" in sentence(error)


@pytest.mark.parametrize(
    ("flag", "code"),
    [("USER_PIN_FINAL_TRY", "last"), ("USER_PIN_LOCKED", "locked"), ("RNG", "wrong")],
)
def test_the_tries_that_are_left(
    blank: Path, monkeypatch: pytest.MonkeyPatch, flag: str, code: str
) -> None:
    """SoftHSM never locks, so the vendor's module is played here."""
    import pkcs11
    from pkcs11.constants import TokenFlag

    class Played:
        flags = TokenFlag.TOKEN_INITIALIZED | getattr(TokenFlag, flag)
        slot: Any

        def open(self, **_: object) -> None:
            raise pkcs11.PinIncorrect

        def get_token(self) -> Played:
            return self

    played = Played()
    played.slot = played
    monkeypatch.setattr(Token, "_find", lambda _: played)
    error = _refused(blank, "ThuKy", Token(Path("module.so"), "1"))
    assert isinstance(error, TokenPinError) and error.facts["code"] == code


def test_a_token_that_is_not_there(
    blank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = SoftToken(tmp_path / "hsm", monkeypatch)
    source = Token(token.module, PIN)
    assert _refused(blank, "ThuKy", source).facts["code"] == "absent"
    token.make()
    assert _refused(blank, "ThuKy", source).facts["code"] == "empty"
    token.put(authority().person("Hết hạn", start=-20 * DAY, end=-2 * DAY))
    assert isinstance(_refused(blank, "ThuKy", source), CertificateError)
    token.make("cua nguoi khac")
    assert _refused(blank, "ThuKy", source).facts["code"] == "several"
    shutil.rmtree(token.tokens)


def test_a_token_pulled_out_while_signing(
    blank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pkcs11
    from pyhanko.sign.pkcs11 import PKCS11Signer

    token = SoftToken(tmp_path / "hsm", monkeypatch)
    token.make()
    token.put(signers()[1])

    async def gone(*_: object, dry_run: bool = False, **__: object) -> bytes:
        if dry_run:
            return bytes(256)
        raise pkcs11.DeviceRemoved

    monkeypatch.setattr(PKCS11Signer, "async_sign_raw", gone)
    error = _refused(blank, "ThuKy", Token(token.module, PIN))
    assert isinstance(error, TokenError) and error.facts["code"] == "removed"
    assert "vẫn nguyên" in sentence(error)


def test_no_such_module(blank: Path, tmp_path: Path) -> None:
    error = _refused(blank, "ThuKy", Token(tmp_path / "hang.so", PIN))
    assert isinstance(error, TokenError) and error.facts["code"] == "module"
