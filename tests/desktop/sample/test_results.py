"""The book's results, computed a second time from the workbook's cells with fractions."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from fractions import Fraction
from math import floor
from pathlib import Path

import openpyxl
import pytest

from db import campaigns
from db.book import Book
from db.check import check
from db.errors import FileExistsAlreadyError
from db.home import Home
from db.queries.results import Result, results
from db.queries.status import status
from db.records import SubjectKind
from desktop.sample import words
from desktop.sample.book import make

Sheet = list[dict[str, object]]


def sheets(path: Path) -> dict[str, Sheet]:
    """The rows of every sheet under the headings of its fourth row."""
    book = openpyxl.load_workbook(path, read_only=True)
    found: dict[str, Sheet] = {}
    for sheet in book.worksheets:
        _, _, _, headings, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [
            {str(h): v for h, v in zip(headings, row, strict=False) if v is not None}
            for row in rows
        ]
    book.close()
    return found


def hundredths(value: Fraction) -> int:
    """Half up."""
    return floor(value * 100 + Fraction(1, 2))


def median(values: list[Fraction]) -> Fraction:
    middle = len(values) // 2
    values = sorted(values)
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2


@pytest.fixture(scope="module")
def expected(sample_files: tuple[Path, Path, Home]) -> dict[str, dict[str, object]]:
    """Results by code, from the workbook and the rubrics' files alone."""
    data = sheets(sample_files[1])
    kinds = {row["Mã đơn vị"]: row["Loại"] for row in data["Đơn vị"]}
    panel = data["Tổ thẩm định"]
    reported = {row["Mã hồ sơ"] for row in data["Báo cáo"]}
    scales = {
        "Tập thể": tomllib.loads(words.rubric_text(SubjectKind.COLLECTIVE)),
        "Cá nhân": tomllib.loads(words.rubric_text(SubjectKind.INDIVIDUAL)),
    }
    ballots = defaultdict(list)
    for row in data["Phiếu chấm"]:
        ballots[row["Mã hồ sơ"]].append(row)
    found: dict[str, dict[str, object]] = {}
    for row in data["Đăng ký"]:
        code, scale = str(row["Mã hồ sơ"]), scales[str(row["Đối tượng"])]
        barred = kinds[row["Mã đơn vị"]] in ("Chi bộ thôn, tổ dân phố", "Doanh nghiệp tư nhân")
        instead = row["Đối tượng"] == "Cá nhân" and "Ngày đăng ký" not in row
        complete = "Ngày đăng ký" in row and code in reported
        recused = {m["Mã thành viên"] for m in panel if m["Mã đơn vị"] == row["Mã đơn vị"]}
        recused |= {b["Mã thành viên"] for b in ballots[code] if b["TC1"] == "LQ"}
        codes = [c["code"] for c in scale["criterion"]]
        valid = [{c: Fraction(str(b[c])) for c in codes} for b in ballots[code] if b["TC1"] != "LQ"]
        eligible = False if barred else True if complete else None if instead else False
        entry: dict[str, object] = {
            "eligible": eligible,
            "ballots_valid": len(valid),
            "recused": 0 if eligible is False else len(recused),
            "ballots_expected": 0 if eligible is False else len(panel) - len(recused),
        }
        if valid:
            totals = [sum(b.values(), Fraction(0)) for b in valid]
            final = hundredths(sum(totals, Fraction(0)) / len(totals))
            entry |= {
                "final": final,
                "median": hundredths(median(totals)),
                "spread": hundredths(max(totals) - min(totals)),
                "criteria": {
                    c: hundredths(sum((b[c] for b in valid), Fraction(0)) / len(valid))
                    for c in codes
                },
                "class_name": next(
                    b["class"] for b in scale["band"] if final >= Fraction(b["from"]) * 100
                ),
            }
        found[code] = {"kind": row["Đối tượng"], **entry}
    for entry in found.values():
        peers = [e for e in found.values() if e["kind"] == entry["kind"] and "final" in e]
        if "final" in entry:
            entry["rank"] = 1 + sum(int(str(e["final"])) > int(str(entry["final"])) for e in peers)
    return found


def found_in(book: Book) -> dict[str, Result]:
    campaign = campaigns.find(book.connection, 2023)
    return {result.code: result for result in results(book, campaign)}


def test_every_figure_agrees(expected: dict[str, dict[str, object]], sample_book: Book) -> None:
    found = found_in(sample_book)
    assert found.keys() == expected.keys()
    for code, entry in expected.items():
        for name in ("eligible", "ballots_valid", "ballots_expected", "recused", "final"):
            assert getattr(found[code], name) == entry.get(name), (code, name)
        for name in ("median", "spread", "criteria", "class_name", "rank"):
            assert getattr(found[code], name) == entry.get(name), (code, name)


def test_the_sample_shows_every_case(sample_book: Book) -> None:
    found = found_in(sample_book).values()
    classes = Counter(result.class_name for result in found)
    assert all(classes[name] >= 3 for name in ("Tốt", "Khá", "Đạt", "Không đạt"))
    flags = Counter(flag for result in found for flag in result.flags)
    assert 2 <= flags["spread"] <= 8
    assert 3 <= flags["borderline"] <= 10
    why = Counter(result.eligible_code for result in found if result.eligible is not True)
    assert why == {"R7": 2, "R8": 4, "R9": 3}
    assert any(result.recused == 2 for result in found)
    assert any(0 < result.ballots_valid < result.ballots_expected for result in found)
    waiting = [r for r in found if r.eligible and not r.ballots_valid]
    assert len(waiting) == 3


def test_the_book_is_whole(sample_book: Book) -> None:
    campaign = campaigns.find(sample_book.connection, 2023)
    counts = status(sample_book, campaign)
    assert (counts.submissions, counts.registered, counts.reported) == (48, 44, 45)
    assert (counts.scored, counts.frozen) == (36, 0)
    assert not check(sample_book)


def test_without_ballots(tmp_path: Path, home: Home) -> None:
    path = make(tmp_path / "b.thamdinh", home, submissions=12, ballots=False)
    with Book.open(path, home) as book:
        assert status(book, campaigns.find(book.connection, None)).scored == 0


def test_straight_into_the_log_gives_the_same_results(
    tmp_path: Path, home: Home, monkeypatch: pytest.MonkeyPatch, sample_book: Book
) -> None:
    monkeypatch.setattr("desktop.sample.book.WORKBOOK_MOST", 0)
    monkeypatch.setattr("desktop.sample.book._BATCH", 20)
    with Book.open(make(tmp_path / "b.thamdinh", home), home) as book:
        straight = found_in(book)
    for code, result in found_in(sample_book).items():
        other = straight[code]
        assert (other.final, other.class_name, other.rank) == (
            *(result.final, result.class_name, result.rank),
        )


def test_half_a_sample_is_never_there(
    tmp_path: Path, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("desktop.sample.book._hold_meeting", stop)
    with pytest.raises(KeyboardInterrupt):
        make(tmp_path / "b.thamdinh", home, submissions=2)
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_no_file_is_overwritten(tmp_path: Path, home: Home) -> None:
    (tmp_path / "b.thamdinh").write_text("của tôi")
    with pytest.raises(FileExistsAlreadyError):
        make(tmp_path / "b.thamdinh", home, submissions=2)
    assert (tmp_path / "b.thamdinh").read_text() == "của tôi"
