"""The unit that is chosen in the tree: its fields, where it stood before, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from db.change_log import Value
from db.errors import UnknownCodeError
from db.records import Unit
from desktop.models.folded_choices import FoldedChoices
from desktop.models.unit_entry import CODES, FIELDS, UnitEntry
from desktop.models.words import shown_date
from desktop.session import Outcome
from desktop.theme.look import Look
from desktop.widgets.field_grid import FieldGrid
from desktop.widgets.folded_completer import FoldedCompleter
from desktop.widgets.labels import say, unsaid, wrapped
from desktop.widgets.minutes_fields import LineField, Read, Shown
from desktop.widgets.scrolling import ScrolledPage
from desktop.widgets.side_panel import ClosingPanel

_ONE, _SEVERAL = "Đơn vị đang chọn", "{count} đơn vị đang chọn"


class UnitForm(ClosingPanel):
    """Every field saves itself. Of several units only what is done to all of them is offered."""

    moving = Signal()
    ending = Signal()
    adding = Signal()
    removing = Signal()

    def __init__(
        self, entry: UnitEntry, choices: FoldedChoices, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, "Đơn vị", "đơn vị đang chọn", parent)
        self._entry, self._choices = entry, choices
        self._units: list[Unit] = []
        self.title, self.past = wrapped("", "strong"), unsaid("muted")
        self.trouble = unsaid("bad")
        self.fields: dict[str, LineField] = {}
        grid = FieldGrid(look)
        for name, label in FIELDS:
            field = LineField(name, label, self._save, self._reader(name), self._shower(name))
            if name in CODES:
                field.edit.setCompleter(FoldedCompleter(choices, field.edit))
            self.fields[name] = field
            grid.add(field, 2 if name in ("code", "kind", "start", "end") else 4)
        self._grid = grid
        self.move_button = QPushButton("Chuyển cấp trên từ ngày…")
        self.end_button = QPushButton("Kết thúc từ ngày…")
        self.add_button = QPushButton("Thêm đơn vị cấp dưới…")
        self.remove_button = QPushButton("Bỏ đơn vị")
        self.buttons = (self.move_button, self.end_button, self.add_button, self.remove_button)
        signals = (self.moving, self.ending, self.adding, self.removing)
        for button, signal in zip(self.buttons, signals, strict=True):
            button.clicked.connect(signal)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        for widget in (self.title, grid, self.past, self.trouble, *self.buttons):
            column.addWidget(widget)
        column.addStretch(1)
        page = ScrolledPage("Đơn vị đang chọn")
        page.hold(inner)
        self.column.addWidget(page, 1)

    def show_units(self, units: list[Unit], *, may: bool, anew: bool) -> None:
        """The units that are chosen; ``anew`` where others were before."""
        self._units = units
        one = units[0] if len(units) == 1 else None
        if one is not None:
            self.title.setText(_ONE)
        else:
            self.title.setText(_SEVERAL.format(count=len(units)))
        self._grid.setVisible(one is not None)
        for button in self.buttons:
            button.setVisible(may)
        self.add_button.setVisible(may and one is not None)
        self.remove_button.setVisible(may and one is not None)
        if anew:
            say(self.trouble, "")
        if one is None:
            say(self.past, "; ".join(unit.name or unit.code for unit in units))
            return
        for name, field in self.fields.items():
            value = getattr(one, name) or None
            if anew:
                field.reset(value)
            else:
                field.set_stored(value)
            field.lock(not may)
        say(
            self.past,
            " ".join(
                f"Trước ngày {shown_date(until)}: {self._named(parent)}."
                for until, parent in one.former
            ),
        )

    def keep(self) -> bool:
        """Saves what is being typed."""
        return all([field.keep() for field in self.fields.values()])

    def begin(self) -> None:
        """The first field, or the first button."""
        target = self.move_button if self._grid.isHidden() else self.fields["name"].edit
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _named(self, code: str) -> str:
        return self._choices.label_of(code) if code else "không có cấp trên"

    def _reader(self, name: str) -> Read:
        return lambda text: self._entry.read(self._one, name, text)

    def _shower(self, name: str) -> Shown:
        def shown(value: Value) -> str:
            text = str(value or "")
            if name in CODES and text:
                return self._choices.label_of(text)
            return shown_date(text) if name in ("start", "end") and text else text

        return shown

    @property
    def _one(self) -> Unit | None:
        return self._units[0] if len(self._units) == 1 else None

    def _save(self, name: str, value: Value) -> Outcome:
        if self._one is None:  # gone meanwhile
            return Outcome(False, error=UnknownCodeError(kind="unit", code=""))
        return self._entry.save(self._one, name, value)
