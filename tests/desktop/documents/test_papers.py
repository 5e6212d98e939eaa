"""The papers of a session in one go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.documents.errors import PaperUnknownError
from desktop.documents.papers import PAPERS, Written, write_papers

Make = Callable[..., dict[str, Any]]


def test_all_papers(tmp_path: Path, make_body: Make) -> None:
    told: list[Written] = []
    paths = write_papers(make_body(submissions=6), tmp_path / "out", written=told.append)
    assert [path.name for path in paths] == [
        *("minutes.pdf", "minutes.docx", "summary.xlsx", "summary.pdf"),
        *("ballots.pdf", "proposal.pdf", "notices.pdf"),
    ]
    assert [each.path for each in told] == paths
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == sorted(p.name for p in paths)


def test_only_some_by_name_or_file(tmp_path: Path, make_body: Make) -> None:
    paths = write_papers(make_body(submissions=1), tmp_path, only=["summary.xlsx", " minutes"])
    assert [path.name for path in paths] == ["minutes.pdf", "summary.xlsx"]


def test_an_unknown_paper_writes_nothing(tmp_path: Path, make_body: Make) -> None:
    with pytest.raises(PaperUnknownError) as caught:
        write_papers(make_body(submissions=1), tmp_path, only=["minutes", "poem"])
    assert caught.value.facts == {"paper": "poem", "known": tuple(PAPERS)}
    assert list(tmp_path.iterdir()) == []


def test_the_body_is_left_as_it_was(tmp_path: Path, make_body: Make) -> None:
    body = make_body(submissions=6)
    write_papers(body, tmp_path)
    assert body == make_body(submissions=6)
