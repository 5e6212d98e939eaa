"""The papers of a session by name; a further paper is one more line in PAPERS."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol

from db.queries.office_papers import OfficeFacts
from db.queries.trace import Trace
from desktop.documents.ballots import write_ballots
from desktop.documents.briefs import write_briefs
from desktop.documents.errors import PaperEmptyError, PaperUnknownError
from desktop.documents.facts import Body
from desktop.documents.minutes import write_minutes
from desktop.documents.office_letters import write_notices, write_proposal, write_reminders
from desktop.documents.packet import write_packet
from desktop.documents.summary import write_summary
from desktop.documents.summary_pdf import write_summary_pdf
from desktop.documents.trace import write_traces


class Written(Protocol):
    """What every writer returns, among other things."""

    @property
    def path(self) -> Path:
        """The file written."""


Traces = Callable[[], Sequence[Trace]]
"""What the book knows of a session's submissions; read only where a paper asks for it."""

Office = Callable[[], OfficeFacts]
"""What the papers around the minutes say; read only where a paper asks for it."""


@dataclass(frozen=True, slots=True)
class Signing:
    """A paper that is signed: its body, its proof code (None: a draft), the record inside it."""

    body: Body
    proof_code: str | None
    record: bytes | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """What papers are made of. ``minutes`` are the first minutes where later ones amend them
    (None: ``body`` itself), ``amendment`` the newest amending minutes, ``earlier`` those before
    them."""

    body: Body
    proof_code: str | None
    traces: Traces | None = None
    record: bytes | None = None
    office: OfficeFacts | None = None
    mirrored: bool = False
    minutes: Signing | None = None
    amendment: Signing | None = None
    earlier: Sequence[Signing] = ()


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A paper: its file, who writes it, whether there is anything for it to say, and how many
    more of its kind come before it (``amendment-1.pdf`` …)."""

    file: str
    write: Callable[[Material, Path], Written]
    can_be_made: Callable[[Material], bool] = lambda _: True
    before: Callable[[Material], Sequence[Material]] = lambda _: ()

    def write_all(self, material: Material, folder: Path) -> Iterator[Written]:
        """Writes it into a folder, those before it first."""
        stem, dot, ending = self.file.rpartition(".")
        for number, each in enumerate(self.before(material), start=1):
            yield self.write(each, folder / f"{stem}-{number}{dot}{ending}")
        yield self.write(material, folder / self.file)


def _minutes(material: Material, path: Path) -> Written:
    return _signing(_first_minutes(material), path, material.mirrored)


def _minutes_docx(material: Material, path: Path) -> Written:
    return _editable(_first_minutes(material), path, material.mirrored)


def _first_minutes(material: Material) -> Signing:
    return material.minutes or Signing(material.body, material.proof_code, material.record)


def _amendment(material: Material, path: Path) -> Written:
    if material.amendment is None:
        raise PaperEmptyError(paper="amendment")
    return _signing(material.amendment, path, material.mirrored)


def _amendment_docx(material: Material, path: Path) -> Written:
    if material.amendment is None:
        raise PaperEmptyError(paper="amendment")
    return _editable(material.amendment, path, material.mirrored)


def _amended_before(material: Material) -> Sequence[Material]:
    return [replace(material, amendment=paper, earlier=()) for paper in material.earlier]


def _signing(paper: Signing, path: Path, mirrored: bool) -> Written:
    return write_minutes(paper.body, path, paper.proof_code, paper.record, mirrored=mirrored)


def _editable(paper: Signing, path: Path, mirrored: bool) -> Written:
    from desktop.documents.minutes_docx import write_minutes_docx

    return write_minutes_docx(paper.body, path, paper.proof_code, mirrored=mirrored)


def _summary(material: Material, path: Path) -> Written:
    return write_summary(material.body, path, material.proof_code, material.office)


def _summary_pdf(material: Material, path: Path) -> Written:
    code, office = material.proof_code, material.office
    return write_summary_pdf(material.body, path, code, office, mirrored=material.mirrored)


def _ballots(material: Material, path: Path) -> Written:
    return write_ballots(
        material.body, path, material.proof_code, mirrored=material.mirrored
    )


def _proposal(material: Material, path: Path) -> Written:
    code, office = material.proof_code, material.office
    return write_proposal(material.body, path, code, office, mirrored=material.mirrored)


def _notices(material: Material, path: Path) -> Written:
    code, office = material.proof_code, material.office
    return write_notices(material.body, path, code, office, mirrored=material.mirrored)


def _reminders(material: Material, path: Path) -> Written:
    if material.office is None:
        raise PaperEmptyError(paper="reminders")
    return write_reminders(material.body, path, material.office, mirrored=material.mirrored)


def _briefs(material: Material, path: Path) -> Written:
    if material.office is None:
        raise PaperEmptyError(paper="briefs")
    return write_briefs(material.body, material.office, path, mirrored=material.mirrored)


def _traces(material: Material, path: Path) -> Written:
    return write_traces(material.traces() if material.traces is not None else (), path)


def _excellent(material: Material, path: Path) -> Written:
    from desktop.documents.excellent import write_excellent

    if material.office is None or not _aimed(material):
        raise PaperEmptyError(paper="htxsnv")
    draft = material.proof_code is None
    return write_excellent(
        material.body, material.office, path, draft=draft, mirrored=material.mirrored
    )


def _excellent_sheet(material: Material, path: Path) -> Written:
    from desktop.documents.excellent import write_excellent_workbook

    if material.office is None or not _aimed(material):
        raise PaperEmptyError(paper="htxsnv-excel")
    draft = material.proof_code is None
    return write_excellent_workbook(material.body, material.office, path, draft=draft)


def _aimed(material: Material) -> bool:
    found = material.office.excellent if material.office is not None else None
    return found is not None and bool(found.aiming)


def _is_amended(material: Material) -> bool:
    return material.amendment is not None


def _heard(material: Material) -> bool:
    return bool(material.body["submissions"])


def _told(material: Material) -> bool:
    return bool(material.body["submissions"] or material.body["left_out"])


PAPERS: Final[Mapping[str, PaperKind]] = {
    "minutes": PaperKind("minutes.pdf", _minutes),
    "minutes-word": PaperKind("minutes.docx", _minutes_docx),
    "amendment": PaperKind("amendment.pdf", _amendment, _is_amended, _amended_before),
    "amendment-word": PaperKind("amendment.docx", _amendment_docx, _is_amended, _amended_before),
    "summary": PaperKind("summary.xlsx", _summary),
    "summary-pdf": PaperKind("summary.pdf", _summary_pdf),
    "ballots": PaperKind("ballots.pdf", _ballots),
    "proposal": PaperKind("proposal.pdf", _proposal),
    "htxsnv": PaperKind("htxsnv.pdf", _excellent, _aimed),
    "htxsnv-excel": PaperKind("htxsnv.xlsx", _excellent_sheet, _aimed),
    "notices": PaperKind("notices.pdf", _notices, _told),
    "reminders": PaperKind(
        "reminders.pdf", _reminders, lambda m: m.office is not None and bool(m.office.owing)
    ),
    "briefs": PaperKind(
        "briefs.pdf", _briefs, lambda m: m.office is not None and bool(m.office.briefs)
    ),
    "trace": PaperKind("trace.pdf", _traces, lambda m: m.traces is not None and _heard(m)),
}
"""In the order in which they lie in a packet."""

PACKET: Final = "packet.pdf"


def can_be_made(name: str, material: Material) -> bool:
    """Whether the paper of that name has anything to say."""
    return PAPERS[name].can_be_made(material)


def write_papers(
    body: Body,
    out_dir: Path,
    *,
    proof_code: str | None = None,
    only: Iterable[str] | None = None,
    written: Callable[[Written], None] | None = None,
    traces: Traces | None = None,
    record: bytes | None = None,
    office: Office | None = None,
    mirrored: bool = False,
    packet: bool = False,
    minutes: Signing | None = None,
    amendment: Signing | None = None,
    earlier: Sequence[Signing] = (),
) -> list[Path]:
    """Writes the papers of a session's body into ``out_dir`` and returns their paths.

    Without ``proof_code`` they are drafts. ``only`` names papers or files ("minutes",
    "summary.xlsx"). ``written`` is told each result (pages, places to sign, signs without a
    glyph). ``traces`` and ``office`` give what the book knows beyond the body: papers that have
    nothing to say without it are left out, or refused where ``only`` names them. ``record``
    (db.record) goes into the minutes that are to be signed; ``minutes``, ``amendment`` and
    ``earlier`` are those of a session that was amended. ``mirrored`` margins are for
    printing on both sides; ``packet`` adds one file with all PDFs in order. Raises
    PaperUnknownError before anything is written, PaperEmptyError, and what the writers raise.
    """
    papers = _asked(only)
    known = office() if office is not None else None
    material = Material(
        body, proof_code, traces, record, known, mirrored, minutes, amendment, earlier
    )
    if only is None:
        papers = [paper for paper in papers if paper.can_be_made(material)]
    paths = []
    for paper in papers:
        for result in paper.write_all(material, out_dir):
            paths.append(result.path)
            if written is not None:
                written(result)
    if packet:
        pdfs = [path for path in paths if path.suffix == ".pdf"]
        paths.append(write_packet(pdfs, out_dir / PACKET, mirrored=mirrored))
    return paths


def _asked(only: Iterable[str] | None) -> list[PaperKind]:
    if only is None:
        return list(PAPERS.values())
    names = {name.strip() for name in only}
    known = {*PAPERS, *(paper.file for paper in PAPERS.values())}
    for name in sorted(names - known):
        raise PaperUnknownError(paper=name, known=tuple(PAPERS))
    return [paper for name, paper in PAPERS.items() if {name, paper.file} & names]
