"""Step 1 of a new book: the appraising body and how its papers look."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from db.rules.vietnamese import fold
from desktop.widgets.form_lines import FormLine

_FORMS = ("hd36_2018", "hd05_2026", "nd30_2020")
_SIDES = {"party": "Đảng", "state": "Nhà nước"}


class BodyPage(QWidget):
    """Enter goes to the next field that is empty; where none is, on."""

    title = "Cơ quan"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body, self.superior, self.place = QLineEdit(), QLineEdit(), QLineEdit()
        self._body_line = FormLine("Tên cơ quan thẩm định", self.body, "Ví dụ: Huyện ủy Lạc Dương")
        superior = FormLine("Cấp trên", self.superior, "Ví dụ: Tỉnh ủy Lâm Đồng")
        place = FormLine(
            "Địa danh", self.place, "Đứng trước ngày tháng trên văn bản, ví dụ: Lạc Dương"
        )
        self.body.textEdited.connect(self._body_line.clear_fault)
        self._forms = QComboBox()
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self._forms.setSizeAdjustPolicy(policy)
        self._forms.setMinimumContentsLength(20)
        for form in _FORMS:
            side, name = _described(form)
            self._forms.addItem(f"{side}: {name}", form)
        forms = FormLine("Thể thức văn bản", self._forms)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for line in (self._body_line, superior, place, forms):
            column.addWidget(line)
        column.addStretch(1)

    @property
    def form(self) -> str:
        """The chosen form of papers."""
        return str(self._forms.currentData())

    def choose_form(self, form: str) -> None:
        """Chooses a form of papers."""
        self._forms.setCurrentIndex(self._forms.findData(form))

    def begin(self) -> None:
        """Puts the focus where work begins."""
        self.body.setFocus()

    def to_next_empty(self) -> bool:
        """Enter in a field: goes to the next empty one below it; False where none is."""
        fields = [self.body, self.superior, self.place]
        here = next((n for n, field in enumerate(fields) if field.hasFocus()), len(fields))
        following = [field for field in fields[here + 1 :] if not field.text().strip()]
        if not following or not self.complete():
            return False
        following[0].setFocus()
        return True

    def complete(self) -> bool:
        """Whether the step is done; else says what is missing."""
        if not fold(self.body.text()).strip():
            self._body_line.complain("Hãy ghi tên cơ quan thẩm định.")
            return False
        return True


def _described(form: str) -> tuple[str, str]:
    """(side, short name) of a form of papers."""
    text = (files("resources") / "forms" / f"{form}.toml").read_text("utf-8")
    found = tomllib.loads(text)
    name = str(found["name"]).partition(" của ")[0].partition(" (")[0]
    return _SIDES[str(found["side"])], name
