"""Signing, attaching and checking minutes by keyboard, with a book and without."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget

from db import freeze
from db.rules import proof
from db.signed_papers import Sort, signed_papers
from desktop.documents.signing import sign
from desktop.documents.signing_errors import TokenError, TokenPinError
from desktop.screens.minutes_screen import FREEZE, MinutesScreen
from desktop.screens.signed_files import SignedFilesScreen
from desktop.widgets.signed_file_view import SignedFileView
from desktop.widgets.signed_papers_block import SignedPapersBlock
from tests.flows.driver import CTRL, Driver, drop
from tests.flows.minutes_steps import SPACE, TAB, part, record, with_meeting
from tests.flows.signing_scenes import imports_ca, shown
from tests.scans import scanned
from tests.signing_support import DAY, PASSPHRASE, PIN, SoftToken, authority, signers

ENTER, ESC, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_N", 2**4)


def _answers(monkeypatch: pytest.MonkeyPatch, **paths: Path) -> None:
    """What the system's dialogs answer: ``save``, ``open``."""
    for name, kind in (("save", "getSaveFileName"), ("open", "getOpenFileName")):
        if name in paths:
            monkeypatch.setattr(QFileDialog, kind, lambda *_, p=paths[name]: (str(p), ""))


def _frozen(driver: Driver, path: Path) -> SignedPapersBlock:
    """The sample's meeting, frozen."""
    screen = with_meeting(driver, path)
    screen.form.go_to("date")
    driver.type("24/11/2023")
    driver.key(TAB)
    part(driver, screen, FREEZE)
    driver.key(SPACE)
    assert screen.meeting.frozen
    return screen.freezing.signed


def _press(driver: Driver, button: QPushButton) -> None:
    """Goes to a button by Tab, presses it."""
    _go(driver, button)
    driver.key(SPACE)


def _go(driver: Driver, widget: QWidget) -> None:
    """Goes there by Tab."""
    for _ in range(60):
        if driver.focus is widget:
            break
        driver.key(TAB)
    assert driver.focus is widget, widget.accessibleName()


def _focused(widget: QWidget) -> bool:
    return QApplication.focusWidget() is widget


def _view(driver: Driver) -> SignedFileView:
    screen = driver.workspace.screen_in_front
    assert isinstance(screen, SignedFilesScreen)
    return screen.view


