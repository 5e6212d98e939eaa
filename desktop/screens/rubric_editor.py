"""Thang điểm: a campaign's rubrics, typed or read from a file, tried out and confirmed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.errors import ThamdinhError
from db.records import SubjectKind
from desktop.messages import sentence
from desktop.models.rubric_draft import RubricDraft
from desktop.models.words import KINDS
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.chips import ChipRow, Chips
from desktop.widgets.message_bar import BAD, INFO, MessageBar
from desktop.widgets.rubric_form import RubricForm
from desktop.widgets.rubric_try import RubricTry
from desktop.widgets.screen import Screen
from desktop.widgets.scrolling import ScrolledPage, show_soon
from desktop.widgets.state_stack import StateStack

_ROOM = 900  # pixels at 100 % below which the trial stands under the rubric
_FILES = "Thang điểm (*.toml)"


class RubricEditorScreen(Screen):
    """One kind of subject at a time."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.draft = RubricDraft(session, self)
        self.kinds = Chips("Thang điểm cho", [(str(k), w) for k, w in KINDS.items()], self)
        self.load_button = QPushButton("Nạp từ tệp…")
        self.save_button = QPushButton("Lưu thành tệp…")
        self.message = MessageBar()
        self.form = RubricForm(self.draft, look)
        self.trial = RubricTry(self.draft, look)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(ChipRow(self.kinds), 1)
        head.addWidget(self.load_button)
        head.addWidget(self.save_button)
        self.states = StateStack(self._make_page())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.message)
        column.addWidget(self.states, 1)
        self.kinds.chosen.connect(self._choose)
        self.load_button.clicked.connect(self.ask_file)
        self.save_button.clicked.connect(self.ask_target)
        self.states.acted.connect(self.draft.begin)
        self.form.ask.opened.connect(lambda: show_soon(self._area, self.form.ask))
        self.form.confirm_button.clicked.connect(self._show_state)
        self.draft.loaded.connect(self._renew)
        self.draft.loaded.connect(self._show_state)
        self.draft.renewed.connect(self._renew)
        look.changed.connect(self._renew_room)
        self.draft.load()

    def arrive(self) -> None:
        """The name, or the criteria of a rubric that stands."""
        if self.states.notice:
            self.states.focusNextChild()
        elif self.draft.editable:
            self.form.criteria.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.kinds.buttons[self.kinds.current].setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> bool:
        """Saves what is being typed."""
        return self.draft.rubric is None or self.form.keep()

    def ask_file(self) -> None:
        """Asks for a TOML file and takes it over."""
        folder = str(self.session.path.parent)
        name, _ = QFileDialog.getOpenFileName(self, "Chọn tệp thang điểm", folder, _FILES)
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> bool:
        """Takes a rubric over from a file; says what came of it."""
        try:
            outcome = self.draft.read_file(path)
        except (ThamdinhError, OSError) as error:
            self.message.say(sentence(error), BAD)
            return False
        self.draft.load()
        self.kinds.mark(str(self.draft.kind))
        if not outcome:
            self.message.say(sentence(outcome.error or OSError()), BAD)
            return False
        rubric = self.draft.rubric
        name = rubric.name if rubric else path.name
        self.message.say(
            f"Đã nạp “{name}” cho {KINDS[self.draft.kind].lower()} từ “{path.name}”.", INFO
        )
        return True

    def ask_target(self) -> None:
        """Asks where to, then writes the rubric as a file."""
        rubric = self.draft.rubric
        if rubric is None or not self.leave():
            return
        start = self.session.path.parent / f"{rubric.id or 'thang-diem'}.toml"
        name, _ = QFileDialog.getSaveFileName(self, "Lưu thang điểm", str(start), _FILES)
        if name:
            path = Path(name)
            self.write(path if path.suffix else path.with_suffix(".toml"))

    def write(self, path: Path) -> bool:
        """Writes the rubric as a file; says where it went."""
        from desktop.documents.files import write_whole

        try:
            write_whole(path, self.draft.toml().encode())
        except (ThamdinhError, OSError) as error:
            self.message.say(sentence(error), BAD)
            return False
        self.message.say(
            f"Đã lưu thang điểm vào “{path.name}”, thư mục “{path.parent.name}”.", INFO
        )
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room."""
        super().resizeEvent(event)
        self._renew_room()

    def _make_page(self) -> QWidget:
        panel = QFrame()
        panel.setProperty("role", "panel")
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.form)
        inner = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._sides.setContentsMargins(0, 0, 6, 0)
        self._sides.setSpacing(8)
        self._sides.addWidget(panel, 5)
        self._sides.addWidget(self.trial, 3)
        area = self._area = ScrolledPage("Thang điểm và phiếu thử")
        area.hold(inner)
        return area

    def _show_state(self) -> None:
        """What can be done with the rubric stands at the top: into sight when it is another."""
        if self.draft.rubric is not None and not self.draft.editable:
            show_soon(self._area, self.form.notice)

    def _choose(self, key: str) -> None:
        if not self.leave():
            self.kinds.mark(str(self.draft.kind))
            return
        self.message.hide()
        self.draft.choose(SubjectKind(key))

    def _renew_room(self) -> None:
        wide = self.width() >= self.look.px(_ROOM)
        ways = QBoxLayout.Direction
        self._sides.setDirection(ways.LeftToRight if wide else ways.TopToBottom)

    def _renew(self) -> None:
        draft = self.draft
        self.load_button.setEnabled(draft.may_write)
        self.save_button.setEnabled(draft.rubric is not None)
        if self.session.campaign is None:
            self.states.show_no_campaign()
        elif draft.rubric is None:
            kind = KINDS[draft.kind].lower()
            self.states.show_empty(
                f"Chưa có thang điểm cho {kind}",
                "Thang điểm gồm tiêu chí, điểm tối đa và mức xếp loại; nạp từ tệp hoặc lập mới.",
                "Lập thang điểm" if draft.may_write else "",
            )
        else:
            self.states.show_content()
