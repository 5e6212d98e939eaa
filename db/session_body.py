"""What a session's papers say, gathered as plain JSON content: points in hundredths.

The very same content is frozen, attached to the minutes and laid out on paper.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from db.ballot_picture import is_paper, read_body, reasons_of
from db.book import Book
from db.concluding import chairs, concluded, panel_class, presiding
from db.former_rounds import in_body
from db.queries.results import Result, results
from db.records import Campaign, Member, Recusal, Submission
from db.rule_change_part import rule_changes_part
from db.rules.quorum import attendance, quorum
from db.same_meeting import Circle, Former
from db.session_parts import counts_part, rubric_part, ruled_part
from db.sessions import Session
from db.surroundings import Surroundings
from db.tallies import Ahead, Scorers, submissions

FORMAT = "thamdinh-session-1"


def compose(
    book: Book, campaign: Campaign, session: Session, *, seq: int, former: Former = None
) -> dict[str, Any]:
    """The body of a session as it stands now; ``seq`` is 0 in a draft. ``former`` is what was
    frozen of that very meeting before, where it is told again (see ``db.same_meeting``)."""
    circle = Circle(Surroundings(book.connection, campaign), session, former)
    return _Composer(book, campaign, session, circle).body(seq)


class _Composer:
    def __init__(self, book: Book, campaign: Campaign, session: Session, circle: Circle) -> None:
        self._book, self._campaign, self._session = book, campaign, session
        self._connection = book.connection
        self._circle, self._around = circle, circle.around
        self._scorers = Scorers(self._around)
        self._ahead = Ahead(book.connection, campaign.id, campaign.settings)
        self._codes = {m.id: m.code for m in self._around.members}
        self._concluded = concluded(book.connection, campaign.id, session.id)
        self._chairs = chairs(book.connection, session.id)

    def body(self, seq: int) -> dict[str, Any]:
        around, campaign = self._around, self._campaign
        by_id = {result.id: result for result in results(self._book, campaign)}
        heard, left_out = [], []
        for submission in submissions(self._connection, campaign.id):
            result = by_id.get(submission.id)
            if result is None:
                continue
            if submission.id in self._circle.submissions:
                content = self._heard(submission, result)
                why = self._why_left_out(result, content)
                if why is None:
                    heard.append(content)
                else:
                    left_out.append(self._left_out(submission, result, why))
            elif submission.id in self._circle.sent_back:
                heard.append(self._circle.sent_back[submission.id])
            elif self._circle.told_before:
                left_out += self._circle.left_out(submission.code)
            elif result.eligible is False:
                left_out.append(self._left_out(submission, result, "barred"))
        used = {content["kind"] for content in heard} or {str(k) for k in around.rubrics}
        rubrics = [r for kind, r in sorted(around.rubrics.items()) if str(kind) in used]
        return {
            "format": FORMAT,
            "book": self._book.id.hex(),
            "campaign": {
                "id": campaign.id.hex(),
                "year": campaign.year,
                "body": campaign.body,
                "unit": campaign.unit,
                "parent": campaign.parent,
                "place": campaign.place,
                "form": campaign.form,
            },
            "illustrative": any(rubric.illustrative for rubric in rubrics),
            "session": self._meeting(),
            "seq": seq,
            "panel": [self._member(member) for member in around.members],
            "rubrics": [rubric_part(rubric) for rubric in rubrics],
            "settings": {
                name: list(value) if isinstance(value, tuple) else value
                for name, value in asdict(campaign.settings).items()
                if name != "phrases"  # of the screen, not of the results
            },
            "submissions": heard,
            "left_out": left_out,
            "counts": counts_part(heard),
            **rule_changes_part(
                self._around, [bytes.fromhex(c["id"]) for c in heard], self._circle.former
            ),
        }

    def _meeting(self) -> dict[str, Any]:
        said = {name: v for name, v in asdict(self._session).items() if name != "absent"}
        return {**said, "id": self._session.id.hex()}

    def _member(self, member: Member) -> dict[str, Any]:
        unit = self._around.units.get(member.unit)
        return {
            "code": member.code,
            "name": member.name,
            "role": str(member.role),
            "unit": member.unit,
            "unit_name": unit.name if unit else "",
            "post": member.post,
            "present": member.id not in self._session.absent,
            "absence": self._session.absent.get(member.id, ""),
        }

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
            **self._novelty(submission.id),
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
            "rank": result.rank,
            "borderline": "borderline" in result.flags,
            "chair": presiding(
                self._around.members,
                (self._chairs.get(submission.id), self._session.chair),
                {*(r.member for r in recused.values()), *self._session.absent},
            ),
            "rescored": self._rescored(submission.id),
            **self._hearing(submission.id),
            **in_body(self._connection, submission.id),
        }

    def _recusal(self, recusal: Recusal) -> dict[str, str]:
        member = self._codes[recusal.member]
        return {"member": member, "origin": recusal.origin, "reason": recusal.reason}

    def _ballots(
        self, submission: Submission, expected: set[bytes]
    ) -> dict[bytes, dict[str, Any]]:
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

    def _hearing(self, submission: bytes) -> dict[str, Any]:
        row = self._connection.execute(
            "SELECT summary, opinions, votes_for, votes_against, conclusion FROM hearing "
            "WHERE session = ? AND submission = ? ORDER BY id",
            (self._session.id, submission),
        ).fetchone() or ("", "", None, None, "")
        return {
            "summary": row[0] or "",
            "opinions": row[1] or "",
            "votes_for": row[2],
            "votes_against": row[3],
            "conclusion": row[4] or "",
        }

    def _why_left_out(self, result: Result, content: dict[str, Any]) -> str | None:
        if result.eligible is False:
            return "barred"
        if result.final is None:
            return "no_ballot"
        if not content["quorum"]:
            return "quorum"
        return None

    def _left_out(self, submission: Submission, result: Result, why: str) -> dict[str, Any]:
        unit = self._around.units.get(submission.unit)
        return {
            "code": submission.code,
            "kind": str(submission.kind),
            "title": submission.title,
            "subject": submission.subject,
            "unit_name": unit.name if unit else "",
            "code_reason": why,
            "clause": result.eligible_code if why == "barred" else "",
            **ruled_part(submission.ruling),
        }

    def _novelty(self, submission: bytes) -> dict[str, Any]:
        """What the panel found of its novelty, where it found anything."""
        finding, basis = self._connection.execute(
            "SELECT novelty_finding, novelty_basis FROM submission WHERE id = ?", (submission,)
        ).fetchone()
        return {"novelty": {"finding": finding, "basis": basis or ""}} if finding else {}


def _reasons(body: bytes) -> dict[str, dict[str, str]]:
    """The reasons that a ballot gives for single marks, where it gives any."""
    found = reasons_of(read_body(body))
    return {"mark_reasons": found} if found else {}
