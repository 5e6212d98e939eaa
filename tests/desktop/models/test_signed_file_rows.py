"""The tables of Bản đã ký: fields in signing order, trusted authorities."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from db.rules import proof
from desktop.documents.signing import sign
from desktop.documents.signing_copy import Copy, read_copy
from desktop.documents.trust import Trust, TrustItem, TrustKind
from desktop.models.signed_file_rows import Column, SignatureRows, TrustRows
from desktop.models.signed_file_words import (
    BAD,
    GOOD,
    OPEN,
    facts,
    headline,
    lock_words,
    reasons,
    sound,
)
from tests.signing_support import authority, frozen_record, minutes_to_sign, signers
from tests.support import Sample


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_N", 2**4)


@pytest.fixture
def minutes(sample: Sample, tmp_path: Path) -> Path:
    frozen_record(sample)
    return minutes_to_sign(sample, tmp_path / "bien-ban.pdf")


def _read(path: Path, **more: Trust) -> Copy:
    return read_copy(path, more.get("trust", authority().trust))


def test_fields_in_signing_order(qtbot: QtBot, minutes: Path, tmp_path: Path) -> None:
    """Whoever signed first: the secretary's line stands first, the chair's last."""
    sign(minutes, "ChuTri", signers()[2].file(tmp_path))
    copy, rows = _read(minutes), SignatureRows()
    QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows.show(copy.fields)
    assert [line.name for line in copy.fields][:2] == ["ThuKy", "ThanhVien1"]
    last = rows.rowCount() - 1
    assert rows.cell_text(0, Column.FIELD) == "Người ghi biên bản: Lê Văn Cường"
    assert rows.cell_text(0, Column.SIGNER) == "Chưa ký" and rows.note(0) == ""
    assert rows.cell_text(last, Column.SIGNER) == "Nguyễn Văn An"
    assert rows.cell_text(last, Column.STATE) == "Nguyên vẹn"
    assert rows.cell_text(last, Column.TRUST) == "CA thử nghiệm"
    assert rows.cell_text(last, Column.REVOKED) == "Chưa kiểm tra"
    assert "Chưa kiểm tra thu hồi" in rows.note(last) and "ký lúc" in rows.note(last)
    assert copy.free[0].name == "ThuKy" and len(copy.free) == last


def test_what_revocation_says(minutes: Path, tmp_path: Path) -> None:
    sign(minutes, "ThuKy", signers()[0].file(tmp_path))
    rows, ca = SignatureRows(), authority()
    for people, word in (((), "Không"), ((signers()[0],), "Đã thu hồi")):
        trust = replace(ca.trust, revocations=(ca.revocations(*people),))
        rows.show(_read(minutes, trust=trust).fields)
        assert rows.cell_text(0, Column.REVOKED) == word
    assert rows.cell_text(0, Column.STATE) == "Không hợp lệ"


def test_one_line_and_its_reasons(minutes: Path, tmp_path: Path) -> None:
    words, ink = headline(copy := _read(minutes))
    assert sound(copy), "nothing stands against it but that nobody signed yet"
    assert words.startswith("CHƯA KÝ") and ink == OPEN
    sign(minutes, "ThuKy", signers()[0].file(tmp_path), last=True)
    copy = _read(minutes)
    assert sound(copy) and sound(_read(minutes, trust=Trust()))
    assert headline(copy)[0].startswith("HỢP LỆ: 1 chữ ký") and headline(copy)[1] == GOOD
    assert "khóa sau chữ ký của Lê Văn Cường" in lock_words(copy) and copy.free == ()
    said = facts(copy, None)
    assert "Chữ ký cuối cùng bao trùm toàn bộ tệp." in said
    assert any("không có sổ nào đang mở" in text for text in said)
    minutes.write_bytes(minutes.read_bytes() + b"\n% more\n")
    copy = _read(minutes)
    assert headline(copy)[1] == BAD and "thêm nội dung" in headline(copy)[0]
    assert not sound(copy), "an altered file is neither signed on nor kept as the signed copy"
    assert reasons(copy) == ["Sau chữ ký cuối cùng tệp còn bị thêm nội dung."]


def test_what_is_trusted(qtbot: QtBot) -> None:
    rows = TrustRows()
    QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    day = date(2030, 1, 31)
    ident = "0123456789abcdef"
    rows.show(
        (
            TrustItem(ident, TrustKind.AUTHORITY, "CA Ban Cơ yếu", date(2020, 1, 1), day),
            TrustItem(ident, TrustKind.REVOCATIONS, "CA Ban Cơ yếu", day, None, 1234),
        )
    )
    assert [rows.cell_text(0, n) for n in range(4)] == [
        "CA Ban Cơ yếu", "Chứng thư", "31/01/2030", "0123 4567 89AB",
    ]  # fmt: skip
    assert rows.cell_text(1, 1) == "Danh sách thu hồi (1.234)"
    assert rows.cell_text(1, 2) == "Không ghi"
