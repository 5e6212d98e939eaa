"""What the ballots of each submission add up to, kept in the picture.

Only the submissions that a write touched are counted again, so the work after one ballot
does not depend on how many submissions there are. All arithmetic is in ``db.rules``.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from itertools import islice
from typing import Any

from db import rounds
from db.ballot_picture import scale_of
from db.dirty import Dirty
from db.records import Rubric, Settings, SubjectKind, Submission, Tally
from db.rules import bands, eligibility, rulings, totals
from db.rules.eligibility import Verdict
from db.scorers import Scorers as Scorers
from db.sessions import Agenda
from db.surroundings import Surroundings, campaigns

_CODE = "(SELECT code FROM submission WHERE id = ?1)"
_INSERT = f"INSERT OR REPLACE INTO tally VALUES ({'?, ' * 17}{_CODE})"
_TOGETHER = 200  # submissions read in one query: memory stays bounded
_MANY = 16  # units; beyond that a whole campaign is counted sooner


def apply_all(connection: sqlite3.Connection) -> None:
    """Counts every submission of every campaign."""
    dirty = Dirty(connection)
    dirty.campaigns.update(c for (c,) in connection.execute("SELECT id FROM campaign"))
    apply_dirty(connection, dirty)


def apply_dirty(connection: sqlite3.Connection, dirty: Dirty) -> None:
    """Counts what is dirty."""
    if not (dirty.submissions or dirty.campaigns or dirty.units or dirty.attended):
        return
    known = {c.id: c for c in campaigns(connection)}
    whole = set(dirty.campaigns)
    whole.update(
        c for c in dirty.attended if c in known and not known[c].settings.absent_ballot_counts
    )
    single = set(dirty.submissions)
    if len(dirty.units) > _MANY:
        whole.update(campaign for campaign, _ in dirty.units)
    else:
        for pair in dirty.units:
            found = connection.execute(
                "SELECT id FROM submission WHERE campaign = ? AND unit = ?", pair
            )
            single.update(ident for (ident,) in found)
    for campaign in whole:
        connection.execute("DELETE FROM tally WHERE campaign = ?", (campaign,))
        if campaign in known:
            _count(connection, Surroundings(connection, known[campaign]), None)
        else:
            connection.execute(_UNSTALE + "IN (SELECT id FROM submission WHERE campaign = ?)",
                               (campaign,))  # fmt: skip
    listed: dict[bytes, list[bytes]] = {}
    for ident in sorted(single):
        row = connection.execute("SELECT campaign FROM submission WHERE id = ?", (ident,))
        (of,) = row.fetchone() or (None,)
        if of not in known:
            connection.execute("DELETE FROM tally WHERE submission = ?", (ident,))
            connection.execute(_UNSTALE + "= ?", (ident,))
        elif of not in whole:
            listed.setdefault(of, []).append(ident)
    for campaign, idents in listed.items():
        _count(connection, Surroundings(connection, known[campaign]), idents)


# Without a campaign there is no rubric that a ballot could differ from.
_UNSTALE = "UPDATE ballot_state SET status = 'valid' WHERE status = 'stale' AND submission "


def submissions(
    connection: sqlite3.Connection, campaign: bytes, idents: Iterable[bytes] | None = None
) -> Iterable[Submission]:
    """Submissions of a campaign as the rules see them, all or those named."""
    columns = (
        "SELECT id, code, kind, title, subject, post, unit, is_head, field, registered_on, "
        "reported_on, has_report, self_class, alternative_basis, withdrawn, ruling, ruling_rules, "
        "ruling_document, ruling_date, ruling_reason, "
        "EXISTS(SELECT 1 FROM ground g WHERE g.submission = submission.id) FROM submission "
    )
    if idents is None:  # their ids alone, so that memory hardly grows with the campaign
        in_order = connection.execute(
            "SELECT id FROM submission WHERE campaign = ? ORDER BY code, id", (campaign,)
        )
        idents = [ident for (ident,) in in_order]
    coming = iter(idents)
    while some := list(islice(coming, _TOGETHER)):
        named = f"IN ({', '.join('?' * len(some))})"
        rows = {
            row[0]: row for row in connection.execute(f"{columns}WHERE id {named}", some).fetchall()
        }
        marks: dict[bytes, dict[str, int]] = {}
        for ident, criterion, mark in connection.execute(
            f"SELECT submission, criterion, mark FROM self_mark WHERE submission {named}", some
        ):
            marks.setdefault(ident, {})[criterion] = mark
        for ident in some:
            if ident in rows:
                yield _submission(rows[ident], marks.get(ident, {}))


def _submission(row: tuple[Any, ...], marks: dict[str, int]) -> Submission:
    (ident, code, kind, title, subject, post, unit, is_head, field, registered_on, reported_on,
     has_report, self_class, alternative_basis, withdrawn, *ruling, documented) = row  # fmt: skip
    return Submission(
        id=ident,
        code=code or "",
        kind=kind_of(kind),
        title=title or "",
        subject=subject or "",
        post=post or "",
        unit=unit or "",
        is_head=bool(is_head),
        field=field or "",
        registered_on=registered_on,
        reported_on=reported_on,
        has_report=bool(has_report),
        self_marks=marks,
        self_class=self_class or "",
        alternative_basis=alternative_basis or "",
        withdrawn=bool(withdrawn),
        documented=bool(documented),
        ruling=rulings.read(*ruling),
    )


def kind_of(text: str | None) -> SubjectKind:
    """The kind that a submission's text names; a collective where it names none."""
    return SubjectKind(text) if text in _KINDS else SubjectKind.COLLECTIVE


