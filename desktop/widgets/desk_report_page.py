"""What became of the files that were just received, and what some of them still wait for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.exchange.receive import FileReport
from db.records import Unit
from desktop.models import desk_receiving as receiving
from desktop.models.desk_receiving import KEY, SECRET, UNIT, Batch, Column, DeskReport
from desktop.models.import_words import number
from desktop.theme.look import Look
from desktop.widgets.ask_bar import Answers, AskBar, Field
from desktop.widgets.button_foot import ButtonFoot
from desktop.widgets.labels import heading, say, unsaid
from desktop.widgets.list_table import ListTable

_WIDTHS = {
    Column.NAME: -18,
    Column.UNIT: -10,
    Column.VERDICT: 22,
    Column.REASON: -20,
    Column.CODE: 17,
}
_ANSWERS = {
    UNIT: "Chọn đơn vị…",
    KEY: "Tin khóa này…",
    SECRET: "Nhập cụm mật khẩu…",
}

_NO_UNITS = (
    "Sổ chưa có đơn vị nào nên chưa biết gói là của ai: hãy nhập bảng đơn vị, hoặc thêm ở Cài đặt, "
    "Đơn vị, rồi nhận lại."
)


class UnitChoice(QFrame):
    """Asks whose a file is: nothing is chosen beforehand, a name that reads alike is first."""

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "ask")
        self._words = QLabel()
        self._words.setWordWrap(True)
        self.box = QComboBox()
        self.box.setAccessibleName("Đơn vị của tệp")
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(24)
        self.box.currentIndexChanged.connect(self._renew)
        self.take_button, cancel = QPushButton("Nhận cho đơn vị này"), QPushButton("Thôi")
        self.take_button.setProperty("role", "primary")
        self.take_button.clicked.connect(lambda: self.chosen.emit(self.box.currentData()))
        cancel.clicked.connect(self.give_up)
        row = QHBoxLayout()
        row.addWidget(self.box, 1)
        row.addWidget(cancel)
        row.addWidget(self.take_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.addWidget(self._words)
        column.addLayout(row)
        self.hide()

    def ask(self, report: FileReport, units: list[Unit]) -> None:
        """Offers units for a file."""
        self._words.setText(f"“{report.path.name}”: {receiving.reason(report)}")
        self.box.clear()
        self.box.addItem("Chọn đơn vị…", "")
        alike = receiving.candidates(report)
        for code, name in alike:
            self.box.addItem(f"{name} ({code}), tên gần giống", code)
        near = {code for code, _ in alike}
        for unit in units:
            if unit.code not in near:
                self.box.addItem(f"{unit.name} ({unit.code})", unit.code)
        self.show()
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def give_up(self) -> None:
        """Asks no more."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def _renew(self) -> None:
        self.take_button.setEnabled(bool(self.box.currentData()))


