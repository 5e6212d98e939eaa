"""Phân công: who scores what, by tick, by rows and members or groups, or shared out evenly."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from db.records import SubjectKind
from desktop.models.assignment_jobs import AssignmentJobs
from desktop.models.assignment_model import FIRST, LEGEND, AssignmentModel
from desktop.models.import_words import number
from desktop.models.teams import teams
from desktop.models.words import KINDS
from desktop.session import Session
from desktop.theme.look import Look
from desktop.undo_stack import Step
from desktop.widgets.assignment_table import AssignmentTable
from desktop.widgets.chips import ChipRow, Chips
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.filter_combo import FilterCombo
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.member_picker import MemberPicker
from desktop.widgets.message_bar import MessageBar
from desktop.widgets.panel_screen import PanelScreen
from desktop.widgets.search_field import SearchField
from desktop.widgets.state_stack import StateStack

_LOW = 470  # pixels at 100 %
_USUAL = 3  # members a submission when it is shared out


class AssignmentScreen(PanelScreen):
    """Space ticks; rows chosen with Shift or Ctrl+A go to the members chosen below."""

    panel_wanted = "Khi đã có danh sách thành viên, ở đây định ai chấm hồ sơ nào."
    rows_wanted = (
        "Chưa có hồ sơ nào để phân công",
        "Không phân công thì cả Tổ chấm mọi hồ sơ đủ điều kiện thẩm định.",
    )

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.model = AssignmentModel(session, self)
        self._jobs = AssignmentJobs(session, self.model)
        self.table = AssignmentTable(self.model, look)
        self.search = SearchField(look, "Tìm hồ sơ")
        self.kinds = Chips(
            "Loại đối tượng",
            [("", "Tất cả"), *((str(kind), KINDS[kind]) for kind in SubjectKind)],
        )
        self.fields = FilterCombo("Lĩnh vực", "Mọi lĩnh vực")
        self.units = FilterCombo("Đơn vị", "Mọi đơn vị")
        self.members = MemberPicker()
        self.assign = QPushButton()
        self.share = QPushButton()
        self.share.setProperty("role", "primary")
        self.everybody = QPushButton()
        self.each = QComboBox()
        self.each.setAccessibleName("Số người chấm mỗi hồ sơ khi chia đều")
        self.notice = MessageBar()
        self._count, self._loads = QLabel(), ElidedLabel()
        self._legend = ElidedLabel(LEGEND)
        for label in (self._count, self._legend):
            label.setProperty("role", "muted")
        self._loads.setProperty("role", "strong")
        self._kind_row = ChipRow(self.kinds)
        self._brief = False
        self.found = StateStack(self.table)
        self.found.acted.connect(self._show_all)
        self.lay_out(self._content())
        self._connect()
        self._renew_look()
        self.load()

    @property
    def rows(self) -> AssignmentModel:
        """All submissions."""
        return self.model

    def closed_here(self) -> tuple[str, str] | None:
        """The secretary's alone."""
        if self.session.office:
            return None
        return "Phân công ở máy của thư ký", "Máy này không giữ khóa cơ quan của sổ."

    def arrive(self) -> None:
        """The first tick."""
        if self.states.notice:
            self.states.focus_button()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_submission(self, ident: bytes) -> None:
        """Brings one submission into sight."""
        if self.model.row_of(ident) < 0 and self.model.has(ident):
            self._show_all()
        row = self.model.row_of(ident)
        if row >= 0:
            self.table.go_to(row, FIRST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height the table comes first."""
        super().resizeEvent(event)
        self._renew_height()

    def _renew_height(self) -> None:
        brief = self.height() < self.look.px(_LOW)
        if brief != self._brief:
            self._brief = brief
            for widget in (self._legend, self._kind_row, self.units):
                widget.setVisible(not brief)
            self._renew_buttons()

    def scope(self) -> list[int]:
        """The rows that are shared out: those chosen where there are several, else all shown."""
        rows = self.table.rows
        return rows if len(rows) > 1 else list(range(self.model.rowCount()))

    def _toggle(self, row: int, column: int) -> None:
        self._say(self._jobs.toggle(row, column))

    def _assign(self) -> None:
        self._say(self._jobs.assign(self.table.rows, self.members.chosen))

    def _everybody(self) -> None:
        words = self._jobs.assign(self.table.rows, ())
        self._say(f"{words} Cả Tổ chấm." if words else "")

    def _share(self) -> None:
        members = self.members.chosen or self.model.panel()
        self._say(self._jobs.share(self.scope(), members, self.each.currentData()))

    def _say(self, words: str) -> None:
        if words.strip():
            self.notice.say(words.strip())
        else:
            self.notice.hide()

    def _show_step(self, step: Step) -> None:
        if self.isVisible():
            self.notice.hide()  # what it told of holds no longer
            self.show_submission(step.where[1])

    def _show_all(self) -> None:
        with QSignalBlocker(self.search):
            self.search.clear()
        self.fields.clear_filter()
        self.units.clear_filter()
        self.kinds.mark("")
        self.model.filter(words="", kind="", field="", unit="")

    def _to_list(self) -> None:
        if self.model.rowCount():
            self.table.go_to(0, FIRST)
            self.table.setFocus()

    def _renew(self) -> None:
        """Counts, loads and what the buttons would do."""
        model = self.model
        names = {member.id: model.name(member.id) for member in model.members}
        self.members.show_members(model.members, names, teams(model.members))
        loads = model.loads()
        self.members.show_counts(loads)
        if self.each.count() != len(model.members):
            kept = self.each.currentData() or _USUAL
            self.each.clear()
            for people in range(1, len(model.members) + 1):
                self.each.addItem(f"{people} người/hồ sơ", people)
            self.each.setCurrentIndex(min(kept, len(model.members)) - 1)
        self.fields.show_choices([(name, name) for name in model.fields()])
        self.units.show_choices(model.units())
        self.kinds.set_counts(model.by_kind(), hide_empty=True)
        self._renew_count()
        few, many = min(loads.values(), default=0), max(loads.values(), default=0)
        span = f"{few}" if few == many else f"từ {few} đến {many}"
        if model.shared_out:
            words = f"Đã phân công {model.shared_out}/{model.size} hồ sơ; mỗi người chấm {span}."
        else:
            words = "Chưa phân công: cả Tổ chấm mọi hồ sơ, trừ người không tham gia chấm."
        self._loads.setText(words)
        if model.rowCount() or not model.whole:
            self.found.show_content()
        else:
            self.found.show_empty(
                "Không có hồ sơ nào khớp", "Hãy gõ ít chữ hơn hoặc bỏ bộ lọc.", "Hiện tất cả"
            )
        self._renew_buttons()

    def _renew_count(self) -> None:
        model = self.model
        shown = f"{number(model.rowCount())}/{number(model.size)} hồ sơ"
        reading = f", đang đọc {number(model.known)}/{number(model.size)}"
        self._count.setText(shown if model.whole else shown + reading)

    def _renew_buttons(self) -> None:
        rows, chosen = len(self.table.rows), len(self.members.chosen)
        several = rows > 1
        self.assign.setText(f"Giao {rows} hồ sơ cho {chosen} người")
        brief = self._brief
        known = self.model.whole  # who carries how much
        self.assign.setEnabled(known and rows > 0 and chosen > 0)
        self.everybody.setText("Cả Tổ chấm" if brief else f"Cả Tổ chấm {rows} hồ sơ")
        self.everybody.setAccessibleName(f"Cả Tổ chấm {rows} hồ sơ")
        self.everybody.setToolTip("Bỏ phân công của các hồ sơ đã chọn")
        self.everybody.setEnabled(known and rows > 0)
        which = "đã chọn" if several else "đang hiện"
        whom = f"{chosen} người đã chọn" if chosen else "cả Tổ"
        words = f"Chia đều {len(self.scope())} hồ sơ"
        self.share.setText(words if brief else f"{words} {which}")
        self.share.setAccessibleName(f"{words} {which}")
        self.share.setToolTip(f"Chia cho {whom} sao cho mỗi người chấm gần bằng nhau")
        self.share.setAccessibleDescription(f"cho {whom}")
        self.share.setEnabled(known and bool(self.model.rowCount()))

    def _content(self) -> QWidget:
        filters = QHBoxLayout()
        filters.addWidget(self.search, 3)
        filters.addWidget(self._kind_row, 4)
        filters.addWidget(self.fields, 2)
        filters.addWidget(self.units, 2)
        filters.addWidget(self._count)
        frame = QFrame()
        frame.setProperty("role", "panel")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.found)
        choose = QHBoxLayout()
        label = QLabel("Giao cho")
        label.setProperty("role", "muted")
        choose.addWidget(label)
        choose.addWidget(self.members, 1)
        buttons = QWidget()
        row = FlowLayout(buttons)
        for widget in (self.assign, self.everybody, self.each, self.share):
            row.addWidget(widget)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        buttons.setSizePolicy(policy)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(filters)
        column.addWidget(self.notice)
        column.addWidget(frame, 1)
        column.addWidget(self._legend)
        column.addWidget(self._loads)
        column.addLayout(choose)
        column.addWidget(buttons)
        return content

    def _connect(self) -> None:
        model = self.model
        self.search.textChanged.connect(lambda words: model.filter(words=words))
        self.search.to_list.connect(self._to_list)
        self.kinds.chosen.connect(lambda key: model.filter(kind=key))
        self.fields.activated.connect(lambda _: model.filter(field=self.fields.currentData()))
        self.units.activated.connect(lambda _: model.filter(unit=self.units.currentData()))
        self.members.changed.connect(self._renew_buttons)
        self.table.toggled.connect(self._toggle)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._renew_buttons())
        self.assign.clicked.connect(self._assign)
        self.everybody.clicked.connect(self._everybody)
        self.share.clicked.connect(self._share)
        model.counted.connect(self._renew)
        model.went_on.connect(self._renew_count)
        self.session.stepped.connect(self._show_step)
        self.look.changed.connect(self._renew_look)

    def _renew_look(self) -> None:
        self.model.set_muted(self.look.colour("muted"))
        self._renew_height()
