"""Folders on a stick: what is looked at and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.exchange import folders


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    for name in (
        "b.thamdinh", "TV02/a.thamdinh", ".Trash-1000/files/cu.thamdinh",
        "$RECYCLE.BIN/S-1/cu.thamdinh", "TV02/~$bang.xlsx", "TV02/.an.thamdinh", "ghi-chu.txt",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", "utf-8")
    return tmp_path


def test_bins_and_hidden_files_are_left_alone(stick: Path) -> None:
    found = {path.relative_to(stick).as_posix() for path in folders.inside(stick)}
    assert found == {"b.thamdinh", "TV02/a.thamdinh", "ghi-chu.txt"}


def test_a_file_that_is_named_is_taken_whatever_it_is(stick: Path) -> None:
    named = stick / "ghi-chu.txt"
    found = list(folders.expand([named, stick], lambda path: path.suffix == ".thamdinh"))
    assert found == [named, stick / "TV02/a.thamdinh", stick / "b.thamdinh"]


def test_progress_counts_names(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "_STEP", 1)
    seen: list[tuple[int, int]] = []
    list(folders.inside(stick, lambda done, all_: seen.append((done, all_))))
    assert seen == [(number, 0) for number in range(1, len(seen) + 1)]
