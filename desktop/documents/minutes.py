"""Lays out minutes (biên bản) as PDF; every word comes from contents.py or content_amendment.py."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop.documents.blocks import Paper
from desktop.documents.content_amendment import paper_of
from desktop.documents.facts import Body
from desktop.documents.files import refuse_signed, write_whole
from desktop.documents.fonts import Typeface, typeface
from desktop.documents.headings import BelowTitle, Heading
from desktop.documents.layout import Properties, build
from desktop.documents.read_body import read_facts
from desktop.documents.running_text import text, underlined
from desktop.documents.secrecy import refuse_secret
from desktop.documents.signatures import Signatures, SignatureSpot, Spots, signature_rows
from desktop.documents.story import GAP, Story


@dataclass(frozen=True, slots=True)
class WrittenMinutes:
    """The file, its pages, where it is signed (in signing order), signs without a glyph."""

    path: Path
    pages: int
    signatures: tuple[SignatureSpot, ...]
    missing: tuple[str, ...]


def write_minutes(
    body: Body,
    path: Path,
    proof_code: str | None = None,
    record: bytes | None = None,
    *,
    mirrored: bool = False,
) -> WrittenMinutes:
    """Writes the minutes of a session's body; a draft where there is no proof code.

    With ``record`` (db.record) they are ready to be signed: the record attached, PDF/A-3u,
    named fields where the signatures stand. Raises SignedPaperError where signed minutes lie at
    ``path``, SecretMarkError, FormUnknownError, FontMissingError, PaperFileError.
    """
    refuse_secret(body)
    refuse_signed(path)
    face = typeface()
    missing: set[str] = set()
    facts = read_facts(body, lambda text: face.readable(text, missing))
    paper = paper_of(facts, proof_code)
    paper = replace(paper, marks=replace(paper.marks, mirrored=mirrored))
    data, pages, spots = render(paper, face)
    if proof_code is not None and record is not None:
        from desktop.documents.record import dress

        data = dress(data, record, spots, _properties(paper), int(body.get("time") or 0))
    write_whole(path, data)
    return WrittenMinutes(path, pages, spots, tuple(sorted(missing)))


def render(paper: Paper, face: Typeface) -> tuple[bytes, int, tuple[SignatureSpot, ...]]:
    """The PDF of ``paper``, its number of pages and its places to sign."""
    spots: Spots = {}
    story = _Story(paper, face, spots).made()
    data, pages = build(paper.form, face, paper.marks, _properties(paper), story)
    return data, pages, tuple(spots[place] for place in sorted(spots))


def _properties(paper: Paper) -> Properties:
    return Properties(paper.title, paper.author, paper.subject)


class _Story(Story):
    """The flowables of the minutes, in order."""

    def __init__(self, paper: Paper, face: Typeface, spots: Spots) -> None:
        super().__init__(paper.form, face)
        self.paper = paper
        self.spots = spots

    def made(self) -> list[Flowable]:
        paper = self.paper
        blocks, appendices = self.flow(paper.blocks), self.appendices(paper.appendices)
        return [*self._title(), *blocks, *self._end(), *appendices]

    def _title(self) -> list[Flowable]:
        paper = self.paper
        room = self.room.width
        return [
            Heading(paper.form, self.face, paper.heading, room),
            Spacer(0, 20),
            self.centred(paper.type_name, self.styles.type_name),
            self.centred(paper.subject, self.styles.subject),
            BelowTitle(paper.form, self.face, paper.subject, room),
        ]

    def _end(self) -> list[Flowable]:
        """The last paragraph, the signatures and the recipients: on one page if it can be.

        More members' signatures than a page holds run on, never without company.
        """
        paper = self.paper
        room = self.room.width
        rows = [
            Signatures(paper.form, self.face, [row], room, self.spots)
            for row in signature_rows(paper.signatures)
        ]
        closing = text(self.styles.text, paper.closing.text, paper.closing.lead)
        first: list[Flowable] = [closing, Spacer(0, 10), rows[0]]
        whole = [*first, *rows[1:], *self._recipients()]
        page = self.room.height
        if sum(each.wrap(room, page)[1] + GAP for each in whole) <= page:
            return [KeepTogether(whole)]
        return [KeepTogether(first), *rows[1:-1], KeepTogether([rows[-1], *self._recipients()])]

    def _recipients(self) -> list[Flowable]:
        paper = self.paper
        if not paper.recipients:
            return []
        title = underlined if paper.form.recipients.title_style == "underlined" else text
        return [
            Spacer(0, 10),
            title(self.styles.recipients_title, "Nơi nhận:"),
            *(text(self.styles.recipients, f"- {line}") for line in paper.recipients),
        ]
