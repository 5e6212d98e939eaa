"""The first page of Giao nhận: two large targets, the last merge, the mark to compare by voice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from db.exchange.fingerprint import fingerprint
from db.queries.handed_in import HandedIn, handed_in_parts
from db.queries.taken_in import last_merge
from db.records import Campaign
from desktop.messages import sentence
from desktop.models import receive_words as words
from desktop.models.book_reader import BookReader
from desktop.models.import_words import number
from desktop.models.slices import Slices
from desktop.models.words import shown_time
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.big_target import BigTarget
from desktop.widgets.scrolling import ScrolledPage

_TAKE = (
    "Từ USB, thư mục hoặc tệp: bản sao của thành viên, gói kết quả, minh chứng. "
    "Chương trình cho xem trước rồi mới ghép."
)
_GIVE = {
    True: "Bản cho từng thành viên mang về chấm, hoặc toàn bộ sổ.",
    False: "Nộp phiếu đã chấm về thư ký.",
}
_SMALL = 4_000_000  # bytes of a book whose mark is there at once


class ExchangeHome(ScrolledPage):
    """Everything here is read anew by :meth:`load`."""

    wants_taking = Signal()
    wants_giving = Signal()
    wants_undo = Signal()

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("Giao nhận", parent)
        self._session = session
        self._counting, self._reader = Slices(self), BookReader(session, self)
        self.take_button = BigTarget(look, "import", "Nhận dữ liệu", _TAKE)
        self.give_button = BigTarget(look, "usb", "Ghi ra USB", "")
        self.take_button.clicked.connect(self.wants_taking)
        self.give_button.clicked.connect(self.wants_giving)
        targets = QHBoxLayout()
        targets.setSpacing(14)
        targets.addWidget(self.take_button, 1)
        targets.addWidget(self.give_button, 1)
        self.last = QLabel()
        self.last.setWordWrap(True)
        self.undo_button = QPushButton("Hoàn tác lần ghép")
        self.undo_button.clicked.connect(self.wants_undo)
        self._last_line = QFrame()
        self._last_line.setProperty("role", "panel")
        row = QHBoxLayout(self._last_line)
        row.addWidget(self.last, 1)
        row.addWidget(self.undo_button)
        self.missing = QLabel()
        self.mark = QLabel("Đang tính dấu đối chiếu của sổ…")
        self._counting.failed.connect(lambda error: self.missing.setText(sentence(error)))
        for label in (self.missing, self.mark):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._missing_head = QLabel("Phiếu còn thiếu")
        self._missing_head.setProperty("role", "strong")
        self._panel = QFrame()
        self._panel.setProperty("role", "panel")
        self._panel.hide()  # until it is counted
        inside = QVBoxLayout(self._panel)
        inside.setContentsMargins(14, 10, 14, 12)
        inside.addWidget(self._missing_head)
        inside.addWidget(self.missing)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(targets)
        column.addWidget(self._last_line)
        column.addWidget(self._panel)
        column.addWidget(self.mark)
        column.addStretch(1)
        self.hold(page)

    def load(self) -> None:
        """Reads what is said here."""
        session = self._session
        self.give_button.say(_GIVE[session.office])
        self.take_button.setEnabled(not session.readonly)
        self._show_last()
        self._counting.stop()
        small = session.path.stat().st_size < _SMALL
        if session.office and session.campaign is not None:
            begin = self._counting.begin_now if small else self._counting.begin
            begin(self._count(session.campaign), lambda: None)
            if self._counting.busy and self._panel.isHidden():
                self._missing_head.setText("Đang đếm phiếu của cả Tổ…")
                self._panel.show()
        else:
            self._panel.hide()
        if small:
            self._show_mark(fingerprint(session.book.connection))
        else:
            self._reader.ask(fingerprint, self._show_mark)

    def hideEvent(self, event: QHideEvent) -> None:
        """Counted anew when somebody comes back."""
        super().hideEvent(event)
        self._counting.stop()

    def begin(self) -> None:
        """The focus where work begins."""
        button = self.take_button if self.take_button.isEnabled() else self.give_button
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_last(self) -> None:
        found = last_merge(self._session.book)
        self._last_line.setVisible(found is not None and not self._session.readonly)
        if found is not None:
            self.last.setText(
                f"Lần ghép gần nhất: {shown_time(found.time)}, {number(found.files)} tệp, "
                f"{number(found.ballots)} phiếu mới."
            )

    def _show_mark(self, mark: str | None, error: Exception | None = None) -> None:
        if mark is None:
            self.mark.setTextFormat(Qt.TextFormat.PlainText)
            self.mark.setText(sentence(error or OSError()))
            return
        self.mark.setTextFormat(Qt.TextFormat.RichText)
        self.mark.setText(
            f"Dấu đối chiếu của sổ: <b>{mark}</b>. Hai máy đọc cho nhau nghe mà giống nhau thì "
            "hai sổ có cùng nội dung."
        )
        self.mark.setAccessibleName(f"Dấu đối chiếu của sổ: {mark}")

    def _count(self, campaign: Campaign) -> Iterator[None]:
        for members in handed_in_parts(self._session.book, campaign):
            if members is not None:
                self._show_missing(members)
            yield

    def _show_missing(self, members: Sequence[HandedIn]) -> None:
        lines = words.missing(members)
        waiting = words.unconfirmed(members)
        lines += [waiting] if waiting else []
        expected, here = sum(m.expected for m in members), sum(m.here for m in members)
        self._panel.setVisible(bool(expected))
        self._missing_head.setText(f"Đã có {number(here)}/{number(expected)} phiếu của cả Tổ")
        self.missing.setText("\n".join(lines) or "Không thiếu phiếu nào.")
