"""Each bench runs at a tiny scale and returns figures; how quick anything is, is no test."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.bench import __main__ as command
from tests.bench import report
from tests.bench.benches import BENCHES, run
from tests.bench.figures import Figure, percentile
from tests.bench.lab import TINY, Lab

FIGURES = (
    Figure("quick", 10.0, 8.0, 1.5, against="a bare one"),
    Figure("slow", 20.0, goal=16, note="so it is"),
    Figure("counted", 4, unit=""),
)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    yield Lab(tmp_path_factory.mktemp("bench"), TINY, quiet=True)


@pytest.mark.parametrize("name", BENCHES)
def test_a_bench_returns_figures(qtbot: QtBot, lab: Lab, name: str) -> None:
    found = run(lab, [name])
    assert found and found[0].name == name
    for figure in found:
        assert figure.name.partition(".")[0] in (name, "search")
        assert math.isfinite(figure.value) and figure.value >= 0
        assert figure.baseline is None or figure.baseline > 0
        said = figure.as_json()
        assert list(said) == ["value", "baseline", "ratio", "goal", "met"]
        assert (said["met"] is None) == (figure.goal is None)


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