def _copy(
    driver: Driver, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[SignedFileView, Path]:
    """The copy to sign, made and looked at."""
    block, copy = _frozen(driver, path), tmp_path / "bien-ban.pdf"
    _answers(monkeypatch, save=copy)
    _press(driver, block.make_button)
    driver.wait(lambda: driver.workspace.place_in_front == "signed")
    view = _view(driver)
    shown(driver, view)
    return view, copy


def _papers(driver: Driver) -> list[tuple[Sort, str]]:
    found = signed_papers(driver.session.book, record(driver).id)
    return [(paper.sort, paper.name) for paper in found]


def _sign(driver: Driver, view: SignedFileView, key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form from the field to Enter in the PIN."""
    assert _focused(view.sign_button)
    driver.key(SPACE)
    assert _focused(view.form.fields)
    _answers(monkeypatch, open=key)
    _press(driver, view.form.key_file.button)
    _go(driver, view.form.pin)
    driver.type(PASSPHRASE)
    driver.key(ENTER)


def test_a_copy_is_made_and_signed_by_two(
    driver: Driver, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imports_ca(driver.window.home, tmp_path)
    view, _ = _copy(driver, path, tmp_path, monkeypatch)
    assert view.verdict.text().startswith("CHƯA KÝ")
    fields = [view.rows.cell_text(row, 0) for row in range(view.rows.rowCount())]
    assert fields[0].startswith("Người ghi biên bản: ") and fields[-1].startswith("Chủ trì")
    keys = [person.file(tmp_path).path for person in signers()]
    _sign(driver, view, keys[0], monkeypatch)
    driver.wait(lambda: view.verdict.text().startswith("HỢP LỆ: 1 chữ ký"))
    driver.wait(lambda: bool(_papers(driver)))
    assert _papers(driver) == [(Sort.DIGITAL, "bien-ban.pdf")]
    assert "Đã lưu vào cuộc họp số 1" in view.message.text
    assert view.rows.cell_text(0, 1) == "Lê Văn Cường" and view.rows.cell_text(0, 3) == "Nguyên vẹn"
    assert view.form.pin.text() == "" and PASSPHRASE not in str(vars(view.form))

    _sign(driver, view, keys[1], monkeypatch)
    driver.wait(lambda: view.verdict.text().startswith("HỢP LỆ: 2 chữ ký"))
    driver.wait(lambda: view.message.text.endswith("cuộc họp số 1."))
    assert len(_papers(driver)) == 1  # the newer one stands for both
    driver.key(Qt.Key.Key_6, CTRL)
    screen = driver.workspace.screen_in_front
    assert isinstance(screen, MinutesScreen)
    assert screen.freezing.signed.make_button.text() == "Ký số tiếp…"
    assert driver.session.campaign is not None
    refused = driver.session.run(freeze.unfreeze, driver.session.campaign, 1, "thử")
    assert not refused


def test_what_is_refused_is_said_and_the_file_is_as_it_was(
    driver: Driver, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, copy = _copy(driver, path, tmp_path, monkeypatch)
    before, form = copy.read_bytes(), view.form
    driver.key(SPACE)
    form.pin.setFocus()
    driver.key(ENTER)
    assert form.complaint.text() == "Hãy chọn tệp khóa." and driver.focus is form.key_file.button
    old = authority().person("Quá Hạn", start=-20 * DAY, end=-2 * DAY).file(tmp_path).path
    wrong = authority().person("Máy Chủ", usage=("key_encipherment",)).file(tmp_path).path
    good = signers()[0].file(tmp_path).path
    for key, pin, words in (
        (good, "sai", "không đúng; hãy gõ lại"),
        (old, PASSPHRASE, "đã hết hạn"),
        (wrong, PASSPHRASE, "không được cấp để ký văn bản"),
        (tmp_path / "mat.p12", PASSPHRASE, "Không đọc được tệp khóa"),
    ):
        form.key_file.set(key)
        form.pin.setFocus()
        driver.type(pin)
        driver.key(ENTER)
        driver.wait(lambda: not view.file.signing and not form.complaint.isHidden())
        assert words in form.complaint.text() and form.pin.text() == ""
        assert copy.read_bytes() == before
        form.complaint.hide()
    _read_only(form_path := copy.parent, monkeypatch)
    form.key_file.set(good)
    form.pin.setFocus()
    driver.type(PASSPHRASE)
    driver.key(ENTER)
    driver.wait(lambda: not view.file.signing and not form.complaint.isHidden())
    assert "chỉ cho đọc" in form.complaint.text() and copy.read_bytes() == before
    assert driver.focus is form.elsewhere and form_path == tmp_path
    monkeypatch.undo()
    monkeypatch.setattr(proof, "_N", 2**4)
    _answers(monkeypatch, save=tmp_path / "o-khac.pdf")
    driver.key(SPACE)
    driver.type(PASSPHRASE)
    driver.key(ENTER)
    driver.wait(lambda: view.file.path is not None and view.file.path.name == "o-khac.pdf")
    shown(driver, view)
    assert copy.read_bytes() == before


def _read_only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a stick that was switched to read-only answers."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(folder))

    monkeypatch.setattr("desktop.documents.files.os.replace", refuse)


def test_the_last_signature_locks(
    driver: Driver, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imports_ca(driver.window.home, tmp_path)
    view, copy = _copy(driver, path, tmp_path, monkeypatch)
    driver.key(SPACE)
    form = view.form
    form.key_file.set(signers()[0].file(tmp_path).path)
    form.last.setFocus()
    driver.key(SPACE)
    assert form.last.isChecked()
    form.pin.setFocus()
    driver.type(PASSPHRASE)
    driver.key(ENTER)
    driver.wait(lambda: view.verdict.text().startswith("HỢP LỆ"))
    assert not view.sign_button.isVisible()
    assert "đã khóa sau chữ ký của Lê Văn Cường" in view._locked.text()
    other = Path(shutil.copy(copy, tmp_path / "ban-sao.pdf"))
    view.take_file(other)
    driver.wait(lambda: view.file.copy is not None and view.file.copy.path == other)
    view.file.sign(
        "ChuTri", lambda: signers()[2].file(tmp_path), last=False, image=None, out=None
    )
    refused: list[Exception] = []
    view.file.refused.connect(refused.append)
    driver.wait(lambda: bool(refused))


def test_a_member_signs_without_any_book(
    member_driver: Driver, sample: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the PDF, on a laptop that never saw the office's key."""
    from tests.signing_support import frozen_record, minutes_to_sign
    from tests.support import Sample

    driver = member_driver
    assert isinstance(sample, Sample)
    frozen_record(sample)
    copy = minutes_to_sign(sample, tmp_path / "bien-ban.pdf")
    sign(copy, "ThuKy", signers()[0].file(tmp_path))
    _answers(monkeypatch, open=copy)
    driver.key(Qt.Key.Key_K, CTRL)
    page = driver.window.signed
    assert page is not None
    view = page.view
    driver.key(SPACE)
    shown(driver, view)
    assert view.verdict.text().startswith("CHƯA TIN CẬY: Chứng thư của Lê Văn Cường không do")
    assert "không có sổ nào đang mở" in view._facts.text()
    _sign(driver, view, signers()[1].file(tmp_path).path, monkeypatch)
    driver.wait(lambda: view.rows.cell_text(1, 1) == "Trần Thị Bình")
    driver.key(ESC)
    assert driver.focus is driver.window.start.signed_button


def test_trust_is_imported_shown_and_taken_away(
    driver: Driver, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, copy = _copy(driver, path, tmp_path, monkeypatch)
    sign(copy, "ThuKy", signers()[1].file(tmp_path))
    view.take_file(copy)
    driver.wait(lambda: view.verdict.text().startswith("CHƯA TIN CẬY: Chứng thư"))
    assert view.rows.cell_text(0, 5) == "Chưa kiểm tra"  # never silently fine
    ca, crl, person = (tmp_path / name for name in ("ca.pem", "ca.crl", "nguoi.pem"))
    ca.write_bytes(authority().certificate.public_bytes(Encoding.PEM))
    crl.write_bytes(authority().revocations(signers()[1]).public_bytes(Encoding.PEM))
    person.write_bytes(signers()[0].certificate.public_bytes(Encoding.PEM))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(person)], ""))
    _press(driver, view.trust_button)
    assert driver.focus is view.trust.add_button
    driver.key(SPACE)
    assert "không phải của tổ chức cấp" in view.trust.complaint.text()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(ca)], ""))
    driver.key(SPACE)
    driver.wait(lambda: view.verdict.text().startswith("HỢP LỆ"))
    assert "chưa kiểm tra được việc thu hồi" in view.verdict.text()
    assert view.trust.rows.cell_text(0, 0) == "CA thử nghiệm"
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(crl)], ""))
    _press(driver, view.trust.add_button)
    driver.wait(lambda: "đã bị thu hồi" in view.verdict.text())
    assert view.trust.rows.rowCount() == 2
    view.trust.table.setFocus()
    _press(driver, view.trust.remove_button)  # the authority
    driver.wait(lambda: view.trust.rows.rowCount() == 1)
    driver.key(ESC)
    assert view.trust.isHidden() and driver.focus is view.trust_button


