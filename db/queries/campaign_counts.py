"""How far a campaign is, in figures: one look at the picture, however many submissions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from db.book import Book
from db.concluding import concluded
from db.records import Campaign
from db.rules.bands import CLASSES

_FIGURES = (
    "submissions", "registered", "reported", "appraised", "undecided", "scored", "complete",
    "frozen", "ballots", "expected", "spread",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counts:
    """Over the submissions of a campaign: ``appraised`` are those that no rule bars,
    ``complete`` those of them with every ballot expected; ``ballots`` are valid ones of
    ``expected``; ``classes`` are the panel's, by :data:`db.rules.bands.CLASSES`."""

    submissions: int = 0
    registered: int = 0
    reported: int = 0
    appraised: int = 0
    undecided: int = 0
    scored: int = 0
    complete: int = 0
    frozen: int = 0
    ballots: int = 0
    expected: int = 0
    spread: int = 0
    classes: Mapping[str, int] = field(default_factory=dict)


def counts(book: Book, campaign: Campaign) -> Counts:
    """The counts alone, by one look at the picture."""
    row = book.connection.execute(
        "SELECT count(*), count(s.registered_on), coalesce(sum(s.has_report), 0), "
        "coalesce(sum(t.eligible IS NOT 0), 0), coalesce(sum(t.eligible IS NULL), 0), "
        "count(t.final), "
        "coalesce(sum(t.eligible IS NOT 0 AND t.ballots_expected > 0 "
        "AND t.ballots_valid >= t.ballots_expected), 0), "
        "(SELECT count(DISTINCT f.submission) FROM frozen f JOIN session n ON n.id = f.session "
        "WHERE n.campaign = ?1), "
        "coalesce(sum(t.ballots_valid), 0), coalesce(sum(t.ballots_expected), 0), "
        "coalesce(sum(t.wide <> ''), 0) "
        "FROM submission s LEFT JOIN tally t ON t.submission = s.id "
        "WHERE s.campaign = ?1 AND s.code IS NOT NULL",
        (campaign.id,),
    ).fetchone()
    classes = dict(
        book.connection.execute(
            "SELECT class, count(*) FROM tally t JOIN submission s ON s.id = t.submission "
            "WHERE t.campaign = ? AND class IS NOT NULL AND s.code IS NOT NULL GROUP BY class",
            (campaign.id,),
        ).fetchall()
    )
    for ident, said in concluded(book.connection, campaign.id).items():
        (ours,) = book.connection.execute(
            "SELECT class FROM tally WHERE submission = ?", (ident,)
        ).fetchone() or (None,)
        if ours is not None:  # the panel concludes only where there is a class at all
            classes[ours] -= 1
            classes[said.name] = classes.get(said.name, 0) + 1
    figures = dict(zip(_FIGURES, row, strict=True))
    return Counts(**figures, classes={name: classes.get(name, 0) for name in CLASSES})
