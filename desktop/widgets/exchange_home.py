"""The first page of Giao nhận: two large targets, the last merge, the mark to compare by voice."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from db.exchange.fingerprint import fingerprint
from db.queries.handed_in import handed_in
from db.queries.taken_in import last_merge
from desktop.models import receive_words as words
from desktop.models.import_words import number
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


class ExchangeHome(ScrolledPage):
    """Everything here is read anew by :meth:`load`."""

    wants_taking = Signal()
    wants_giving = Signal()
    wants_undo = Signal()

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("Giao nhận", parent)
        self._session = session
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
        self.missing, self.mark = QLabel(), QLabel()
        for label in (self.missing, self.mark):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._missing_head = QLabel("Phiếu còn thiếu")
        self._missing_head.setProperty("role", "strong")
        self._panel = QFrame()
        self._panel.setProperty("role", "panel")
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
        self._show_missing()
        mark = fingerprint(session.book.connection)
        self.mark.setText(
            f"Dấu đối chiếu của sổ: <b>{mark}</b>. Hai máy đọc cho nhau nghe mà giống nhau thì "
            "hai sổ có cùng nội dung."
        )
        self.mark.setAccessibleName(f"Dấu đối chiếu của sổ: {mark}")

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

    def _show_missing(self) -> None:
        session = self._session
        shown = session.office and session.campaign is not None
        lines, expected, here = [], 0, 0
        if shown:
            assert session.campaign is not None
            members = handed_in(session.book, session.campaign)
            lines = words.missing(members)
            waiting = words.unconfirmed(members)
            lines += [waiting] if waiting else []
            expected, here = sum(m.expected for m in members), sum(m.here for m in members)
        self._panel.setVisible(bool(shown and expected))
        self._missing_head.setText(f"Đã có {number(here)}/{number(expected)} phiếu của cả Tổ")
        self.missing.setText("\n".join(lines) or "Không thiếu phiếu nào.")
