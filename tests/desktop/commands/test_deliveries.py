"""decide, deliver, receive and desk as typed: exit codes, JSON, one sentence, nothing changed."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from db import campaigns
from db.book import Book
from db.exchange import delivery_file
from db.home import Home
from db.keys import fingerprint
from db.rules import proof
from desktop.cli import main
from desktop.intake.unit_form_layout import SHEET
from tests.deliveries import DAY, Template, UnitBook, damage, district_units, template
from tests.support import START, Sample

DISTRICT = "Huyện ủy Lạc Dương"


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_N", 2**4)


class Runner:
    """Runs commands and keeps what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: object) -> tuple[int, str, str]:
        try:
            code = main([str(word) for word in words])
        except SystemExit as stop:  # argparse
            code = int(stop.code or 0)
        out, err = self._capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    def json(self, *words: object, code: int = 0) -> dict[str, Any]:
        found, out, err = self(*words, "--json")
        assert found == code, err
        payload = json.loads(out)
        assert isinstance(payload, dict)
        return payload


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Runner:
    return Runner(capsys)


@pytest.fixture
def source(sample: Sample) -> Template:
    return template(sample)


@pytest.fixture
def district(tmp_path: Path, home: Home) -> Path:
    """The book of the level above with sixty organisations below it."""
    path = tmp_path / "huyen.thamdinh"
    with Book.create(path, home) as book:
        campaigns.create(book, 2023, DISTRICT, unit="V", parent="Tỉnh ủy Lâm Đồng")
        Sample(book, campaigns.find(book.connection, 2023)).take(district_units(60))
    return path


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def unit(source: Template, number: int, **more: str) -> UnitBook:
    said = {"code": f"DU{number:02}", "name": f"Đảng ủy xã {number:02}", "parent": DISTRICT}
    return UnitBook(source, **{**said, **more})


# -- decide, deliver -----------------------------------------------------------------------


def test_from_frozen_results_to_a_delivery(run: Runner, sample: Sample, stick: Path) -> None:
    book = sample.book.path
    sample.score_all()
    sample.book.close()
    code, _, err = run("deliver", book, stick, "--session", 1)
    assert (code, "chưa chốt để ký" in err) == (2, True)
    run.json("freeze", book, "--session", 1)
    code, _, err = run("deliver", book, stick, "--session", 1)
    assert (code, "chưa có quyết định" in err, list(stick.iterdir())) == (2, True, [])
    early = run.json("deliver", book, stick / "som.giaonop", "--session", 1, "--undecided")
    assert (early["decided"], early["seq"]) == (False, 1)
    decided = run.json(
        "decide", book, "--session", 1, "--document", "215-QĐ/HU", "--date", "05/12/2023",
        "--change", "HS2=Tốt", "--reason", "Nhân rộng", "--change", "HS3=Khá", "--reason", "Mới",
    )  # fmt: skip
    assert decided == {
        "session": 1, "document": "215-QĐ/HU", "date": "2023-12-05", "changed": ["HS2", "HS3"],
        "sent_back": [],
    }  # fmt: skip
    rows = {row["code"]: row for row in run.json("results", book)["results"]}
    assert {code: (row["class"], row["decided_class"]) for code, row in rows.items()} == {
        "HS1": ("Tốt", "Tốt"),
        "HS2": ("Khá", "Tốt"),
        "HS3": ("Đạt", "Khá"),
        "HS4": (None, None),
        "HS5": (None, None),
    }
    late = run.json("deliver", book, stick, "--session", 1)
    assert (late["decided"], late["seq"]) == (True, 2)
    assert late["proof_code"] == early["proof_code"]
    code, _, err = run("unfreeze", book, "--session", 1, "--reason", "Ghi nhầm")
    assert (code, "đã gửi cấp trên" in err) == (2, True)
    assert run.json("check", book) == {"ok": True, "problems": []}


def test_what_is_sent_back_goes_up_without_a_class_and_comes_again(
    run: Runner, sample: Sample, stick: Path
) -> None:
    book = sample.book.path
    sample.score_all()
    sample.book.close()
    run.json("freeze", book, "--session", 1)
    decided = run.json(
        "decide", book, "--session", 1, "--document", "215-QĐ/HU", "--date", "05/12/2023",
        "--send-back", "HS1", "--reason", "Thiếu số liệu", "--change", "HS2=Tốt", "--reason", "Mới",
    )  # fmt: skip
    assert (decided["changed"], decided["sent_back"]) == (["HS2"], ["HS1"])
    rows = {row["code"]: row for row in run.json("results", book)["results"]}
    again = rows["HS1"]
    assert (again["final"], again["round"], again["flags"]) == (None, 2, ["again"])
    assert (rows["HS2"]["decided_class"], rows["HS2"]["round"]) == ("Tốt", 1)
    file = run.json("deliver", book, stick, "--session", 1)["path"]
    home = sample.book.home
    lines = {line.code: line for line in delivery_file.read(Path(file), home).body.lines}
    assert (lines["HS1"].sent_back, lines["HS1"].decided_class) == ("Thiếu số liệu", None)
    assert lines["HS1"].class_name == "Tốt", "what the panel said stays as it was signed"
    code, _, err = run(
        "decide", book, "--session", 1, "--document", "215-QĐ/HU", "--date", "05/12/2023",
        "--send-back", "HS2", "--change", "HS2=Tốt", "--reason", "x",
    )  # fmt: skip
    assert (code, "hai lần" in err) == (2, True)
    assert run.json("check", book) == {"ok": True, "problems": []}


