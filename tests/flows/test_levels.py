"""The same program at every level (R10): a cell and a commune agree on marks, a district and a
province have a panel; each sends its results to the one above. Through real commands, the agreed
marks through the window."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt

from db import campaigns
from db.book import Book
from db.home import Home
from db.queries.rollup import rollup
from db.rules import proof
from desktop.cli import main
from desktop.score_place import AGREED, ScorePlace
from desktop.screens.agreed import AgreedScreen
from tests.flows.driver import CTRL, Driver

Run = Callable[..., dict[str, Any]]
YEAR = 2026


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_N", 2**4)


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Run:
    """A command of a level, with that level's own laptop; its JSON."""

    def do(level: str, *words: object, code: int = 0) -> dict[str, Any]:
        monkeypatch.setenv("THAMDINH_HOME", str(tmp_path / f"may-{level}"))
        try:
            found = main([*(str(word) for word in words), "--json"])
        except SystemExit as leaving:
            found = int(leaving.code or 0)
        said = capsys.readouterr()
        assert found == code, said.err
        result: dict[str, Any] = json.loads(said.out) if said.out else {}
        return result

    return do


def _workbook(path: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name.replace("_", " "))
        for row in rows:
            page.append(row)
    book.save(path)
    return path


UNITS = ["Mã đơn vị", "Tên đơn vị", "Mã đơn vị cấp trên", "Loại", "Từ ngày", "Đến ngày"]
PANEL = ["Mã thành viên", "Họ và tên", "Vai trò", "Mã đơn vị", "Chức vụ"]
FILED = ["Mã hồ sơ", "Đối tượng", "Tên đối tượng", "Mã đơn vị", "Tên mô hình", "Lĩnh vực",
         "Ngày đăng ký"]  # fmt: skip
REPORTS = ["Mã hồ sơ", "Ngày báo cáo", "Kết quả"]
MEETINGS = ["Số cuộc họp", "Ngày", "Chủ trì", "Thư ký", "Kết luận"]
CODES = ("TC1", "TC2", "TC3", "TC4", "DT1", "DT2")


_RUBRIC = """
id = "minh-hoa-tap-the"
name = "Tập thể (số liệu minh họa)"
applies_to = "collective"
basis = "Hướng dẫn số 09-HD/BTCTU"
total = "10"
step = "0.25"
confirmed = true
bands_basis = "Số liệu minh họa, không phải quy định"
illustrative = true
""" + "".join(
    f"""[[criterion]]
code = "{code}"
name = "Tiêu chí {code}"
max = "{most}"
bonus = {str(code.startswith("DT")).lower()}
"""
    for code, most in zip(CODES, ("2", "4", "2", "1", "0.5", "0.5"), strict=True)
) + "".join(
    f"""[[band]]
class = "{name}"
from = "{start}"
"""
    for name, start in (("Tốt", "8"), ("Khá", "6.5"), ("Đạt", "5"), ("Không đạt", "0"))
)


def _filed(code: str, subject: str, unit: str) -> list[object]:
    return [code, "Tập thể", subject, unit, f"Mô hình {code}", "Kinh tế", "10/02/2026"]


def _marks(total: str) -> list[str]:
    """Marks of the sample's rubric (2, 4, 2, 1, 0,5, 0,5) that add up to 8,75 or 6,75."""
    return {
        "8.75": ["1.75", "3.5", "1.75", "0.75", "0.5", "0.5"],
        "6.75": ["1.25", "3", "1", "0.75", "0.25", "0.5"],
    }[total]


def _new(run: Run, level: str, folder: Path, body: str, code: str, parent: str) -> Path:
    path = folder / f"{level}.thamdinh"
    rubric = folder / "tap-the.toml"
    rubric.write_text(_RUBRIC, "utf-8")
    run(level, "new", path, "--year", YEAR, "--body", body, "--code", code, "--parent", parent,
        "--rubric", rubric)  # fmt: skip
    return path


def _people(level: str, unit: str, count: int) -> list[list[object]]:
    roles = ["Tổ trưởng", "Thư ký", *["Thành viên"] * (count - 2)]
    return [
        [f"{level}{number}", f"Nguyễn Văn {chr(64 + number)}", role, unit, ""]
        for number, role in enumerate(roles, start=1)
    ]


