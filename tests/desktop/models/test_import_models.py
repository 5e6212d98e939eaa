"""The lists of the import under Qt's own model tester, and the sentences."""

from __future__ import annotations

from PySide6.QtCore import Qt

from db.importing import ImportReport, Kept
from desktop.intake.mapping import SheetHead
from desktop.intake.nearby import Neighbourhood
from desktop.models import import_words
from desktop.models.import_columns import Column, ImportColumns, choices_of
from desktop.models.import_findings import Finding, FindingKind, ImportFindings, remark
from desktop.models.import_grid import ImportGrid
from tests.desktop.models.conftest import Watch

FIRST = FindingKind.REFUSED
LIST = [
    Finding(FIRST, "Đăng ký!K7", "13/25/2023", reason="không có ngày"),
    Finding(FIRST, "Phiếu chấm!C9", "4,5", reason="điểm quá cao"),
    remark("Đăng ký!J7: ngày 01/01/2022 nằm ngoài năm 2023."),
    remark("Trang “X” không có trong mẫu, đã bỏ qua."),
]


def test_findings(watch: Watch) -> None:
    model = ImportFindings()
    watch(model)
    model.load(LIST)
    assert (model.kind, model.rowCount()) == (FIRST, 2)
    assert model.counts() == {"refused": 2, "remark": 2}
    assert model.as_text().splitlines()[1] == "Đăng ký!K7\t13/25/2023\tkhông có ngày"
    model.sort(3)
    assert model.finding(0).cell == "Phiếu chấm!C9"
    model.sort(0)
    assert model.finding(0).cell == "Đăng ký!K7"
    model.choose(FindingKind.REMARK)
    assert [model.finding(row).cell for row in range(2)] == ["Đăng ký!J7", ""]
    assert model.finding(0).reason.startswith("Ngày 01/01/2022")
    model.load([])
    assert model.rowCount() == 0


def test_the_grid_names_the_cell(watch: Watch) -> None:
    model = ImportGrid()
    watch(model)
    texts = (("a", "b"), ("c", "d"))
    model.load(Neighbourhood("Trang", (4, 5), ("A", "B"), ("Mã", "Tên"), texts, 1, 1))
    assert model.at.data() == "d"
    assert model.headerData(1, Qt.Orientation.Vertical) == "▸ 5"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "B\nTên"
    assert model.at.data(Qt.ItemDataRole.AccessibleTextRole) == "ô đang xem, Tên, B5: d"
    model.load(None)
    assert model.rowCount() == 0 and not model.at.isValid()


def test_columns_are_chosen_once_each(watch: Watch) -> None:
    head = SheetHead(
        "Sheet1", False, (1, 2), (("STT", "Tên mô hình", "", "Ghi chú"), ("1", "Hoa", "x", ""))
    )
    hidden = SheetHead("Ẩn", True, (1,), (("STT", "Tên mô hình"),))
    (choice,) = choices_of([head, hidden], ["TC1"], [])
    model = ImportColumns()
    watch(model)
    model.load(choice)
    assert (choice.form, choice.heading, model.rowCount()) == ("Đăng ký", 1, 3)
    fields = [model.index(row, Column.FIELD) for row in range(3)]
    assert [index.data() for index in fields] == ["Mã hồ sơ", "Tên mô hình", "(bỏ qua)"]
    assert model.index(1, len(Column)).data() == "Hoa"
    assert model.headerData(len(Column), Qt.Orientation.Horizontal) == "Dòng 2"
    assert model.setData(fields[2], "title")
    assert [index.data() for index in fields] == ["Mã hồ sơ", "(bỏ qua)", "Tên mô hình"]
    assert model.setData(fields[0], "")
    assert choice.missing() == ["Mã hồ sơ"] and choice.lacks("kind")
    choice.form = "Phiếu chấm"
    assert ("TC1", "Điểm TC1") in model.fields()


def test_sentences_count() -> None:
    new = ImportReport(added={"submission": 48, "ballot": 1223, "unit": 2})
    assert import_words.outlook(new) == "Sẽ thêm 2 đơn vị, 48 hồ sơ, 1.223 phiếu chấm."
    assert import_words.result_name(new) == "Nhập 48 hồ sơ, 1.223 phiếu"
    assert import_words.result_name(ImportReport(added={"unit": 3})) == "Nhập 3 đơn vị"
    more = ImportReport(changed={"submission": 2}, unchanged={"unit": 2})
    assert import_words.outlook(more) == "Sẽ sửa 2 hồ sơ; giữ nguyên 2 đơn vị."
    kept = ImportReport(unchanged={"unit": 2}, kept=[Kept("A!B2", "frozen", "a", "b")])
    assert not import_words.is_new(kept)
    assert import_words.outcome(kept) == (
        "Không có gì mới: 2 đơn vị trong bảng đã có trong sổ. 1 ô khác với sổ: giữ bản trong sổ."
    )
    assert import_words.outcome(ImportReport()) == "Không có gì mới trong bảng này."


def test_values_in_words() -> None:
    shown = import_words.shown_value
    assert shown("self:TC1", 175) == "1,75" and shown("marks", {"TC1": 200}) == "TC1 2,00"
    assert shown("registered_on", "2023-03-05") == "05/03/2023" and shown("title", None) == (
        "(trống)"
    )
    assert shown("is_head", 1) == "x" and shown("kind", "collective") == "Tập thể"
    assert shown("role", "chair") == "Tổ trưởng" and shown("position", 3) == "3"
