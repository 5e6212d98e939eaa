"""Below a frozen meeting: its signed copies; to sign, to attach, to check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.signed_papers import SignedPaper, Sort
from desktop.folders import SIGNED
from desktop.messages import sentence
from desktop.models.attaching import Attaching, added_words, copy_name
from desktop.models.minutes_meeting import Meeting
from desktop.signed_paper_words import paper_line
from desktop.theme.look import Look
from desktop.widgets.attach_form import AttachForm
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.labels import say, unsaid, wrapped

_NONE = (
    "Chưa có bản đã ký. Ký số trong chương trình, hoặc in ra ký tay, đóng dấu rồi đính bản quét."
)


class SignedPapersBlock(QWidget):
    """``brings`` a file to the place where files are signed and checked (None: none yet)."""

    brings = Signal(str, object)

    def __init__(
        self, meeting: Meeting, look: Look, sight: Callable[[QWidget], None]
    ) -> None:
        """``sight`` brings a form into sight."""
        super().__init__()
        self.meeting, self._sight, self._preferences = meeting, sight, look.preferences
        self.attaching = Attaching(meeting, self)
        self.form = AttachForm(self.attaching, look.preferences)
        self.make_button, self.attach_button = QPushButton(), QPushButton("Đính bản đã ký…")
        self.check_button = QPushButton("Kiểm tra, ký tệp có sẵn…")
        self.make_button.clicked.connect(self.ask_target)
        self.attach_button.clicked.connect(lambda: self.open_form())
        self.check_button.clicked.connect(lambda: self.brings.emit("signed", None))
        self.form.closed.connect(self._back)
        self.outcome, self.complaint = unsaid("strong"), unsaid("bad")
        self.none = wrapped(_NONE)
        self.openers: list[QPushButton] = []
        self._shown: list[SignedPaper] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        buttons = FlowLayout()
        for button in (self.make_button, self.attach_button, self.check_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        column.addWidget(wrapped("Bản đã ký", "strong"))
        column.addWidget(self.none)
        column.addLayout(self._lines)
        column.addLayout(buttons)
        for widget in (self.form, self.outcome, self.complaint):
            column.addWidget(widget)
        self.attaching.attached.connect(lambda words: say(self.outcome, words))
        self.attaching.failed.connect(lambda error: say(self.complaint, sentence(error)))
        self.attaching.made.connect(self._made)

    def renew(self) -> None:
        """What is attached by now."""
        papers, may = self.attaching.papers(), self.meeting.may_write
        if papers != self._shown:  # else whoever is on one of its buttons stays there
            self._shown = papers
            self._clear()
            for paper in papers:
                self._add(paper)
        self.none.setVisible(not papers)
        digital = any(paper.sort is Sort.DIGITAL and paper.here for paper in papers)
        self.make_button.setText("Ký số tiếp…" if digital else "Làm bản để ký số…")
        self.make_button.setVisible(may)
        self.attach_button.setVisible(may)

    def forget(self) -> None:
        """Another meeting: what was asked of the last one goes."""
        self.form.hide()
        say(self.outcome, "")
        say(self.complaint, "")

    def open_form(self, path: Path | None = None) -> None:
        """The form to attach a file."""
        self.forget()
        self.form.open_form(path)
        self._sight(self.form)

    def ask_target(self) -> None:
        """Where the copy that is signed lies, by the system's dialog."""
        folder = self._preferences.folder_of(SIGNED) or self.meeting.session.path.parent
        name, _ = QFileDialog.getSaveFileName(
            self, "Ghi bản để ký", str(folder / copy_name(self.meeting)), "PDF (*.pdf)"
        )
        if name:
            self._preferences.remember_folder(SIGNED, Path(name).parent)
            self.forget()
            self.attaching.make_copy(Path(name))

    def open_paper(self, paper: SignedPaper) -> None:
        """By the program that the system has for it."""
        path = self.attaching.open(paper)
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _made(self, path: Path) -> None:
        self.brings.emit("signed", path)

    def _back(self) -> None:
        self.attach_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, paper: SignedPaper) -> None:
        row = QHBoxLayout()
        label = wrapped(f"{paper_line(paper)}\n{added_words(paper)}")
        row.addWidget(label, 1)
        if paper.here:
            button = QPushButton("Mở")
            button.setAccessibleName(f"Mở {paper_line(paper)}")
            button.clicked.connect(lambda: self.open_paper(paper))
            self.openers.append(button)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._lines.addLayout(row)

    def _clear(self) -> None:
        self.openers = []
        while (item := self._lines.takeAt(0)) is not None:
            row = item.layout()
            while row is not None and (part := row.takeAt(0)) is not None:
                widget = part.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
