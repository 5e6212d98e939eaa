"""Step 2 of a new book: the year, and the rubrics for collectives and for individuals."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from db import rubrics
from db.errors import ProfileYearError, ThamdinhError
from db.profiles import Profile, check_year
from db.records import Rubric, SubjectKind
from desktop import profile_files
from desktop.folders import documents
from desktop.messages import sentence
from desktop.new_book import bundled_rubrics
from desktop.new_book_making import require_sound
from desktop.widgets.doing_combo import DoingCombo
from desktop.widgets.form_lines import FormLine
from desktop.words import KINDS

_LATER, _FILE = "later", "file"
_PRESET = {SubjectKind.COLLECTIVE: "hd09-2022-tap-the", SubjectKind.INDIVIDUAL: _LATER}


def state_of(rubric: Rubric) -> str:
    """What a rubric can be used for, in one sentence."""
    if rubric.illustrative:
        return "Số liệu minh họa: mọi màn hình và trang in sẽ ghi “số liệu minh họa”."
    if not rubric.criteria:
        return "Chưa có tiêu chí; cơ quan điền theo văn bản trước khi chấm."
    if not rubric.confirmed:
        return (
            "Chưa xác nhận: có tổng điểm và thứ tự, chưa xếp loại, chưa chốt được biên bản cho "
            "đến khi cơ quan điền mức xếp loại kèm căn cứ."
        )
    return "Đã xác nhận."


def listed(rubric: Rubric) -> str:
    """Name and state, for lists; what the name says already is not said twice."""
    state = "đã xác nhận" if rubric.confirmed else "chưa xác nhận"
    if rubric.illustrative:
        state = "minh họa"
    return rubric.name if state in rubric.name else f"{rubric.name} ({state})"


class ScalesPage(QWidget):
    """Rubrics that come with the program, or a TOML file of the office."""

    title = "Năm, thang điểm"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder: Path | None = None  # of the file chosen last
        self.year = QLineEdit(str(date.today().year))
        self.year.setMaxLength(4)
        self._year_line = FormLine("Năm thẩm định", self.year)
        self.year.textEdited.connect(self._year_line.clear_fault)
        self.boxes: dict[SubjectKind, DoingCombo] = {}
        self._lines: dict[SubjectKind, FormLine] = {}
        self._before: dict[SubjectKind, int] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._year_line)
        bundled = bundled_rubrics()
        for kind in SubjectKind:
            box = DoingCombo(_FILE)
            policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            box.setSizeAdjustPolicy(policy)
            box.setMinimumContentsLength(20)
            for rubric in bundled:
                if rubric.applies_to == kind:
                    box.addItem(listed(rubric), rubric)
            box.addItem("Nạp sau", _LATER)
            box.addItem("Chọn tệp thang điểm (.toml)…", _FILE)
            line = FormLine(f"Thang điểm {KINDS[kind].lower()}", box)
            self.boxes[kind], self._lines[kind] = box, line
            box.chosen.connect(lambda kind=kind: self._chosen(kind))
            box.done.connect(lambda kind=kind: self._ask_file(kind))
            box.currentIndexChanged.connect(lambda _, kind=kind: self._renew(kind))
            ids = [getattr(box.itemData(n), "id", box.itemData(n)) for n in range(box.count())]
            box.setCurrentIndex(ids.index(_PRESET[kind]) if _PRESET[kind] in ids else 0)
            self._before[kind] = box.currentIndex()
            self._renew(kind)
            column.addWidget(line)
        self.letters = QComboBox()
        self.letters.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.letters.setMinimumContentsLength(20)
        self.letters.addItem("Chưa chọn; tự ghi trong Cài đặt", None)
        for profile in profile_files.bundled():
            self.letters.addItem(profile.name, profile)
        self._letter_line = FormLine("Hạn, chỉ tiêu theo công văn", self.letters)
        self.letters.currentIndexChanged.connect(self._renew_letter)
        self.year.textEdited.connect(self._renew_letter)
        self._renew_letter()
        column.addWidget(self._letter_line)
        column.addStretch(1)

    @property
    def scales(self) -> tuple[Rubric, ...]:
        """The chosen rubrics."""
        found = (box.currentData() for box in self.boxes.values())
        return tuple(rubric for rubric in found if isinstance(rubric, Rubric))

    @property
    def profile(self) -> Profile | None:
        """The letter whose deadlines and targets hold, None where none was chosen."""
        found = self.letters.currentData()
        return found if isinstance(found, Profile) else None

    def begin(self) -> None:
        """Puts the focus where work begins."""
        self.year.setFocus()
        self.year.selectAll()

    def complete(self) -> bool:
        """Whether the step is done; else says what is missing."""
        year = self.year.text().strip()
        if not (year.isascii() and year.isdigit() and 2000 <= int(year) <= 2100):
            self._year_line.complain("Năm phải có bốn chữ số, ví dụ 2023.")
            return False
        for kind, box in self.boxes.items():
            if box.currentData() == _FILE:
                self._lines[kind].complain("Chưa chọn tệp: bấm Enter ở đây, hoặc chọn mục khác.")
                box.setFocus()
                return False
        if self.profile is not None:
            try:
                check_year(self.profile, int(year))
            except ProfileYearError as error:
                self._letter_line.complain(sentence(error))
                return False
        return True

    def take_file(self, path: Path, kind: SubjectKind | None = None) -> None:
        """Chooses a rubric file, in the place of the kind that it is for."""
        line = self._lines[kind or SubjectKind.COLLECTIVE]
        try:
            rubric = rubrics.read_file(path)
            require_sound(rubric)
        except ThamdinhError as error:
            line.complain(sentence(error))
            return
        for one in self._lines.values():
            one.clear_fault()
        box = self.boxes[rubric.applies_to]
        box.insertItem(0, listed(rubric), rubric)
        box.setCurrentIndex(0)
        self._before[rubric.applies_to] = 0
        box.setFocus()
        if kind is not None and rubric.applies_to != kind:
            words = f"Tệp “{path.name}” là thang điểm {KINDS[rubric.applies_to].lower()}"
            self._lines[kind].complain(f"{words}, đã đặt vào mục đó.")

    def _chosen(self, kind: SubjectKind) -> None:
        self._before[kind] = self.boxes[kind].currentIndex()
        self._lines[kind].clear_fault()

    def _ask_file(self, kind: SubjectKind) -> None:
        self.boxes[kind].setCurrentIndex(self._before[kind])
        folder = str(self._folder or documents())
        name, _ = QFileDialog.getOpenFileName(
            self, "Chọn tệp thang điểm", folder, "Thang điểm (*.toml)"
        )
        if name:
            self._folder = Path(name).parent
            self.take_file(Path(name), kind)

    def _renew_letter(self) -> None:
        self._letter_line.clear_fault()
        if self.profile is None:
            self._letter_line.hint("Không đặt hạn thì không ai bị tính là chậm.")
        else:
            self._letter_line.hint(f"Theo {self.profile.letter}; sửa được trong Cài đặt.")

    def _renew(self, kind: SubjectKind) -> None:
        chosen = self.boxes[kind].currentData()
        if isinstance(chosen, Rubric):
            self._lines[kind].hint(state_of(chosen))
        elif chosen == _FILE:
            self._lines[kind].hint("Bấm Enter để chọn tệp.")
        else:
            self._lines[kind].hint(
                "Chưa có thang điểm thì chưa nhập và chưa chấm được điểm; nạp lúc nào cũng được."
            )
