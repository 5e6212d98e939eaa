"""Đến hạn: the year's deadlines and targets, who is late by how many days, and the reminder."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.queries.due import Late
from db.queries.submission import details
from db.records import SubjectKind
from desktop.models import due_rows, office_letter
from desktop.models.due_rows import CAME, MISSING, NO_REASON, Column, DueRows, LateRows, owing_of
from desktop.models.import_words import number
from desktop.models.sifted_table import ALL
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.ask_bar import Answers, AskBar, Field
from desktop.widgets.chips import ChipRow, Chips
from desktop.widgets.labels import say, unsaid
from desktop.widgets.list_screen import ListScreen
from desktop.widgets.list_table import ListTable
from desktop.widgets.message_bar import MessageBar
from desktop.widgets.paper_flow import PaperFlow
from desktop.widgets.side_panel import SidePanel

_FILTERS = (
    (ALL, "Tất cả"),
    (MISSING, "Cần đôn đốc"),
    ("registration", "Đăng ký"),
    ("report", "Báo cáo"),
    (CAME, "Đã gửi chậm"),
    (NO_REASON, "Chưa ghi lý do"),
)
_WIDTHS = {
    Column.WHO: -16,
    Column.KIND: 8,
    Column.UNIT: -14,
    Column.WHAT: 14,
    Column.LAST: 9,
    Column.DAYS: 6,
    Column.CAME: 9,
    Column.REASON: -12,
    Column.CODE: 11,
}
_SPARE = (Column.REASON, Column.CAME, Column.KIND, Column.CODE, Column.LAST, Column.UNIT)
_DUE_WIDTHS = {0: -24, 1: -16, 2: 19, 3: -30, 4: -22}
_MOST_LINES = 6


class DueScreen(ListScreen):
    """Enter shows the submission; a late one without its reason can be given one."""

    panel: SidePanel

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        self.model = LateRows(session)
        table = ListTable(
            self.model, look, "Danh sách đôn đốc", _WIDTHS, _SPARE, strong_column=Column.DAYS,
            remember="due", several=True,
        )  # fmt: skip
        super().__init__(session, look, self.model, table, parent)
        self.search.setPlaceholderText("Tìm tên, đơn vị, mã")
        self.due_rows = DueRows(session, self)
        self.due_table = ListTable(
            self.due_rows, look, "Hạn và chỉ tiêu", _DUE_WIDTHS, (4, 1), strong_column=0
        )
        self.due_table.horizontalHeader().setSortIndicatorShown(False)
        self.due_table.horizontalHeader().setSectionsClickable(False)
        self._detail = unsaid("muted")
        self.messages, self.ask = MessageBar(), AskBar()
        self.papers = PaperFlow(session, look.preferences, self.messages, self)
        self.chips = Chips("Lọc danh sách đôn đốc", _FILTERS, self)
        self.letter_button = QPushButton()
        self.letter_button.setProperty("role", "primary")
        self.reason_button = QPushButton("Ghi lý do chậm…")
        self.chips.chosen.connect(self.model.show_only)
        self.letter_button.clicked.connect(self.write_letter)
        self.reason_button.clicked.connect(self.ask_reason)
        table.selectionModel().selectionChanged.connect(lambda *_: self._renew_buttons())
        self.due_table.selectionModel().currentRowChanged.connect(lambda *_: self._say_detail())
        look.changed.connect(self._fit)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(ChipRow(self.chips), 1)
        foot.addWidget(self.reason_button)
        foot.addWidget(self.letter_button)
        head = QVBoxLayout()
        for widget in (self.messages, self.ask, self.due_table, self._detail):
            head.addWidget(widget)
        head.addLayout(self.search_line)
        head.addLayout(foot)
        self.lay_out(head)

    def read(self) -> None:
        """Deadlines, targets and who is late."""
        self.model.load()

    def open_row(self, row: int) -> None:
        """The submission, where there is one."""
        ident = self._submission(self._late(row))
        if ident is None:
            self.panel.close_panel()
            return
        session = self.session
        shown = details(session.book, session.around, ident)
        kind = shown.values.get("kind")
        rubric = session.around.rubrics.get(SubjectKind(str(kind))) if kind else None
        self.panel.show_details(shown, rubric)

    def show_all(self) -> None:
        """No search, no filter."""
        self.search.clear()
        self.chips.choose(ALL)

    def renew(self) -> None:
        """Counts; why there is nothing."""
        self.chips.set_counts(self.model.counts, of="dòng")
        shown = self.model.rowCount()
        self.count.setText(f"{number(shown)} dòng")
        self.due_rows.show(self.model.due)
        self.due_table.setVisible(bool(self.due_rows.rowCount()))
        self._fit()
        self._say_detail()
        due = self.model.due
        if self.session.campaign is None:
            self.states.show_no_campaign()
            return
        if due is None or not (due.rules.deadlines or due.rules.targets):
            self.states.show_empty(
                "Chưa đặt hạn và chỉ tiêu",
                "Ở đây là hạn đăng ký, hạn báo cáo, các chỉ tiêu của năm và những nơi cần đôn "
                "đốc. Chọn công văn của cấp mình, hoặc ghi từng hạn kèm căn cứ.",
                "Đặt hạn trong Cài đặt",
                "settings",
            )
            return
        if self.model.everything:
            self.show_rows("Không có ai khớp")
        else:
            self.states.show_content()
            self.found.show_empty(
                "Không ai chậm", "Mọi đăng ký, báo cáo đều trong hạn.", "Xem các báo cáo", "list"
            )
        self._renew_buttons()

    def chosen(self) -> list[Late]:
        """Who has not sent what is due, of the selected rows where there are several, else of
        all that are shown."""
        rows = self.table.selected_rows()
        if len(rows) < 2:
            rows = list(range(self.model.rowCount()))
        found = [self._late(row) for row in rows]
        return [late for late in found if late.came is None]

    def write_letter(self) -> None:
        """The letter to the chosen ones, PDF and Word."""
        owing = owing_of(self.session, self.chosen())
        job = partial(office_letter.write_reminders, self.session, owing)
        self.papers.write(self.letter_button, job)

    def ask_reason(self) -> None:
        """Why the chosen late one came late."""
        row = self.table.currentIndex().row()
        late = self._late(row) if row >= 0 else None
        ident = self._submission(late) if late is not None and late.came is not None else None
        if late is None or ident is None:
            return

        def answered(answers: Answers) -> bool:
            reason = " ".join(answers["reason"].split())
            if not reason:
                self.ask.complain("Hãy ghi lý do; có lý do thì hồ sơ chậm mới được nhận.")
                return False
            return due_rows.give_reason(self.session, ident, late, reason)

        what = "Đăng ký" if late.what == "registration" else "Báo cáo"
        self.ask.ask(
            f"{what} của {late.subject} ({late.code}) chậm {late.days} ngày; vì sao vẫn nhận?",
            [Field("reason", "Lý do")],
            "Ghi lý do",
            answered,
        )
        self.ask.edit("reason").setText(late.reason)

    def arrive(self) -> None:
        """The list; where nobody is late, the deadlines."""
        if not self.states.notice and self.found.notice:
            self.due_table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().arrive()

    def follow(self) -> None:
        """The panel follows; so does what can be done with the row."""
        super().follow()
        self._renew_buttons()

    def _late(self, row: int) -> Late:
        found = self.model.row(row).about
        assert isinstance(found, Late)
        return found

    def _submission(self, late: Late) -> bytes | None:
        return due_rows.submission_of(self.session, late)

    def _renew_buttons(self) -> None:
        owing = self.chosen()
        count = len({(late.unit, late.subject, late.code) for late in owing})
        self.letter_button.setText(f"Công văn đôn đốc {number(count)} nơi")
        self.letter_button.setEnabled(bool(owing))
        row = self.table.currentIndex().row()
        late = self._late(row) if 0 <= row < self.model.rowCount() else None
        may = self.session.office and not self.session.readonly
        self.reason_button.setVisible(may and late is not None and late.came is not None)

    def _say_detail(self) -> None:
        row = self.due_table.currentIndex().row()
        if 0 <= row < self.due_rows.rowCount() and not self.due_table.isHidden():
            texts = [self.due_rows.cell_text(row, column) for column in range(5)]
            say(self._detail, f"{texts[0]}, {texts[2]}: {texts[3]}. Căn cứ: {texts[4]}.")
        else:
            say(self._detail, "")

    def _fit(self) -> None:
        """As high as its lines; more of them are scrolled."""
        table = self.due_table
        lines = min(max(table.model().rowCount(), 1), _MOST_LINES if self.look.scale < 150 else 3)
        high = QFontMetrics(self.look.font()).height() + self.look.px(11)
        head = table.horizontalHeader().sizeHint().height()
        table.setFixedHeight(lines * high + head + 2 * table.frameWidth())
