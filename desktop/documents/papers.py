"""The papers of a session by name; a further paper is one more line in PAPERS."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from desktop.documents.ballots import write_ballots
from desktop.documents.errors import PaperUnknownError
from desktop.documents.facts import Body
from desktop.documents.minutes import write_minutes
from desktop.documents.summary import write_summary


class Written(Protocol):
    """What every writer returns, among other things."""

    @property
    def path(self) -> Path:
        """The file written."""


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A paper: its file, and who writes it."""

    file: str
    write: Callable[[Body, Path, str | None], Written]


PAPERS: Final[Mapping[str, PaperKind]] = {
    "minutes": PaperKind("minutes.pdf", write_minutes),
    "ballots": PaperKind("ballots.pdf", write_ballots),
    "summary": PaperKind("summary.xlsx", write_summary),
}


def write_papers(
    body: Body,
    out_dir: Path,
    *,
    proof_code: str | None = None,
    only: Iterable[str] | None = None,
    written: Callable[[Written], None] | None = None,
) -> list[Path]:
    """Writes the papers of a session's body into ``out_dir`` and returns their paths.

    Without ``proof_code`` they are drafts. ``only`` names papers or files ("minutes",
    "summary.xlsx"). ``written`` is told each result (pages, places to sign, signs without a
    glyph). Raises PaperUnknownError before anything is written, and what the writers raise.
    """
    papers = _asked(only)
    paths = []
    for paper in papers:
        result = paper.write(body, out_dir / paper.file, proof_code)
        paths.append(result.path)
        if written is not None:
            written(result)
    return paths


def _asked(only: Iterable[str] | None) -> list[PaperKind]:
    if only is None:
        return list(PAPERS.values())
    names = {name.strip() for name in only}
    known = {*PAPERS, *(paper.file for paper in PAPERS.values())}
    for name in sorted(names - known):
        raise PaperUnknownError(paper=name, known=tuple(PAPERS))
    return [paper for name, paper in PAPERS.items() if {name, paper.file} & names]
