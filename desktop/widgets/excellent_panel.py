"""Who is put forward for HTXSNV: every rule with its clause, and what the office writes down."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QTextBrowser,
    QWidget,
)

from db import entries, ratings
from db.queries.excellent import ExcellentList, Proposed, UnitQuota
from db.records import SubjectKind
from db.rules import rulings
from db.rules.case import Ground
from desktop.excellent_words import quota_limit, quota_words
from desktop.field_words import GROUNDS
from desktop.models.explained import explained_html, explained_steps
from desktop.rule_words import ground_words
from desktop.session import Session
from desktop.theme.colours import CLASS_INKS
from desktop.theme.look import Look
from desktop.widgets.ask_bar import AskBar
from desktop.widgets.button_foot import ButtonFoot
from desktop.widgets.excellent_questions import ExcellentQuestions
from desktop.widgets.side_panel import ClosingPanel

_ROWS = 3  # documents in sight
_LEAST_VIEW = 160  # pixels at 100 % that the text needs beside a question


class ExcellentPanel(ClosingPanel):
    """``wants_submission`` asks for the thread of the submission that speaks for the subject."""

    wants_submission = Signal(bytes)

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "Điều kiện HTXSNV", "khung điều kiện", parent)
        self._session = session
        self._found: Proposed | None = None
        self._list: ExcellentList | None = None
        self._unit_name = ""
        self._offered = False
        self.view = QTextBrowser()
        self.view.setAccessibleName("Điều kiện, căn cứ và điều khoản")
        self.view.setOpenLinks(False)
        self.view.setTabChangesFocus(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.documents = QListWidget()
        self.documents.setAccessibleName("Văn bản làm căn cứ thay thế; Enter để sửa, Delete để xóa")
        self.documents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.documents.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.documents.itemActivated.connect(self._edit_document)
        self.bar = AskBar()
        self.bar.opened.connect(self._make_room)
        for then in (self._make_room, self._back_to_button):
            self.bar.closed.connect(then)
        self._asking = QScrollArea(widgetResizable=True)  # five fields are high in large type
        self._asking.setAccessibleName("Câu hỏi đang chờ trả lời")
        self._asking.setFrameShape(QScrollArea.Shape.NoFrame)
        self._asking.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._asking.setSizeAdjustPolicy(QScrollArea.SizeAdjustPolicy.AdjustToContents)
        self._asking.setWidget(self.bar)
        for part in (self.bar, self._asking):  # the line above shows it
            part.hide()
        self.questions = ExcellentQuestions(session, self.bar)
        self.thread_button = self._button("Xem hồ sơ", "Mở hồ sơ trong Kết quả", self._thread)
        self.aim_button = self._button("Đề nghị", "", self._aim)
        self.head_button = self._button(
            "Người đứng đầu…", "Ghi có phải người đứng đầu đơn vị hay không", self._ask_head
        )
        self.document_button = self._button(
            "Thêm văn bản…", "Sáng kiến được công nhận, khen thưởng đột xuất", self._ask_document
        )
        self.reward_button = self._button(
            "Khen thưởng…", "Đề nghị hình thức nào, ai đề nghị", self._ask_reward
        )
        self.rated_button = self._button(
            "Số hoàn thành tốt…", "Số cá nhân hoàn thành tốt nhiệm vụ của đơn vị", self._ask_rated
        )
        self.take_back_button = self._button(
            "Bỏ quyết định", "Trở lại chờ quyết định; Nhật ký vẫn giữ", self._take_back
        )
        self.decide_button = self._button(
            "Quyết định…", "Chấp nhận hoặc không, kèm văn bản và lý do", self._ask_decision
        )
        self.decide_button.setProperty("role", "primary")
        self._buttons = (
            self.thread_button, self.aim_button, self.head_button, self.document_button,
            self.reward_button, self.rated_button, self.take_back_button, self.decide_button,
        )  # fmt: skip
        self._pressed: QPushButton | None = None
        self.column.addWidget(self.view, 1)
        self.column.addWidget(self.documents)
        self.column.addWidget(self._asking)
        self.foot = ButtonFoot(*self._buttons)
        self.column.addWidget(self.foot)
        self.documents.hide()

    def show_proposed(self, found: Proposed, whole: ExcellentList, unit_name: str) -> None:
        """Shows one subject; a question about another one is given up."""
        before = self._found
        if before is not None and before.subject.holder != found.subject.holder:
            self.bar.give_up()
        self._found, self._list, self._unit_name = found, whole, unit_name
        self.view.setHtml(self._html())
        self._fill_documents()
        self._offer()
        self.open_panel()

    # -- what is shown ---------------------------------------------------------------------

    def _html(self) -> str:
        found = self._found
        assert found is not None
        subject, case = found.subject, found.subject.case
        muted = self._look.colour("muted").name()
        who = " · ".join(part for part in (subject.post, self._unit_name) if part)
        size = self._look.font(2).pointSizeF()
        parts = [
            f"<p style='margin:0; font-size:{size:.1f}pt'><b>{escape(subject.name)}</b></p>",
            f"<p style='margin:0 0 6px 0; color:{muted}'>{escape(who)}</p>",
        ]
        classes = [("Tổ thẩm định xếp loại", case.panel_class)]
        if case.decided:
            classes.append(("Quyết định xếp loại", case.class_name))
        for label, name in classes:
            if name:
                ink = self._look.colour(CLASS_INKS.get(name, "text")).name()
                parts.append(
                    f"<p style='margin:0'>{label}: <b style='color:{ink}'>{escape(name)}</b></p>"
                )
        if not found.aims:
            parts.append(f"<p style='margin:0; color:{muted}'>Chưa được đề nghị HTXSNV.</p>")
        if subject.reward:
            said = f"Đề nghị khen thưởng: {subject.reward} ({subject.reward_by} đề nghị)"
            parts.append(f"<p style='margin:0'>{escape(said)}</p>")
        told = explained_steps(self._session, found.steps)
        parts.append(explained_html(told, self._look.colour))
        parts.append(self._quota_html())
        return "".join(parts)

    def _quota_html(self) -> str:
        quota = self._quota
        if quota is None or self._list is None:
            return ""
        ink = self._look.colour("bad" if quota.over else "muted").name()
        over = "Vượt tỷ lệ. " if quota.over else ""
        words = f"{over}{quota_words(quota)}; {quota_limit(self._list)}."
        return f"<p style='margin:6px 0 0 0; color:{ink}'>{escape(words)}</p>"

    def _fill_documents(self) -> None:
        found = self._found
        assert found is not None
        kept = self.documents.currentRow()
        self.documents.clear()
        for ground in found.subject.case.grounds:
            item = QListWidgetItem(f"{GROUNDS.get(ground.what, '')}: {ground_words(ground)}")
            item.setToolTip(item.text())
            item.setData(Qt.ItemDataRole.UserRole, ground)
            self.documents.addItem(item)
        count = self.documents.count()
        self.documents.setVisible(bool(count) and self.bar.isHidden())
        if count:
            self.documents.setCurrentRow(min(max(kept, 0), count - 1))
            rows = min(count, _ROWS)
            height = self.documents.sizeHintForRow(0) * rows + 2 * self.documents.frameWidth() + 4
            self.documents.setFixedHeight(height)

    def _offer(self) -> None:
        """The buttons that do something for this subject on this laptop."""
        found = self._found
        assert found is not None
        subject, case = found.subject, found.subject.case
        may = self._may
        person = case.kind == SubjectKind.INDIVIDUAL
        unregistered = case.submission is None or not case.submission.registered_on
        alone = case.submission is None and subject.listed is not None
        self.thread_button.setVisible(case.submission is not None)
        self.aim_button.setVisible(may)
        self.aim_button.setText("Thôi đề nghị" if found.aims else "Đề nghị HTXSNV")
        self.head_button.setVisible(may and person and alone)
        self.document_button.setVisible(may and person and unregistered)
        self.reward_button.setVisible(may)
        self.rated_button.setVisible(may and self._quota is not None and bool(self._quota.id))
        self.take_back_button.setVisible(may and case.ruling is not None)
        self.decide_button.setVisible(may and bool(self._open))
        self._offered = may or case.submission is not None
        self.foot.setVisible(self._offered and self.bar.isHidden())

    @property
    def _may(self) -> bool:
        return self._session.office and not self._session.readonly

    @property
    def _open(self) -> tuple[str, ...]:
        return rulings.open_rules(self._found.steps) if self._found is not None else ()

    @property
    def _quota(self) -> UnitQuota | None:
        found, whole = self._found, self._list
        if found is None or whole is None or found.subject.case.kind != SubjectKind.INDIVIDUAL:
            return None
        return whole.quota(found.subject.unit)

    # -- what the office writes ------------------------------------------------------------

    def _button(self, words: str, tip: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(words)
        if tip:
            button.setToolTip(tip)

        def press() -> None:
            self._pressed = button
            act()

        button.clicked.connect(press)
        return button

    def _back_to_button(self) -> None:
        """The focus goes back to where it came from, or to the text where that is gone."""
        pressed = self._pressed
        there = pressed if pressed is not None and pressed.isVisible() else self.view
        there.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_room(self) -> None:
        """While something is asked the question has the room that the buttons leave; in a low
        panel the text's, too."""
        asking = not self.bar.isHidden()
        self._asking.setVisible(asking)
        low = self.height() < self.bar.sizeHint().height() + self._look.px(_LEAST_VIEW)
        self.view.setVisible(not (asking and low))
        self.foot.setVisible(not asking and self._offered)
        self.documents.setVisible(not asking and bool(self.documents.count()))

    def _thread(self) -> None:
        found = self._found
        if found is not None and found.subject.case.submission is not None:
            self.wants_submission.emit(found.subject.case.submission.id)

    def _aim(self) -> None:
        found = self._found
        if found is not None:
            words = f"đề nghị HTXSNV của {found.subject.name}"
            subject = found.subject
            rows = [("subject", subject.listed.id)] if subject.listed is not None else []
            rows += [("submission", c.submission.id) for c in subject.cases if c.submission]
            self.questions.run(words, ratings.aim, rows, not found.aims)
            self._back_to_button()

    def _ask_head(self) -> None:
        if self._found is not None:
            self.questions.head(self._found, self._unit_name)

    def _ask_document(self) -> None:
        if self._found is not None:
            self.questions.document(self._found, None)

    def _edit_document(self, item: QListWidgetItem) -> None:
        ground = item.data(Qt.ItemDataRole.UserRole)
        if self._may and isinstance(ground, Ground) and self._found is not None:
            self._pressed = self.document_button
            self.questions.document(self._found, ground)

    def _ask_reward(self) -> None:
        if self._found is not None:
            self.questions.reward(self._found)

    def _ask_rated(self) -> None:
        if self._quota is not None:
            self.questions.rated(self._quota)

    def _ask_decision(self) -> None:
        if self._found is not None:
            self.questions.decision(self._found, self._open)

    def _take_back(self) -> None:
        if self._found is not None and self.questions.take_back(self._found):
            self._back_to_button()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the chosen document away; Esc closes."""
        if event.key() == Qt.Key.Key_Delete and self.documents.hasFocus() and self._may:
            item = self.documents.currentItem()
            ground = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
            if isinstance(ground, Ground):
                words = "xóa văn bản làm căn cứ"
                self.questions.run(words, entries.remove, "ground", ground.id)
                there = self.documents if self.documents.count() else self.document_button
                there.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        super().keyPressEvent(event)
