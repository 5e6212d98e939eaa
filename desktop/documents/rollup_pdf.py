"""The roll-up as PDF in the campaign's own form: the same tables as the workbook's, to sign."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from reportlab.platypus import Flowable, KeepTogether, Spacer

from db.queries.rollup import Rollup
from db.queries.rollup_years import Years
from db.records import Campaign, Role
from desktop.documents.blocks import (
    Block,
    Cell,
    Column,
    HeadingText,
    Level,
    Line,
    Marks,
    Note,
    Para,
    SignatureText,
    Table,
)
from desktop.documents.files import write_whole
from desktop.documents.fonts import typeface
from desktop.documents.forms import load_form
from desktop.documents.headings import BelowTitle, Heading
from desktop.documents.layout import Properties, area, build
from desktop.documents.office_workbook import OfficeColumn, OfficeSheet
from desktop.documents.rollup import over_line, rollup_sheets
from desktop.documents.rollup_years import DECIDED, PANEL
from desktop.documents.secrecy import refuse_secret
from desktop.documents.signatures import Signatures
from desktop.documents.story import Story
from desktop.documents.wording import DOTS, date_words, points, read_date

_TYPE: Final = "BẢNG TỔNG HỢP"
_SIZE: Final = 9.5
_MOST_NOTES: Final = 4
_SHORT: Final = {PANEL: "Tổ", DECIDED: "QĐ"}
_SIGNS: Final = "Tổ: Tổ thẩm định xếp loại; QĐ: xếp loại theo quyết định."


def write_rollup_pdf(
    found: Rollup, campaign: Campaign, path: Path, day: str, years: Years | None = None
) -> Path:
    """Writes it; ``day`` is the day it was made up, ISO.

    Raises SecretMarkError, FormUnknownError, FontMissingError, PaperFileError.
    """
    refuse_secret({"units": [unit.name for unit in found.units], "body": campaign.body})
    form, face = load_form(campaign.form), typeface()
    missing: set[str] = set()

    def readable(words: str) -> str:
        return face.readable(words, missing)

    layout = Story(form, face)
    room = area(form, wide=True).width
    subject = f"kết quả thẩm định của các đơn vị năm {campaign.year}"
    place_date = f"{readable(campaign.place) or DOTS}, {date_words(read_date(day), campaign.year)}"
    heading = HeadingText(
        readable(campaign.parent).upper(), readable(campaign.body).upper(), "", place_date
    )
    blocks: list[Block] = []
    for number, sheet in enumerate(rollup_sheets(found, campaign, years), start=1):
        blocks += _blocks(number, sheet, readable)
    company = _company(blocks)
    flowables = layout.flow(blocks, wide=True, size=_SIZE)
    signing = [
        (0, SignatureText(Role.SECRETARY, "", "NGƯỜI LẬP", "")),
        (1, SignatureText(Role.CHAIR, "", "PHỤ TRÁCH", "")),
    ]
    story: list[Flowable] = [
        Heading(form, face, heading, room),
        Spacer(0, 10),
        layout.centred(_TYPE, layout.styles.type_name, wide=True),
        layout.centred(subject, layout.styles.subject, wide=True),
        BelowTitle(form, face, subject, room),
        layout.centred(readable(over_line(found)), layout.styles.centred_italic, wide=True),
        *flowables[: len(flowables) - company],
        KeepTogether(
            [
                *flowables[len(flowables) - company :],
                Spacer(0, 10),
                Signatures(form, face, [tuple(signing)], room, {}),
            ]
        ),
    ]
    marks = Marks(draft=False, illustrative=found.illustrative, proof_code=None)
    properties = Properties(f"Tổng hợp kết quả năm {campaign.year}", campaign.body, subject)
    data, _ = build(form, face, marks, properties, story, wide=True)
    write_whole(path, data)
    return path


def _company(blocks: Sequence[Block]) -> int:
    """How many of the last blocks go over to another page with the signatures: never nothing."""
    notes = 0
    while notes < min(_MOST_NOTES, len(blocks)) and isinstance(blocks[-1 - notes], Note):
        notes += 1
    return notes


def _blocks(number: int, sheet: OfficeSheet, readable: Callable[[str], str]) -> list[Block]:
    columns = tuple(_column(column) for column in sheet.columns)
    lines = [Line(_cells(sheet, row, readable)) for row in sheet.rows]
    if sheet.total:
        lines.append(Line(_cells(sheet, sheet.total, readable), Level.TOTAL))
    title = sheet.titles[0].capitalize().replace("htxsnv", "HTXSNV")
    found: list[Block] = [Para("", f"{number}. {title}:"), Table(columns, tuple(lines))]
    if number == 1:
        found.append(Note(_SIGNS))
    return [*found, *(Note(readable(note)) for note in sheet.notes)]


def _column(column: OfficeColumn) -> Column:
    title = f"{_SHORT[column.group]}: {column.title}" if column.group else column.title
    if column.text:
        return Column(title, Cell.TEXT, weight=column.width / 30)
    return Column(title, Cell.NUMBER if column.title == "TT" else Cell.FIGURE)


def _cells(
    sheet: OfficeSheet, row: tuple[str | int | None, ...], readable: Callable[[str], str]
) -> tuple[str, ...]:
    return tuple(
        readable(value)
        if isinstance(value, str)
        else ""
        if value is None
        else points(value)
        if column.hundredths
        else str(value)
        for value, column in zip(row, sheet.columns, strict=True)
    )
