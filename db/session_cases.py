"""What a session's body says of one submission: heard with its ballots, or left out and why."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from db.ballot_picture import is_paper, read_body, reasons_of
from db.book import Book
from db.concluding import chairs, concluded, panel_class, presiding
from db.former_rounds import in_body
from db.queries.results import Result, some
from db.records import Campaign, Recusal, Submission
from db.rules.quorum import attendance, quorum
from db.same_meeting import Circle
from db.session_parts import hearing_part, novelty_part, ruled_part
from db.sessions import Session
from db.tallies import Ahead, Scorers, submissions

Case = tuple[bool, dict[str, Any]]
"""Whether the meeting hears it, and what is said of it."""


class Cases:
    """Ranks aside, a case hangs on its own submission, the meeting and the panel alone."""

    def __init__(self, book: Book, campaign: Campaign, session: Session, circle: Circle) -> None:
        self._book, self._campaign, self._session = book, campaign, session
        self._connection = book.connection
        self._circle, self._around = circle, circle.around
        self._scorers = Scorers(self._around)
        self._ahead = Ahead(book.connection, campaign.id, campaign.settings)
        self._codes = {m.id: m.code for m in self._around.members}
        self._concluded = concluded(book.connection, campaign.id, session.id)
        self._chairs = chairs(book.connection, session.id)

    def of(self, idents: Sequence[bytes]) -> Iterator[tuple[bytes, Case]]:
        """Those of these submissions that have a code, and what is said of each."""
        by_id = {result.id: result for result in some(self._book, self._campaign, idents)}
        self._scorers.look_at(idents)
        for submission in submissions(self._connection, self._campaign.id, idents):
            if submission.id in by_id:
                yield submission.id, self._say(submission, by_id[submission.id])

    def barred(self, idents: Sequence[bytes]) -> Iterator[tuple[bytes, Case]]:
        """The same of submissions that nobody appraises and the meeting does not take."""
        codes = dict(
            self._connection.execute(
                "SELECT submission, eligible_code FROM tally "
                f"WHERE submission IN ({', '.join('?' * len(idents))})",
                idents,
            ).fetchall()
        )
        for submission in submissions(self._connection, self._campaign.id, idents):
            if submission.code:
                content = self._left_out(submission, codes[submission.id], "barred")
                yield submission.id, (False, content)

    def _say(self, submission: Submission, result: Result) -> Case:
        content = self._heard(submission, result)
        why = self._why_left_out(result, content)
        if why is None:
            return True, content
        return False, self._left_out(submission, result.eligible_code, why)

    def _heard(self, submission: Submission, result: Result) -> dict[str, Any]:
        expected, recused = self._scorers.of(submission)
        panel = [*expected, *recused]
        entitled, present = attendance(panel, self._session.absent, recused)
        unit = self._around.units.get(submission.unit)
        absent = [self._codes[m] for m in expected if m in self._session.absent]
        agreed = result.final is not None and not result.ballots_expected
        ballots = {} if agreed else self._ballots(submission, set(expected))
        ahead = self._ahead.of(submission.id)
        return {
            "id": submission.id.hex(),
            "code": submission.code,
            "kind": str(submission.kind),
            "title": submission.title,
            "subject": submission.subject,
            "post": submission.post,
            "unit": submission.unit,
            "unit_name": unit.name if unit else "",
            "field": submission.field,
            "self_score": result.self_score,
            "self_class": submission.self_class,
            "self_marks": dict(submission.self_marks),
            "eligible": result.eligible,
            "eligible_code": result.eligible_code,
            **ruled_part(submission.ruling),
            **novelty_part(self._connection, submission.id),
            "recused": [self._recusal(r) for r in recused.values()],
            "absent": sorted(absent),
            "missing": sorted(
                self._codes[m]
                for m in expected
                if m not in ballots and m not in self._session.absent and not agreed
            ),
            "entitled": entitled,
            "present": present,
            "quorum": quorum(present, entitled),
            "issued": 0 if agreed else len(expected),
            "collected": len(ballots),
            "valid": result.ballots_valid,
            "agreed": agreed,
            "ballots": sorted(
                (content for member, content in ballots.items() if member not in ahead),
                key=lambda ballot: str(ballot["member"]),
            ),
            "criteria": None if result.criteria is None else dict(result.criteria),
            "final": result.final,
            "median": result.median,
            "spread": result.spread,
            "wide": self._wide(submission.id),
            **panel_class(self._concluded.get(submission.id), result.class_name),
            "class_code": result.class_code,
            "rank": None,  # among all: see _in_order
            "borderline": "borderline" in result.flags,
            "chair": presiding(
                self._around.members,
                (self._chairs.get(submission.id), self._session.chair),
                {*(r.member for r in recused.values()), *self._session.absent},
            ),
            "rescored": self._rescored(submission.id),
            **hearing_part(self._connection, self._session.id, submission.id),
            **in_body(self._connection, submission.id),
        }

    def _recusal(self, recusal: Recusal) -> dict[str, str]:
        member = self._codes[recusal.member]
        return {"member": member, "origin": recusal.origin, "reason": recusal.reason}

    def _ballots(self, submission: Submission, expected: set[bytes]) -> dict[bytes, dict[str, Any]]:
        """What the members expected to score have handed in, by member."""
        found = {}
        for member, ident, paper, marks, total, comment, seq, body in self._connection.execute(
            "SELECT s.member, s.ballot, s.paper, s.marks, s.total, s.comment, s.seq, b.body "
            "FROM ballot_state s JOIN ballot b ON b.id = s.ballot "
            "WHERE s.submission = ? AND s.status = 'valid'",
            (submission.id,),
        ):
            if member in expected:
                found[member] = {
                    "member": self._codes[member],
                    "id": ident.hex(),
                    "paper": bool(paper),
                    "marks": json.loads(marks),
                    "total": total,
                    "comment": comment,
                    "seq": seq,
                    **_reasons(body),
                }
        return found

    def _wide(self, submission: bytes) -> list[str]:
        (wide,) = self._connection.execute(
            "SELECT wide FROM tally WHERE submission = ?", (submission,)
        ).fetchone()
        return [str(code) for code in json.loads(wide or "[]")]

    def _rescored(self, submission: bytes) -> list[dict[str, Any]]:
        """New versions with a reason, beside the total that they replace."""
        found = []
        speaks_for = self._book.authority.speaks_for
        for member, body in self._connection.execute(
            "SELECT s.member, b.body FROM ballot_state s JOIN ballot b ON b.id = s.ballot "
            "WHERE s.submission = ? AND s.status = 'valid' AND s.seq > 1",
            (submission,),
        ):
            content = json.loads(body)
            for prev in content["prev"]:
                former = self._connection.execute(
                    "SELECT body, key FROM ballot WHERE id = ?", (bytes.fromhex(prev),)
                ).fetchone()
                if former is None or member not in self._codes:
                    continue
                old_body = read_body(former[0])
                if speaks_for(former[1], member, is_paper(old_body)):
                    old = old_body["marks"]
                    found.append(
                        {
                            "member": self._codes[member],
                            "old_total": sum(old.values()),
                            "new_total": sum(content["marks"].values()),
                            "reason": content.get("reason", ""),
                        }
                    )
        return sorted(found, key=lambda row: str(row["member"]))

    def _why_left_out(self, result: Result, content: dict[str, Any]) -> str | None:
        if result.eligible is False:
            return "barred"
        if result.final is None:
            return "no_ballot"
        if not content["quorum"]:
            return "quorum"
        return None

    def _left_out(self, submission: Submission, code: str, why: str) -> dict[str, Any]:
        unit = self._around.units.get(submission.unit)
        return {
            "code": submission.code,
            "kind": str(submission.kind),
            "title": submission.title,
            "subject": submission.subject,
            "unit_name": unit.name if unit else "",
            "code_reason": why,
            "clause": code if why == "barred" else "",
            **ruled_part(submission.ruling),
        }


def _reasons(body: bytes) -> dict[str, dict[str, str]]:
    """The reasons that a ballot gives for single marks, where it gives any."""
    found = reasons_of(read_body(body))
    return {"mark_reasons": found} if found else {}
