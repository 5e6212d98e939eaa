"""Each bench runs at a tiny scale and returns figures; how quick anything is, is no test."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from db.book import Book
from tests.bench import __main__ as command
from tests.bench import peer_files, report
from tests.bench.benches import BENCHES, run
from tests.bench.figures import Figure, percentile
from tests.bench.growth import slope
from tests.bench.lab import MEMBERS, TINY, Lab

FIGURES = (
    Figure("quick", 10.0, 8.0, 1.5, against="a bare one"),
    Figure("slow", 20.0, goal=16, note="so it is"),
    Figure("counted", 4, unit=""),
)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    yield Lab(tmp_path_factory.mktemp("bench"), TINY, quiet=True)


PEERS = [name for name in BENCHES if name.startswith("peer.")]
OTHERS = ("search", "verify", "growth")  # figures that a bench of another name gives as well


@pytest.mark.parametrize("name", [name for name in BENCHES if name not in PEERS])
def test_a_bench_returns_figures(qtbot: QtBot, lab: Lab, name: str) -> None:
    found = run(lab, [name])
    assert found and found[0].name == name
    for figure in found:
        assert figure.name.partition(".")[0] in (name, *OTHERS)
        assert math.isfinite(figure.value) and figure.value >= 0
        assert figure.baseline is None or figure.baseline > 0
        said = figure.as_json()
        assert list(said) == ["value", "baseline", "ratio", "goal", "met"]
        assert (said["met"] is None) == (figure.goal is None)


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_that_is_missing_is_skipped_with_a_line(
    lab: Lab, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.which", lambda program: None)
    monkeypatch.setattr(lab, "quiet", False)
    assert run(lab, [name]) == []
    assert "skipped:" in capsys.readouterr().err


def test_what_the_peers_are_given(lab: Lab, tmp_path: Path) -> None:
    with Book.open(lab.book(lab.scale.submissions), lab.home, readonly=True) as book:
        entries = list(peer_files.entries(book))
        peer_files.write_keepass(tmp_path / "two.xml", entries, 2)
        marks = peer_files.write_marks(tmp_path / "marks.xlsx", book)
    xml = ElementTree.parse(tmp_path / "two.xml").getroot()
    named = xml.iterfind(".//Entry/String[Key='Title']")
    titles = [each.findtext("Value") or "" for each in named]
    assert len(titles) == len(entries) == lab.scale.submissions
    assert [t.endswith("(bổ sung)") for t in titles[:3]] == [True, True, False]
    (row, *_) = load_workbook(tmp_path / "marks.xlsx")["Chấm"].iter_rows(values_only=True)
    formulas = [cell for cell in row if isinstance(cell, str)]
    assert formulas[-1].startswith("=RANK(") and len(formulas) <= MEMBERS + 5
    assert marks > lab.scale.submissions * MEMBERS  # of several criteria each


def test_a_slope_is_the_power_of_the_size() -> None:
    sizes = (1000, 10_000, 100_000)
    assert slope(sizes, [7.0, 7.0, 7.0]) == pytest.approx(0)
    assert slope(sizes, [size * 0.3 for size in sizes]) == pytest.approx(1)
    assert slope(sizes, [size * size for size in sizes]) == pytest.approx(2)


def test_goals_bound_the_ratio_or_the_value() -> None:
    assert [figure.met for figure in FIGURES] == [True, False, None]
    assert FIGURES[0].as_json() == {
        "value": 10, "baseline": 8, "ratio": 1.25, "goal": 1.5, "met": True
    }  # fmt: skip
    assert percentile(range(1, 101), 99) == 99 and percentile([7.0], 99) == 7


def test_the_page_names_the_machine_and_no_place() -> None:
    text = report.page(FIGURES)
    assert "| slow | 20 ms |  |  | ≤ 16 ms | NO |  | so it is |" in text.splitlines()
    assert report.machine() in text and "SQLite" in text
    assert str(Path.home()) not in text and str(Path(__file__).parent) not in text
    assert "quick    10 ms   8.00 ms  1.25×   ≤ 1.5×  yes" in report.table(FIGURES).splitlines()


def test_json_has_one_entry_a_figure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "run", lambda lab, names: list(FIGURES))
    assert command.main(["--json", "mark"]) == 0
    assert list(json.loads(capsys.readouterr().out)) == ["quick", "slow", "counted"]
    with pytest.raises(SystemExit):
        command.main(["nothing"])
    assert "nothing" in capsys.readouterr().err
