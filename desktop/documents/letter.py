"""Lays out letters as PDF: heading, to whom, text, recipients left and signature right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, NextPageTemplate, PageBreak, Spacer

from desktop.documents.blocks import Letter, Letters, Para, SignerText
from desktop.documents.errors import PaperEmptyError
from desktop.documents.files import write_whole
from desktop.documents.fonts import Typeface
from desktop.documents.forms import Form
from desktop.documents.headings import BelowTitle, Heading
from desktop.documents.layout import TALL, NewPaper, Numbering, Properties, build
from desktop.documents.measure import width, wrap, wrap_evenly
from desktop.documents.running_text import text
from desktop.documents.story import GAP, Story

_SHARE: Final = 0.46  # of the width for the recipients, the rest for the signature


@dataclass(frozen=True, slots=True)
class WrittenLetters:
    """The file, how many letters and pages, signs without a glyph."""

    path: Path
    letters: int
    pages: int
    missing: tuple[str, ...]


def write_letters(
    letters: Letters, path: Path, face: Typeface, missing: set[str], paper: str
) -> WrittenLetters:
    """Writes them into one file; ``paper`` is its name in the registry.

    Raises PaperEmptyError where there is none, PaperFileError.
    """
    if not letters.letters:
        raise PaperEmptyError(paper=paper)
    data, pages = letters_pdf(letters, face)
    write_whole(path, data)
    return WrittenLetters(path, len(letters.letters), pages, tuple(sorted(missing)))


def letters_pdf(letters: Letters, face: Typeface) -> tuple[bytes, int]:
    """The PDF and its number of pages; same input, same bytes."""
    numbering = Numbering()
    mirrored = letters.marks.mirrored
    story: list[Flowable] = []
    for letter in letters.letters:
        if story:
            story += [
                NewPaper(numbering, counts=True),
                NextPageTemplate(TALL),
                PageBreak(),
                NewPaper(numbering, counts=False, mirrored=mirrored),
            ]
        story += _Letter(letters.form, face, letter).made()
    properties = Properties(letters.title, letters.author)
    return build(letters.form, face, letters.marks, properties, story, numbering)


class _Letter(Story):
    """The flowables of one letter, in order."""

    def __init__(self, form: Form, face: Typeface, letter: Letter) -> None:
        super().__init__(form, face)
        self.letter = letter

    def made(self) -> list[Flowable]:
        blocks = self.letter.blocks
        return [
            Heading(self.form, self.face, self.letter.heading, self.room.width),
            Spacer(0, 20),
            *self._title(),
            *self._addressed(),
            *self.flow(blocks[:-1]),
            *self._end(),
            *self.appendices(self.letter.appendices),
        ]

    def _title(self) -> list[Flowable]:
        letter = self.letter
        if not letter.type_name:
            return []
        return [
            self.centred(letter.type_name, self.styles.type_name),
            self.centred(letter.subject, self.styles.subject),
            BelowTitle(self.form, self.face, letter.subject, self.room.width),
        ]

    def _addressed(self) -> list[Flowable]:
        first, *whom = self.letter.addressed
        return [Addressed(self.form, self.face, first, whom, self.room.width), Spacer(0, GAP)]

    def _end(self) -> list[Flowable]:
        last = self.letter.blocks[-1]
        closing = self.flow([last]) if not isinstance(last, Para) else []
        if isinstance(last, Para):
            closing = [text(self.styles.text, last.text, last.lead)]
        signing = Signing(
            self.form, self.face, self.letter.recipients, self.letter.signer, self.room.width
        )
        return [KeepTogether([*closing, Spacer(0, 12), signing])]


class Addressed(Flowable):
    """"Kính gửi:" in italics, to one in the same line, to several in a list below it."""

    def __init__(
        self, form: Form, face: Typeface, first: str, whom: Sequence[str], room: float
    ) -> None:
        super().__init__()
        size = form.text.size
        self.face, self.size, self.leading = face, size, form.text.leading
        self.first = first
        self.font = face.italic if form.side == "party" else face.regular
        self.at = width(first + " ", self.font, size)
        several = len(whom) > 1
        indent = 20 * mm
        self.lines: list[str] = []
        for place, each in enumerate(whom, start=1):
            sign = ";" if form.recipients.separator == ";" else ","
            end = (sign if place < len(whom) else ".") if several else ""
            start = "- " if several else ""
            room_left = room - 2 * indent - self.at
            self.lines += wrap(f"{start}{each}{end}", face.regular, size, room_left)
        widest = max((width(line, face.regular, size) for line in self.lines), default=0.0)
        self.left = max(indent, (room - self.at - widest) / 2)
        if several:
            self.left = indent
        self.width, self.height = room, max(len(self.lines), 1) * self.leading

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        y = self.height - self.size
        canvas.setFont(self.font, self.size)
        canvas.drawString(self.left, y, self.first)
        canvas.setFont(self.face.regular, self.size)
        for line in self.lines:
            canvas.drawString(self.left + self.at, y, line)
            y -= self.leading


class Signing(Flowable):
    """Nơi nhận on the left, authority, title, room to sign and name on the right."""

    def __init__(
        self,
        form: Form,
        face: Typeface,
        recipients: Sequence[str],
        signer: SignerText,
        room: float,
    ) -> None:
        super().__init__()
        self.form, self.face, self.room = form, face, room
        self.signer = signer
        self.left = _SHARE * room
        self._recipients = recipients
        self._right = self._right_lines()
        self._list = self._left_lines()
        self.width = room
        self.height = max(self._right[-1][0] + 6, self._list[-1][0] + 4 if self._list else 0)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    def _right_lines(self) -> list[tuple[float, str, str, float]]:
        """(depth of the baseline, text, font, size); the name last."""
        form, face = self.form.signature, self.face
        limit = self.room - self.left - 4 * mm
        depth = 0.0
        lines = []
        for words, bold in self.signer.lines:
            font = face.bold if bold else face.regular
            for line in wrap_evenly(words, font, form.title_size, limit):
                depth += form.title_size + 3
                lines.append((depth, line, font, form.title_size))
        depth += form.space * mm
        for line in wrap_evenly(self.signer.name, face.bold, form.name_size, limit) or ("",):
            depth += form.name_size + 3
            lines.append((depth, line, face.bold, form.name_size))
        return lines

    def _left_lines(self) -> list[tuple[float, str, str, float]]:
        form, face = self.form.recipients, self.face
        if not self._recipients:
            return []
        title_font = face.bold_italic if form.title_style == "bold italic" else face.regular
        depth = form.title_size + 3
        lines = [(depth, "Nơi nhận:", title_font, form.title_size)]
        for each in self._recipients:
            for line in wrap(f"- {each}", face.regular, form.list_size, self.left - 6 * mm):
                depth += form.list_size + 2.5
                lines.append((depth, line, face.regular, form.list_size))
        return lines

    def draw(self) -> None:
        canvas = self.canv
        for place, (depth, line, font, size) in enumerate(self._list):
            canvas.setFont(font, size)
            canvas.drawString(0, self.height - depth, line)
            if not place and self.form.recipients.title_style == "underlined":
                canvas.setLineWidth(0.7)
                y = self.height - depth - 2
                canvas.line(0, y, width(line, font, size), y)
        middle = (self.left + self.room) / 2
        for depth, line, font, size in self._right:
            canvas.setFont(font, size)
            canvas.drawCentredString(middle, self.height - depth, line)