class DeskReportPage(QWidget):
    """Shows a ``Batch``; the screen takes a file again when an answer was given."""

    unit_told = Signal(object, str)  # FileReport, unit code
    key_trusted = Signal(object)  # FileReport
    unlocked = Signal(object, str)  # FileReport, passphrase
    finished = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._units: list[Unit] = []
        self._asked: FileReport | None = None
        self.model = DeskReport()
        self.model.setParent(self)
        self.totals = heading("")
        self.totals.setWordWrap(True)
        self.missing, self.detail = unsaid("muted"), unsaid("")
        self.table = ListTable(
            self.model, look, "Các tệp vừa nhận", _WIDTHS, (Column.CODE,),
            strong_column=Column.VERDICT,
        )  # fmt: skip
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.table.selectionModel().currentRowChanged.connect(self._follow)
        self.table.opened.connect(lambda _: self.answer())
        self.choice, self.ask = UnitChoice(), AskBar()
        self.choice.chosen.connect(self._unit_chosen)
        self.choice.closed.connect(self._answered)
        self.ask.closed.connect(self._answered)
        self.answer_button, self.close_button = QPushButton(), QPushButton("Xong")
        self.answer_button.clicked.connect(self.answer)
        self.close_button.setProperty("role", "primary")
        self.close_button.clicked.connect(self.finished)
        panel = QFrame()
        panel.setProperty("role", "panel")
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.totals)
        column.addWidget(self.missing)
        column.addWidget(panel, 1)
        for widget in (self.detail, self.choice, self.ask):
            column.addWidget(widget)
        column.addWidget(ButtonFoot(self.answer_button, self.close_button))

    def show_batch(self, batch: Batch, units: list[Unit], missing: int) -> None:
        """What became of the files; ``missing`` units have still sent nothing."""
        row = max(self.table.currentIndex().row(), 0)
        self._units = units
        self.choice.hide()
        self.ask.give_up()
        self.model.show(batch.reports)
        self.totals.setText(receiving.totals(batch.reports))
        still = f"Còn {number(missing)} đơn vị chưa gửi." if missing else "Không thiếu đơn vị nào."
        say(self.missing, still if units else _NO_UNITS)
        if batch.reports:
            waits = [i for i, r in enumerate(self.model.reports) if receiving.waits_for(r)]
            self.table.go_to(waits[0] if waits else min(row, len(batch.reports) - 1))
        self._follow()

    def begin(self) -> None:
        """The list, or the way out of an empty one."""
        target = self.table if self.model.reports else self.close_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def answer(self) -> None:
        """Asks what the chosen file waits for."""
        report = self._chosen()
        what = receiving.waits_for(report) if report is not None else ""
        if report is None or not what:
            return
        self.choice.hide()
        self.ask.give_up()
        self._asked = report
        say(self.detail, "")  # the question says it
        self.answer_button.hide()
        if what == UNIT:
            self.choice.ask(report, self._units)
        elif what == KEY:
            self._ask_key(report)
        else:
            self._ask_passphrase(report)

    def _ask_key(self, report: FileReport) -> None:
        shown = str(report.facts.get("fingerprint", ""))

        def answered(answers: Answers) -> bool:
            if _letters(answers["mark"]) != _letters(shown):
                self.ask.complain(
                    "Dấu vân tay đơn vị đọc khác dấu của tệp này; không nhận, hãy hỏi lại đơn vị."
                )
                return False
            self.key_trusted.emit(report)
            return True

        self.ask.ask(
            f"{receiving.reason(report)} Gọi đơn vị theo số đã biết, nghe đọc dấu vân tay khóa "
            "cơ quan trên máy của họ rồi gõ lại đúng dấu ấy.",
            [Field("mark", "Dấu vân tay đơn vị đọc")],
            "Tin khóa này",
            answered,
        )

    def _ask_passphrase(self, report: FileReport) -> None:
        def answered(answers: Answers) -> bool:
            if not answers["passphrase"]:
                self.ask.complain("Hãy gõ cụm mật khẩu của tệp.")
                return False
            self.unlocked.emit(report, answers["passphrase"])
            return True

        self.ask.ask(
            f"Tệp “{report.path.name}” có đặt cụm mật khẩu; hãy hỏi đơn vị gửi.",
            [Field("passphrase", "Cụm mật khẩu", secret=True)],
            "Mở tệp",
            answered,
        )

    def _answered(self) -> None:
        self._follow()
        self.begin()

    def _unit_chosen(self, code: str) -> None:
        if self._asked is not None and code:
            self.choice.hide()
            self.unit_told.emit(self._asked, code)

    def _chosen(self) -> FileReport | None:
        row = self.table.currentIndex().row()
        return self.model.reports[row] if 0 <= row < len(self.model.reports) else None

    def _follow(self) -> None:
        report = self._chosen()
        words = receiving.reason(report) if report is not None else ""
        say(self.detail, f"{report.path.name}: {words}" if report is not None and words else "")
        what = receiving.waits_for(report) if report is not None else ""
        self.answer_button.setVisible(bool(what))
        self.answer_button.setText(_ANSWERS.get(what, ""))


def _letters(text: str) -> str:
    """What counts of a fingerprint: blanks, dashes and case do not."""
    return "".join(filter(str.isalnum, text)).upper()
