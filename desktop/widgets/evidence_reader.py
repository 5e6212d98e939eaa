"""Minh chứng to be read beside a ballot: the files by number, the one that is chosen below."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QListWidget, QPushButton, QVBoxLayout, QWidget

from db.errors import ThamdinhError
from db.evidence import Evidence
from desktop.messages import sentence
from desktop.models.evidence_rows import EvidenceRows
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.evidence_preview import SHOWN, EvidencePreview
from desktop.widgets.message_bar import BAD, MessageBar

_ROWS = 3  # of the list that are in sight
_OPEN = "Mở bằng chương trình khác"


class EvidenceReader(QWidget):
    """Nothing here takes the focus by a click: the marks keep it. Tab leads here, and the keys
    of whoever holds it (:class:`ReadingSide`) turn pages from anywhere."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.rows = EvidenceRows(session, self)
        self.list = QListWidget()
        self.list.setAccessibleName("Các tệp minh chứng")
        self.list.setToolTip("Alt+1 … Alt+9 chọn tệp")
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.preview = EvidencePreview(self.rows, look, "Mở tệp")
        self.preview.setMinimumHeight(1)  # it scrolls; large type leaves little room
        self.preview.none.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.message = MessageBar()
        self.open_button = QPushButton(_OPEN)
        self.open_button.setToolTip("Mở tệp đang chọn bằng chương trình của loại tệp ấy (Alt+O)")
        for area in (self.list, *self.preview.findChildren(QAbstractScrollArea)):
            area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.open_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.list)
        column.addWidget(self.message)
        column.addWidget(self.preview, 1)
        column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.list.currentRowChanged.connect(lambda _: self._show_chosen())
        self.list.itemActivated.connect(lambda _: self.open_file())
        self.open_button.clicked.connect(self.open_file)
        self.preview.opens.connect(self.open_file)
        self.rows.counted.connect(self._renew)
        look.changed.connect(self._fit)

    def show_submission(self, ident: bytes | None) -> None:
        """Another submission's files, from the first."""
        if ident != self.rows.submission:
            self.message.hide()
            with QSignalBlocker(self.list):
                self.list.clear()
            self.rows.show(ident)

    def choose(self, place: int) -> bool:
        """The file of that place, from 0; False where there is none."""
        if not 0 <= place < self.list.count():
            return False
        self.list.setCurrentRow(place)
        return True

    def turn(self, step: int) -> None:
        """A screenful on or back; behind the last page the next file begins."""
        if not self.preview.turn(step):
            self.choose(self.list.currentRow() + step)

    def open_file(self) -> None:
        """The chosen file in its own program."""
        item = self._chosen()
        if item is None or not item.here:
            return
        try:
            path = self.rows.put_down(item)
        except (ThamdinhError, OSError) as error:
            self.message.say(sentence(error), BAD)
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.message.say("Máy này không có chương trình nào mở được loại tệp này.", BAD)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the list opens the file."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.hasFocus():
            self.open_file()
        else:
            super().keyPressEvent(event)

    def _chosen(self) -> Evidence | None:
        return self.rows.item(self.list.currentRow())

    def _renew(self) -> None:
        chosen = max(self.list.currentRow(), 0)
        with QSignalBlocker(self.list):
            self.list.clear()
            for place in range(self.rows.rowCount()):
                item = self.rows.item(place)
                assert item is not None
                absent = "" if item.here else " (chưa có tệp)"
                self.list.addItem(f"{place + 1}  {item.name}{absent}")
            self.list.setCurrentRow(min(chosen, self.list.count() - 1))
        self._fit()
        self._show_chosen()

    def _show_chosen(self) -> None:
        item = self._chosen()
        self.list.setVisible(bool(self.rows.rowCount()))
        self.open_button.setVisible(item is not None and item.here and item.media in SHOWN)
        if self.rows.rowCount():
            self.preview.show_item(item)
        else:
            self.preview.say_nothing()

    def _fit(self) -> None:
        rows = max(1, min(self.rows.rowCount(), _ROWS))
        high = self.list.sizeHintForRow(0) if self.list.count() else self._look.px(22)
        self.list.setFixedHeight(rows * high + 2 * self.list.frameWidth() + self._look.px(4))
