"""From results to paper: freeze, unfreeze, papers."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db import campaigns
from db import freeze as freezing
from db.amending import signing_papers
from db.amendments import amendments
from db.book import Book
from db.errors import FreezeRefusedError
from db.home import Home
from db.paper_bodies import PaperBody
from db.queries.office_papers import office_facts
from db.queries.trace import session_traces
from db.record import record_of
from db.sessions import find, standing_snapshot
from desktop.commands.outcome import Outcome, UsageError
from desktop.faults import obstacle
from desktop.words import LEFT_OUT

if TYPE_CHECKING:
    from desktop.documents.own_template import Mapped
    from desktop.documents.papers import Signing


def freeze(arguments: Namespace) -> Outcome:
    """Chốt để ký; refused with every obstacle and exit 1."""
    with Book.open(arguments.book, Home.default()) as book:
        book.require_pen()
        campaign = campaigns.find(book.connection, arguments.year)
        try:
            frozen = freezing.freeze(book, campaign, arguments.session)
        except FreezeRefusedError as error:
            return refused(arguments.session, error)
    left_out = [{"code": code, "reason": LEFT_OUT[why]} for code, why in frozen.left_out]
    payload = {
        "session": frozen.session,
        "proof_code": frozen.proof_code,
        "submissions": frozen.submissions,
        "left_out": left_out,
        "refused": [],
    }
    lines = [
        f"Đã chốt cuộc họp số {frozen.session}: {frozen.submissions} hồ sơ. "
        f"Mã đối chiếu: {frozen.proof_code}",
        *(f"Để lại {row['code']}: {row['reason']}." for row in left_out),
    ]
    return Outcome(payload, lines)


def refused(session: int, error: FreezeRefusedError, *, amending: bool = False) -> Outcome:
    """What stands in the way of freezing, or of amending; exit 1."""
    reasons = list(dict.fromkeys(obstacle(*each) for each in error.facts["obstacles"]))
    left_out = [
        {"code": code, "reason": LEFT_OUT[why]}
        for code, why in error.facts["left_out"]
    ]
    payload = {
        "session": session,
        "proof_code": None,
        "submissions": 0,
        "left_out": left_out,
        "refused": reasons,
    }
    what = "lập được biên bản bổ sung của" if amending else "chốt được"
    complaint = f"Chưa {what} cuộc họp số {session}: {' '.join(reasons)}"
    return Outcome(payload, [], 1, complaint)


def unfreeze(arguments: Namespace) -> Outcome:
    """Mở chốt with its reason."""
    with Book.open(arguments.book, Home.default()) as book:
        book.require_pen()
        campaign = campaigns.find(book.connection, arguments.year)
        session = find(book.connection, campaign, arguments.session)
        taken_back = amendments(book.connection, session.id)
        freezing.unfreeze(book, campaign, arguments.session, arguments.reason)
    said = f"Đã mở chốt cuộc họp số {arguments.session}; mã đối chiếu cũ không còn giá trị."
    if taken_back:  # what it amended stands again
        said = (
            f"Đã thu hồi biên bản bổ sung lần {taken_back[-1].number} của cuộc họp số "
            f"{arguments.session}; mã đối chiếu của nó không còn giá trị."
        )
    return Outcome({"session": arguments.session, "unfrozen": True}, [said])


def papers(arguments: Namespace) -> Outcome:
    """Writes the papers of a session: drafts before freezing, signing copies after."""
    from desktop.documents.papers import PAPERS, write_papers

    only = [word.strip() for word in arguments.only.split(",") if word.strip()] or None
    files_of = {paper.file for paper in PAPERS.values()}
    unknown = [name for name in only or [] if name not in PAPERS and name not in files_of]
    if unknown:
        raise UsageError(f"Không có giấy tờ “{unknown[0]}”; các loại: {', '.join(PAPERS)}.")
    mapped = _mapped(arguments)
    with Book.open(arguments.book, Home.default(), readonly=True) as book, book.reading():
        campaign = campaigns.find(book.connection, arguments.year)
        body, code = freezing.body_of(book, campaign, arguments.session)
        wanted = only is None or {"trace", "trace.pdf"} & set(only)
        traces = session_traces(book, campaign, body) if wanted else []
        office = office_facts(book, campaign, body)
        snapshot = standing_snapshot(
            book.connection, find(book.connection, campaign, arguments.session).id
        )
        record = None if snapshot is None else record_of(book, snapshot)
        first, amending, before = signing_papers(book, campaign, arguments.session)
        minutes, amendment = (_signing(book, paper) for paper in (first, amending))
        earlier = [made for paper in before if (made := _signing(book, paper)) is not None]
    missing: set[str] = set()
    files = write_papers(
        body,
        arguments.out,
        proof_code=code,
        only=only,
        traces=lambda: traces,
        record=record,
        office=lambda: office,
        mirrored=arguments.duplex,
        packet=arguments.packet,
        minutes=minutes,
        amendment=amendment,
        earlier=earlier,
        written=lambda result: missing.update(getattr(result, "missing", ())),
    )
    if mapped is not None:
        files.append(_fill(arguments, body, mapped))
    state = f"Mã đối chiếu: {code}" if code else "Chưa chốt nên mọi trang ghi DỰ THẢO."
    return Outcome(
        {"files": [str(path) for path in files], "draft": code is None, "proof_code": code},
        [
            f"Đã ghi {len(files)} tệp vào {arguments.out}: {', '.join(p.name for p in files)}.",
            state,
            *_without_glyph(missing),
        ],
    )


def _signing(book: Book, paper: PaperBody | None) -> Signing | None:
    """A paper to sign with its code and record; a draft has neither."""
    from desktop.documents.papers import Signing

    if paper is None:
        return None
    if paper.snapshot is None:
        return Signing(paper.body, None)
    return Signing(
        paper.body, freezing.code_of(paper.snapshot), record_of(book, paper.snapshot)
    )


def _mapped(arguments: Namespace) -> Mapped | None:
    """Which cells of ``--template`` hold what; ``--map`` is kept for the next time. None where
    no template is to be filled."""
    from desktop.documents import own_template
    from desktop.documents.errors import TemplateError

    if arguments.template is None:
        return None
    home = Home.default()
    if not arguments.map:
        known = own_template.remembered(home, arguments.template)
        if known is None:
            raise TemplateError(path=str(arguments.template), cell="", detail="unmapped")
        return known
    mapped = own_template.read_mapping(arguments.map, arguments.sheet)
    own_template.remember(home, arguments.template, mapped)
    return mapped


def _fill(arguments: Namespace, body: dict[str, Any], mapped: Mapped) -> Path:
    """Fills an upper level's own workbook beside the papers."""
    from desktop.documents.own_template import fill_template

    out = arguments.out / f"{arguments.template.stem}-da-dien.xlsx"
    return fill_template(body, arguments.template, mapped, out)


def _without_glyph(missing: set[str]) -> list[str]:
    if not missing:
        return []
    shown = " ".join(sorted(missing))
    return [f"Phông chữ không có các ký tự sau nên in thành ô trống □: {shown}"]
