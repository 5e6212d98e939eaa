"""Tổng quan: what is to be done today, how far the year is, and where it stands still."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from db.rules.bands import CLASSES
from desktop.models.overview import OverviewModel
from desktop.models.overview_words import Line
from desktop.session import Session
from desktop.theme.colours import CLASS_INKS
from desktop.theme.look import Look
from desktop.widgets.bar_list import Bar, BarList
from desktop.widgets.link_line import LinkLine
from desktop.widgets.screen import Screen
from desktop.widgets.scrolling import ScrolledPage, show_soon
from desktop.widgets.state_stack import StateStack
from desktop.widgets.step_list import StepList
from desktop.widgets.titled_panel import TitledPanel
from desktop.widgets.year_table import YearTable

_WIDE = 900  # pixels at 100 % from which two columns stand side by side
_LATE = 5  # units named here; the others are a click away


class OverviewScreen(Screen):
    """Everything here leads to the place where it is done."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.model = OverviewModel(session, self)
        self._waiting = False  # the focus waits at the steps while the tasks are read
        self.tasks = TitledPanel("Hôm nay cần làm")
        self.late = TitledPanel("Đơn vị chậm")
        self.shares = TitledPanel("Chỉ tiêu của năm")
        self.year = TitledPanel("Các bước của năm")
        self.steps = StepList(look)
        self.year.add(self.steps)
        self.classes, self.progress, self.ballots = (
            BarList(look, name)
            for name in ("Hồ sơ theo xếp loại", "Tiến độ của hồ sơ", "Phiếu đã có của từng người")
        )
        self.class_panel = TitledPanel("Xếp loại của Tổ thẩm định")
        self.class_panel.add(self.classes)
        self.progress_panel = TitledPanel("Hồ sơ của đợt")
        self.progress_panel.add(self.progress)
        self.ballot_panel = TitledPanel("Phiếu chấm của từng người")
        self.ballot_panel.add(self.ballots)
        self.years = TitledPanel("So với các năm")
        self.year_table = YearTable(look)
        self.years.add(self.year_table)
        self.classes.chosen.connect(lambda key: self.wants.emit(f"results/{key}", b""))
        self.progress.chosen.connect(lambda key: self.wants.emit(key, b""))
        self.ballots.chosen.connect(lambda _: self.wants.emit("score/panel", b""))
        self.steps.chosen.connect(lambda key: self.wants.emit(key, b""))
        self.year_table.chosen.connect(self._choose_year)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, panels in (
            (left, (self.tasks, self.late, self.ballot_panel, self.years)),
            (right, (self.year, self.shares, self.progress_panel, self.class_panel)),
        ):
            column.setSpacing(10)
            for panel in panels:
                column.addWidget(panel)
            column.addStretch(1)
        content = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._columns.setContentsMargins(0, 0, 4, 0)
        self._columns.setSpacing(10)
        self._columns.addLayout(left, 3)
        self._columns.addLayout(right, 2)
        self._columns.addStretch(0)
        self.page = ScrolledPage("Tổng quan của đợt")
        self.page.hold(content)
        self.states = StateStack(self.page)
        self.states.retried.connect(self.model.load)
        self.states.led.connect(self.wants)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.states)
        self.model.changed.connect(self._renew)
        look.changed.connect(self._draw)
        self.model.load()

    @property
    def lines(self) -> list[LinkLine]:
        """What is to be done, as buttons."""
        return self.tasks.findChildren(LinkLine)

    def arrive(self) -> None:
        """The first thing to do."""
        if self.model.stale:
            self.model.load()
        if self.states.notice:
            self.states.focus_button()
        elif self.lines:
            self._put_focus(self.lines[0])
        else:  # until it is known what is to be done
            self._waiting = True
            self.steps.focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where there is no room for two."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        wide = self.width() >= self.look.px(_WIDE)
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        for at, share in enumerate((3, 2, 0) if wide else (0, 0, 1)):  # what is left is below
            self._columns.setStretch(at, share)

    def _renew(self) -> None:
        if self.model.stale:
            if self.isVisible():
                self.model.load()
            return
        if self.model.error:
            self.states.show_error(self.model.error)
        elif self.session.campaign is None:
            self.states.show_no_campaign()
        elif not self.model.shown.found.counts.submissions and self.model.whole:
            self.states.show_empty(
                "Đợt thẩm định chưa có hồ sơ",
                "Bắt đầu bằng bảng tính đăng ký của các đơn vị, hoặc gõ từng hồ sơ ở Đăng ký "
                "(Ctrl+2); từ đó chương trình tính hạn, theo dõi phiếu chấm và nhắc việc ở đây.",
                *self.way_to_import,
            )
        else:
            self._draw()

    def _draw(self) -> None:
        shown, session = self.model.shown, self.session
        if session.campaign is None or (self.states.notice and not shown.found.counts.submissions):
            return
        self.states.show_content()
        self._turn()
        whole = self.model.whole
        nothing = "Không còn việc gì đang chờ." if whole else "Đang xem…"
        self._fill(self.tasks, shown.tasks, nothing)
        rest = len(shown.late) - _LATE
        more = Line("more", f"Và {rest} đơn vị khác", place="report/due")
        also = [more] if rest > 0 else []
        self._fill(self.late, [*shown.late[:_LATE], *also], "")
        self.late.setVisible(bool(shown.late) and session.office)
        self._fill(self.shares, shown.shares, "")
        self.shares.setVisible(bool(shown.shares) and session.office)
        self.steps.show_steps(shown.steps)
        self._draw_plots()
        self.years.setVisible(len(shown.years) > 1)
        self.year_table.show_years(shown.years, session.campaign, marks=session.sees_results)

    def _draw_plots(self) -> None:
        found, open_ = self.model.shown.found, self.session.sees_results
        counts = found.counts
        all_ = counts.submissions
        progress = [
            Bar("register/registered", "Đã đăng ký", counts.registered, all_),
            Bar("register/reported", "Có báo cáo", counts.reported, all_),
        ]
        if open_:
            progress += [
                Bar("results", "Có điểm", counts.scored, all_),
                Bar("score/panel", "Đủ phiếu", counts.complete, all_),
                Bar("minutes", "Đã chốt", counts.frozen, all_),
            ]
        self.progress.show_bars(progress)
        classed = open_ and any(counts.classes.values())
        self.classes.show_bars(
            [Bar(name, name, counts.classes.get(name, 0), ink=CLASS_INKS[name])
             for name in CLASSES] if classed else []
        )  # fmt: skip
        self.class_panel.setVisible(classed)
        members = found.members if self.session.office and found.whole else []
        self.ballots.show_bars(
            [Bar(m.code, f"{m.code} {m.name}", m.here, m.expected) for m in members if m.expected]
        )
        self.ballot_panel.setVisible(bool(self.ballots.bars))

    def _fill(self, panel: TitledPanel, lines: Sequence[Line], nothing: str) -> None:
        """New lines only where they are others, so that the focus stays where it is."""
        there = panel.findChildren(LinkLine)
        scale = (self.look.scale, self.look.dark)
        if [line.line for line in there] == list(lines) and panel.drawn == (scale, nothing):
            return
        panel.drawn = (scale, nothing)
        focused = next((line.line.key for line in there if line.hasFocus()), None)
        made: list[QWidget] = []
        for line in lines:
            link = LinkLine(self.look, line)
            link.clicked.connect(lambda _=False, place=line.place: self.wants.emit(place, b""))
            made.append(link)
        if not made and nothing:
            label = QLabel(nothing)
            label.setProperty("role", "muted")
            made.append(label)
        panel.put(made)
        self._focus(made, focused, first=panel is self.tasks)

    def _focus(self, made: Iterable[QWidget], key: str | None, *, first: bool) -> None:
        links = [link for link in made if isinstance(link, LinkLine)]
        if first and links and self._waiting:
            self._waiting = False
            if self.steps.first_has_focus:
                self._put_focus(links[0])
        elif key is not None and links:
            same = next((link for link in links if link.line.key == key), links[0])
            self._put_focus(same)

    def _put_focus(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        show_soon(self.page, widget)

    def _choose_year(self, year: int) -> None:
        for campaign in self.session.campaigns():
            if campaign.year == year:
                self.session.choose_campaign(campaign)
                return
