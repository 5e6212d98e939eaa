"""The sample campaign's statuses, worked out from the workbook alone, beside the program's."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desktop.cli import main

FILES = Path(__file__).parents[1] / "files"
LEFT_OUT = ("Chi bộ thôn, tổ dân phố", "Doanh nghiệp tư nhân")  # 804-CV/HU, mục 2.3


def _rows(sheet: str) -> list[dict[str, Any]]:
    book = load_workbook(FILES / "lac-duong-2023.xlsx")
    rows = [row for row in book[sheet].iter_rows(values_only=True) if any(row)]
    head = next(i for i, row in enumerate(rows) if str(row[0]).startswith("Mã "))
    return [dict(zip(map(str, rows[head]), row, strict=True)) for row in rows[head + 1 :]]


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, int | float):  # a serial number of Excel's
        return date(1899, 12, 30) + timedelta(days=int(value))
    if isinstance(value, str) and value.strip():
        day, month, year = (int(part) for part in re.split(r"[-/.]", value.strip()))
        return date(year, month, day)
    return None


def _by_hand() -> dict[str, tuple[str, date | None, date | None]]:
    """Code -> (the rule that bars it or "", day registered, day reported)."""
    kinds = {row["Mã đơn vị"]: row["Loại"] for row in _rows("Đơn vị")}
    reports = {row["Mã hồ sơ"]: _day(row["Ngày báo cáo"]) for row in _rows("Báo cáo")}
    found: dict[str, tuple[str, date | None, date | None]] = {}
    for row in _rows("Đăng ký"):
        code, registered = row["Mã hồ sơ"], _day(row["Ngày đăng ký"])
        rule = ""
        if kinds[row["Mã đơn vị"]] in LEFT_OUT:
            rule = "R9"
        elif registered is None and row["Đối tượng"] == "Cá nhân" and row["Người đứng đầu"]:
            rule = "R7"
        elif registered is None or code not in reports:
            rule = "R8"
        found[code] = (rule, registered, reports.get(code))
    return found


def _models_with(code: str) -> list[str]:
    """The submissions of the same subject."""
    whose = {
        row["Mã hồ sơ"]: tuple(
            unicodedata.normalize("NFC", str(row[name])).casefold()
            for name in ("Đối tượng", "Tên đối tượng", "Mã đơn vị")
        )
        for row in _rows("Đăng ký")
    }
    return [other for other, subject in whose.items() if subject == whose[code]]


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("THAMDINH_HOME", str(tmp_path / "home"))
    path = tmp_path / "so.thamdinh"
    rubrics = [f"--rubric={FILES / f'rubric-{kind}.toml'}" for kind in ("collective", "individual")]
    words = ["new", str(path), "--year", "2023", "--body", "Huyện ủy Lạc Dương", *rubrics]
    assert main(words) == 0
    assert main(["import", str(path), str(FILES / "lac-duong-2023.xlsx")]) == 0
    return path


def _json(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    capsys.readouterr()
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_every_status_agrees(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    expected = json.loads((FILES / "lac-duong-2023.expected.json").read_text("utf-8"))
    classes = {row["code"]: row["class"] for row in expected["submissions"]}
    by_hand = _by_hand()
    assert Counter(rule for rule, _, _ in by_hand.values()) == {"": 33, "R9": 6, "R8": 9}
    for code, (rule, _, _) in by_hand.items():
        said = _json(capsys, "explain", str(book), code)
        assert said["eligible"] is (not rule), code
        barring = {each["rule"] for each in said["rules"] if each["outcome"] == "fail"}
        assert rule in barring or not rule, (code, barring)
        assert all(each["text"] for each in said["rules"])
        if not rule:
            own = {classes[other] for other in _models_with(code)}  # the highest counts
            assert said["excellent"] is bool(own & {"Tốt", "Khá"}), (code, own)


def test_results_say_the_same_as_the_workbook(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``eligible`` and its note for all 48, the clause in each note."""
    clauses = {"R7": "804-CV/HU, mục 1", "R8": "804-CV/HU, mục 3", "R9": "804-CV/HU, mục 2.3"}
    rows = {row["code"]: row for row in _json(capsys, "results", str(book))["results"]}
    by_hand = _by_hand()
    assert rows.keys() == by_hand.keys()
    for code, (rule, registered, reported) in by_hand.items():
        expected = {"": True, "R7": None}.get(rule, False)
        assert rows[code]["eligible"] is expected, code
        note = rows[code]["eligible_note"]
        assert (note is None) is (not rule), (code, note)
        assert not rule or clauses[rule] in note, (code, note)
        if rule == "R8":
            assert ("ông đăng ký" in note) is (registered is None), (code, note)
            assert ("báo cáo" in note) is (reported is None), (code, note)