def _agree(driver: Driver, path: Path, codes: list[str], typed: list[list[str]]) -> None:
    """In the window: the setting is on, the marks are typed, by keyboard alone."""
    driver.open(path)
    session = driver.session
    campaign = session.campaign
    assert campaign is not None
    driver.key(Qt.Key.Key_4, CTRL)
    place = driver.workspace.screen_in_front
    assert isinstance(place, ScorePlace) and AGREED not in place.offered
    for name, value in (("agreed_mark", True), ("recusal_by_unit", False)):
        text = campaigns.write_setting(value)
        assert session.run(campaigns.change, campaign, {f"set:{name}": text})
    assert AGREED in place.offered and place.chips.buttons[AGREED].isVisibleTo(place)
    place.chips.choose(AGREED)
    screen = place.current
    assert isinstance(screen, AgreedScreen)
    for code, marks in zip(codes, typed, strict=True):
        assert screen.table.hasFocus() and screen.line is not None and screen.line.code == code
        for mark in marks:
            driver.type(mark.replace(".", ","))
            driver.key(Qt.Key.Key_Return)
        assert screen.line.final is not None, screen.trouble.text()
        driver.key(Qt.Key.Key_Down, CTRL)
    assert f"{len(codes)}/{len(codes)}" in screen.count.text()


def _closed(run: Run, level: str, path: Path, stick: Path, *more: object) -> dict[str, Any]:
    """Freeze, decide, deliver."""
    frozen = run(level, "freeze", path, "--session", 1)
    run(level, "decide", path, "--session", 1, "--document", f"5-QĐ/{level}", "--date",
        "10/12/2026", *more)  # fmt: skip
    run(level, "deliver", path, stick, "--session", 1)
    return frozen