_KINDS = frozenset(str(kind) for kind in SubjectKind)


class Ahead:
    """Whose ballots were sent ahead and do not count: those absent from the very meeting that
    hears the submission, where the campaign says so (domain.md part 4)."""

    def __init__(self, connection: sqlite3.Connection, campaign: bytes, settings: Settings) -> None:
        self._agenda: Agenda | None = None
        if not settings.absent_ballot_counts:
            self._agenda = Agenda(connection, campaign)

    def of(self, submission: bytes) -> frozenset[bytes]:
        """The members whose ballots on this submission do not count."""
        session = self._agenda.of(submission) if self._agenda is not None else None
        return frozenset(session.absent) if session is not None else frozenset()


def _count(
    connection: sqlite3.Connection, around: Surroundings, idents: Iterable[bytes] | None
) -> None:
    campaign = around.campaign
    scorers = Scorers(around)
    ahead = Ahead(connection, campaign.id, campaign.settings)
    unit_of = around.units.get if idents is None else around.unit
    for submission in scorers.ahead_of(submissions(connection, campaign.id, idents)):
        verdict = eligibility.eligible(submission, unit_of(submission.unit), campaign.settings)
        rubric = around.rubrics.get(submission.kind)
        ballots = _valid(connection, submission.id, rubric)
        if verdict.eligible is False or rubric is None:
            tally = Tally(0, 0, 0)
        else:
            expected, recused = scorers.of(submission)
            by_agreement = campaign.settings.agreed_mark
            agreed = agreed_marks(connection, submission.id) if by_agreement else {}
            if agreed and totals.complete(rubric, agreed):
                tally = totals.agreed(rubric, agreed, recused=len(recused))
            else:
                counted = set(expected) - ahead.of(submission.id)
                tally = totals.tally(
                    rubric,
                    [json.loads(marks) for member, marks in ballots if member in counted],
                    expected=len(expected),
                    recused=len(recused),
                    settings=campaign.settings,
                )
        _write(connection, campaign.id, submission, verdict, rubric, tally)


def _write(
    connection: sqlite3.Connection, campaign: bytes, submission: Submission, verdict: Verdict,
    rubric: Rubric | None, tally: Tally,
) -> None:  # fmt: skip
    connection.execute(
        _INSERT,
        (
            submission.id,
            campaign,
            None if verdict.eligible is None else int(verdict.eligible),
            verdict.code,
            verdict.clause,
            tally.ballots_valid,
            tally.ballots_expected,
            tally.recused,
            None if tally.criteria is None else json.dumps(dict(tally.criteria)),
            tally.final,
            tally.median,
            tally.spread,
            json.dumps(tally.wide) if tally.wide else "",
            bands.class_of(rubric, tally.final) if rubric else None,
            int(bands.borderline(rubric, tally.final)) if rubric else 0,
            totals.total(submission.self_marks) if submission.self_marks else None,
            str(submission.kind),
        ),
    )


def _valid(
    connection: sqlite3.Connection, submission: bytes, rubric: Rubric | None
) -> list[tuple[bytes, str]]:
    """(member, marks) of the valid ballots; those of another scale than the rubric's are
    noted as stale and left out."""
    scale = None if rubric is None else scale_of(rubric)
    found = []
    for member, status, stated, marks in connection.execute(
        "SELECT member, status, scale, marks FROM ballot_state "
        "WHERE submission = ? AND status IN ('valid', 'stale') ORDER BY member",
        (submission,),
    ).fetchall():
        fresh = "valid" if scale in (None, stated) else "stale"
        if fresh != status:
            connection.execute(
                "UPDATE ballot_state SET status = ? WHERE submission = ? AND member = ?",
                (fresh, submission, member),
            )
        if fresh == "valid":
            found.append((member, marks))
    return found


def agreed_marks(connection: sqlite3.Connection, submission: bytes) -> dict[str, int]:
    """The agreed marks of the round that the submission is in, by criterion."""
    found = connection.execute(
        "SELECT criterion, mark FROM agreed_mark WHERE submission = ?", (submission,)
    ).fetchall()
    if not found:
        return {}
    number = rounds.round_of(connection, submission)
    return {
        rounds.agreed_criterion(name): mark
        for name, mark in found
        if rounds.agreed_round(name) == number
    }
