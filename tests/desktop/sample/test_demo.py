"""The demo leaves everything in one folder, and touches nothing that is not its own."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from db import campaigns, rubrics
from db.book import Book
from db.check import check
from db.errors import BookBusyError, FileExistsAlreadyError, FileUnusableError
from db.freeze import body_of
from db.home import Home
from db.queries.status import status
from db.records import SubjectKind
from desktop.sample import words
from desktop.sample.book import share
from desktop.sample.demo import BOOK, DRAFTS, PAPERS_TO_SIGN, WORKBOOK, DemoReport, demo
from desktop.sample.workbook import TITLE


def run(folder: Path, home: Home, scale: int = 6, years: int = 1) -> tuple[DemoReport, list[str]]:
    said: list[str] = []
    return demo(folder, home, scale=scale, years=years, say=said.append), said


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def pages(path: Path) -> list[str]:
    """The text of every page, lower-case."""
    document = pypdfium2.PdfDocument(path)
    found = [page.get_textpage().get_text_range().lower() for page in document]
    document.close()
    return found


def test_the_whole_default(tmp_path: Path, home: Home) -> None:
    report, said = run(tmp_path / "demo", home, scale=48)
    names = set(contents(tmp_path / "demo"))
    assert names == {str(path.relative_to(tmp_path / "demo")) for path in report.files}
    assert {BOOK, WORKBOOK, *words.RUBRICS.values()} <= names
    for place in (DRAFTS, PAPERS_TO_SIGN):
        assert {f"{place}/minutes.pdf", f"{place}/ballots.pdf", f"{place}/summary.xlsx"} <= names
    assert (report.submissions, report.frozen, report.left_out) == (48, 36, ())
    assert any(report.proof_code in line for line in said)
    with Book.open(report.book, home) as book:
        campaign = campaigns.find(book.connection, None)
        assert not book.readonly
        assert status(book, campaign).frozen == 36
        body, code = body_of(book, campaign, 1)
        assert code == report.proof_code
        assert body["illustrative"]
        assert not check(book)


def test_papers_and_data_say_that_they_are_illustrative(tmp_path: Path, home: Home) -> None:
    report, _ = run(tmp_path, home)
    summary = openpyxl.load_workbook(tmp_path / PAPERS_TO_SIGN / "summary.xlsx")
    for sheet in summary.worksheets:
        cells = [str(cell).lower() for row in sheet.iter_rows(values_only=True) for cell in row]
        assert any("số liệu minh họa" in text for text in cells), sheet.title
    for place, draft in ((PAPERS_TO_SIGN, False), (DRAFTS, True)):
        for name in ("minutes.pdf", "ballots.pdf"):
            for page in pages(tmp_path / place / name):
                assert "số liệu minh họa" in page
                assert ("dự thảo" in page) is draft
    assert openpyxl.load_workbook(report.workbook).worksheets[0]["A2"].value == TITLE
    for name in words.RUBRICS.values():
        assert tomllib.loads((tmp_path / name).read_text("utf-8"))["illustrative"] is True


def test_years_are_campaigns_of_one_book(tmp_path: Path, home: Home) -> None:
    report, _ = run(tmp_path, home, scale=15, years=3)
    assert (tmp_path / "minh-hoa-2022.xlsx").exists()
    with Book.open(report.book, home) as book:
        found = campaigns.campaigns(book.connection)
        assert [campaign.year for campaign in found] == [2023, 2022, 2021]
        assert all(status(book, campaign).frozen == 5 for campaign in found)
        assert report.submissions == 15


def test_a_scale_is_of_all_years_together() -> None:
    assert share(100_000, 10) == [10_000] * 10
    assert share(8, 3) == [2, 3, 3] and sum(share(301, 2)) == 301
    assert share(2, 5) == [1] * 5


def test_again_replaces_only_its_own(tmp_path: Path, home: Home) -> None:
    folder = tmp_path / "demo"
    run(folder, home)
    (folder / "ghi-chu.txt").write_text("của tôi")
    first = contents(folder)
    report, _ = run(folder, home, scale=7)
    second = contents(folder)
    assert second.keys() == first.keys()
    assert second["ghi-chu.txt"] == first["ghi-chu.txt"]
    assert second[BOOK] != first[BOOK]
    assert report.submissions == 7


@pytest.mark.parametrize("name", [BOOK, WORKBOOK, "minh-hoa-tap-the.toml", f"{DRAFTS}/minutes.pdf"])
def test_a_stranger_of_that_name_stays(tmp_path: Path, home: Home, name: str) -> None:
    stranger = tmp_path / name
    stranger.parent.mkdir(exist_ok=True)
    stranger.write_text("không phải của chương trình")
    with pytest.raises(FileExistsAlreadyError):
        run(tmp_path, home)
    assert contents(tmp_path) == {name: "không phải của chương trình".encode()}


def test_a_true_book_of_that_name_stays(tmp_path: Path, home: Home) -> None:
    with Book.create(tmp_path / BOOK, home) as book:
        campaign = campaigns.create(book, 2023, "Huyện ủy Có Thật")
        true = replace(words.rubric(SubjectKind.COLLECTIVE), illustrative=False)
        rubrics.store(book, campaign, true)
    before = (tmp_path / BOOK).read_bytes()
    with pytest.raises(FileExistsAlreadyError):
        run(tmp_path, home)
    assert (tmp_path / BOOK).read_bytes() == before


def test_an_open_demo_is_not_pulled_away(tmp_path: Path, home: Home) -> None:
    report, _ = run(tmp_path, home)
    with Book.open(report.book, home), pytest.raises(BookBusyError):
        run(tmp_path, home)


def test_a_failure_leaves_the_former_demo(
    tmp_path: Path, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "demo"
    run(folder, home)
    before = contents(folder)

    def fail(*_: object, **__: object) -> None:
        raise FileUnusableError(path=folder, errno=28)

    monkeypatch.setattr("desktop.sample.demo.write_papers", fail)
    with pytest.raises(FileUnusableError):
        run(folder, home)
    assert contents(folder) == before


def test_a_folder_that_cannot_be(tmp_path: Path, home: Home) -> None:
    (tmp_path / "demo").write_text("một tệp")
    with pytest.raises(FileUnusableError):
        run(tmp_path / "demo", home)
