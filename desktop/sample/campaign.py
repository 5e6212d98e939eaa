"""A whole campaign of the invented district as neutral rows, the same at every run.

The rows have the tables, keys and value names of ``desktop/intake/records.py``; they come
submission by submission, so a province's size needs no more memory than a district's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import gcd
from random import Random
from typing import NamedTuple

from db.records import SubjectKind
from desktop.sample import words
from desktop.sample.people import names
from desktop.sample.plan import SLOTS, Fate, Slot
from desktop.sample.submission import Subject, Submission, opinion
from desktop.sample.words import Model, SampleMember, SampleUnit

SEED = 9
SESSION_MOST = 60  # one meeting hears no more; what a larger campaign has beyond waits


class Row(NamedTuple):
    """One row for one table."""

    table: str
    key: tuple[str, ...]
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Case:
    """One submission: its rows, and what the meeting makes of it."""

    code: str
    rows: tuple[Row, ...]
    heard: bool  # the first meeting takes it
    opinion: str  # said there, "" where nothing is worth writing down


@dataclass(frozen=True)
class Campaign:
    """The sample of one year. Raises ValueError for a panel of fewer than three."""

    year: int = 2023
    submissions: int = 48
    panel: int = 7
    seed: int = SEED
    units: list[SampleUnit] = field(init=False)
    members: list[SampleMember] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "units", words.units(self.submissions))
        people = names()
        beyond = [next(people) for _ in range(self.panel)]
        object.__setattr__(self, "members", words.members(self.panel, beyond))

    @property
    def meeting_day(self) -> date:
        """The first Friday from the day that the word list says."""
        day = date(self.year, 11, words.read("district")["session"]["first_day"])
        return day + timedelta((4 - day.weekday()) % 7)

    @property
    def absent(self) -> str:
        """The code of who misses the meeting, or ""."""
        return self.members[-1].code if len(self.members) >= 5 else ""

    @property
    def in_one_meeting(self) -> bool:
        """Whether the meeting takes all that is scored, so that none need be named."""
        return self.submissions <= SESSION_MOST

    def frame(self) -> Iterator[Row]:
        """Units, panel, collectives that must register, and the meeting."""
        district = words.read("district")
        for unit in self.units:
            values = {"name": unit.name, "parent": unit.parent, "kind": unit.kind}
            yield Row("unit", (unit.code,), _filled(values))
        for member in self.members:
            yield Row(
                "member",
                (member.code,),
                {
                    "name": member.name,
                    "role": member.role.value,
                    "unit": member.unit,
                    "post": member.post,
                },
            )
        for place, unit in enumerate(self.units):
            if unit.group not in ("root", "hamlet", "private"):
                yield Row(
                    "subject",
                    (f"{district['prefix']}-TT-{unit.code.removeprefix(district['prefix'])}",),
                    {
                        "kind": SubjectKind.COLLECTIVE.value,
                        "name": unit.name,
                        "unit": unit.code,
                        "authority": district["authority"],
                        "must_register": True,
                        **({"aims_excellent": True} if place % 3 == 0 else {}),
                    },
                )
        yield self._session()

    def _session(self) -> Row:
        found = words.read("district")["session"]
        conclusion = words.read("remarks")["meeting"]["conclusion"]
        years = {"year": self.year, "next": self.year + 1}
        return Row(
            "session",
            ("1",),
            {
                "number": 1,
                "minutes_no": found["minutes_no"],
                "date": self.meeting_day.isoformat(),
                "start": found["start"],
                "end": found["end"],
                "place": found["place"],
                "chair": self.members[0].code,
                "secretary": self.members[2].code,
                **({"absent": {self.absent: found["absence"]}} if self.absent else {}),
                "decision": found["decision"].format_map(years),
                "conclusion": conclusion.format_map(years).strip(),
            },
        )

    def cases(self) -> Iterator[Case]:
        """The submissions in the order of their codes."""
        casting = _Casting(self)
        heard = 0
        digits = max(3, len(str(self.submissions)))  # so that codes sort as they were given
        for place in range(self.submissions):
            rng = Random(f"{self.seed}/{self.year}/{place}")
            slot = SLOTS[place % len(SLOTS)]
            code = f"{words.read('district')['prefix']}-{self.year}-{place + 1:0{digits}d}"
            subject, model, title = casting.next(slot)
            submission = Submission(self.year, code, slot, subject, model, title, rng)
            rows = [Row(*row) for row in submission.rows(self.members, self.absent)]
            takes = slot.scored and heard < SESSION_MOST
            heard += takes
            yield Case(code, tuple(rows), takes, opinion(slot) if takes else "")


class _Casting:
    """Gives each submission its subject and its model, one after the other."""

    def __init__(self, campaign: Campaign) -> None:
        self._campaign = campaign
        pool = [u for u in campaign.units if u.head and not u.silent]
        self._pool = [u for u in pool if u.group not in ("hamlet", "private")]
        self._apart = {u.group: u for u in campaign.units if u.group in ("hamlet", "private")}
        self._by_code = {u.code: u for u in campaign.units}
        self._names = names()
        for _ in campaign.members:  # those may sit on the panel
            next(self._names)
        self._panel_names = {m.name for m in campaign.members}
        self._count: Counter[SubjectKind] = Counter()
        self._turn: Counter[tuple[SubjectKind, str]] = Counter()
        self._titles: Counter[tuple[str, str]] = Counter()

    def next(self, slot: Slot) -> tuple[Subject, Model, str]:
        """Who, with what model, under what title."""
        subject = self._subject(slot)
        unit = subject.unit
        model = self._model(slot.kind, unit)
        return subject, model, self._title(model, unit)

    def _model(self, kind: SubjectKind, unit: SampleUnit) -> Model:
        """The next model that suits the unit, its own ones first, a new one where it can be."""
        suiting = [m for m in words.models(kind) if {unit.group, unit.code} & set(m.suits)]
        suiting.sort(key=lambda m: (unit.code not in m.suits, m.suits[0] != unit.group))
        if unit.code not in suiting[0].suits:  # units of a group take turns
            turn = self._turn[kind, unit.group] % len(suiting)
            self._turn[kind, unit.group] += 1
            suiting = suiting[turn:] + suiting[:turn]
        return min(suiting, key=lambda m: self._titles[m.title, unit.code])

    def _title(self, model: Model, unit: SampleUnit) -> str:
        """The plain title once; then with the unit, then with the stage there."""
        stage = self._titles[model.title, unit.code] + 1
        first = not self._titles[model.title, ""]
        self._titles[model.title, ""] += 1
        self._titles[model.title, unit.code] += 1
        if first:
            return model.title
        place = unit.short if stage == 1 else f"{unit.short}, giai đoạn {stage}"
        return f"{model.title} ({place})"

    def _subject(self, slot: Slot) -> Subject:
        number = self._count[slot.kind]
        self._count[slot.kind] += 1
        if slot.fate in (Fate.HAMLET, Fate.PRIVATE):
            unit = self._apart[slot.fate.value]
        else:
            unit = self._pool[_spread(number, len(self._pool), slot.kind)]
        if slot.kind is SubjectKind.COLLECTIVE:
            return Subject(slot.kind, unit.name, "", unit)
        if slot.of_panel and number < len(SLOTS) and len(self._campaign.members) > 3:
            member = self._campaign.members[3]
            return Subject(slot.kind, member.name, member.post, self._by_code[member.unit])
        name = next(n for n in self._names if n not in self._panel_names)
        if slot.fate is Fate.HEAD or number % 4 == 0:
            return Subject(slot.kind, name, unit.head, unit, is_head=True)
        posts = words.read("people")["posts"][unit.group]
        return Subject(slot.kind, name, posts[number % len(posts)], unit)


def _spread(number: int, size: int, kind: SubjectKind) -> int:
    """Walks over all units in strides, so that neighbours are of different groups."""
    wanted = 7 if kind is SubjectKind.COLLECTIVE else 11
    stride = next(s for s in range(wanted, wanted + size + 1) if gcd(s, size) == 1)
    start = 0 if kind is SubjectKind.COLLECTIVE else 3
    return (start + number * stride) % size


def _filled(values: Mapping[str, object]) -> dict[str, object]:
    """Without empty texts: an empty cell has no value."""
    return {name: value for name, value in values.items() if value != ""}