def test_a_scan_is_attached_opened_and_looked_up(
    driver: Driver, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    block = _frozen(driver, path)
    paper = tmp_path / "bien-ban.pdf"
    block.attaching.make_copy(paper)
    driver.wait(lambda: driver.workspace.place_in_front == "signed")
    scan = scanned(paper, tmp_path / "quet.png", pages=1)
    driver.key(Qt.Key.Key_6, CTRL)
    _answers(monkeypatch, open=scan)
    block.attach_button.setFocus()
    driver.key(SPACE)
    assert _focused(block.form.file.button)
    driver.key(SPACE)
    driver.key(TAB)
    assert _focused(block.form.number)
    driver.type("15-BB/TTĐ")
    driver.key(TAB)
    driver.key(Qt.Key.Key_A, CTRL)
    driver.type("31/02/2023")
    driver.key(ENTER)
    assert "không có trong lịch" in block.form.day_line.fault or block.form.day_line.fault
    driver.key(Qt.Key.Key_A, CTRL)
    driver.type("25/11/2023")
    driver.key(ENTER)
    driver.wait(lambda: bool(block.openers))
    assert block.outcome.text() == "Đã đính: Bản quét ký tay, số 15-BB/TTĐ, ngày 25/11/2023."
    assert driver.focus is block.attach_button
    opened: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile()))
    )
    driver.wait(lambda: block.openers[0].isVisible())
    block.openers[0].setFocus()
    driver.key(SPACE)
    assert _focused(block.openers[0])
    assert opened[0].read_bytes() == scan.read_bytes() and opened[0].suffix == ".png"

    drop(driver, scan)  # anywhere on the window: its code is read and looked up
    view = _view(driver)
    driver.wait(lambda: view.verdict.text().startswith("ẢNH CHỤP"))
    assert "là của cuộc họp số 1 năm 2023, khớp bản đang chốt" in view._facts.text()
    assert "có 1 bản đã ký" in view._facts.text()
    driver.key(Qt.Key.Key_F, CTRL)
    driver.type("7k3d90qxmb2t")
    driver.key(ENTER)
    driver.wait(lambda: not view.codes.answer.isHidden())
    assert "không có trong sổ này" in view.codes.answer.text()
    assert "KHÔNG khớp tệp đang xem" in view.codes.answer.text()


