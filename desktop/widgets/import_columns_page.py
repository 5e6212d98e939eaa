"""Chọn cột: which sheet and which column of a unit's own table is which of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.intake.layout import LAYOUTS
from desktop.models.import_columns import LEFT_OUT, Column, ImportColumns, SheetChoice, units_of
from desktop.theme.look import Look
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.import_columns_table import ColumnsTable

if TYPE_CHECKING:
    from desktop.intake.mapping import SheetMapping

_KINDS = (("", "theo từng dòng"), ("Tập thể", "Tập thể"), ("Cá nhân", "Cá nhân"))
_HEADING = 300  # pixels at 100 % of the choice of the heading row
_WHOLE = Qt.ItemDataRole.ToolTipRole  # its words where there is no room for all of them


def _boxes(count: int) -> list[QComboBox]:
    """Choices that do not grow with their longest line."""
    boxes = [QComboBox() for _ in range(count)]
    for box in boxes:
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContentsOnFirstShow)
    return boxes


class ImportColumnsPage(QWidget):
    """``chosen`` with the mappings of all sheets; ``given_up`` without."""

    chosen = Signal(object)
    given_up = Signal()

    def __init__(
        self,
        look: Look,
        choices: Sequence[SheetChoice],
        units: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self.choices = look, list(choices)
        self.model = ImportColumns(self)
        self.sheet, self.form, self.heading, self.kind, self.unit = _boxes(5)
        self.prefix = QLineEdit()
        self.prefix.setPlaceholderText("ví dụ ĐX-")
        self.prefix.setMaxLength(20)
        self.trouble = QLabel()
        self.trouble.setProperty("role", "bad")
        self.trouble.setWordWrap(True)
        self.form.addItem(LEFT_OUT, "")
        for layout in LAYOUTS:
            self.form.addItem(layout.sheet, layout.sheet)
        for value, words in _KINDS:
            self.kind.addItem(words, value)
        self.unit.addItem("theo từng dòng", "")
        for code, words in units_of(units):
            self.unit.addItem(words, code)
        self.table = ColumnsTable(self.model, look)
        self.confirm = QPushButton("Dùng các cột này")
        self.confirm.setProperty("role", "primary")
        self.confirm.setToolTip("Ctrl+Enter")
        self.confirm.clicked.connect(self.finish)
        self._fields: dict[str, QWidget] = {}
        self._lay_out()
        self.sheet.currentIndexChanged.connect(self._show_sheet)
        self.form.activated.connect(self._form_chosen)
        self.heading.activated.connect(self._heading_chosen)
        self.kind.activated.connect(lambda: self._fix("kind", self.kind.currentData()))
        self.unit.activated.connect(lambda: self._fix("unit", self.unit.currentData()))
        self.prefix.textEdited.connect(self._prefix_typed)
        self.model.dataChanged.connect(self._renew)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.finish)
        look.changed.connect(self._renew_sizes)
        for choice in self.choices:
            self.sheet.addItem(choice.head.name)
        first = next((n for n, choice in enumerate(self.choices) if choice.form), 0)
        self.sheet.setCurrentIndex(first)
        self._show_sheet()
        self._renew_sizes()

    @property
    def choice(self) -> SheetChoice:
        """What is chosen for the sheet that is shown."""
        return self.choices[max(self.sheet.currentIndex(), 0)]

    def finish(self) -> None:
        """Hands the choice over, or says what it lacks."""
        for place, choice in enumerate(self.choices):
            missing = choice.missing()
            if missing:
                self.sheet.setCurrentIndex(place)
                names = ", ".join(missing)
                self.trouble.setText(
                    f"Trang “{choice.head.name}” chưa có cột nào là {names}; "
                    "hãy chọn cột đó (cột số thứ tự cũng được), hoặc bỏ qua trang này."
                )
                self.trouble.show()
                self.table.setFocus()
                return
        if not any(choice.form for choice in self.choices):
            self.trouble.setText("Hãy chọn ít nhất một trang là gì, ví dụ Đăng ký.")
            self.trouble.show()
            self.form.setFocus()
            return
        found: list[SheetMapping] = [choice.mapping() for choice in self.choices]
        self.chosen.emit(found)

    def begin(self) -> None:
        """Puts the focus where work begins."""
        (self.sheet if len(self.choices) > 1 else self.form).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def _show_sheet(self) -> None:
        choice = self.choice
        self.form.setCurrentIndex(max(self.form.findData(choice.form), 0))
        self.heading.clear()
        for number, texts in zip(choice.head.numbers, choice.head.texts, strict=True):
            said = " · ".join(text for text in texts if text)
            self.heading.addItem("", number)
            self.heading.setItemData(self.heading.count() - 1, f"{number}: {said}", _WHOLE)
        self.heading.setCurrentIndex(max(self.heading.findData(choice.heading), 0))
        self.prefix.setText(choice.prefix)
        self.kind.setCurrentIndex(max(self.kind.findData(choice.fixed.get("kind", "")), 0))
        self.unit.setCurrentIndex(max(self.unit.findData(choice.fixed.get("unit", "")), 0))
        self._reload()

    def _reload(self) -> None:
        self.model.load(self.choice)
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, Column.FIELD))
        self._renew_sizes()
        self._renew()

    def _renew(self) -> None:
        """What can be said once for the whole sheet depends on which columns there are."""
        choice = self.choice
        layout = choice.layout
        self.trouble.hide()
        self.table.setEnabled(layout is not None)
        self._fields["heading"].setVisible(layout is not None)
        self._fields["kind"].setVisible(choice.lacks("kind"))
        self._fields["unit"].setVisible(choice.lacks("unit") and self.unit.count() > 1)
        coded = layout is not None and layout.keys[0] == "code"
        self._fields["prefix"].setVisible(coded and not choice.lacks("code"))
        for place, one in enumerate(self.choices):
            words = f"là {one.form}" if one.form else "bỏ qua"
            self.sheet.setItemText(place, f"{one.head.name}  ({words})")

    def _form_chosen(self) -> None:
        self.choice.form = str(self.form.currentData())
        self.choice.guess()
        self._reload()

    def _heading_chosen(self) -> None:
        self.choice.heading = int(self.heading.currentData())
        self.choice.guess()
        self._reload()

    def _fix(self, name: str, value: object) -> None:
        self.choice.fixed[name] = str(value or "")

    def _prefix_typed(self, text: str) -> None:
        self.choice.prefix = text

    def _lay_out(self) -> None:
        title = QLabel("Chọn cột")
        title.setProperty("role", "heading")
        words = QLabel(
            "Bảng này không theo mẫu. Hãy chỉ mỗi trang là gì và mỗi cột là mục nào; "
            "chương trình đã đoán sẵn và sẽ nhớ cho lần sau."
        )
        words.setProperty("role", "muted")
        words.setWordWrap(True)
        line = QWidget()
        flow = FlowLayout(line, gap=12)
        for key, name, field in (
            ("sheet", "Trang", self.sheet),
            ("form", "Là", self.form),
            ("heading", "Tiêu đề ở dòng", self.heading),
            ("kind", "Đối tượng", self.kind),
            ("unit", "Đơn vị", self.unit),
            ("prefix", "Thêm trước mã", self.prefix),
        ):
            pair, label = QWidget(), QLabel(name)
            label.setBuddy(field)
            field.setAccessibleName(name)
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(label)
            row.addWidget(field)
            flow.addWidget(pair)
            self._fields[key] = pair
        policy = line.sizePolicy()
        policy.setHeightForWidth(True)
        line.setSizePolicy(policy)
        frame = QFrame()
        frame.setProperty("role", "panel")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.table)
        cancel = QPushButton("Thôi")
        cancel.setToolTip("Esc")
        cancel.clicked.connect(self.given_up)
        foot = QHBoxLayout()
        foot.addWidget(self.trouble, 1)
        foot.addStretch(0)
        foot.addWidget(cancel)
        foot.addWidget(self.confirm)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        for part in (title, words, line):
            page.addWidget(part)
        page.addWidget(frame, 1)
        page.addLayout(foot)

    def _renew_sizes(self) -> None:
        self.table.renew_sizes()
        self.sheet.setMinimumContentsLength(18)
        self.unit.setMaximumWidth(self._look.px(320))
        self.heading.setMaximumWidth(self._look.px(_HEADING))
        metrics, room = QFontMetrics(self._look.font()), self._look.px(_HEADING - 46)
        for row in range(self.heading.count()):
            words = str(self.heading.itemData(row, _WHOLE))
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
            self.heading.setItemText(row, shown)
        self.prefix.setMaximumWidth(self._look.px(110))
