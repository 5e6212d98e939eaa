"""Trợ giúp: a window beside the work, with contents, search, back and forward."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop import help_pages
from desktop.theme.look import Look

_KEY = Qt.ItemDataRole.UserRole


class HelpWindow(QWidget):
    """Typing in the search field narrows the contents; Enter opens; Esc closes."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._look = look
        self.setWindowTitle("Trợ giúp")
        self.search = QLineEdit()
        self.search.setPlaceholderText("Tìm trong trợ giúp, gõ không dấu cũng được")
        self.search.setAccessibleName("Tìm trong trợ giúp")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._find)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName("Mục lục trợ giúp")
        self.list.setWordWrap(True)
        self.list.setSpacing(look.px(2))
        self.list.itemActivated.connect(self._open_item)
        self.list.itemClicked.connect(self._open_item)
        self.view = QTextBrowser()
        self.view.setAccessibleName("Trang trợ giúp")
        self.view.setOpenExternalLinks(False)
        self.view.sourceChanged.connect(self._mark)
        self.back_button, self.forward_button = QPushButton("‹ Trước"), QPushButton("Sau ›")
        self.back_button.setToolTip("Trang xem trước đó (Alt+←)")
        self.forward_button.setToolTip("Trang xem sau đó (Alt+→)")
        self.back_button.clicked.connect(self.view.backward)
        self.forward_button.clicked.connect(self.view.forward)
        self.view.backwardAvailable.connect(self.back_button.setEnabled)
        self.view.forwardAvailable.connect(self.forward_button.setEnabled)
        self.back_button.setEnabled(False)
        self.forward_button.setEnabled(False)
        for keys, act in (
            (QKeySequence("Alt+Left"), self.view.backward),
            (QKeySequence("Alt+Right"), self.view.forward),
            (QKeySequence(QKeySequence.StandardKey.Find), self._to_search),
        ):
            QShortcut(keys, self).activated.connect(act)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        right = QWidget()
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.forward_button)
        buttons.addStretch(1)
        second = QVBoxLayout(right)
        second.setContentsMargins(0, 0, 0, 0)
        second.addLayout(buttons)
        second.addWidget(self.view, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        split.setSizes([look.px(250), look.px(700)])
        outer = QHBoxLayout(self)
        outer.addWidget(split)
        self.resize(min(look.px(1100), 1340), min(look.px(680), 720))
        look.changed.connect(self._restyle)
        self._find("")
        self._restyle()

    @property
    def key(self) -> str:
        """The page that is shown."""
        return self.view.source().fileName().removesuffix(".md")

    def open_page(self, key: str) -> None:
        """Shows a page and comes to the front."""
        if self.key != key:
            self.view.setSource(QUrl.fromLocalFile(str(help_pages.path_of(key))))
        self.show()
        self.raise_()
        self.activateWindow()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the search field to what was found, Enter opens the first of it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down and self.list.count():
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
                self.list.setCurrentRow(max(self.list.currentRow(), 0))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.count():
                self._open_item(self.list.item(max(self.list.currentRow(), 0)))
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _find(self, words: str) -> None:
        shown = self.key
        self.list.clear()
        for hit in help_pages.search(words):
            text = f"{hit.page.title}\n{hit.around}" if hit.around else hit.page.title
            item = QListWidgetItem(text)
            item.setData(_KEY, hit.page.key)
            self.list.addItem(item)
            if not words and hit.page.key == shown:
                self.list.setCurrentItem(item)
        if words and not self.list.count():
            nothing = QListWidgetItem("Không có trang nào; hãy gõ ít chữ hơn.")
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        elif words:
            self.list.setCurrentRow(0)

    def _open_item(self, item: QListWidgetItem) -> None:
        key = item.data(_KEY)
        if key:
            self.open_page(str(key))

    def _mark(self) -> None:
        for row in range(self.list.count()):
            if self.list.item(row).data(_KEY) == self.key:
                self.list.setCurrentRow(row)

    def _restyle(self) -> None:
        """Pages are laid out anew in the new colours and size."""
        self.view.document().setDefaultFont(self._look.font())
        self.view.document().setDocumentMargin(self._look.px(12))
        if not self.view.source().isEmpty():
            self.view.reload()
