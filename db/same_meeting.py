"""Which submissions and members a meeting is about: before it is frozen, and told again later.

Whoever joined the panel after a meeting and scored nothing there, and what was registered since,
belong to later meetings: an amending record of the first one does not speak of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db import rounds
from db.sessions import Agenda, Session, taken
from db.surroundings import Surroundings

Former = Mapping[str, Any] | None
"""The body that was frozen of a meeting before; None while nothing was."""


class Circle:
    """``submissions`` are ids; ``around`` the surroundings with the panel of that meeting."""

    def __init__(self, around: Surroundings, session: Session, former: Former) -> None:
        self.around, self._session = around, session
        self.told_before, self.former = former is not None, former
        self._left_out = list(former["left_out"]) if former is not None else []
        self.submissions = set(taken(around.connection, around.campaign.id, session))
        self.sent_back: dict[bytes, dict[str, Any]] = {}
        """What was said of those that are appraised once more: it stays as it was."""
        if former is not None:
            returned = {s for s, m in rounds.pairs(around.connection) if m == session.id}
            self.sent_back = {
                ident: said
                for said in former["submissions"]
                if (ident := bytes.fromhex(said["id"])) in returned
            }
            self.submissions = (self.submissions | self._known(former)) - self.sent_back.keys()
            self.around = self._with_its_panel(former)

    def told_again(self) -> list[tuple[str, bytes, bool, dict[str, Any]]]:
        """What was said before of submissions that the meeting does not hear any more: (code, id,
        whether it was heard, what was said)."""
        if not self.told_before:
            return []
        found: list[tuple[str, bytes, bool, dict[str, Any]]] = []
        left: dict[str, list[dict[str, Any]]] = {}
        for said in self._left_out:
            left.setdefault(said["code"], []).append(said)
        for ident, code in self.around.connection.execute(
            "SELECT s.id, s.code FROM submission s JOIN tally t ON t.submission = s.id "
            "WHERE s.campaign = ? AND s.code IS NOT NULL",
            (self.around.campaign.id,),
        ):
            if ident in self.sent_back:
                found.append((code, ident, True, self.sent_back[ident]))
            elif ident not in self.submissions:
                found += [(code, ident, False, said) for said in left.get(code, ())]
        return found

    def _known(self, former: Mapping[str, Any]) -> set[bytes]:
        """What it concluded on or left out, but for what another meeting hears by now."""
        campaign = self.around.campaign.id
        heard = {bytes.fromhex(said["id"]) for said in former["submissions"]}
        left = {s["code"] for s in former["left_out"] if s["code_reason"] != "barred"}
        agenda = Agenda(self.around.connection, campaign)
        found = set()
        for ident, code in self.around.connection.execute(
            "SELECT id, code FROM submission WHERE campaign = ?", (campaign,)
        ).fetchall():
            if ident in heard or code in left:
                hearing = agenda.of(ident)
                if hearing is None or hearing.id == self._session.id:
                    found.add(ident)
        return found

    def _with_its_panel(self, former: Mapping[str, Any]) -> Surroundings:
        panel = {said["code"] for said in former["panel"]}
        scored = {
            member
            for submission in self.submissions
            for (member,) in self.around.connection.execute(
                "SELECT member FROM ballot_state WHERE submission = ? AND status = 'valid'",
                (submission,),
            )
        }
        around = Surroundings(self.around.connection, self.around.campaign)
        around.members = [m for m in around.members if m.code in panel or m.id in scored]
        return around
