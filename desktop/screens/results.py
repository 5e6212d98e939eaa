"""Kết quả: rank, score and class of every submission so far; one beside the list."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.queries.history import viewer_of
from db.queries.results import Result
from db.queries.scoring import member_ballots
from db.queries.submission import details
from db.queries.thread import thread
from db.records import SubjectKind
from db.rules.bands import CLASSES
from desktop.models.all_standings import ALL, NO_CLASS
from desktop.models.explained import explained, explained_html
from desktop.models.import_words import number
from desktop.models.result_model import ResultModel
from desktop.models.result_words import Column
from desktop.models.thread_words import thread_html
from desktop.models.words import KINDS, shown_points
from desktop.session import Session
from desktop.theme.colours import CLASS_INKS
from desktop.theme.look import Look
from desktop.widgets.chips import ChipRow, Chips
from desktop.widgets.histogram import ClassHistogram
from desktop.widgets.list_screen import ListScreen
from desktop.widgets.list_table import ListTable
from desktop.widgets.side_panel import SidePanel
from desktop.words import FLAGS, concluded_words

_WIDTHS = {
    Column.RANK: 3,
    Column.CODE: 11,
    Column.SUBJECT: -14,
    Column.TITLE: -20,
    Column.KIND: 7,
    Column.SELF: 5,
    Column.FINAL: 5,
    Column.MEDIAN: 6,
    Column.SPREAD: 6,
    Column.CLASS: 8,
    Column.BALLOTS: 5,
    Column.FLAGS: -12,
}
_SPARE = (
    Column.KIND, Column.SUBJECT, Column.MEDIAN, Column.SELF, Column.SPREAD, Column.BALLOTS,
)  # fmt: skip


class ResultsScreen(ListScreen):
    """Enter or a double click shows all that is known of a submission."""

    panel: SidePanel

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        self.model = ResultModel(session)
        table = ListTable(
            self.model, look, "Kết quả thẩm định", _WIDTHS, _SPARE, Column.CLASS, Column.FINAL,
            uncut={Column.FLAGS: list(FLAGS.values())},
        )  # fmt: skip
        super().__init__(session, look, self.model, table, parent)
        self.kinds = Chips(
            "Loại đối tượng",
            [(ALL, "Tất cả"), *((str(kind), KINDS[kind]) for kind in SubjectKind)],
            self,
        )
        self.classes = Chips(
            "Xếp loại",
            [(ALL, "Mọi loại"), *((name, name) for name in CLASSES), (NO_CLASS, "Chưa xếp")],
            self,
        )
        self.flags = Chips(
            "Lưu ý",
            [(ALL, "Mọi lưu ý"), *((f, word.capitalize()) for f, word in FLAGS.items())],
            self,
        )
        self.panel.explain_button.show()
        self.panel.explain_button.clicked.connect(self._explain)
        self.panel.decide_button.clicked.connect(self._decide)
        self.panel.trace_button.show()
        self.panel.trace_button.clicked.connect(self._ask_trace)
        self.histogram = ClassHistogram(look)
        self._note = QLabel()
        self._note.setProperty("role", "muted")
        self._note.setWordWrap(True)
        self.kinds.chosen.connect(lambda key: self.model.filter(kind=key))
        self.classes.chosen.connect(lambda key: self.model.filter(name=key))
        self.histogram.chosen.connect(self.classes.choose)
        self.flags.chosen.connect(lambda key: self.model.filter(flag=key))
        look.changed.connect(self.follow)  # the lead has its colours and sizes in it
        table.sort_first(Column.RANK)
        self.lay_out(self._head())

    def _head(self) -> QHBoxLayout:
        filters = QVBoxLayout()
        filters.addLayout(self.search_line)
        filters.addWidget(ChipRow(self.kinds, self.classes, self.flags))
        filters.addWidget(self._note)
        filters.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addLayout(filters, 1)
        head.addWidget(self.histogram, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def open_row(self, row: int) -> None:
        """The result, how it came about, and what the submission says."""
        self._show(row, "")

    def _explain(self) -> None:
        """The same with every rule that the submission is held to, and its clause."""
        row = self.table.currentIndex().row()
        if row >= 0:
            sentences = explained(self.session, self.model.result(row).id)
            self._show(row, explained_html(sentences, self.look.colour))

    def _decide(self) -> None:
        """What the rules leave open is decided in the HTXSNV list."""
        row = self.table.currentIndex().row()
        if row >= 0:
            self.wants.emit("excellent", self.model.result(row).id)

    def _show(self, row: int, explanation: str) -> None:
        session, result = self.session, self.model.result(row)
        may = session.office and not session.readonly
        self.panel.decide_button.setVisible(may and result.eligible is None)
        shown = details(session.book, session.around, result.id)
        ballots = member_ballots(session.book, session.around, result.id)
        rubric = session.around.rubrics.get(result.kind)
        lead = self._lead(result) + explanation + self._thread(result)
        self.panel.show_details(shown, rubric, ballots, lead)

    def _lead(self, result: Result) -> str:
        """The result in one line, before everything else."""
        if result.final is None:
            return ""
        name = ""
        if result.panel_class:
            ink = self.look.colour(CLASS_INKS.get(result.panel_class, "text")).name()
            name = f" · <span style='color:{ink}'>{escape(result.panel_class)}</span>"
        size = self.look.font(4).pointSizeF()
        means = ", ".join(
            f"{escape(code)} {shown_points(mean)}" for code, mean in (result.criteria or {}).items()
        )
        rank = f"Hạng {result.rank} · " if result.rank else ""
        muted = self.look.colour("muted").name()
        return (
            f"<p style='margin:2px 0; font-size:{size:.1f}pt'><b>{shown_points(result.final)}"
            f"{name}</b></p><p style='margin:0 0 8px 0; color:{muted}'>{rank}"
            f"{result.ballots_valid}/{result.ballots_expected} phiếu · trung vị "
            f"{shown_points(result.median)} · chênh lệch {shown_points(result.spread)}<br>"
            f"Trung bình: {means}{self._concluded(result)}{self._subject(result)}</p>"
        )

    def _thread(self, result: Result) -> str:
        """From registration to decision, with dates and who."""
        session = self.session
        if session.campaign is None:
            return ""
        member = session.member.id if session.member else None
        viewer = viewer_of(session.book, member)
        found = thread(session.book, session.campaign, result.id, viewer)
        muted, line = (self.look.colour(name).name() for name in ("muted", "line"))
        return thread_html(found, muted, line)

    def _concluded(self, result: Result) -> str:
        """That the panel's class is not what the marks come to, and why."""
        if result.concluded_class is None:
            return ""
        return "<br>" + escape(concluded_words(result.class_name or "", result.concluded_reason))

    def _subject(self, result: Result) -> str:
        """What stands for a subject with several models."""
        found = self.model.of_subject(result)
        if found is None:
            return ""
        if found.score is None:
            return (
                f"<br>Đối tượng có {found.models} mô hình, chưa đánh dấu mô hình chính; "
                "đánh dấu ở cuối Phiếu đăng ký."
            )
        name = f"&nbsp;·&nbsp;{escape(found.class_name)}" if found.class_name else ""
        score = shown_points(found.score)
        return f"<br>Đối tượng có {found.models} mô hình, tính chung: <b>{score}{name}</b>"

    def _ask_trace(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self.wants.emit("log", self.model.result(row).id)

    def show_all(self) -> None:
        """No search, no filter."""
        self.search.clear()
        for chips in (self.kinds, self.classes, self.flags):
            chips.mark(ALL)
        self.model.filter(kind=ALL, name=ALL, flag=ALL)

    def renew(self) -> None:
        """How many there are of each filter, and why there is no class."""
        model = self.model
        self.kinds.set_counts(model.by_kind(), hide_empty=True)
        by_class = model.by_class()
        by_flag = model.by_flag()
        classed = any(by_class.get(name) for name in CLASSES)
        self.classes.set_counts(by_class, hide_empty=True, shown=classed)
        self.flags.set_counts(by_flag, hide_empty=True, shown=len(by_flag) > 1)
        self.histogram.show_counts(by_class)
        self._note.setText(" ".join(model.notes))
        self._note.setVisible(bool(model.notes))
        scored, of = model.scored()
        self.count.setText(f"Có điểm {number(scored)}/{number(of)} hồ sơ")
        if not model.by_kind()[ALL]:
            self.states.show_empty(
                "Chưa có kết quả",
                "Khi có hồ sơ và phiếu chấm, ở đây là điểm, thứ tự và xếp loại của từng hồ sơ.",
                *self.way_to_import,
            )
        else:
            self.show_rows("Không có hồ sơ nào khớp")
