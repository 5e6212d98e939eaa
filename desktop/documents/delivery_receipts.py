"""Giấy biên nhận for deliveries: one packet, a page for each unit that sent something."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from reportlab.platypus import Flowable, Spacer

from db.queries.desk import Desk, DeskDelivery, DeskUnit
from db.records import Campaign, Role
from db.rules.bands import CLASSES
from desktop.delivery_words import FLAGS, SOURCES, difference_words
from desktop.documents.blocks import HeadingText, Marks, SignatureText
from desktop.documents.files import write_whole
from desktop.documents.fonts import Typeface, typeface
from desktop.documents.forms import Form, load_form
from desktop.documents.headings import BelowTitle, Heading
from desktop.documents.layout import Properties, area, draw_margins, new_canvas, styles
from desktop.documents.running_text import centred, text
from desktop.documents.secrecy import refuse_secret
from desktop.documents.sheet import Sheet
from desktop.documents.signatures import Signatures
from desktop.documents.wording import (
    DOTS,
    count,
    date_figures,
    date_words,
    ended,
    listed,
    read_date,
)

_TYPE: Final = "GIẤY BIÊN NHẬN"
_TOLD: Final = ("undecided", "totals_only", "illustrative", "clock_ahead")
"""What the unit itself should read; the rest is for the desk."""


def write_delivery_receipts(
    desk: Desk, campaign: Campaign, path: Path, day: str
) -> Path | None:
    """Writes the packet; ``day`` is today, ISO. None where nothing came.

    Raises SecretMarkError, FormUnknownError, FontMissingError, PaperFileError.
    """
    units = [unit for unit in desk.units if any(one.counts for one in unit.deliveries)]
    if not units:
        return None
    refuse_secret({"units": [unit.name for unit in units], "body": campaign.body})
    form, face = load_form(campaign.form), typeface()
    missing: set[str] = set()

    def readable(words: str) -> str:
        return face.readable(words, missing)

    title = f"Giấy biên nhận kết quả thẩm định năm {campaign.year}"
    target = io.BytesIO()
    canvas = new_canvas(target, face, Properties(title, campaign.body, _TYPE))
    for unit in units:
        marks = Marks(draft=False, illustrative="illustrative" in unit.flags, proof_code=None)
        sheet = Sheet(canvas, area(form), partial(draw_margins, canvas, form, face, marks))
        sheet.start()  # pages are numbered within each receipt
        for flowable in _page(unit, campaign, form, face, day, readable):
            if flowable.getSpaceBefore():
                sheet.skip(flowable.getSpaceBefore())
            sheet.put(flowable)
        sheet.end()
    canvas.save()
    write_whole(path, target.getvalue())
    return path


def sentences(unit: DeskUnit, campaign: Campaign) -> tuple[str, ...]:
    """The paragraphs of one unit's receipt."""
    found = [
        f"{campaign.body} đã nhận của {unit.name} (mã đơn vị {unit.code}) kết quả thẩm định "
        f"mô hình mới, cách làm sáng tạo năm {campaign.year}:"
    ]
    for one in unit.deliveries:
        if one.counts:
            found += _delivery(one)
    if unit.fingerprints:
        prints = listed(unit.fingerprints, " và ")
        found.append(ended(f"- Dấu vân tay khóa cơ quan của đơn vị: {prints}"))
    if unit.newer_exists:
        found.append("- Bản gửi trước của cùng cuộc họp được thay bằng bản ghi trên.")
    return tuple(found)


def _delivery(one: DeskDelivery) -> Iterator[str]:
    which = f"Cuộc họp số {one.number}, biên bản" if one.number else "Biên bản"
    held = read_date(one.date)
    number = one.minutes_no or "chưa ghi số"
    day = f" ngày {date_figures(held)}" if held else ""
    came = datetime.fromtimestamp(one.came / 1000)
    arrived = f"{came.hour:02d} giờ {came.minute:02d} ngày {date_figures(came.date())}"
    yield ended(
        f"- {which} {number}{day}: {count(one.submissions)} hồ sơ, "
        f"nhận bằng {SOURCES[one.source]} lúc {arrived}"
    )
    said = one.listed if "totals_only" not in one.flags else one.stated
    if said is not None:
        yield ended(f"- Tổ thẩm định xếp loại: {_classes(said.classes)}")
        if one.decision:
            yield ended(f"- Theo Quyết định {one.decision}: {_classes(said.decided)}")
    if one.proof_code:
        yield ended(f"- Mã đối chiếu: {one.proof_code}")
    notes = [FLAGS[flag] for flag in one.flags if flag in _TOLD]
    notes += [difference_words(difference) for difference in one.differences]
    if notes:
        yield ended(f"- Lưu ý: {'; '.join(notes)}")


def _classes(counted: Mapping[str, int]) -> str:
    return listed(f"{name} {count(counted.get(name, 0))}" for name in CLASSES)


def _page(
    unit: DeskUnit,
    campaign: Campaign,
    form: Form,
    face: Typeface,
    day: str,
    readable: Callable[[str], str],
) -> list[Flowable]:
    style, room = styles(form, face), area(form)
    subject = f"kết quả thẩm định mô hình mới, cách làm sáng tạo năm {campaign.year}"
    place_date = f"{readable(campaign.place) or DOTS}, {date_words(read_date(day), campaign.year)}"
    heading = HeadingText(
        readable(campaign.parent).upper(), readable(campaign.body).upper(), "", place_date
    )
    signing = [
        (0, SignatureText(Role.SECRETARY, "", "NGƯỜI NỘP", "")),
        (1, SignatureText(Role.CHAIR, "", "NGƯỜI NHẬN", "")),
    ]
    return [
        Heading(form, face, heading, room.width),
        Spacer(0, 20),
        centred(style.type_name, _TYPE, room.width),
        centred(style.subject, subject, room.width),
        BelowTitle(form, face, subject, room.width),
        *(text(style.text, readable(words)) for words in sentences(unit, campaign)),
        Spacer(0, 14),
        Signatures(form, face, [tuple(signing)], room.width, {}),
    ]