@pytest.mark.parametrize(("name", "heads"), [("alternatives", True), ("R8 alone", False)])
def test_the_roster_of_the_sample_under_both_settings(
    book: Path, capsys: pytest.CaptureFixture[str], name: str, heads: bool
) -> None:
    """Everybody of the workbook who filed nothing is one more row of the roster: the head of a
    unit whose collectives are all Tốt or Khá, of one with a lower class, and a hamlet's."""
    from db import campaigns, importing, ratings
    from db.book import Book
    from db.home import Home
    from db.importing import ImportRow
    from db.queries.cases import subjects

    expected = json.loads((FILES / "lac-duong-2023.expected.json").read_text("utf-8"))
    classes = {row["code"]: row["class"] for row in expected["submissions"]}
    best: dict[str, dict[str, list[str | None]]] = {}
    by_hand = _by_hand()
    left_out = {code for code, (rule, _, _) in by_hand.items() if rule == "R9"}
    for row in _rows("Đăng ký"):
        if row["Đối tượng"] == "Tập thể":
            who = unicodedata.normalize("NFC", str(row["Tên đối tượng"])).casefold()
            found = best.setdefault(row["Mã đơn vị"], {}).setdefault(who, [])
            found.append(classes.get(row["Mã hồ sơ"]))
    order = ("Tốt", "Khá", "Đạt", "Không đạt")

    def verdict(unit: str) -> bool | None:
        """By the collectives that are appraised at all; without any there is no result."""
        held = [
            min(named, key=order.index)
            for models in best[unit].values()
            if (named := [name for name in models if name])
        ]
        if not held:
            return False
        good = [name in ("Tốt", "Khá") for name in held]
        return True if all(good) else None if any(good) else False

    barred = {r["Mã đơn vị"] for r in _rows("Đăng ký") if r["Mã hồ sơ"] in left_out}
    asked = {unit: verdict(unit) for unit in best if unit not in barred}
    assert {True, False} <= set(asked.values())
    with Book.open(book, Home.default()) as opened:
        campaign = campaigns.find(opened.connection, None)
        if not heads:
            campaigns.change(opened, campaign, {"set:alternatives": "0"})
        rows = [
            ImportRow("subject", (f"DT-{unit}",),
                      {"kind": "individual", "name": f"Người đứng đầu {unit}", "unit": unit,
                       "must_register": True, "aims_excellent": True})
            for unit in (*asked, *barred)
        ]  # fmt: skip
        importing.apply(opened, campaign, rows, file="doi-tuong.xlsx")
        for subject in subjects(opened, campaign):
            if subject.listed is not None:
                ratings.say_head(opened, subject.listed.id, True)
    for unit, stands in asked.items():
        said = _json(capsys, "explain", str(book), f"DT-{unit}")
        assert said["excellent"] is (stands if heads else False), unit
        settings = {each["setting"] for each in said["rules"]} - {None}
        word = "xét" if heads else "không xét"
        assert any(f"Thiết lập của đợt: {word} căn cứ" in text for text in settings), settings
    for unit in barred:
        said = _json(capsys, "explain", str(book), f"DT-{unit}")
        assert said["excellent"] is False
        assert "R9" in {each["rule"] for each in said["rules"] if each["outcome"] == "fail"}


