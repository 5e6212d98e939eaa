"""The novelty list of one submission."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from db import ballots, campaigns
from db.book import Book
from db.home import Home
from db.novelty_index import NoveltyIndex
from db.queries.similar import Novelty, Similar
from db.queries.similar import similar as read_similar
from db.rules.novelty import SHOWN, Span
from desktop.commands.outcome import Outcome
from desktop.novelty_words import FINDINGS, NONE, RELATIONS, likeness, shared_count


def similar(arguments: Namespace) -> Outcome:
    """The most similar submissions, with the passages that they share."""
    with Book.open(arguments.book, Home.default(), readonly=True) as book:
        campaign = campaigns.find(book.connection, arguments.year)
        ident = ballots.submission(book, campaign.id, arguments.code).id
        with NoveltyIndex(book) as index:
            index.refresh()
            found = read_similar(book, index, ident)
    payload = {
        "code": found.asked.code,
        "title": found.asked.title,
        "similar": [_row(found, each) for each in found.similar],
        "finding": found.finding or None,
        "basis": found.basis or None,
    }
    return Outcome(payload, _lines(found))


def _row(found: Novelty, each: Similar) -> dict[str, Any]:
    other = each.other
    return {
        "code": other.code,
        "year": other.year,
        "title": other.title,
        "subject": other.subject,
        "unit": other.unit,
        "relation": each.relation.value,
        "score": f"{each.score / 100:.2f}",
        "copied": each.copied,
        "passages": [
            {
                "field": SHOWN[shared.left.part],
                "text": _cut(found.asked.texts, shared.left),
                "other_field": SHOWN[shared.right.part],
                "other_text": _cut(other.texts, shared.right),
            }
            for shared in each.passages
        ],
    }


def _lines(found: Novelty) -> list[str]:
    lines = [f"Hồ sơ {found.asked.code}: {found.asked.title}"]
    for each in found.similar:
        other = each.other
        lines.append(
            f"{other.code} ({other.year}), {other.unit_name}: {other.title}; {likeness(each)}; "
            f"{RELATIONS[each.relation]}; {shared_count(each)}."
        )
        lines += [f"    “{_cut(found.asked.texts, shared.left)}”" for shared in each.passages]
    if not found.similar:
        lines.append(NONE)
    basis = f" ({found.basis})" if found.basis else ""
    lines.append(f"Kết luận của Tổ về tính mới: {FINDINGS.get(found.finding, 'khác')}{basis}.")
    return lines


def _cut(texts: tuple[str, ...], span: Span) -> str:
    return texts[span.part][span.start : span.end]
