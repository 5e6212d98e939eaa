"""Each submission of a meeting: which there are, and what was said and voted on each."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from db.change_log import Value
from db.queries.minutes import Hearing
from desktop.models.minutes_list import HearingList, heard_lines
from desktop.models.minutes_meeting import Meeting
from desktop.models.minutes_words import read_count, shown_count
from desktop.session import Outcome
from desktop.theme.look import Look
from desktop.widgets.hearing_outcome import HearingOutcome
from desktop.widgets.kept_splitter import KeptSplitter
from desktop.widgets.labels import wrapped
from desktop.widgets.minutes_field_row import FieldRow
from desktop.widgets.minutes_fields import LineField, SavedField, TextField
from desktop.widgets.minutes_rows import RowList
from desktop.widgets.minutes_takes import TakesPanel
from desktop.widgets.scrolling import ScrolledPage
from desktop.widgets.search_field import SearchField
from desktop.words import LEFT_OUT


class HearingPanel(QWidget):
    """A list at the left, the form of the chosen submission at the right.

    Ctrl+↓ and Ctrl+↑ go on to the next and previous one and stay in the same field.
    """

    def __init__(self, meeting: Meeting, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.meeting, self._look = meeting, look
        self.list = HearingList(self)
        self.view = RowList(look, "Hồ sơ của cuộc họp")
        self.view.setModel(self.list)
        self.view.setProperty("role", "bare")
        self.search = SearchField(look, "Tìm hồ sơ")
        self.takes = TakesPanel(meeting, look)
        self.fields: dict[str, SavedField] = {}
        self._submission = self._record = b""
        self._heading, self._subject, self._facts = wrapped(), wrapped(), wrapped()
        self._heading.setProperty("role", "strong")
        self._facts.setProperty("role", "muted")
        self._count = QLabel()
        self._count.setProperty("role", "strong")
        self.choose = QToolButton()
        self.choose.setProperty("role", "chip")
        self.choose.setCheckable(True)
        self.choose.setText("Chọn hồ sơ…")
        self.choose.setAccessibleName("Chọn hồ sơ đưa ra cuộc họp")
        self.outcome = HearingOutcome(look, self._save)
        for field in self.outcome.fields:
            self._known(field)
        self._form = self._make_form()
        self._none = wrapped()
        self._none.setProperty("role", "muted")
        self._none.setMargin(10)
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()

    def keep(self) -> bool:
        """Saves what is being typed."""
        return all([field.keep() for field in self.fields.values()])

    def show_submission(self, ident: bytes) -> None:
        """Chooses a submission of the meeting."""
        self.choose.setChecked(False)
        if self.list.row_of(ident) < 0:
            self.search.clear()
        row = self.list.row_of(ident)
        if row >= 0:
            self.view.setCurrentIndex(self.list.index(row))

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.choose.setChecked(False)
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def move_by(self, step: int) -> None:
        """The next or previous submission, if what is typed here could be kept."""
        row = self.view.currentIndex().row() + step
        if 0 <= row < self.list.rowCount() and self.keep():
            self.view.setCurrentIndex(self.list.index(row))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A text field would scroll with Ctrl+↓ and ↑ otherwise."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if held == Qt.KeyboardModifier.ControlModifier and event.key() in steps:
                self.move_by(steps[Qt.Key(event.key())])
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The form keeps two thirds."""
        super().resizeEvent(event)
        self._renew_sizes()

    def _make_form(self) -> ScrolledPage:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 4, 12, 12)
        column.setSpacing(8)
        for label in (self._heading, self._subject, self._facts):
            column.addWidget(label)
        column.addWidget(self._text("summary", "Tóm tắt", 2))
        column.addWidget(self._text("opinions", "Ý kiến tại cuộc họp", 3))
        votes = []
        names = (("votes_for", "Biểu quyết đồng ý"), ("votes_against", "Không đồng ý"))
        for name, caption in names:
            field = LineField(name, caption, self._save, read_count, shown_count)
            votes.append(self._known(field))
        column.addWidget(FieldRow(self._look, *votes))
        column.addWidget(self.outcome)
        column.addWidget(self._text("conclusion", "Kết luận của chủ trì về hồ sơ", 2))
        column.addStretch(1)
        area = ScrolledPage()
        area.hold(inner)
        return area

    def _text(self, name: str, label: str, least: int) -> SavedField:
        return self._known(TextField(name, label, self._save, least=least))

    def _known(self, field: SavedField) -> SavedField:
        self.fields[field.name] = field
        field.editor.installEventFilter(self)
        field.typed.connect(self._typed)
        return field

    def _lay_out(self) -> None:
        left = QWidget()
        side = QVBoxLayout(left)
        side.setContentsMargins(12, 4, 0, 4)
        self._side = side
        side.setSpacing(4)
        side.addWidget(self.search)
        side.addWidget(self._none)
        side.addWidget(self.view, 1)
        self._split = KeptSplitter(self._look, "minutes-hearing")
        self._split.addWidget(left)
        self._split.addWidget(self._form)
        self._split.setChildrenCollapsible(False)
        self._split.setStretchFactor(1, 1)
        self._split.setHandleWidth(6)
        self._pages.addWidget(self._split)
        self._pages.addWidget(self.takes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        top = QGridLayout()
        top.setContentsMargins(12, 0, 12, 0)
        top.addWidget(self._count, 0, 0)
        top.setColumnStretch(0, 1)
        top.addWidget(self.choose, 0, 1)
        column.addLayout(top)
        column.addWidget(self._pages, 1)
        self._renew_sizes()

    def _connect(self) -> None:
        self.meeting.loaded.connect(self._load)
        self.meeting.renewed.connect(self._renew)
        self.search.textChanged.connect(self._search)
        self.search.to_list.connect(lambda: self.view.setFocus())
        self.view.selectionModel().currentChanged.connect(self._chosen)
        self.view.activated.connect(lambda _: self.fields["summary"].editor.setFocus())
        self.list.modelReset.connect(self._choose_some)
        self.choose.toggled.connect(self._choosing)
        self._look.changed.connect(self._renew_sizes)
        for keys, step in (("Ctrl+Down", 1), ("Ctrl+Up", -1)):
            key = QShortcut(QKeySequence(keys), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(lambda step=step: self.move_by(step))

    def _renew_sizes(self) -> None:
        self.view.setMinimumWidth(self._look.px(100))
        side = max(self._look.px(120), round(self.width() * 0.34))
        self._split.suggest([side, self.width() - side - self._split.handleWidth()])

    def _choosing(self, on: bool) -> None:
        self._pages.setCurrentIndex(int(on))
        self.choose.setText("Xong" if on else "Chọn hồ sơ…")

    def _load(self) -> None:
        """Another meeting begins with its first submission; the same one, read again after the
        laptop was passed round, goes on where it was."""
        self.choose.setChecked(False)
        record = self.meeting.record
        former = self._submission if record is not None and record.id == self._record else b""
        self._record = record.id if record is not None else b""
        self._submission = b""
        self.search.clear()
        self._renew()
        if self.list.rowCount():
            self.view.setCurrentIndex(self.list.index(max(self.list.row_of(former), 0)))
        self._show_line(self.view.currentIndex().row())

    def _renew(self) -> None:
        meeting = self.meeting
        if meeting.record is None:
            return
        written = {ident for ident, hearing in meeting.hearings.items() if hearing}
        self.list.show(heard_lines(meeting.body, meeting.idents, written, LEFT_OUT))
        self._count.setText(f"{self.list.total} hồ sơ · {self._written(written)} đã ghi ý kiến")
        self.choose.setVisible(meeting.editable)
        self._show_none()
        self._show_line(self.view.currentIndex().row())

    def _written(self, written: set[bytes]) -> int:
        return sum(self.list.line(row).id in written for row in range(self.list.rowCount()))

    def _show_none(self) -> None:
        empty = not self.list.rowCount()
        self._none.setText(
            "Không tìm thấy hồ sơ nào; hãy gõ ít chữ hơn."
            if self.list.total
            else "Cuộc họp chưa nhận hồ sơ nào: hồ sơ có phiếu chấm sẽ tự vào đây."
        )
        self._none.setVisible(empty)
        self.view.setVisible(not empty)
        self._form.setVisible(bool(self.list.total))
        self._side.setContentsMargins(12, 4, 0 if self.list.total else 12, 4)

    def _search(self, words: str) -> None:
        self.list.search(words)
        self._show_none()

    def _choose_some(self) -> None:
        row = self.list.row_of(self._submission) if self._submission else 0
        if row < 0 or not self.list.rowCount():
            return
        self.view.setCurrentIndex(self.list.index(row))

    def _chosen(self, current: QModelIndex, _: QModelIndex) -> None:
        if current.isValid():
            self._show_line(current.row())

    def _show_line(self, row: int) -> None:
        if not 0 <= row < self.list.rowCount():
            return
        line = self.list.line(row)
        other = line.id != self._submission
        if other and self._submission:
            self._keep_before_leaving()
        self._submission = line.id
        self._heading.setText(f"{line.code}  {line.title}")
        self._subject.setText(line.subject)
        self._facts.setText(f"Sẽ để lại: {line.why}." if line.why else line.facts)
        hearing = self.meeting.hearings.get(line.id, Hearing())
        self.outcome.show_case(self.meeting, line.code, hearing)
        for name, field in self.fields.items():
            value: Value = getattr(hearing, name)
            stored = None if value == "" else value
            if other:
                field.reset(stored)
            else:
                field.set_stored(stored)
            field.lock(not self.meeting.editable)

    def _keep_before_leaving(self) -> None:
        """A mouse click went elsewhere: what cannot be kept is said, not lost silently."""
        if not self.keep():
            wrong = next((f.trouble for f in self.fields.values() if f.trouble), "")
            self.meeting.session.told.emit(wrong)

    def _typed(self, name: str, value: Value) -> None:
        if self._submission:
            self.meeting.type_hearing(self._submission, name, value)

    def _save(self, name: str, value: Value) -> Outcome:
        row = self.list.row_of(self._submission)
        code = f", hồ sơ {self.list.line(row).code}" if row >= 0 else ""
        words = f"{self.fields[name].label}{code}"
        return self.meeting.save_hearing(self._submission, {name: value}, words)
