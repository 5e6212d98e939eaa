"""The desk's papers: receipts in one packet, the chase list, the roll-up as a workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from db.exchange.control_totals import Difference
from db.exchange.delivery_body import KindCounts, Totals
from db.queries.desk import Desk, DeskDelivery, DeskFile, DeskUnit
from db.queries.rollup import Classes, Rollup, Target, UnitRoll
from db.records import Campaign, Settings
from db.rules.targets import Share
from desktop.documents.chase_list import chased, write_chase_list, write_chase_workbook
from desktop.documents.delivery_receipts import write_delivery_receipts
from desktop.documents.errors import SecretMarkError
from desktop.documents.rollup import write_rollup

CAMPAIGN = Campaign(
    bytes(16), 2023, "Huyện ủy Lạc Dương", "V", "Tỉnh ủy Lâm Đồng", "Lạc Dương", "hd36_2018",
    Settings(),
)  # fmt: skip
CLASSES = {"Tốt": 2, "Khá": 1, "Đạt": 0, "Không đạt": 0}
TOTALS = Totals(3, 2400, CLASSES, {"Tốt": 3, "Khá": 0, "Đạt": 0, "Không đạt": 0})
DELIVERY = DeskDelivery(
    id=b"1", source="file", number=1, minutes_no="15-BB/TTĐ", date="2023-11-24", seq=1,
    made=0, came=1_701_000_000_000, submissions=3, proof_code="7K3D-90QX-MB2T",
    fingerprint="AAAA-BBBB-CCCC-DDDD", decision="12-QĐ/ĐU", replaced="", flags=(),
    stated=TOTALS, listed=TOTALS, differences=(),
)  # fmt: skip


def unit(number: int, *deliveries: DeskDelivery, **more: Any) -> DeskUnit:
    said: dict[str, Any] = {
        "code": f"DU{number:02}",
        "name": f"Đảng ủy xã {number:02}",
        "expected": True,
        "state": "received" if deliveries else "missing",
        "deliveries": deliveries,
        "files": (),
        "fingerprints": ("AAAA-BBBB-CCCC-DDDD",) if deliveries else (),
    }
    return DeskUnit(**{**said, **more})


BROKEN = DeskFile("DU03.giaonop", "DU03", "refused", "damaged", {}, "", 0)
UNDECIDED = replace(DELIVERY, decision="", flags=("undecided",))
DIFFERING = replace(
    DELIVERY,
    flags=("totals_differ",),
    differences=(Difference("submissions", "", 5, 3), Difference("classes", "Khá", 3, 1)),
)
OLD = replace(DELIVERY, id=b"0", replaced="newer")
DESK = Desk(
    (
        unit(1, DELIVERY, OLD),
        unit(2, UNDECIDED),
        unit(3, files=(BROKEN,), state="refused"),
        unit(4),
        unit(5, DIFFERING),
    )
)


def pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as paper:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in paper]


def test_receipts_are_one_packet_a_page_a_unit(tmp_path: Path) -> None:
    path = write_delivery_receipts(DESK, CAMPAIGN, tmp_path / "r.pdf", "2023-12-20")
    assert path is not None
    found = pages(path)
    assert len(found) == 3
    first = found[0]
    assert "GIẤY BIÊN NHẬN" in first and "Lạc Dương, ngày 20 tháng 12 năm 2023" in first
    for words in (
        "Đảng ủy xã 01 (mã đơn vị DU01)",
        "Cuộc họp số 1, biên bản 15-BB/TTĐ ngày 24/11/2023: 03 hồ sơ",
        "Tổ thẩm định xếp loại: Tốt 02, Khá 01, Đạt 0, Không đạt 0",
        "Theo Quyết định 12-QĐ/ĐU: Tốt 03",
        "Mã đối chiếu: 7K3D-90QX-MB2T",
        "AAAA-BBBB-CCCC-DDDD",
        "được thay bằng bản ghi trên",
    ):
        assert words in first
    assert first.count("Cuộc họp số 1") == 1, "what was replaced is not listed again"
    assert "chưa có quyết định" in found[1] and "Theo Quyết định" not in found[1]
    assert "đơn vị ghi 5, danh sách có 3" in found[2]
    assert not any(page.startswith("2 ") or page.endswith(" 2") for page in found)
    nobody = Desk((unit(4),))
    assert write_delivery_receipts(nobody, CAMPAIGN, tmp_path / "n.pdf", "2023-12-20") is None


def test_the_chase_list_says_what_is_wanted_of_whom(tmp_path: Path) -> None:
    rows = {row.code: (row.band, row.what) for row in chased(DESK)}
    assert rows == {
        "DU03": ("missing", "tệp DU03.giaonop: Tệp bị hỏng; hãy xin đơn vị gửi lại"),
        "DU04": ("missing", "chưa gửi"),
        "DU02": ("mend", "chưa có quyết định về kết quả cuộc họp số 1"),
        "DU05": (
            "mend",
            "tổng số hồ sơ: đơn vị ghi 5, danh sách có 3, đề nghị làm rõ; "
            "Tổ xếp loại Khá: đơn vị ghi 3, danh sách có 1, đề nghị làm rõ",
        ),
    }
    (page,) = pages(write_chase_list(DESK, CAMPAIGN, tmp_path / "c.pdf", "2023-12-20"))
    assert "Có 03 trong 05 đơn vị đã gửi kết quả; còn 02 đơn vị chưa gửi" in page
    assert "Đảng ủy xã 04" in page and "Đảng ủy xã 01" not in page
    book = openpyxl.load_workbook(write_chase_workbook(DESK, CAMPAIGN, tmp_path / "c.xlsx"))
    sheet = book.worksheets[0]
    assert [sheet.cell(row, 2).value for row in range(5, 9)] == ["DU03", "DU04", "DU02", "DU05"]
    everybody = Desk((unit(1, DELIVERY),))
    (page,) = pages(write_chase_list(everybody, CAMPAIGN, tmp_path / "d.pdf", "2023-12-20"))
    assert "đều đã gửi kết quả" in page


def rollup(name: str = "=Đảng ủy xã 01", *, illustrative: bool = True) -> Rollup:
    classes = Classes(3, Counter({"Tốt": 2, "Khá": 1}), Counter({"Tốt": 3}), 1)
    bare = Classes(2, Counter({"Đạt": 2}))
    units = (
        UnitRoll(
            "DU01", name, ("file",), ("7K3D-90QX-MB2T",), ("illustrative", "name_differs"),
            classes, KindCounts(4, 3, 3, 3, 3),
        ),
        UnitRoll("DU02", "Đảng ủy xã 02", ("paper",), (), ("undecided",), bare, KindCounts()),
    )  # fmt: skip
    total = Classes(5, Counter({"Tốt": 2, "Khá": 1, "Đạt": 2}), Counter({"Tốt": 3}), 1)
    targets = (Target("r21_panel", Share(2, 3, 25), 1), Target("r19_units", Share(0, 0, 100), 0))
    fields = (("Kinh tế", classes), ("", bare))
    kinds = {"collective": total, "individual": Classes()}
    return Rollup(DESK, units, kinds, fields, total, targets, illustrative)


def table(sheet: Any) -> list[tuple[Any, ...]]:
    return [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]


def test_the_roll_up_keeps_three_verdicts_apart(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_rollup(rollup(), CAMPAIGN, tmp_path / "r.xlsx"))
    assert book.sheetnames == ["Theo đơn vị", "Theo đối tượng", "Theo lĩnh vực", "Chỉ tiêu"]
    sheet = book["Theo đơn vị"]
    one, two = table(sheet)
    assert one[1:16] == (
        "DU01", "=Đảng ủy xã 01", "tệp", 3, 3, 3, 2, 1, 0, 0, 3, 0, 0, 0, 1,
    )  # fmt: skip
    assert one[16:] == ("7K3D-90QX-MB2T", "tên đơn vị trong tệp khác")
    assert two[10:15] == (0, None, None, None, None), "nothing decided is not none of any class"
    name = next(row[2] for row in sheet.iter_rows() if row[1].value == "DU01")
    assert (name.data_type, name.quotePrefix) == ("s", True)
    assert [row[1] for row in table(book["Theo lĩnh vực"])] == ["Kinh tế", "Chưa ghi lĩnh vực"]
    good, none = table(book["Chỉ tiêu"])
    assert good[3:9] == (2, "Hồ sơ đã đăng ký", 3, 66.67, 25, "đạt")
    assert none[6:9] == (None, 100, "chưa có số liệu")


def test_the_workbook_prints_with_its_heading_on_every_page(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_rollup(rollup(), CAMPAIGN, tmp_path / "r.xlsx"))
    sheets: list[Any] = book.worksheets
    for sheet in sheets:
        assert sheet.freeze_panes and sheet.print_title_rows
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
        assert "MINH HỌA" in str(sheet.oddHeader.right.text)
        fonts = {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value}
        assert fonts == {"Times New Roman"}
    plain = write_rollup(rollup(illustrative=False), CAMPAIGN, tmp_path / "p.xlsx")
    first: Any = openpyxl.load_workbook(plain).worksheets[0]
    assert not first.oddHeader.right.text


@pytest.mark.parametrize(
    "write",
    [
        lambda desk, path: write_delivery_receipts(desk, CAMPAIGN, path, "2023-12-20"),
        lambda desk, path: write_chase_list(desk, CAMPAIGN, path, "2023-12-20"),
        lambda desk, path: write_chase_workbook(desk, CAMPAIGN, path),
        lambda desk, path: write_rollup(rollup("TỐI MẬT"), CAMPAIGN, path),
    ],
)
def test_a_secret_mark_is_refused(tmp_path: Path, write: Callable[[Desk, Path], object]) -> None:
    desk = Desk((unit(1, UNDECIDED, name="MẬT"),))
    with pytest.raises(SecretMarkError):
        write(desk, tmp_path / "x")
    assert not list(tmp_path.iterdir())


def test_the_same_desk_has_the_same_bytes(tmp_path: Path) -> None:
    def written(name: str) -> list[bytes]:
        folder = tmp_path / name
        write_delivery_receipts(DESK, CAMPAIGN, folder / "r.pdf", "2023-12-20")
        write_chase_list(DESK, CAMPAIGN, folder / "c.pdf", "2023-12-20")
        write_rollup(rollup(), CAMPAIGN, folder / "r.xlsx")
        return [path.read_bytes() for path in sorted(folder.iterdir())]

    assert written("a") == written("b")
