"""Who made a frozen session's results other than they were, and why: out of the log.

A ballot says it itself, a cell of the log by its newest head. What is only counted from them
(means, final score, class) has their authors and reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.ballot_picture import is_paper, read_body
from db.book import Book
from db.change_log import evaluate, ms_of, row_changes
from db.kinds import KINDS
from db.records import Campaign
from db.rules.change_lines import Line, lines
from db.rules.differences import Difference
from db.sessions import Session

OFFICE = "office"
_COUNTED = frozenset({"criteria", "result", "spread", "count"})
_BASES = frozenset({"ballot", "recusal", "agreed"})
_OF_ELIGIBLE = ("withdrawn", "has_report", "registered_on", "alternative_basis", "unit", "kind")


@dataclass(frozen=True, slots=True)
class Cause:
    """``who``: ``office`` or members' codes; ``why``: reasons in their words, each once."""

    who: tuple[str, ...] = ()
    why: tuple[str, ...] = ()

    def __or__(self, other: Cause) -> Cause:
        return Cause(
            tuple(dict.fromkeys((*self.who, *other.who))),
            tuple(dict.fromkeys((*self.why, *other.why))),
        )


class Causes:
    """The causes of the differences of one session, each cell looked up once."""

    def __init__(
        self,
        book: Book,
        campaign: Campaign,
        session: Session,
        new: Mapping[str, Any],
    ) -> None:
        """``new`` is the body that the session has now."""
        self._book, self._campaign, self._session = book, campaign, session
        self._new = new
        connection = book.connection
        self._members = {
            code: ident
            for ident, code in connection.execute(
                "SELECT id, code FROM member WHERE campaign = ? AND code IS NOT NULL",
                (campaign.id,),
            )
        }
        self._codes = {ident: code for code, ident in self._members.items()}
        self._rows: dict[tuple[str, bytes], dict[str, tuple[int, str, Any]]] = {}

    def of(self, found: Sequence[Difference]) -> list[Cause]:
        """The cause of each difference, in their order; an empty one where nobody wrote it."""
        read = lines(found)
        known = {line.sort: self._line(line) for line in read}
        for line in read:
            if line.what in _COUNTED:
                near = [k for k in read if k.case == line.case and k.what in _BASES]
                far = [k for k in read if not k.case]
                known[line.sort] |= _together(known[k.sort] for k in near or far)
        of_part = {(p.path, p.move): known[line.sort] for line in read for p in line.parts}
        return [of_part.get((d.path, d.move), Cause()) for d in found]

    def _line(self, line: Line) -> Cause:
        match line.what:
            case "ballot":
                return _together(self._ballot(p.old, p.new) for p in line.parts)
            case "recusal":
                return self._recusal(bytes.fromhex(line.case), line.key)
            case "votes" | "said" | "concluded":
                return self._hearing(bytes.fromhex(line.case), line)
            case "case":
                return self._case(line)
            case "agreed" | "fact" | "novelty" | "ruling":
                return self._fact(bytes.fromhex(line.case), line)
            case "count":
                cells = self._cells("submission", bytes.fromhex(line.case))
                return _newest(cells[name] for name in cells if name.startswith("assigned:"))
            case "left_out":
                return self._left_out(line.key)
            case "attendance" | "member":
                return self._member(line)
            case "session" | "chair":
                return self._of("session", self._session.id, line.key or "chair")
            case "setting":
                return self._setting(line.key)
            case "rubric":
                return self._rubric(line.key)
            case "campaign":
                return self._of("campaign", self._campaign.id, line.key)
        return Cause()

    # -- sorts of change ---------------------------------------------------------------------

    def _ballot(self, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> Cause:
        """A new version says its reason, a voided ballot that of the voiding."""
        cause = Cause()
        if old is not None:
            cause = self._void(bytes.fromhex(old["id"]))
        if new is None:
            return cause
        found = self._book.connection.execute(
            "SELECT member, body FROM ballot WHERE id = ?", (bytes.fromhex(new["id"]),)
        ).fetchone()
        if found is None:
            return cause
        member, body = found[0], read_body(found[1])
        who = OFFICE if is_paper(body) else self._codes.get(member, "")
        reason = str(body.get("reason") or "").strip()
        return cause | Cause((who,) if who else (), (reason,) if reason else ())

    def _void(self, ballot: bytes) -> Cause:
        for ident, reason in self._book.connection.execute(
            "SELECT id, reason FROM void WHERE ballot = ? ORDER BY id", (ballot,)
        ):
            return self._of("void", ident, "reason") | Cause((), (reason,) if reason else ())
        return Cause()

    def _recusal(self, submission: bytes, member: str) -> Cause:
        ident = self._members.get(member, b"").hex()
        cells = self._cells("submission", submission)
        names = [f"{name}:{ident}" for name in ("recused", "dismissed") if ident]
        cause = _newest(cells[name] for name in names if name in cells)
        values = [cells[name][2] for name in names if name in cells]
        return cause | Cause((), tuple(v for v in values if isinstance(v, str) and v))

    def _hearing(self, submission: bytes, line: Line) -> Cause:
        rows = self._book.connection.execute(
            "SELECT id FROM hearing WHERE session = ? AND submission = ? ORDER BY id LIMIT 1",
            (self._session.id, submission),
        ).fetchall()
        fields = [part.path[-1] for part in line.parts]
        if line.what == "concluded":
            fields = ["concluded", "concluded_reason"]
        return _together(self._of("hearing", row, field) for (row,) in rows for field in fields)

    def _case(self, line: Line) -> Cause:
        """In or out: taken up by the meeting, withdrawn, reported; or by its ballots."""
        ident = bytes.fromhex(line.case)
        taken = self._cells("session", self._session.id).get(f"takes:{line.case}")
        cells = self._cells("submission", ident)
        found = [cells[name] for name in ("withdrawn", "has_report") if name in cells]
        new = line.parts[0].new
        if isinstance(new, dict):
            said = _together(self._ballot(None, ballot) for ballot in new["ballots"])
            if taken:
                return _newest([taken]) | said
            return said if said.who else _newest(found)
        found += [taken] if taken else []
        withdrawn = cells.get("withdrawn", (0, "", None))[2]
        return _newest(found) | Cause((), (withdrawn,) if withdrawn else ())

    def _fact(self, submission: bytes, line: Line) -> Cause:
        cells = self._cells("submission", submission)
        if line.what in ("novelty", "ruling"):
            cause = _newest(cells[name] for name in cells if name.startswith(line.what))
            said = cells.get({"novelty": "novelty_basis", "ruling": "ruling_reason"}[line.what])
            return cause | Cause((), (str(said[2]),) if said and said[2] else ())
        if line.what == "agreed" or line.key in ("self_score", "self_marks"):
            family = "agreed:" if line.what == "agreed" else "self:"
            return _newest(cells[name] for name in cells if name.startswith(family))
        if line.key in KINDS["submission"].fields:
            return _newest(cells[name] for name in (line.key,) if name in cells)
        if line.key.startswith("eligible"):
            return _newest(cells[name] for name in _OF_ELIGIBLE if name in cells)
        if line.key == "unit_name":
            rows = self._book.connection.execute(
                "SELECT u.id FROM unit u JOIN submission s ON s.unit = u.code "
                "AND s.campaign = u.campaign WHERE s.id = ? ORDER BY u.id LIMIT 1",
                (submission,),
            ).fetchall()
            return _together(self._of("unit", row, "name") for (row,) in rows)
        return Cause()

    def _left_out(self, code: str) -> Cause:
        for (ident,) in self._book.connection.execute(
            "SELECT id FROM submission WHERE campaign = ? AND code = ?", (self._campaign.id, code)
        ).fetchall():
            cells = self._cells("submission", ident)
            withdrawn = cells.get("withdrawn", (0, "", None))[2]
            cause = _newest(cells[n] for n in (*_OF_ELIGIBLE, "title", "subject") if n in cells)
            return cause | Cause((), (withdrawn,) if withdrawn else ())
        return Cause()

    def _member(self, line: Line) -> Cause:
        ident = self._members.get(line.key)
        if ident is None:
            return Cause((OFFICE,)) | self._basis("panel")  # taken off the panel
        if line.what == "attendance":
            return self._of("session", self._session.id, f"absent:{ident.hex()}")
        cells = self._cells("member", ident)
        fields = {part.path[-1].removesuffix("_name") for part in line.parts}
        cause = _newest(cells[n] for n in cells if n in fields or line.key in fields)
        return cause | self._basis("panel")

    def _setting(self, name: str) -> Cause:
        cells = self._cells("campaign", self._campaign.id)
        names = [n for n in (f"set:{name}", f"basis:{name}") if n in cells]
        return _newest(cells[n] for n in names) | self._basis(name)

    def _basis(self, name: str) -> Cause:
        """What a change of settings, of the panel or of a rubric rests on."""
        basis = self._new.get("settings", {}).get("bases", {}).get(name)
        return Cause((), (str(basis),) if basis else ())

    def _rubric(self, key: str) -> Cause:
        kind, _, field = key.partition(":")
        for (ident,) in self._book.connection.execute(
            "SELECT id FROM rubric WHERE campaign = ? AND applies_to = ? ORDER BY id DESC LIMIT 1",
            (self._campaign.id, kind),
        ).fetchall():
            written = self._of("rubric", ident, "code" if field in ("id", "") else field)
            return written | self._basis(f"rubric_{kind}")
        return Cause((OFFICE,)) | self._basis(f"rubric_{kind}")

    # -- cells -------------------------------------------------------------------------------

    def _of(self, kind: str, ent: bytes, name: str) -> Cause:
        cell = self._cells(kind, ent).get(name)
        return _newest([cell] if cell else [])

    def _cells(self, kind: str, ent: bytes) -> dict[str, tuple[int, str, Any]]:
        """Each cell of a row that somebody's word stands in: when, whose, what."""
        known = self._rows.get((kind, ent))
        if known is None:
            known = self._rows[kind, ent] = dict(self._read(kind, ent))
        return known

    def _read(self, kind: str, ent: bytes) -> Iterator[tuple[str, tuple[int, str, Any]]]:
        authority = self._book.authority
        for fld, changes in row_changes(self._book.connection, kind, ent).items():
            cell = evaluate(changes, authority.counts)
            if not cell.heads:
                continue
            head = next(change for change in changes if change.id == cell.heads[-1])
            who = OFFICE
            if head.key not in authority.office:
                spoken_for = sorted(authority.members.get(head.key or b"", ()))
                who = next((self._codes[m] for m in spoken_for if m in self._codes), head.who)
            yield fld.partition(".")[2], (ms_of(head.id), who, cell.value)


def _newest(cells: Iterable[tuple[int, str, Any]]) -> Cause:
    """Who wrote last."""
    found = max(cells, key=lambda cell: cell[0], default=None)
    return Cause() if found is None or not found[1] else Cause((found[1],))


def _together(causes: Iterable[Cause]) -> Cause:
    found = Cause()
    for cause in causes:
        found = found | cause
    return found
