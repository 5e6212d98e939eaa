"""Phiếu truy vết on the screen: the words of the paper to read, and the paper to save."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from db.errors import ThamdinhError
from db.queries.trace import Trace
from desktop.messages import sentence
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.message_bar import BAD, INFO, MessageBar


class TraceView(QFrame):
    """``back`` to the log; ``log_asked`` to the log of this very submission."""

    back = Signal()
    log_asked = Signal()

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._session, self._look = session, look
        self._trace: Trace | None = None
        self._title = ElidedLabel("Phiếu truy vết")
        self._title.setProperty("role", "strong")
        self.back_button = QPushButton("‹ Nhật ký")
        self.back_button.setAccessibleName("Về Nhật ký")
        self.back_button.setToolTip("Về Nhật ký (Esc)")
        self.back_button.clicked.connect(self.back)
        self.log_button = QPushButton("Nhật ký của hồ sơ này")
        self.log_button.clicked.connect(self.log_asked)
        self.save_button = QPushButton("Lưu PDF…")
        self.save_button.clicked.connect(self.ask_file)
        self.message = MessageBar()
        self.text = QTextBrowser()
        self.text.setAccessibleName("Nội dung phiếu truy vết")
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(True)
        self.text.document().setDocumentMargin(look.px(10))
        head = QHBoxLayout()
        head.setContentsMargins(8, 6, 8, 2)
        head.setSpacing(8)
        head.addWidget(self.back_button)
        head.addWidget(self._title, 1)
        head.addWidget(self.log_button)
        head.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.message)
        column.addWidget(self.text, 1)
        look.changed.connect(self._render)

    @property
    def trace(self) -> Trace | None:
        """What is shown."""
        return self._trace

    def show_trace(self, trace: Trace) -> None:
        """Shows a submission's sheet from its beginning."""
        same = self._trace is not None and self._trace.submission.id == trace.submission.id
        at = self.text.verticalScrollBar().value() if same else 0
        self._trace = trace
        self.message.hide()
        self._title.setText(f"Hồ sơ {trace.submission.code}: {trace.submission.title}")
        self._render()
        self.text.verticalScrollBar().setValue(at)

    def focus_text(self) -> None:
        """The arrow keys read on."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_file(self) -> None:
        """Asks where to, then writes."""
        if self._trace is None:
            return
        code = "".join(c if c.isalnum() else "-" for c in self._trace.submission.code)
        start = self._session.path.parent / f"truy-vet-{code}.pdf"
        name, _ = QFileDialog.getSaveFileName(
            self, "Lưu phiếu truy vết", str(start), "Phiếu truy vết (*.pdf)"
        )
        if name:
            path = Path(name)
            self.save_to(path if path.suffix else path.with_suffix(".pdf"))

    def save_to(self, path: Path) -> bool:
        """Writes the paper; says where it went, or why it did not."""
        assert self._trace is not None
        from desktop.documents.trace import write_traces

        try:
            write_traces([self._trace], path)
        except (ThamdinhError, OSError) as error:
            self.message.say(sentence(error), BAD)
            return False
        self.message.say(
            f"Đã lưu phiếu truy vết vào “{path.name}”, thư mục “{path.parent.name}”.", INFO
        )
        return True

    def _render(self) -> None:
        if self._trace is None:
            return
        from desktop.documents.content_trace import trace_text
        from desktop.models.trace_page import page

        muted, line = (self._look.colour(name).name() for name in ("muted", "line"))
        self.text.setHtml(page(trace_text(self._trace), muted, line))
