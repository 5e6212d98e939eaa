"""Đơn vị: the tree of units on a day; they move under another, end, are carried on by date."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from db.operation import Changes
from db.records import Unit
from desktop.messages import sentence
from desktop.models.folded_choices import FoldedChoices, unit_choices
from desktop.models.unit_entry import UnitEntry, day_of
from desktop.models.unit_tree_model import UnitTreeModel
from desktop.models.words import shown_date
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.ask_bar import Answers, AskBar, Field
from desktop.widgets.folded_completer import FoldedCompleter
from desktop.widgets.labels import heading, say, unsaid, wrapped
from desktop.widgets.list_and_panel import ListAndPanel
from desktop.widgets.screen import Screen
from desktop.widgets.search_field import SearchField
from desktop.widgets.state_stack import StateStack
from desktop.widgets.unit_form import UnitForm
from desktop.widgets.unit_tree_view import UnitTreeView

_DAY = "Ngày (đầu tiên theo chỗ mới)"
_ABOUT = (
    "Nhấp đúp hoặc Enter để mở, sửa một đơn vị. Loại và cấp trên quyết định hồ sơ nào được thẩm "
    "định. Giữ Ctrl hoặc Shift để chọn nhiều đơn vị rồi chuyển, kết thúc cùng một ngày; quan hệ "
    "trước ngày đó vẫn lưu để so sánh các năm."
)


class UnitSettingsScreen(Screen):
    """The tree at the left, what is chosen at the right; questions stand over both."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self._choices = FoldedChoices(self)
        self.entry = UnitEntry(session, self._choices)
        self.model = UnitTreeModel(self)
        self.tree = UnitTreeView(self.model, look)
        self.form = UnitForm(self.entry, self._choices, look)
        self.search = SearchField(look, "Tìm đơn vị theo mã, tên, loại")
        self.day = QLineEdit()
        self.day.setMaximumWidth(look.px(110))
        self.count, self.trouble, self.ask = unsaid("muted"), unsaid("bad"), AskBar()
        self.add_button = QPushButton("Thêm đơn vị…")
        self._shown: list[bytes] = []
        self._campaign, self._words = b"", ""
        self._loading = False
        self.states = StateStack(self._page())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.states)
        self._connect()
        self.load()

    def load(self) -> None:
        """Reads the units."""
        campaign = self.session.campaign
        if campaign is None:
            self.states.show_no_campaign()
            return
        if campaign.id != self._campaign:
            self._campaign = campaign.id
            today = date.today()
            last = today if today.year == campaign.year else date(campaign.year, 12, 31)
            self.day.setText(f"{last:%d/%m/%Y}")
        units = self.session.around.units
        may = self.session.office and not self.session.readonly
        if not units and not may:
            self.states.show_empty("Chưa có đơn vị nào", "Đơn vị do máy của thư ký ghi.")
            return
        self.states.show_content()
        self._choices.offer(unit_choices(units.values()))
        self.add_button.setVisible(may)
        self._show()

    def arrive(self) -> None:
        """The tree; where it is empty, the button that begins it."""
        target: QWidget = self.tree if self.model.count else self.add_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> bool:
        """Takes over what is being typed."""
        return self.form.keep()

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Insert adds a unit under the chosen one."""
        if event.key() == Qt.Key.Key_Insert and not self.add_button.isHidden():
            self.ask_adding(under=True)
        else:
            super().keyPressEvent(event)

    # -- what is asked -----------------------------------------------------------------------

    def ask_adding(self, *, under: bool) -> None:
        """A new unit: its code and name; under the chosen one, or at the top."""
        chosen = self.tree.chosen
        parent = chosen[0] if under and len(chosen) == 1 else None
        where = f"dưới {parent.name or parent.code}" if parent is not None else "ở cấp cao nhất"

        def added(answers: Answers) -> bool:
            if not answers["code"].strip():
                self.ask.complain("Hãy ghi mã đơn vị.")
                return False
            code = parent.code if parent is not None else ""
            done = self.entry.add(answers["code"], answers["name"], code)
            if not done:
                self.ask.complain(sentence(done.error or OSError()))
                return False
            self.search.clear()
            self.tree.go_to(done.value)
            return True

        fields = [Field("code", "Mã đơn vị"), Field("name", "Tên đơn vị")]
        self.ask.ask(f"Thêm đơn vị {where}", fields, "Thêm đơn vị", added)

    def ask_moving(self) -> None:
        """Where the chosen units go, and from which day on."""
        chosen = self.tree.chosen
        if not chosen or not self.form.keep():
            return

        def moved(answers: Answers) -> bool:
            return self._done(self.entry.move(chosen, answers["parent"], answers["day"]))

        self.ask.ask(
            f"Chuyển {_called(chosen)} sang cấp trên khác. Để trống cấp trên nếu đơn vị đứng ở cấp "
            "cao nhất.",
            [Field("parent", "Cấp trên mới (mã hoặc tên)"), Field("day", _DAY)],
            "Chuyển cấp trên",
            moved,
        )
        self._complete("parent")

    def ask_ending(self) -> None:
        """From which day on the chosen units are there no more, and who carries on."""
        chosen = self.tree.chosen
        if not chosen or not self.form.keep():
            return

        def ended(answers: Answers) -> bool:
            return self._done(self.entry.end(chosen, answers["day"], answers["successor"]))

        self.ask.ask(
            f"Kết thúc {_called(chosen)}. Đơn vị cấp dưới còn hoạt động thì chuyển cấp trên riêng.",
            [
                Field("day", "Từ ngày (không còn hoạt động)"),
                Field("successor", "Đơn vị tiếp nối, nếu có (mã hoặc tên)"),
            ],
            "Kết thúc hoạt động",
            ended,
        )
        self._complete("successor")

    def remove(self) -> None:
        """Takes the chosen unit out where nothing hangs on it."""
        chosen = self.tree.chosen
        if len(chosen) == 1 and not self.add_button.isHidden():
            say(self.form.trouble, self.entry.remove(chosen[0]))

    def _asked(self) -> None:
        """Back to where the question came from."""
        if self.tree.isVisible() or self.form.isHidden():
            self.arrive()
        else:
            self.form.begin()

    def _done(self, complaint: str) -> bool:
        if complaint:
            self.ask.complain(complaint)
        return not complaint

    def _complete(self, name: str) -> None:
        edit = self.ask.edit(name)
        edit.setCompleter(FoldedCompleter(self._choices, edit))

    # -- the rest ----------------------------------------------------------------------------

    def _page(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(heading("Đơn vị"))
        head.addWidget(self.count, 1)
        head.addWidget(self.add_button)
        row = QHBoxLayout()
        row.setSpacing(8)
        label = QLabel("Tính đến ngày")
        label.setBuddy(self.day)
        self.day.setAccessibleName("Tính đến ngày")
        self.day.setPlaceholderText("mọi thời điểm")
        row.addWidget(self.search, 1)
        row.addWidget(label)
        row.addWidget(self.day)
        column.addLayout(head)
        column.addLayout(row)
        column.addWidget(self.trouble)
        column.addWidget(self.tree, 1)
        column.addWidget(wrapped(_ABOUT, "muted"))
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        outer.addWidget(self.ask)
        outer.addWidget(ListAndPanel(self.look, content, self.form, wide=380), 1)
        return page

    def _connect(self) -> None:
        self.search.textChanged.connect(self._show)
        self.search.to_list.connect(self.tree.setFocus)
        self.day.editingFinished.connect(self._show)
        self.tree.chosen_changed.connect(self._chosen)
        self.tree.entered.connect(self._enter)
        self.tree.removal_asked.connect(self.remove)
        self.form.moving.connect(self.ask_moving)
        self.form.ending.connect(self.ask_ending)
        self.form.adding.connect(lambda: self.ask_adding(under=True))
        self.form.removing.connect(self.remove)
        self.form.closed.connect(self.tree.setFocus)
        self.add_button.clicked.connect(lambda: self.ask_adding(under=False))
        self.ask.closed.connect(self._asked)
        self.session.changed.connect(self._on_changed)
        self.session.campaign_changed.connect(self.load)
        self.look.changed.connect(lambda: self.day.setMaximumWidth(self.look.px(110)))

    def _show(self) -> None:
        """The tree of the day, with what is looked for."""
        say(self.trouble, "")
        day = None
        if self.day.text().strip():
            try:
                day = day_of(self.day.text())
            except ValueError as error:
                say(self.trouble, str(error))
                return
        units = self.session.around.units
        chosen = [unit.id for unit in self.tree.chosen]
        words = self.search.text()
        self._loading = True
        self.model.show(units.values(), day, words)
        looked_for = self.model.hit if words != self._words else None
        self._words = words
        self.tree.opened_anew(chosen if looked_for is None else [looked_for])
        self._loading = False
        when = f"ngày {shown_date(day)}" if day else "mọi thời điểm"
        say(self.count, f"{self.model.count}/{len(units)} đơn vị, {when}")
        self._chosen()

    def _chosen(self) -> None:
        if self._loading:
            return
        chosen = self.tree.chosen
        idents = [unit.id for unit in chosen]
        anew = idents != self._shown
        self._shown = idents
        if chosen:
            may = not self.add_button.isHidden()
            self.form.show_units(chosen, may=may, anew=anew)
        else:
            self.form.hide()

    def _enter(self) -> None:
        if self.tree.chosen:
            self.form.open_panel()
            self.form.begin()

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & {"unit", "campaign"}:
            self.load()


def _called(units: list[Unit]) -> str:
    if len(units) == 1:
        return units[0].name or units[0].code
    return f"{len(units)} đơn vị"
