"""One submission to type: both papers, withdrawal, next and previous, back to the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.change_log import Value
from desktop.models.submission_entry import SubmissionEntry
from desktop.models.words import KINDS
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.ask_bar import Answers, AskBar, Field
from desktop.widgets.chips import ChipRow, Chips
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.evidence_page import EvidencePage
from desktop.widgets.message_bar import INFO, WARN, MessageBar
from desktop.widgets.screen import Screen
from desktop.widgets.submission_form import SECTIONS, SubmissionForm

EVIDENCE = "evidence"


class SubmissionFormScreen(Screen):
    """Enter goes to the next field, Ctrl+↓/↑ to the next and previous submission, Esc back."""

    closed = Signal(bytes)  # the submission that was shown last, b"" for none

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.entry = SubmissionEntry(session, self)
        self._order: list[bytes] = []
        self.form = SubmissionForm(self.entry, look)
        self.evidence = EvidencePage(session, look)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.form)
        self._pages.addWidget(self.evidence)
        self._title = ElidedLabel()
        self._title.setProperty("role", "heading")
        self._back = QPushButton("‹ Danh sách")
        self._back.setProperty("role", "plain")
        self._back.setToolTip("Về danh sách hồ sơ (Esc)")
        self._former = QPushButton("Trước")
        self._former.setAccessibleName("Hồ sơ trước")
        self._former.setToolTip("Hồ sơ trước (Ctrl+↑)")
        self._next = QPushButton("Sau")
        self._next.setAccessibleName("Hồ sơ sau")
        self._next.setToolTip("Hồ sơ sau (Ctrl+↓)")
        self.withdraw_button = QPushButton()
        self.remove_button = QPushButton("Bỏ hồ sơ…")
        self.notice = MessageBar()
        self.ask = AskBar()
        self.sections = Chips("Phần của hồ sơ", (*SECTIONS, (EVIDENCE, "Minh chứng")), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._make_panel())
        self._connect()

    def edit(self, ident: bytes, order: Sequence[bytes] = ()) -> bool:
        """Shows a submission; ``order`` is the list that next and previous follow."""
        if not self.leave():
            return False
        self._order = list(order)
        self.ask.give_up()
        return self.entry.show(ident)

    @property
    def follows(self) -> int:
        """How many submissions next and previous go through."""
        return len(self._order)

    def follow(self, order: Sequence[bytes]) -> None:
        """The list is another one now, as after an import: next and previous go by it."""
        if self.entry.ident in order:
            self._order = list(order)
            self._renew()

    def begin(self, values: Mapping[str, Value] | None = None) -> bool:
        """A new submission, with what is known of it."""
        if not self.leave():
            return False
        self.ask.give_up()
        self.entry.start(values)
        self.arrive()
        return True

    def arrive(self) -> None:
        """The name of the subject: code and kind are there already."""
        if self._pages.currentWidget() is self.evidence:
            self.evidence.begin()
        elif self.entry.locked:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.form.go_to("subject")

    def add_files(self, paths: Sequence[Path]) -> None:
        """Evidence that was dropped onto the submission that is shown."""
        self.sections.choose(EVIDENCE)
        self.evidence.add(paths)

    def leave(self) -> bool:
        """Saves what is being typed."""
        if not (self.entry.new and not self._typed()):
            return self.form.keep()
        return True

    def focus_search(self) -> None:
        """The search is in the list."""
        self.close_form()

    def show_submission(self, ident: bytes) -> None:
        """Another one."""
        self.edit(ident, self._order)

    def close_form(self) -> None:
        """Back to the list."""
        if self.leave():
            self.closed.emit(self.entry.ident or b"")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)

    def _make_panel(self) -> QFrame:
        panel = QFrame()
        panel.setProperty("role", "panel")
        head = QHBoxLayout()
        head.setContentsMargins(8, 6, 10, 0)
        head.setSpacing(8)
        head.addWidget(self._back)
        head.addWidget(self._title, 1)
        for button in (self.withdraw_button, self.remove_button, self._former, self._next):
            head.addWidget(button)
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 2)
        row.addWidget(ChipRow(self.sections))
        middle = QVBoxLayout()
        middle.setContentsMargins(12, 0, 12, 0)
        middle.setSpacing(4)
        middle.addWidget(self.notice)
        middle.addWidget(self.ask)
        column = QVBoxLayout(panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(row)
        column.addLayout(middle)
        column.addWidget(self._pages, 1)
        return panel

    def _connect(self) -> None:
        self._back.clicked.connect(self.close_form)
        self._former.clicked.connect(lambda: self._go(-1))
        self._next.clicked.connect(lambda: self._go(1))
        self.withdraw_button.clicked.connect(self._withdraw_or_return)
        self.remove_button.clicked.connect(self._ask_removal)
        self.sections.chosen.connect(self._show_section)
        self.evidence.rows.counted.connect(self._count_evidence)
        self.form.filled.connect(self._count)
        self.entry.loaded.connect(self._renew)
        self.entry.renewed.connect(self._renew)
        self.entry.created.connect(self._order.append)
        self.entry.gone.connect(lambda: self.closed.emit(b""))
        for keys, step in (("Ctrl+Down", 1), ("Ctrl+Up", -1)):
            key = QShortcut(QKeySequence(keys), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(lambda step=step: self._go(step))

    def _typed(self) -> bool:
        """Whether a new submission holds more than what was suggested."""
        fields = [*self.form.fields.values(), *self.form.marks.fields]
        return any(field.dirty for field in fields) or self.form.targets.editing

    def _go(self, step: int) -> None:
        ident = self.entry.ident
        place = self._order.index(ident) + step if ident in self._order else -1
        if 0 <= place < len(self._order):
            self.edit(self._order[place], self._order)

    def _show_section(self, key: str) -> None:
        if key == EVIDENCE and self.leave():
            self._pages.setCurrentWidget(self.evidence)
            self.evidence.begin()
        elif key == EVIDENCE:
            self.sections.mark(next(iter(self.sections.buttons)))
        else:
            self._pages.setCurrentWidget(self.form)
            self.form.show_section(key)

    def _count_evidence(self) -> None:
        count = self.evidence.rows.rowCount()
        button = self.sections.buttons[EVIDENCE]
        button.setText(f"Minh chứng {count}")
        button.setAccessibleName(f"Minh chứng, {count} tệp")

    def _renew(self) -> None:
        entry = self.entry
        if entry.ident is None or entry.ident != self.evidence.rows.submission:
            self.evidence.show_submission(entry.ident)
        self.sections.buttons[EVIDENCE].setEnabled(not entry.new)
        if entry.new and self._pages.currentWidget() is self.evidence:
            self._pages.setCurrentWidget(self.form)
            self.sections.mark(next(iter(self.sections.buttons)))
        code, kind = entry.code, KINDS[entry.kind]
        subject = str(entry.value("subject") or "")
        start = f"Hồ sơ mới {code}" if entry.new else code
        self._title.setText(" · ".join(part for part in (start, kind, subject) if part))
        place = self._order.index(entry.ident) if entry.ident in self._order else -1
        self._former.setVisible(place >= 0)
        self._next.setVisible(place >= 0)
        self._former.setEnabled(place > 0)
        self._next.setEnabled(0 <= place < len(self._order) - 1)
        may = self.session.office and not self.session.readonly
        free = may and not entry.new and entry.frozen_in is None
        self.withdraw_button.setVisible(free)
        self.withdraw_button.setText("Đưa lại hồ sơ" if entry.withdrawn else "Rút hồ sơ…")
        self.remove_button.setVisible(free and not entry.scored and not entry.withdrawn)
        if entry.locked:
            self.notice.say(entry.locked, WARN, lasting=True)
        elif entry.new:
            words = "Hồ sơ được ghi vào sổ từ ô đầu tiên; mỗi ô tự lưu khi rời ô."
            self.notice.say(words, INFO, lasting=True)
        elif may and not entry.value("registered_on"):
            words = "Chưa ghi ngày đăng ký nên hồ sơ đang tính là chưa đăng ký."
            self.notice.say(words, WARN, lasting=True)
        else:
            self.notice.hide()

    def _count(self, filled: dict[str, tuple[int, int]]) -> None:
        for key, word in SECTIONS:
            done, of = filled[key]
            count = f"{done}/{of}" if of else str(done)
            button = self.sections.buttons[key]
            button.setText(f"{word} {count}")
            said = f"đã ghi {done} trên {of} ô" if of else f"{done} dòng"
            button.setAccessibleName(f"{word}, {said}")

    def _withdraw_or_return(self) -> None:
        entry = self.entry
        if entry.withdrawn:
            entry.withdraw(None)
            return
        if not self.leave():
            return
        kept = "Phiếu chấm đã nộp vẫn còn trong sổ. " if entry.scored else ""

        def withdraw(answers: Answers) -> bool:
            if not answers["reason"].strip():
                self.ask.complain("Hãy ghi lý do rút hồ sơ.")
                return False
            return bool(entry.withdraw(answers["reason"]))

        self.ask.ask(
            f"Rút hồ sơ {entry.code}? {kept}Hồ sơ đã rút không được thẩm định.",
            [Field("reason", "Lý do")],
            f"Rút hồ sơ {entry.code}",
            withdraw,
        )

    def _ask_removal(self) -> None:
        entry = self.entry
        self.ask.ask(
            f"Bỏ hẳn hồ sơ {entry.code} khỏi danh sách? Chưa ai chấm hồ sơ này; "
            "Ctrl+Z đưa lại được.",
            [],
            f"Bỏ hồ sơ {entry.code}",
            lambda _: bool(entry.remove()),
        )

    def minimumSizeHint(self) -> QSize:
        """Narrow windows cut the title."""
        return QSize(self.look.px(320), super().minimumSizeHint().height())
