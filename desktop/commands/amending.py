"""Putting closed results right: amend, with its preview and its beginning."""

from __future__ import annotations

import datetime
from argparse import Namespace
from typing import Any

from db import amending, campaigns, correcting
from db.amendments import content_of, read_told
from db.book import Book
from db.errors import FreezeRefusedError
from db.freeze import left_out_of
from db.home import Home
from db.records import Campaign
from db.rules.differences import applied, turned
from desktop.amending_words import Change, changes, summary
from desktop.commands.outcome import Outcome, UsageError
from desktop.commands.papers import refused
from desktop.words import LEFT_OUT


def amend(arguments: Namespace) -> Outcome:
    """Amending minutes of closed results; refused with every obstacle and exit 1."""
    day = _day(arguments.date)
    with Book.open(arguments.book, Home.default(), readonly=arguments.preview) as book:
        if not arguments.preview:
            book.require_pen()
        campaign = campaigns.find(book.connection, arguments.year)
        if arguments.open:
            return _begin(book, campaign, arguments.session, arguments.reason)
        if arguments.preview:
            return _preview(book, campaign, arguments.session)
        try:
            made = amending.amend(
                book,
                campaign,
                arguments.session,
                arguments.reason,
                minutes_no=arguments.number,
                date=day,
            )
        except FreezeRefusedError as error:
            return refused(arguments.session, error, amending=True)
    said = made.body["amends"]
    told = read_told(said)
    old = applied(made.body, turned([each.difference for each in told]))
    found = changes(old, made.body, told)
    payload = {
        "session": made.session,
        "number": made.number,
        "proof_code": made.proof_code,
        "amended_code": said["code"],
        "submissions": len(made.body["submissions"]),
        "left_out": [
            {"code": code, "reason": LEFT_OUT[why]} for code, why in left_out_of(made.body)
        ],
        "changes": _listed(found),
        "refused": [],
    }
    lines = [
        f"Đã lập biên bản bổ sung lần {made.number} của cuộc họp số {made.session}: "
        f"{len(found)} chỗ thay đổi. Mã đối chiếu: {made.proof_code}",
        *summary(found),
    ]
    return Outcome(payload, lines)


def _begin(book: Book, campaign: Campaign, number: int, reason: str) -> Outcome:
    correcting.begin(book, campaign, number, reason)
    return Outcome(
        {"session": number, "open": True},
        [
            f"Cuộc họp số {number} đã cho sửa để bổ sung; kết quả đã chốt và mã đối chiếu giữ "
            "nguyên. Sửa xong hãy lập biên bản bổ sung."
        ],
    )


def _preview(book: Book, campaign: Campaign, number: int) -> Outcome:
    found = amending.outlook(book, campaign, number)
    read = changes(content_of(found.snapshot.body), found.body, found.told)
    payload = {
        "session": number,
        "number": found.number,
        "proof_code": None,
        "changes": _listed(read),
    }
    first = f"Kết quả cuộc họp số {number} đã thay đổi {len(read)} chỗ sau khi ký hoặc gửi đi."
    return Outcome(payload, [first, *summary(read)])


def _listed(found: list[Change]) -> list[dict[str, Any]]:
    return [
        {
            "about": each.about,
            "what": each.what,
            "old": each.old,
            "new": each.new,
            "who": each.who,
            "why": each.why,
        }
        for each in found
    ]


def _day(text: str | None) -> str | None:
    """An ISO date as given. Raises UsageError."""
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UsageError(
            f"Ngày “{text}” không đọc được; hãy ghi theo dạng 2023-12-05."
        ) from error
