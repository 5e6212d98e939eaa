"""Mẫu Word: the registration and the report to send to a unit, blank or filled in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from db.errors import ThamdinhError
from db.records import SubjectKind
from desktop.messages import sentence
from desktop.session import Session
from desktop.theme.look import Look

_OUT = "word-forms"  # what the folder is remembered for
_REGISTRATION, _REPORT = "registration", "report"
_STEMS = {_REGISTRATION: "phieu-dang-ky", _REPORT: "bao-cao-ket-qua"}
_BLANK = (
    ("Phiếu đăng ký trống…", _REGISTRATION, SubjectKind.COLLECTIVE, "trong"),
    ("Báo cáo kết quả trống, tập thể…", _REPORT, SubjectKind.COLLECTIVE, "tap-the"),
    ("Báo cáo kết quả trống, cá nhân…", _REPORT, SubjectKind.INDIVIDUAL, "ca-nhan"),
)
Chosen = Callable[[], tuple[bytes, str] | None]
"""Id and code of the submission that is chosen, None where there is none."""


class WordFormMenu(QToolButton):
    """What was written is said by the window; filled in again, a form is read by Nhập bảng."""

    def __init__(
        self, session: Session, look: Look, chosen: Chosen, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._look, self._chosen = session, look, chosen
        self.setText("Mẫu Word ▾")
        self.setProperty("role", "chip")
        self.setAccessibleName("Mẫu Word: phiếu đăng ký, báo cáo kết quả")
        self.setToolTip("Mẫu để đơn vị điền rồi gửi lại: để trống, hoặc ghi sẵn hồ sơ đang chọn")
        self._menu = QMenu(self)
        self._menu.setAccessibleName(self.accessibleName())
        self.clicked.connect(self._open)

    @property
    def actions_by_name(self) -> dict[str, QAction]:
        """What the menu offers now."""
        self._fill()
        return {action.text(): action for action in self._menu.actions() if action.text()}

    def write_blank(self, paper: str, kind: SubjectKind, path: Path) -> None:
        """Writes an empty form; the window says where it went, or why not."""
        from desktop import word_forms

        self._write(path, partial(word_forms.write_blank, paper=paper, kind=kind, path=path))

    def write_filled(self, paper: str, ident: bytes, path: Path) -> None:
        """Writes the form of a submission."""
        from desktop import word_forms

        self._write(path, partial(word_forms.write_filled, paper=paper, ident=ident, path=path))

    def _open(self) -> None:
        self._fill()
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _fill(self) -> None:
        menu, chosen = self._menu, self._chosen()
        menu.clear()
        there = self._session.campaign is not None
        for words, paper, kind, stem in _BLANK:
            write = partial(self.write_blank, paper, kind)
            self._add(words, partial(self._ask, f"{_STEMS[paper]}-{stem}", write), there)
        menu.addSeparator()
        ident, code = chosen or (b"", "")
        for words, paper in (("Phiếu đăng ký", _REGISTRATION), ("Báo cáo kết quả", _REPORT)):
            name = f"{words} ghi sẵn hồ sơ {code}…" if chosen else f"{words} ghi sẵn hồ sơ…"
            write = partial(self.write_filled, paper, ident)
            self._add(name, partial(self._ask, f"{_STEMS[paper]}-{code}", write), bool(chosen))

    def _add(self, words: str, act: Callable[[], None], can: bool) -> None:
        action = self._menu.addAction(words)
        action.setEnabled(can)
        action.triggered.connect(lambda _=False: act())

    def _ask(self, stem: str, write: Callable[[Path], None]) -> None:
        kept = self._look.preferences.folder_of(_OUT) or self._session.path.parent
        safe = "".join(sign if sign.isalnum() or sign == "-" else "-" for sign in stem)
        start = str(kept / f"{safe}.docx")
        name, _ = QFileDialog.getSaveFileName(self, "Lưu mẫu Word", start, "Tệp Word (*.docx)")
        if name:
            path = Path(name)
            path = path if path.suffix else path.with_suffix(".docx")
            self._look.preferences.remember_folder(_OUT, path.parent)
            write(path)

    def _write(self, path: Path, do: Callable[..., Path]) -> None:
        session, campaign = self._session, self._session.campaign
        assert campaign is not None
        try:
            with session.book.reading():
                do(session.book, campaign)
        except (ThamdinhError, OSError) as error:
            session.told.emit(sentence(error))
            return
        session.told.emit(f"Đã ghi “{path.name}” vào thư mục “{path.parent.name}”.")
