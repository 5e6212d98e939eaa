"""The intake desk: who sent what, and its papers."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from db import campaigns
from db.book import Book
from db.home import Home
from db.queries.desk import Desk, DeskDelivery, DeskUnit
from db.queries.desk import desk as read_desk
from db.queries.expected import expected_units
from db.queries.rollup import Rollup, Target, rollup
from db.queries.rollup_years import Figures, Years, years
from db.records import Campaign
from db.rules.bands import CLASSES
from db.rules.points import dotted
from desktop.commands.outcome import Outcome
from desktop.delivery_words import FLAGS, SOURCES, STATES, refusal


def desk(arguments: Namespace) -> Outcome:
    """The grid by unit; with --out also receipts, chase list and roll-up."""
    files: list[Path] = []
    with Book.open(arguments.book, Home.default(), readonly=True) as book, book.reading():
        campaign = campaigns.find(book.connection, arguments.year)
        found = read_desk(book, campaign)
        figures = rollup(book, campaign)
        earlier = years(book, campaign, figures)
        if arguments.out:
            files += _papers(campaign, arguments.out, figures, earlier)
        if arguments.forms:
            files += _forms(book, campaign, arguments.forms)
        targets = figures.targets
    payload = {
        "units": [_unit(unit) for unit in found.units],
        "strays": [
            {"name": one.name, "reason": refusal(one.code, one.facts)} for one in found.strays
        ],
        "missing": sorted(unit.code for unit in found.missing),
        "targets": [_target(one) for one in targets],
        "years": _years(earlier),
        "files": [str(path) for path in files],
    }
    return Outcome(payload, _grid(found, files))


def _papers(campaign: Campaign, out: Path, figures: Rollup, earlier: Years) -> list[Path]:
    from desktop.documents.chase_list import write_chase_list, write_chase_workbook
    from desktop.documents.delivery_receipts import write_delivery_receipts
    from desktop.documents.rollup import write_rollup
    from desktop.documents.rollup_pdf import write_rollup_pdf

    grid, marked = figures.desk, figures.illustrative
    today = date.today().isoformat()
    receipts = write_delivery_receipts(grid, campaign, out / "receipts.pdf", today)
    return [
        *([receipts] if receipts else []),
        write_chase_list(grid, campaign, out / "chase.pdf", today, illustrative=marked),
        write_chase_workbook(grid, campaign, out / "chase.xlsx", illustrative=marked),
        write_rollup(figures, campaign, out / "rollup.xlsx", earlier),
        write_rollup_pdf(figures, campaign, out / "rollup.pdf", today, earlier),
    ]


def _forms(book: Book, campaign: Campaign, out: Path) -> list[Path]:
    from desktop.documents.unit_form import form_name, write_unit_form

    return [
        write_unit_form(campaign, unit, out / form_name(campaign, unit))
        for unit in expected_units(book, campaign)
    ]


def _unit(unit: DeskUnit) -> dict[str, Any]:
    return {
        "code": unit.code,
        "name": unit.name,
        "expected": unit.expected,
        "state": unit.state,
        "fingerprints": list(unit.fingerprints),
        "flags": list(unit.flags),
        "duplicates": unit.duplicates,
        "newer_exists": unit.newer_exists,
        "deliveries": [_delivery(one) for one in unit.deliveries],
        "files": [
            {
                "name": one.name,
                "verdict": one.verdict,
                "reason": refusal(one.code, one.facts) if one.code else None,
            }
            for one in unit.files
        ],
    }


def _delivery(one: DeskDelivery) -> dict[str, Any]:
    return {
        "session": one.number or None,
        "source": one.source,
        "seq": one.seq,
        "proof_code": one.proof_code or None,
        "submissions": one.submissions,
        "decision": one.decision or None,
        "counts": one.counts,
        "flags": list(one.flags),
        "differences": [
            {"what": d.what, "class": d.grade or None, "stated": d.stated, "listed": d.listed}
            for d in one.differences
        ],
    }


def _target(one: Target) -> dict[str, Any]:
    percent = one.share.percent
    return {
        "target": one.code,
        "numerator": one.share.numerator,
        "denominator": one.share.denominator,
        "percent": None if percent is None else dotted(percent),
        "least": one.share.least,
        "met": one.share.met,
        "units": one.units,
    }


def _years(found: Years) -> list[dict[str, Any]]:
    """The years with deliveries, the latest first; units are those of today."""
    return [
        {
            "year": line.year,
            "sent": line.sent,
            "expected": line.expected,
            **_figures(line.figures),
            "targets": [_target(one) for one in line.targets],
            "units": [
                {"code": unit.code, **_figures(unit.by_year[line.year])}
                for unit in found.units
                if line.year in unit.by_year
            ],
            "unplaced": list(loose.names) if (loose := found.loose.get(line.year)) else [],
        }
        for line in found.years
    ]


def _figures(found: Figures) -> dict[str, Any]:
    return {
        "registered": found.registered,
        "submissions": found.classes.submissions,
        "panel": {name: found.classes.panel[name] for name in CLASSES},
        "decided": {name: found.classes.decided[name] for name in CLASSES},
        "sent_back": found.classes.sent_back,
    }


def _grid(found: Desk, files: Sequence[Path]) -> list[str]:
    lines = []
    for unit in found.units:
        notes = [FLAGS[flag] for flag in unit.flags]
        if unit.newer_exists:
            notes.append("có bản mới hơn thay bản trước")
        if unit.duplicates:
            notes.append(f"{unit.duplicates} tệp trùng")
        how = "; ".join(_how(one) for one in unit.deliveries if one.counts)
        tail = " · ".join(part for part in (STATES[unit.state], how, ", ".join(notes)) if part)
        lines.append(f"{unit.code:10} {unit.name}: {tail}")
    lines += [f"{one.name}: {refusal(one.code, one.facts)}" for one in found.strays]
    lines.append(
        f"Đã gửi: {found.expected - len(found.missing)}/{found.expected} đơn vị; "
        f"chưa gửi: {', '.join(sorted(u.code for u in found.missing)) or 'không có'}."
    )
    if files:
        lines.append(f"Đã ghi {len(files)} tệp: {', '.join(path.name for path in files[:6])}.")
    return lines


def _how(one: DeskDelivery) -> str:
    came = datetime.fromtimestamp(one.came / 1000)
    code = f", mã đối chiếu {one.proof_code}" if one.proof_code else ""
    return f"{SOURCES[one.source]}, {one.submissions} hồ sơ, {came:%d/%m/%Y %H:%M}{code}"