@pytest.mark.parametrize(
    "words",
    [
        ("--date", "2023-12-05", "--send-back", "HS1"),
        ("--date", "2023-12-05", "--send-back", "HS9", "--reason", "x"),
        ("--date", "2023-12-05", "--change", "HS2=Tốt"),
        ("--date", "2023-12-05", "--change", "HS2", "--reason", "x"),
        ("--date", "2023-12-05", "--change", "HS2=Tốt", "--change", "HS2=Khá", "--reason", "x"),
        ("--date", "2023-12-05", "--change", "HS9=Tốt", "--reason", "x"),
        ("--date", "2023-12-05", "--change", "HS2=Giỏi", "--reason", "x"),
        ("--date", "hôm nay",),
        ("--date", "2023-11-01",),
    ],
)  # fmt: skip
def test_a_wrong_decision_is_one_sentence(
    run: Runner, sample: Sample, words: tuple[str, ...]
) -> None:
    sample.score_all()
    sample.book.close()
    book = sample.book.path
    run.json("freeze", book, "--session", 1)
    before = book.read_bytes()
    code, out, err = run("decide", book, "--session", 1, "--document", "215-QĐ/HU", *words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert book.read_bytes() == before


# -- receive, desk -------------------------------------------------------------------------


def test_a_folder_of_sixty_and_its_papers(
    run: Runner, source: Template, district: Path, stick: Path, tmp_path: Path
) -> None:
    """Three damaged, two duplicates, one older, one of another body."""
    below = {n: unit(source, n) for n in range(1, 54)}
    for n, one in below.items():
        one.write(stick / f"DU{n:02}.giaonop", decided=n != 5)
    for n, how in zip((54, 55, 56), ("cut", "noise", "nonsense"), strict=True):
        whole = unit(source, n).write(tmp_path / f"{n}.giaonop")
        damage(whole, stick / f"DU{n}.giaonop", how)
    for n in (7, 8):
        shutil.copy(stick / f"DU{n:02}.giaonop", stick / f"DU{n:02} ban sao.giaonop")
    below[9].write(stick / "DU09 moi.giaonop", seq=2, time=START + 2 * DAY)
    other = unit(source, 1, code="DT", name="Đảng ủy Đức Trọng", parent="Huyện ủy Đức Trọng")
    other.write(stick / "khac.giaonop")
    found = run.json("receive", district, stick, code=1)
    assert set(found) == {"files", "missing"}
    assert len(found["files"]) == 60
    assert Counter(one["verdict"] for one in found["files"]) == {
        "received": 53, "duplicate": 2, "older": 1, "refused": 4,
    }  # fmt: skip
    named = {one["name"]: one for one in found["files"]}
    assert set(named["khac.giaonop"]) == {"name", "unit", "verdict", "reason", "proof_code"}
    assert "Đức Trọng" in named["khac.giaonop"]["reason"]
    assert "hỏng" in named["DU55.giaonop"]["reason"]
    assert (named["DU09.giaonop"]["verdict"], named["DU09.giaonop"]["unit"]) == ("older", "DU09")
    assert named["DU01.giaonop"]["reason"] is None and named["DU01.giaonop"]["proof_code"]
    assert found["missing"] == [f"DU{n}" for n in range(54, 61)]
    out = tmp_path / "ban"
    desk = run.json("desk", district, "--out", out)
    units = {one["code"]: one for one in desk["units"]}
    assert Counter(one["state"] for one in units.values()) == {"received": 53, "missing": 7}
    assert "undecided" in units["DU05"]["flags"]
    assert (units["DU07"]["duplicates"], units["DU09"]["newer_exists"]) == (1, True)
    assert units["DU02"]["fingerprints"] == [fingerprint(below[2].signer.public)]
    assert {one["name"] for one in desk["strays"]} == {
        "khac.giaonop", "DU54.giaonop", "DU55.giaonop", "DU56.giaonop",
    }  # fmt: skip
    assert sorted(path.name for path in out.iterdir()) == [
        "chase.pdf", "chase.xlsx", "receipts.pdf", "rollup.pdf", "rollup.xlsx",
    ]  # fmt: skip
    again = run.json("receive", district, stick, code=1)
    assert Counter(one["verdict"] for one in again["files"]) == {"duplicate": 56, "refused": 4}
    assert run.json("check", district) == {"ok": True, "problems": []}


def test_when_nothing_could_be_taken_it_is_bad_input(
    run: Runner, district: Path, stick: Path
) -> None:
    (stick / "a.giaonop").write_bytes(b"khong phai")
    code, _, err = run("receive", district, stick)
    assert (code, "a.giaonop" in err, err.count("\n")) == (2, True, 1)
    code, _, err = run("receive", district, stick / "khong-co.giaonop")
    assert (code, "Không tìm thấy" in err) == (2, True)
    (stick / "a.giaonop").unlink()
    code, _, err = run("receive", district, stick)
    assert (code, "không có tệp kết quả" in err) == (2, True)


def test_unit_and_key_are_said_by_a_person(
    run: Runner, source: Template, district: Path, stick: Path
) -> None:
    path = unit(source, 1, code="", name="Đảng ủy xã 1").write(stick / "a.giaonop")
    refused = run.json("receive", district, path, code=2)
    assert "DU01" in refused["files"][0]["reason"]
    taken = run.json("receive", district, path, "--unit", "a.giaonop=DU01")
    assert taken["files"][0]["unit"] == "DU01"
    new = unit(source, 1)
    other = new.write(stick / "b.giaonop")
    refused = run.json("receive", district, other, code=2)
    mine = fingerprint(new.signer.public)
    assert mine in refused["files"][0]["reason"]
    assert run.json("receive", district, other, "--trust", f"DU01={mine}")["files"][0]["unit"]
    code, _, err = run("receive", district, other, "--unit", "a.giaonop")
    assert (code, "--unit" in err) == (2, True)


def test_forms_go_out_and_come_back(
    run: Runner, district: Path, stick: Path, tmp_path: Path
) -> None:
    forms = tmp_path / "mau"
    issued = run.json("desk", district, "--forms", forms)["files"]
    assert len(issued) == 60
    path = Path(shutil.copy(forms / "mau-ket-qua-2023-DU03.xlsx", stick))
    book = openpyxl.load_workbook(path)
    sheet: Any = book[SHEET]
    for column, value in (("B", "HS1"), ("C", "Tập thể"), ("F", "Chợ phiên"), ("J", 8.25)):
        sheet[f"{column}14"] = value
    sheet["K14"], sheet["M6"] = "Tốt", 2
    book.save(path)
    openpyxl.Workbook().save(stick / "so-lieu.xlsx")
    found = run.json("receive", district, stick, code=1)
    assert {one["name"]: (one["verdict"], one["unit"]) for one in found["files"]} == {
        "mau-ket-qua-2023-DU03.xlsx": ("received", "DU03"),
        "so-lieu.xlsx": ("refused", None),
    }
    units = {one["code"]: one for one in run.json("desk", district)["units"]}
    (one,) = units["DU03"]["deliveries"]
    assert (one["source"], one["submissions"], one["proof_code"]) == ("excel", 1, None)
    assert one["differences"] == [
        {"what": "submissions", "class": None, "stated": 2, "listed": 1}
    ]
    code, out, _ = run("desk", district)
    assert code == 0 and "số tổng không khớp danh sách" in out


# -- from paper ----------------------------------------------------------------------------


def test_totals_from_paper_are_keyed_in(run: Runner, district: Path) -> None:
    words = (
        "key-in", district, "--unit", "DU02", "--submissions", 12, "--final-sum", "98.5",
        "--class", "Tốt=5", "--class", "khá=7", "--registered", "10,4", "--held", "24/11/2023",
    )  # fmt: skip
    assert run.json(*words) == {
        "unit": "DU02", "source": "paper", "submissions": 12, "decided": False,
    }  # fmt: skip
    units = {one["code"]: one for one in run.json("desk", district)["units"]}
    (kept,) = units["DU02"]["deliveries"]
    assert (kept["source"], kept["submissions"], kept["decision"]) == ("paper", 12, None)
    assert {"undecided", "totals_only"} <= set(units["DU02"]["flags"])
    again = run.json(*words, "--document", "12-QĐ/ĐU", "--date", "05/12/2023", "--decided", "Tốt=6")
    assert again["decided"]
    units = {one["code"]: one for one in run.json("desk", district)["units"]}
    assert [one["counts"] for one in units["DU02"]["deliveries"]] == [True, False]


@pytest.mark.parametrize(
    "words, told",
    [
        (("--unit", "DU99", "--submissions", "3"), "DU99"),
        (("--unit", "DU02", "--submissions", "ba"), "ba"),
        (("--unit", "DU02", "--submissions", "3", "--class", "Giỏi=3"), "Tốt=3"),
        (("--unit", "DU02", "--submissions", "3", "--final-sum", "1.234"), "1.234"),
        (("--unit", "DU02", "--submissions", "3", "--held", "mai"), "Ngày họp"),
        (("--unit", "DU02", "--submissions", "3", "--decided", "Tốt=3"), "số quyết định"),
        (("--unit", "DU02", "--submissions", "3", "--registered", "1,2,3"), "--registered"),
    ],
)
def test_wrong_totals_are_one_sentence(
    run: Runner, district: Path, words: tuple[str, ...], told: str
) -> None:
    code, _, err = run("key-in", district, *words)
    assert code == 2 and told in err and len(err.strip().splitlines()) == 1
    assert not any(one["deliveries"] for one in run.json("desk", district)["units"])
