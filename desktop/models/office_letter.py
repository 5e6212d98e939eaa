"""Letters of the office in one press, PDF and Word beside each other: chasing who is late."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from db.errors import ThamdinhError
from db.queries.office_papers import OfficeFacts, Owing, signer_of
from db.queries.status import status
from db.rules.deadlines import REGISTRATION, REPORT
from db.year_rules import read
from desktop.session import Outcome, Session


def write_reminders(session: Session, owing: Sequence[Owing], folder: Path) -> Outcome:
    """The letter to those that owe: ``value`` is the list of files. The book is only read."""
    from desktop.documents.office_letters import (
        campaign_body,
        write_reminders,
        write_reminders_word,
    )

    campaign = session.campaign
    assert campaign is not None
    rules = read(session.book.connection, campaign)
    due = tuple(d for kind in (REGISTRATION, REPORT) if (d := rules.deadline(kind)) is not None)
    office = OfficeFacts(
        campaign=campaign,
        illustrative=session.illustrative,
        received=status(session.book, campaign),
        owing=tuple(owing),
        briefs=(),
        signer=signer_of(session.book, campaign),
        due=due,
    )
    body = campaign_body(campaign, illustrative=session.illustrative)
    stem = folder / free_stem(folder, f"cong-van-don-doc-{campaign.year}")
    try:
        pdf = write_reminders(body, stem.with_suffix(".pdf"), office).path
        word = write_reminders_word(body, stem.with_suffix(".docx"), office)
    except (ThamdinhError, OSError) as error:
        return Outcome(False, error=error)
    return Outcome(True, [pdf, word])


def free_stem(folder: Path, stem: str) -> str:
    """A name that no file of the folder has: a letter sent earlier is not written over."""
    number, found = 1, stem
    while any((folder / f"{found}{end}").exists() for end in (".pdf", ".docx")):
        number += 1
        found = f"{stem}-{number}"
    return found