def test_an_unreadable_scan_wants_its_code_typed(
    driver: Driver, path: Path, tmp_path: Path
) -> None:
    block = _frozen(driver, path)
    screen = driver.workspace.screen_in_front
    assert isinstance(screen, MinutesScreen)
    driver.wait(lambda: bool(screen.meeting.proof_code))
    scan = tmp_path / "mo.png"
    Image.new("L", (300, 300), 255).save(scan)
    block.open_form(scan)
    driver.key(ENTER)
    driver.wait(lambda: block.form.complaint.isVisible())
    assert QApplication.focusWidget() is block.form.code
    driver.type("7K3D-90QX-MB2T")
    driver.key(ENTER)
    driver.wait(lambda: "không có trong sổ" in block.form.complaint.text())
    assert not block.openers
    block.form.code.setFocus()
    driver.key(Qt.Key.Key_A, CTRL)
    driver.type(screen.meeting.proof_code.lower().replace("-", " "))
    driver.key(ENTER)
    driver.wait(lambda: bool(block.openers))


def test_signed_elsewhere_comes_back_by_drop(
    driver: Driver, path: Path, tmp_path: Path
) -> None:
    block = _frozen(driver, path)
    copy = tmp_path / "bien-ban.pdf"
    block.attaching.make_copy(copy)
    driver.wait(lambda: driver.workspace.place_in_front == "signed")
    view = _view(driver)
    shown(driver, view)
    sign(copy, "ChuTri", signers()[2].file(tmp_path))
    driver.key(Qt.Key.Key_2, CTRL)
    drop(driver, copy)
    driver.wait(lambda: view.attach_button.isVisible())
    view.attach_button.setFocus()
    driver.key(SPACE)
    assert driver.workspace.place_in_front == "minutes"
    driver.wait(lambda: QApplication.focusWidget() is block.form.number)
    driver.key(ENTER)
    driver.wait(lambda: bool(block.openers))
    assert _papers(driver) == [(Sort.DIGITAL, "bien-ban.pdf")]


def test_a_token_in_the_window(
    driver: Driver, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = SoftToken(tmp_path / "hsm", monkeypatch)
    token.make()
    token.put(signers()[0])
    imports_ca(driver.window.home, tmp_path)
    view, copy = _copy(driver, path, tmp_path, monkeypatch)
    before, form = copy.read_bytes(), view.form
    driver.key(SPACE)
    form.by_token.setFocus()
    driver.key(SPACE)
    _answers(monkeypatch, open=token.module)
    _press(driver, form.module.button)
    driver.wait(lambda: form.certificates.count() == 1)
    assert form.certificates.currentText().startswith("Lê Văn Cường, đến ")
    for pin, words in (("0000", "Mã PIN của thiết bị không đúng"), (PIN, "")):
        form.pin.setFocus()
        driver.type(pin)
        driver.key(ENTER)
        driver.wait(lambda: not view.file.signing)
        if words:
            driver.wait(lambda: form.complaint.isVisible())
            assert words in form.complaint.text() and copy.read_bytes() == before
    driver.wait(lambda: view.verdict.text().startswith("HỢP LỆ: 1 chữ ký"))
    assert driver.look.preferences.file_of("pkcs11") == token.module  # the PIN is nowhere
    kept = [p.read_text("utf-8", "ignore") for p in driver.window.home.root.rglob("*.json")]
    assert not any(PIN in text for text in kept)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (TokenError(path="m", code="removed"), "bị rút ra khi đang ký"),
        (TokenPinError(code="last"), "chỉ còn một lần thử"),
        (TokenPinError(code="locked"), "đã bị khóa"),
    ],
)
def test_what_a_token_says(
    driver: Driver,
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    words: str,
) -> None:
    view, copy = _copy(driver, path, tmp_path, monkeypatch)
    before = copy.read_bytes()
    driver.key(SPACE)
    form = view.form

    class Source:
        def open(self, _: object) -> Callable[[], None]:
            raise error

    monkeypatch.setattr(form, "_source", lambda: Source)
    form.pin.setFocus()
    driver.key(ENTER)
    driver.wait(lambda: form.complaint.isVisible())
    assert words in form.complaint.text() and copy.read_bytes() == before
    assert QApplication.focusWidget() is form.pin