def test_cell_commune_district_and_province(run: Run, tmp_path: Path) -> None:
    sticks = {level: tmp_path / f"usb-{level}" for level in ("cell", "commune", "district")}
    for stick in sticks.values():
        stick.mkdir()

    # A cell: everybody belongs to it, so nobody is recused by unit; marks are agreed on.
    cell = _new(run, "cell", tmp_path, "Chi bộ Trường Lát", "CB1", "Đảng ủy xã Lát")
    run("cell", "import", cell, _workbook(
        tmp_path / "cell.xlsx",
        Đơn_vị=[UNITS, ["CB1", "Chi bộ Trường Lát", "", "Chi bộ", "", ""]],
        Tổ_thẩm_định=[PANEL, *_people("CB", "CB1", 3)],
        Đăng_ký=[FILED, _filed("C-01", "Chi bộ Trường Lát", "CB1"),
                 _filed("C-02", "Tổ Toán", "CB1")],
        Báo_cáo=[REPORTS, ["C-01", "01/11/2026", "Tốt"], ["C-02", "01/11/2026", "Khá"]],
        Cuộc_họp=[MEETINGS, ["1", "20/11/2026", "CB1", "CB2", "Thống nhất"]],
    ))  # fmt: skip
    _agree_at(tmp_path, "cell", cell, ["C-01", "C-02"],
              [_marks("8.75"), _marks("6.75")])  # fmt: skip
    rows = run("cell", "results", cell)["results"]
    assert [(r["code"], r["final"], r["class"], r["recused"]) for r in rows] == [
        ("C-01", "8.75", "Tốt", 0), ("C-02", "6.75", "Khá", 0),
    ]  # fmt: skip
    assert _closed(run, "cell", cell, sticks["cell"])["submissions"] == 2
    papers = tmp_path / "papers"
    run("cell", "papers", cell, "--session", 1, "--out", papers, "--only", "minutes")
    assert "chấm thống nhất" in _text(papers / "minutes.pdf").lower()

    # A commune (đảng ủy xã): receives its cells, agrees on its own, sends the whole up.
    commune = _new(run, "commune", tmp_path, "Đảng ủy xã Lát", "X1", "Tỉnh ủy Lâm Đồng")
    run("commune", "import", commune, _workbook(
        tmp_path / "commune.xlsx",
        Đơn_vị=[UNITS, ["X1", "Đảng ủy xã Lát", "", "Đảng ủy xã", "01/07/2025", ""],
                ["CB1", "Chi bộ Trường Lát", "X1", "Chi bộ", "", ""]],
        Tổ_thẩm_định=[PANEL, *_people("XA", "X1", 3)],
        Đăng_ký=[FILED, _filed("X-01", "Đảng ủy xã Lát", "X1")],
        Báo_cáo=[REPORTS, ["X-01", "05/11/2026", "Tốt"]],
        Cuộc_họp=[MEETINGS, ["1", "25/11/2026", "XA1", "XA2", "Thống nhất"]],
    ))  # fmt: skip
    took = run("commune", "receive", commune, *sticks["cell"].iterdir())
    assert [one["verdict"] for one in took["files"]] == ["received"]
    _agree_at(tmp_path, "commune", commune, ["X-01"], [_marks("8.75")])
    _closed(run, "commune", commune, sticks["commune"])

    # A district of the years before: a panel of three with paper ballots; one is sent back.
    district = _new(run, "district", tmp_path, "Huyện ủy Lạc Dương", "H1", "Tỉnh ủy Lâm Đồng")
    ballots = ["Mã hồ sơ", "Mã thành viên", *CODES]
    run("district", "import", district, _workbook(
        tmp_path / "district.xlsx",
        Đơn_vị=[UNITS, ["H1", "Huyện ủy Lạc Dương", "", "Huyện ủy", "", ""],
                ["DB1", "Đảng bộ Đạ Sar", "H1", "Đảng bộ", "", ""]],
        Tổ_thẩm_định=[PANEL, *_people("HU", "H1", 3)],
        Đăng_ký=[FILED, _filed("H-01", "Đảng bộ Đạ Sar", "DB1"), _filed("H-02", "Tổ 2", "DB1")],
        Báo_cáo=[REPORTS, ["H-01", "01/11/2026", "Tốt"], ["H-02", "01/11/2026", "Tốt"]],
        Phiếu_chấm=[ballots, *([c, f"HU{n}", *_marks("8.75")] for c in ("H-01", "H-02")
                               for n in (1, 2, 3))],
        Cuộc_họp=[MEETINGS, ["1", "25/11/2026", "HU1", "HU2", "Thống nhất"],
                  ["2", "12/12/2026", "HU1", "HU2", "Thống nhất"]],
    ))  # fmt: skip
    _closed(run, "district", district, sticks["district"],
            "--send-back", "H-02", "--reason", "Thiếu số liệu")  # fmt: skip
    for number in (1, 2, 3):
        marks = ",".join(f"{c}={m}" for c, m in zip(CODES, _marks("6.75"), strict=True))
        run("district", "score", district, "--member", f"HU{number}", "--submission", "H-02",
            "--marks", marks, "--submit", "--pin-file", _pin(tmp_path))  # fmt: skip
    _confirm(run, district)
    again = {r["code"]: r for r in run("district", "results", district)["results"]}
    assert (again["H-02"]["final"], again["H-02"]["round"]) == ("6.75", 2)
    run("district", "freeze", district, "--session", 2)
    run("district", "decide", district, "--session", 2, "--document", "9-QĐ/HU", "--date",
        "20/12/2026")  # fmt: skip
    run("district", "papers", district, "--session", 2, "--out", papers, "--only", "minutes")
    assert "thẩm định lại theo Quyết định số 5-QĐ/district" in _text(papers / "minutes.pdf")
    run("district", "deliver", district, sticks["district"], "--session", 2)

    # The province: everything that came is counted once, the last round of each.
    province = _new(run, "province", tmp_path, "Tỉnh ủy Lâm Đồng", "T", "Trung ương")
    run("province", "import", province, _workbook(
        tmp_path / "province.xlsx",
        Đơn_vị=[UNITS, ["T", "Tỉnh ủy Lâm Đồng", "", "Tỉnh ủy", "", ""],
                ["X1", "Đảng ủy xã Lát", "T", "Đảng ủy xã", "01/07/2025", ""],
                ["H1", "Huyện ủy Lạc Dương", "T", "Huyện ủy", "", ""]],
    ))  # fmt: skip
    files = [file for level in ("commune", "district") for file in sticks[level].iterdir()]
    took = run("province", "receive", province, *files)
    assert [one["verdict"] for one in took["files"]] == ["received"] * 3 and took["missing"] == []
    grid = run("province", "desk", province, "--out", tmp_path / "desk")
    (year,) = grid["years"]
    assert (year["submissions"], year["panel"]["Tốt"], year["panel"]["Khá"]) == (3, 2, 1)
    assert (year["decided"]["Tốt"], year["decided"]["Khá"], year["sent_back"]) == (2, 1, 0)
    assert (tmp_path / "desk" / "rollup.pdf").exists()
    with Book.open(province, Home(tmp_path / "may-province"), readonly=True) as book:
        found = rollup(book, campaigns.find(book.connection, YEAR))
        assert [(u.code, u.classes.submissions) for u in found.units] == [("X1", 1), ("H1", 2)]
    for level, path in (("cell", cell), ("commune", commune), ("district", district),
                        ("province", province)):  # fmt: skip
        assert run(level, "check", path)["ok"]


def _agree_at(
    folder: Path, level: str, path: Path, codes: list[str], typed: list[list[str]]
) -> None:
    """On that level's laptop, which has its office key."""
    there = Driver(Home(folder / f"may-{level}"))
    try:
        _agree(there, path, codes, typed)
    finally:
        there.close()


def _pin(folder: Path) -> Path:
    path = folder / "pin.txt"
    path.write_text("246810\n", "utf-8")
    return path


def _confirm(run: Run, path: Path) -> None:
    for member in run("district", "members", path)["members"]:
        if member["fingerprint"] and not member["confirmed"]:
            run("district", "confirm", path, "--member", member["code"], "--fingerprint",
                member["fingerprint"])  # fmt: skip


def _text(path: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    document.close()
    return " ".join(" ".join(pages).split())