def test_without_deadlines_status_stays_as_it_was(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = _json(capsys, "status", str(book))
    assert (said["deadlines"], said["targets"], said["late"]) == ([], [], [])


def test_under_848_the_late_ones_are_those_of_the_workbook(
    tmp_path: Path, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before 28/3 and before 15/11; what never came is late too, but for those left out."""
    from db import campaigns, profiles
    from db.book import Book
    from db.home import Home
    from desktop.profile_files import of_name

    with Book.open(book, Home.default()) as opened:
        campaign = campaigns.find(opened.connection, None)
        profiles.choose(opened, campaign, of_name("lac-duong-848"))
    said = _json(capsys, "status", str(book))
    hand = set()
    for code, (rule, registered, reported) in _by_hand().items():
        if rule == "R9":
            continue
        for what, day, last in (
            ("registration", registered, date(2023, 3, 27)),
            ("report", reported, date(2023, 11, 14)),
        ):
            if day is None or day > last:
                hand.add((code, what, None if day is None else (day - last).days))
    got = {
        (late["code"], late["what"], late["days"] if late["came"] else None)
        for late in said["late"]
    }
    assert got == hand
    assert len(hand) > 10
    by_kind = {each["kind"]: each["late"] for each in said["deadlines"]}
    counted = Counter(what for _, what, _ in hand)
    assert (by_kind["registration"], by_kind["report"]) == (
        counted["registration"], counted["report"],
    )  # fmt: skip


def test_the_same_workbook_is_refused_where_the_letter_stood_first(
    tmp_path: Path, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "khac.thamdinh"
    rubrics = [f"--rubric={FILES / f'rubric-{kind}.toml'}" for kind in ("collective", "individual")]
    words = ["--year", "2023", "--body", "Huyện ủy Lạc Dương", "--profile", "lac-duong-848"]
    assert main(["new", str(other), *words, *rubrics]) == 0
    capsys.readouterr()
    workbook = str(FILES / "lac-duong-2023.xlsx")
    assert main(["import", str(other), workbook, "--json"]) == 2
    refused = json.loads(capsys.readouterr().out)["refused"]
    late = [
        (code, day, last)
        for code, (_, registered, reported) in _by_hand().items()
        for day, last in ((registered, date(2023, 3, 27)), (reported, date(2023, 11, 14)))
        if day is not None and day > last
    ]
    assert len(refused) == len(late)
    assert all("Lý do" in each["reason"] and "!" in each["cell"] for each in refused)
    assert _json(capsys, "status", str(other))["submissions"] == 0


def test_the_letter_of_the_campaign_is_cited(
    tmp_path: Path, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = {row["eligible_note"] for row in _json(capsys, "results", str(book))["results"]}
    assert any("804-CV/HU, mục 2.3" in str(note) for note in notes)
    other = tmp_path / "bao-lam.thamdinh"
    words = ["--year", "2023", "--body", "Huyện ủy Bảo Lâm", "--profile", "bao-lam-854"]
    rubrics = [f"--rubric={FILES / f'rubric-{kind}.toml'}" for kind in ("collective", "individual")]
    assert main(["new", str(other), *words, *rubrics]) == 0
    from db import campaigns
    from db.book import Book
    from db.home import Home

    with Book.open(other, Home.default()) as opened:
        campaign = campaigns.find(opened.connection, None)
        held = {"set:deadline.registration.committee": None}
        campaigns.change(opened, campaign, held)
    assert main(["import", str(other), str(FILES / "lac-duong-2023.xlsx")]) == 0
    notes = {row["eligible_note"] for row in _json(capsys, "results", str(other))["results"]}
    assert len(notes) > 2 and not any("804" in str(note) for note in notes)
    assert main(["explain", str(book), "KHONG-CO"]) == 2
    assert "KHONG-CO" in capsys.readouterr().err
