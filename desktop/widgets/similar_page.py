"""Hồ sơ tương tự: what is like a submission, side by side; the panel's finding for the office."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.models.novelty_page import Inks, panes
from desktop.models.novelty_search import NoveltySearch
from desktop.novelty_words import FINDINGS, NONE, RELATIONS, likeness, shared_count
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.kept_splitter import KeptSplitter

_ROWS = 3  # of the list that are in sight


class SimilarButton(QToolButton):
    """"Tương tự: 2 ▸" at the head of a submission."""

    def __init__(self, search: NoveltySearch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search = search
        self.setToolTip("Xem hồ sơ tương tự, đặt cạnh nhau (Ctrl+T)")
        search.changed.connect(self._renew)
        self._renew()

    def _renew(self) -> None:
        found = self._search.found
        count = f": {len(found.similar)}" if found else ": …" if self._search.busy else ""
        self.setText(f"Tương tự{count} ▸")
        self.setAccessibleName(f"Hồ sơ tương tự{count}")


class SimilarPage(QFrame):
    """``back`` to where one came from; Esc does the same."""

    back = Signal()

    def __init__(
        self, session: Session, look: Look, search: NoveltySearch, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._session, self._look, self._search = session, look, search
        self._title = ElidedLabel("")
        self._title.setProperty("role", "strong")
        self.back_button = QPushButton("‹ Quay lại")
        self.back_button.setToolTip("Quay lại (Esc)")
        self.back_button.clicked.connect(self.back)
        self.list = QListWidget()
        self.list.setAccessibleName("Hồ sơ tương tự, giống nhất trước")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.currentRowChanged.connect(lambda _: self._render())
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setProperty("role", "muted")
        self.left, self.right = self._pane("Hồ sơ đang xem"), self._pane("Hồ sơ tương tự")
        self._split = KeptSplitter(look, "similar")
        for pane in (self.left, self.right):
            self._split.addWidget(pane)
            self._split.setCollapsible(self._split.indexOf(pane), False)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.back_button)
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addWidget(self.list)
        column.addWidget(self._split, 1)
        self._room = QWidget()  # in place of the panes, so that what is above stays above
        column.addWidget(self._room, 1)
        column.addLayout(self._make_foot())
        search.changed.connect(self._fill)
        look.changed.connect(self._fill)
        session.viewer_changed.connect(self._fill)
        self._fill()

    def arrive(self) -> None:
        """The list, or the way back where there is none."""
        chosen = self.list if self.list.count() else self.back_button
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)

    def _pane(self, name: str) -> QTextBrowser:
        pane = QTextBrowser()
        pane.setAccessibleName(name)
        pane.setOpenLinks(False)
        pane.setTabChangesFocus(True)
        pane.document().setDocumentMargin(self._look.px(8))
        return pane

    def _make_foot(self) -> QHBoxLayout:
        self.finding = QComboBox()
        self.finding.setAccessibleName("Kết luận của Tổ về tính mới")
        for key, word in FINDINGS.items():
            self.finding.addItem(word, key)
        self.basis = QLineEdit()
        self.basis.setAccessibleName("Căn cứ của kết luận")
        self.basis.setPlaceholderText("Căn cứ, ví dụ: ý kiến tại cuộc họp ngày …")
        self.record_button = QPushButton("Ghi kết luận")
        self.record_button.clicked.connect(self._record)
        self.basis.returnPressed.connect(self._record)
        self._recorded = ElidedLabel("")
        label = QLabel("Tính mới:")
        row = QHBoxLayout()
        for part in (label, self.finding, self.basis, self.record_button, self._recorded):
            row.addWidget(part, int(part in (self.basis, self._recorded)))
        return row

    def _record(self) -> None:
        self._search.record(self.finding.currentData(), self.basis.text().strip())

    def _fill(self) -> None:
        search, found = self._search, self._search.found
        kept = self.list.currentRow()
        with QSignalBlocker(self.list):
            self.list.clear()
            for each in found.similar if found else ():
                other = each.other
                who = other.unit_name or other.subject
                self.list.addItem(
                    f"{other.code} · {who} · {other.title}\n{likeness(each)[0].upper()}"
                    f"{likeness(each)[1:]} · {RELATIONS[each.relation]} · {shared_count(each)}"
                )
            if self.list.count():
                self.list.setCurrentRow(min(max(kept, 0), self.list.count() - 1))
        rows = min(self.list.count(), _ROWS)
        if rows:
            height = self.list.sizeHintForRow(0) * rows + 2 * self.list.frameWidth() + 2
            self.list.setFixedHeight(height)
        self._title.setText(
            f"Tương tự với {found.asked.code}: {found.asked.title}" if found else "Hồ sơ tương tự"
        )
        self.list.setVisible(rows > 0)
        self._split.setVisible(rows > 0)
        self._room.setVisible(rows == 0)
        self.words.setText(self._sentence(rows))
        self._fill_finding()
        self._render()
        if not search.busy and not rows and self.list.hasFocus():
            self.back_button.setFocus()

    def _sentence(self, rows: int) -> str:
        search = self._search
        if search.error:
            return search.error
        if search.found is None:
            more = f" Còn {search.left} hồ sơ." if search.left else ""
            return f"Đang đọc nội dung các hồ sơ để so sánh.{more}"
        if not rows:
            return NONE
        return (
            "Đoạn trùng được tô nền, in đậm và đánh cùng một số ở hai bên. "
            "Chương trình chỉ gợi ý, Tổ thẩm định kết luận."
        )

    def _fill_finding(self) -> None:
        found = self._search.found
        office = self._session.office
        key, basis = (found.finding, found.basis) if found else ("", "")
        for part in (self.finding, self.basis, self.record_button):
            part.setVisible(office)
            part.setEnabled(found is not None and not self._session.readonly)
        self._recorded.setVisible(not office)
        self._recorded.setText(FINDINGS.get(key, key) + (f" ({basis})" if basis else ""))
        if not self.basis.hasFocus() or found is None:
            self.finding.setCurrentIndex(max(0, self.finding.findData(key)))
            self.basis.setText(basis)

    def _render(self) -> None:
        found, row = self._search.found, self.list.currentRow()
        if found is None or not 0 <= row < len(found.similar):
            self.left.clear()
            self.right.clear()
            return
        names = ("muted", "selected", "accent")
        inks = Inks(*(self._look.colour(name).name() for name in names))
        for pane, html in zip(
            (self.left, self.right), panes(found.asked, found.similar[row], inks), strict=True
        ):
            pane.setHtml(html)
        half = max(1, self._split.width() // 2)
        self._split.suggest([half, half])
