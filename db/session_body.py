"""What a session's papers say, gathered as plain JSON content: points in hundredths.

The very same content is frozen, attached to the minutes and laid out on paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from db.book import Book
from db.queries.appraised import barred_ids
from db.queries.results import ranks
from db.records import Campaign, Member, SubjectKind
from db.rule_change_part import rule_changes_part
from db.same_meeting import Circle, Former
from db.session_cases import Case, Cases
from db.session_parts import counts_part, rubric_part
from db.sessions import Session
from db.surroundings import Surroundings

FORMAT = "thamdinh-session-1"


_TOGETHER, _BARRED = 64, 200  # submissions read in one query: heard, not appraised
_BREATH = 10  # heard between two looks at what the person does

Said = dict[bytes, Case]
"""What the body says, by submission."""


def compose(
    book: Book,
    campaign: Campaign,
    session: Session,
    *,
    seq: int,
    former: Former = None,
    said: Said | None = None,
) -> dict[str, Any]:
    """The body of a session as it stands now; ``seq`` is 0 in a draft. ``former`` is what was
    frozen of that very meeting before, where it is told again (see ``db.same_meeting``).
    ``said`` is what was composed before and nothing touched since; what it lacks is added."""
    circle = Circle(Surroundings(book.connection, campaign), session, former)
    return _Composer(book, campaign, session, circle, said).body(seq)


def compose_parts(
    book: Book, campaign: Campaign, session: Session, said: Said
) -> Iterator[tuple[int, int]]:
    """Adds what ``said`` lacks, a part at a time: (submissions heard so far, of how many)."""
    circle = Circle(Surroundings(book.connection, campaign), session, None)
    return _Composer(book, campaign, session, circle, said).parts()


class _Composer:
    def __init__(
        self,
        book: Book,
        campaign: Campaign,
        session: Session,
        circle: Circle,
        said: Said | None,
    ) -> None:
        self._book, self._campaign, self._session = book, campaign, session
        self._circle, self._around = circle, circle.around
        self._said: Said = {} if said is None else said

    def parts(self) -> Iterator[tuple[int, int]]:
        """Reads what is not said yet, a part at a time; before the first how much there is."""
        taken = self._circle.submissions
        missing = [ident for ident in self._spoken_of() if ident not in self._said]
        heard = [ident for ident in missing if ident in taken]
        yield len(taken) - len(heard), len(taken)
        cases = Cases(self._book, self._campaign, self._session, self._circle)
        for start in range(0, len(heard), _TOGETHER):
            for ident, case in cases.of(heard[start : start + _TOGETHER]):
                self._said[ident] = case
                if len(self._said) % _BREATH == 0:
                    yield len(taken) - len(heard) + start, len(taken)
            yield len(taken) - len(heard) + start, len(taken)
        barred = [ident for ident in missing if ident not in taken]
        for start in range(0, len(barred), _BARRED):
            self._said.update(cases.barred(barred[start : start + _BARRED]))
            yield len(taken), len(taken)

    def _spoken_of(self) -> list[bytes]:
        """What the meeting takes, and what nobody appraises; others would only take time."""
        taken = self._circle.submissions
        barred = () if self._circle.told_before else barred_ids(self._book, self._around)
        return [*taken, *(ident for ident in barred if ident not in taken)]

    def _in_order(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """(heard, left out), each in code order."""
        ranked = ranks(self._book, self._campaign)
        found = []
        for ident in self._spoken_of():
            if ident in self._said:
                heard, content = self._said[ident]
                if heard:
                    place = ranked.get((SubjectKind(content["kind"]), content["final"]))
                    content = {**content, "rank": place}
                found.append((content["code"], ident, heard, content))
        found += self._circle.told_again()
        found.sort(key=lambda one: one[:2])
        here = [content for _, _, heard, content in found if heard]
        return here, [content for _, _, heard, content in found if not heard]

    def body(self, seq: int) -> dict[str, Any]:
        for _ in self.parts():
            pass
        around, campaign = self._around, self._campaign
        heard, left_out = self._in_order()
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
