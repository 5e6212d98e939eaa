"""One submission of the sample: registration, targets, report and ballots as neutral rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from db.records import Hundredths, SubjectKind
from db.rules import bands
from desktop.sample import scoring, words
from desktop.sample.plan import Fate, Slot
from desktop.sample.words import Indicator, Model, SampleMember, SampleUnit

Parts = tuple[str, tuple[str, ...], Mapping[str, object]]

# What of the promised way was gone, per cent, by class; the best outcome is the model's own.
_GONE = {"Khá": (92, 104), "Đạt": (65, 88), "Không đạt": (20, 45)}
_REMARKS = 0.3  # part of the ballots that bear a remark


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is appraised."""

    kind: SubjectKind
    name: str
    post: str
    unit: SampleUnit
    is_head: bool = False


def opinion(slot: Slot) -> str:
    """What the secretary writes down of the discussion, or ""."""
    texts: Mapping[str, str] = words.read("remarks")["hearing"]
    for sign, there in (("wide", slot.wide), ("borderline", slot.borderline)):
        if there:
            return texts[sign]
    return texts["weak"] if slot.class_name == "Không đạt" else ""


@dataclass(frozen=True, slots=True)
class Submission:
    """All that is known of one submission; ``rng`` is its own and used up once."""

    year: int
    code: str
    slot: Slot
    subject: Subject
    model: Model
    title: str
    rng: Random

    def rows(self, panel: Sequence[SampleMember], absent: str) -> Iterator[Parts]:
        """The rows of every table, in the order of the workbook's sheets."""
        if self.subject.kind is SubjectKind.INDIVIDUAL:
            yield self._subject()
        yield self._registration()
        outcome = [self._outcome(indicator) for indicator in self.model.indicators]
        yield from self._targets(outcome)
        rubric = words.rubric(self.slot.kind)
        total = scoring.total_for(self.rng, rubric, self.slot.class_name, self.slot.borderline)
        if self.slot.reported:
            yield self._report(outcome, total)
        if self.slot.scored:
            yield from self._ballots(panel, absent, total)

    def _subject(self) -> Parts:
        district = words.read("district")
        subject = self.subject
        code = self.code.rpartition("-")[2]
        return (
            "subject",
            (f"{district['prefix']}-CN-{code}",),
            {
                "kind": subject.kind.value,
                "name": subject.name,
                "post": subject.post,
                "unit": subject.unit.code,
                "authority": district["authority"],
                **({"must_register": True} if subject.is_head else {}),
                **({"aims_excellent": True} if self.slot.class_name == "Tốt" else {}),
            },
        )

    def _registration(self) -> Parts:
        subject, model = self.subject, self.model
        place = {"unit": subject.unit.short}
        values: dict[str, object] = {"kind": subject.kind.value, "subject": subject.name}
        if subject.post:
            values["post"] = subject.post
        values["unit"] = subject.unit.code
        if subject.is_head:
            values["is_head"] = True
        values |= {
            "title": self.title,
            "field": model.field,
            "content": model.content.format_map(place),
            "novelty": model.novelty,
            "product": model.product,
        }
        if self.slot.registered:
            day = _working_day(date(self.year, 2, 6) + timedelta(self.rng.randrange(45)))
            values["registered_on"] = day.isoformat()
            values["arrival_no"] = str(100 + 3 * int(self.code.rpartition("-")[2]))
            if self.rng.random() < 0.6:
                values["aims_excellent"] = True
        return "submission", (self.code,), values

    def _outcome(self, indicator: Indicator) -> int:
        if self.slot.class_name == "Tốt":
            return indicator.actual
        gone = self.rng.randint(*_GONE[self.slot.class_name])
        way = indicator.promised - indicator.baseline
        return round(indicator.baseline + way * gone / 100)

    def _targets(self, outcome: Sequence[int]) -> Iterator[Parts]:
        for place, indicator in enumerate(self.model.indicators):
            values: dict[str, object] = {
                "measure": indicator.measure,
                "baseline": str(indicator.baseline),
                "promised": str(indicator.promised),
            }
            if self.slot.reported:
                values["actual"] = str(outcome[place])
            values["position"] = place + 1
            yield "target", (self.code, indicator.name), values

    def _report(self, outcome: Sequence[int], total: Hundredths) -> Parts:
        remarks = words.read("remarks")
        rubric = words.rubric(self.slot.kind)
        hoped = min(total + self.rng.choice((25, 50, 75, 100)), rubric.total)
        own = scoring.marks(self.rng, rubric, hoped)
        figures = [f"{number:,}".replace(",", ".") for number in outcome]
        shortfall = self.rng.choice(remarks["shortfall"].get(self.slot.class_name, [""]))
        values: dict[str, object] = {
            "has_report": True,
            "reported_on": self._report_day().isoformat(),
            "result": self.model.result.format(*figures) + shortfall,
            **{f"self:{code}": mark for code, mark in own.items()},
            "self_class": bands.class_of(rubric, hoped),
        }
        if self.slot.fate is Fate.ALTERNATIVE:
            basis = remarks["alternative"]["basis"]
            values["alternative_basis"] = basis.format(year=self.year)
        if self.rng.random() < 0.2:
            values["with_achievement"] = True
        return "submission", (self.code,), values

    def _report_day(self) -> date:
        if self.slot.fate is Fate.WAITING:
            return _working_day(date(self.year, 11, 27) + timedelta(self.rng.randrange(4)))
        return _working_day(date(self.year, 10, 20) + timedelta(self.rng.randrange(26)))

    def _ballots(
        self, panel: Sequence[SampleMember], absent: str, total: Hundredths
    ) -> Iterator[Parts]:
        remarks = words.read("remarks")
        scorers = [m for m in panel if m.unit != self.subject.unit.code]
        if self.slot.declared and len(scorers) > 3:
            member = scorers.pop(self.rng.randrange(1, len(scorers) - 1))
            values = {"recused": True, "reason": remarks["recusal"]["reason"]}
            yield "ballot", (self.code, member.code), values
        number = int(self.code.rpartition("-")[2])
        if number % 4 == 2:  # the absent member did not send this one ahead
            scorers = [m for m in scorers if m.code != absent]
        if number % 11 == 5 and len(scorers) > 4:  # a member present handed in nothing
            del scorers[3]
        self.rng.shuffle(scorers)
        found = scoring.ballots(
            self.rng,
            words.rubric(self.slot.kind),
            total,
            len(scorers),
            borderline=self.slot.borderline,
            wide=self.slot.wide,
        )
        given = dict(zip([m.code for m in scorers], found, strict=True))
        far = scorers[0].code if self.slot.wide and scorers else ""
        for code in sorted(given):
            ballot: dict[str, object] = {"marks": given[code]}
            if code == far:
                ballot["comment"] = remarks["comments"]["wide"]
            elif self.rng.random() < _REMARKS:
                ballot["comment"] = self.rng.choice(remarks["comments"][self.slot.class_name])
            yield "ballot", (self.code, code), ballot


def _working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
