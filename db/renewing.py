"""A registration taken over from an earlier campaign: what still runs is registered again with
the texts that it had, to be looked over; nothing of its report, marks or dates goes along."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Final

from db.book import Book
from db.change_log import Value
from db.operation import Changes
from db.queries.earlier import codes_after, former_targets
from db.records import Campaign

_TAKEN: Final = (
    "kind", "subject", "post", "unit", "is_head", "is_main", "title", "field", "content", "basis",
    "current_state", "novelty", "solution", "product", "scope", "schedule", "partners", "lead",
    "aims_excellent",
)  # fmt: skip


def renew(book: Book, campaign: Campaign, wanted: Sequence[bytes]) -> tuple[list[bytes], Changes]:
    """New registrations in the campaign, in the order of ``wanted``, as one step; each names what
    it goes on with. They have no day of registration until somebody types it. A target's
    baseline is what was reached last year where that was reported, else the former baseline;
    nothing is promised yet. Raises NoOfficeKeyError."""
    book.require_office()
    columns = ", ".join(f'"{name}"' for name in _TAKEN)
    rows = []
    for ident in wanted:
        found = book.connection.execute(
            f"SELECT {columns} FROM submission WHERE id = ?", (ident,)
        ).fetchone()
        if found is not None:
            rows.append((ident, dict(zip(_TAKEN, found, strict=True))))
    codes = codes_after(book, campaign, [str(values["kind"] or "") for _, values in rows])
    made = []
    with book.write() as operation:
        for code, (former, texts) in zip(codes, rows, strict=True):
            new = os.urandom(16)
            values: dict[str, Value] = {k: v for k, v in texts.items() if v not in (None, "")}
            head: dict[str, Value] = {
                "campaign": campaign.id, "code": code, "continues": former,
            }  # fmt: skip
            operation.set("submission", new, {**head, **values})
            for place, (name, measure, baseline) in enumerate(former_targets(book, former), 1):
                target: dict[str, Value] = {
                    "submission": new, "name": name, "measure": measure or None,
                    "baseline": baseline or None, "position": place,
                }  # fmt: skip
                operation.set("target", os.urandom(16), target)
            made.append(new)
    return made, operation.changes
