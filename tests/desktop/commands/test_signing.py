"""The commands of signing by their contract: JSON, exit codes, one sentence, nothing changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from db import freeze
from desktop.cli import main
from tests.signing_support import (
    PASSPHRASE,
    PIN,
    SoftToken,
    authority,
    frozen_record,
    minutes_to_sign,
    signers,
)
from tests.support import Sample


class Place:
    """A frozen book, minutes to sign, key files, and commands to run there."""

    def __init__(
        self, sample: Sample, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        frozen_record(sample)
        self.sample, self.folder, self._capsys = sample, folder, capsys
        self.minutes = minutes_to_sign(sample, folder / "bien-ban.pdf")
        _, self.code = freeze.body_of(sample.book, sample.campaign, 1)
        self.keys = [person.file(folder).path for person in signers()]
        ca = authority()
        self.ca, self.pin = folder / "ca.pem", folder / "pin"
        self.ca.write_bytes(ca.certificate.public_bytes(Encoding.PEM))
        self.pin.write_text(PASSPHRASE + "\n", "utf-8")
        self.lists = {}
        for name, people in (("clean", ()), ("revoked", (signers()[0],))):
            self.lists[name] = folder / f"{name}.crl"
            self.lists[name].write_bytes(ca.revocations(*people).public_bytes(Encoding.PEM))

    def run(self, *words: object) -> tuple[int, str, str]:
        try:
            code = main([str(word) for word in words])
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = self._capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    def json(self, *words: object, code: int = 0) -> dict[str, Any]:
        found, out, err = self.run(*words, "--json")
        assert found == code, err + out
        payload = json.loads(out)
        assert isinstance(payload, dict)
        return payload

    def sign(self, field: str, key: int, *more: object, code: int = 0) -> str:
        found, out, err = self.run(
            "sign", self.minutes, "--field", field, "--p12", self.keys[key],
            "--pin-file", self.pin, *more,
        )  # fmt: skip
        assert found == code, err
        return out if code == 0 else err


@pytest.fixture
def place(sample: Sample, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Place:
    return Place(sample, tmp_path, capsys)


def test_signed_and_verified(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    token = SoftToken(tmp_path / "hsm", monkeypatch)
    token.make()
    token.put(authority().person("K'Brít"))
    before = place.json("verify", place.minutes, "--trust", place.ca, code=1)
    fields = [each["field"] for each in before["signatures"]]
    assert len(fields) == 5 and all(each["signer"] is None for each in before["signatures"])
    assert before["valid"] is False and before["proof_code"] == place.code
    place.sign(fields[0], 0)
    place.sign(fields[1], 1)
    pin = tmp_path / "token-pin"
    pin.write_text(PIN)
    done = place.json(
        "sign", place.minutes, "--field", fields[2], "--token", token.module, "--pin-file", pin
    )
    assert done["signer"] == "K'Brít" and done["unsigned"] == fields[3:]
    place.sign(fields[-1], 2, "--last")
    found = place.json(
        "verify", place.minutes, "--trust", place.ca, "--crl", place.lists["clean"],
        "--against", place.sample.book.path, "--code", str(place.code).lower(),
    )  # fmt: skip
    assert set(found) == {
        "valid", "signatures", "whole_file", "proof_code", "recomputed", "reasons",
    }  # fmt: skip
    assert found["valid"] and found["whole_file"] and found["recomputed"]
    assert found["reasons"] == [] and found["proof_code"] == place.code
    signed = [each for each in found["signatures"] if each["signer"]]
    assert [each["field"] for each in signed] == [*fields[:3], fields[-1]]
    assert all(each["valid"] and each["trusted"] for each in signed)
    assert all(each["time"].endswith("+07:00") for each in signed)
    assert found["signatures"][-1] == {
        "field": fields[3], "signer": None, "time": None, "valid": False, "trusted": False,
        "reason": "Chưa ký.",
    }  # fmt: skip
    assert "đã khóa" in place.sign(fields[3], 1, code=2)


def test_what_people_read(place: Place) -> None:
    place.sign("ThuKy", 0)
    code, out, err = place.run("verify", place.minutes, "--trust", place.ca)
    assert (code, err) == (0, "")
    assert out.startswith("HỢP LỆ: 1 chữ ký")
    assert "Chưa kiểm tra thu hồi" in out and "CA thử nghiệm" in out
    code, out, _ = place.run("verify", place.minutes)
    assert code == 1 and out.startswith("CHƯA TIN CẬY: ")
    revoked = place.json(
        "verify", place.minutes, "--trust", place.ca, "--crl", place.lists["revoked"], code=1
    )
    assert not revoked["valid"] and "bị thu hồi" in revoked["reasons"][0]
    wrong = place.json(
        "verify", place.minutes, "--trust", place.ca, "--code", "7K3D-90QX-MB2T", code=1
    )
    assert "7K3D-90QX-MB2T" in wrong["reasons"][0]


def test_trust_is_kept_on_this_laptop(place: Place) -> None:
    place.sign("ThuKy", 0)
    assert place.json("trust")["trusted"] == []
    found = place.json("trust", place.ca, place.lists["revoked"])["trusted"]
    assert [each["kind"] for each in found] == ["authority", "revocations"]
    assert "thu hồi" in place.json("verify", place.minutes, code=1)["reasons"][0]
    place.json("trust", "--remove", found[1]["id"])
    assert place.json("verify", place.minutes)["valid"]


def test_wrong_use_changes_nothing(place: Place, tmp_path: Path) -> None:
    before = place.minutes.read_bytes()
    bad = tmp_path / "bad-pin"
    bad.write_text("sai")
    sign = ("sign", place.minutes, "--field", "ThuKy")
    key = ("--p12", place.keys[0])
    for words, said in (
        ((*sign, *key, "--pin-file", bad), "Mật khẩu"),
        ((*sign, *key), "thiếu"),
        ((*sign, "--pin-file", place.pin), "thiếu"),
        ((*sign, *key, "--pin-file", tmp_path / "khong-co"), "Không tìm thấy"),
        (("sign", place.ca, "--field", "A", *key, "--pin-file", place.pin), "PDF"),
        (("sign", place.minutes, "--field", "A", *key, "--pin-file", place.pin), "các ô ký"),
        (("verify", place.ca), "PDF"),
        (("verify", tmp_path / "khong-co.pdf"), "Không tìm thấy"),
        (("verify", place.minutes, "--trust", place.pin), "chứng thư"),
        (("verify", place.minutes, "--against", place.ca), "sổ"),
        (("trust", "--remove", "00"), "00"),
    ):
        code, out, err = place.run(*words)
        assert (code, out) == (2, ""), words
        assert said in err and err.count("\n") == 1, err
    assert place.minutes.read_bytes() == before


def test_papers_lay_the_fields(place: Place, tmp_path: Path) -> None:
    """What `papers` writes of a frozen meeting is ready to be signed."""
    out = tmp_path / "giay-to"
    place.json("papers", place.sample.book.path, "--session", 1, "--out", out, "--only", "minutes")
    assert (out / "minutes.pdf").read_bytes() == place.minutes.read_bytes()
