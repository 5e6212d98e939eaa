"""The answers to units on their registrations, PDF and Word in one press. The book is only read."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from db.errors import ThamdinhError
from db.queries.office_papers import signer_of
from db.queries.rechecks import registrations
from db.rules.recheck import NO
from desktop.field_words import CHECKS
from desktop.models.office_letter import free_stem
from desktop.session import Outcome, Session


def write_answers(session: Session, wanted: Collection[bytes], folder: Path) -> Outcome:
    """A letter to each unit on those of the registrations that have an outcome: ``value`` is the
    list of files, empty where none has one."""
    from desktop.documents.content_recheck import Answered
    from desktop.documents.office_letters import campaign_body, write_recheck

    campaign = session.campaign
    assert campaign is not None
    rows = [
        Answered(
            one.unit_name, one.subject, one.post, one.code, one.title, one.outcome, one.note,
            tuple(CHECKS[q].lower() for q, answer in one.answers if answer == NO),
        )
        for one in registrations(session.book, session.around)
        if one.outcome and one.id in wanted
    ]  # fmt: skip
    if not rows:
        return Outcome(True, [])
    rows.sort(key=lambda row: (row.unit_name, row.code))
    body = campaign_body(campaign, illustrative=session.illustrative)
    stem = folder / free_stem(folder, f"phieu-tra-loi-dang-ky-{campaign.year}")
    try:
        return Outcome(
            True, list(write_recheck(body, stem, rows, signer_of(session.book, campaign)))
        )
    except (ThamdinhError, OSError) as error:
        return Outcome(False, error=error)
