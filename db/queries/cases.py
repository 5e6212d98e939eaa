"""Every subject of a campaign with its submissions: those of the roster that never filed too.

A subject is told by kind, unit and name (folded): people have no code of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from db import rounds
from db.book import Book
from db.in_parts import Steps, run_through
from db.queries.results import Reader, Result
from db.queries.subject_class import Standing, standing
from db.records import Campaign, Ruling, SubjectKind, Submission
from db.rules import recheck, rulings
from db.rules.case import Case, Ground, Listed, Organisation
from db.rules.eligibility import R9, Verdict, eligible
from db.rules.vietnamese import fold
from db.surroundings import Surroundings
from db.tallies import kind_of, submissions
from db.year_rules import read

_TOGETHER: Final = 200  # submissions in one query
_BREATH: Final = 20  # subjects between two steps
Key = tuple[SubjectKind, str, str]


@dataclass(frozen=True, slots=True)
class Subject:
    """``cases`` holds one case a submission, or a single one without any; ``case`` is the one
    that speaks for the subject: its main model's, else the first that may be appraised.
    ``reward`` is what is proposed for it, ``reward_by`` who proposes; "" while nobody does."""

    key: Key
    name: str
    post: str
    unit: str
    listed: Listed | None
    cases: tuple[Case, ...]
    case: Case
    reward: str = ""
    reward_by: str = ""

    @property
    def holder(self) -> tuple[str, bytes]:
        """The row, as (kind, id), that keeps what is said of the subject as a whole: that of
        the roster, else the submission that speaks for it."""
        if self.listed is not None:
            return "subject", self.listed.id
        assert self.case.submission is not None
        return "submission", self.case.submission.id


def listed(book: Book, campaign: Campaign) -> list[Listed]:
    """The roster (sheet Đối tượng) by code."""
    return [
        Listed(code, kind_of(kind), name or "", post or "", unit or "", authority or "",
               bool(must), bool(aims), ident, None if head is None else bool(head))
        for ident, code, kind, name, post, unit, authority, must, aims, head
        in book.connection.execute(
            "SELECT id, code, kind, name, post, unit, authority, must_register, aims_excellent, "
            "is_head FROM subject WHERE campaign = ? AND code IS NOT NULL ORDER BY code, id",
            (campaign.id,),
        )
    ]  # fmt: skip


def subjects(book: Book, campaign: Campaign, unit: str | None = None) -> list[Subject]:
    """All subjects: the roster in code order, then those who filed without being on it; those
    of one unit only, where it is named."""
    return run_through(in_steps(book, campaign, unit))


def in_steps(book: Book, campaign: Campaign, unit: str | None = None) -> Steps[list[Subject]]:
    """The same a little at a time."""
    return _Reader(book, campaign, unit).run()


def unit_of(book: Book, ident: bytes) -> str | None:
    """The unit of a submission or of a row of the roster, None where it is gone."""
    for table in ("submission", "subject"):
        query = f"SELECT unit FROM {table} WHERE id = ?"
        if found := book.connection.execute(query, (ident,)).fetchone():
            return found[0] or ""
    return None


class _Reader:
    def __init__(self, book: Book, campaign: Campaign, unit: str | None) -> None:
        self._book, self._campaign, self._unit = book, campaign, unit
        self._around = Surroundings(book.connection, campaign)
        self._reader = Reader(book, campaign)
        self._results: dict[bytes, Result] = {}
        self._more: dict[bytes, tuple[Any, ...]] = {}
        self._most = read(book.connection, campaign).most_models
        self._promised: dict[bytes, list[str]] = {}
        self._sent_back = rounds.last_sent_back(book.connection)
        self._rulings: dict[bytes, Ruling | None] = {}
        self._rewards: dict[bytes, tuple[str, str]] = {}
        for table in ("subject", "submission"):
            for ident, reward, by, *ruling in book.connection.execute(
                "SELECT id, reward, reward_by, ruling, ruling_rules, ruling_document, "
                f"ruling_date, ruling_reason FROM {table} WHERE campaign = ? "
                "AND (ruling IS NOT NULL OR reward IS NOT NULL)",
                (campaign.id,),
            ):
                self._rulings[ident] = rulings.read(*ruling)
                if reward:
                    self._rewards[ident] = (reward, by or "")
        self._grounds: dict[bytes, list[Ground]] = {}
        for submission, subject, *ground in book.connection.execute(
            "SELECT submission, subject, id, what, document, number, date, level FROM ground "
            "WHERE campaign = ? ORDER BY date, id",
            (campaign.id,),
        ):
            said = Ground(ground[0], *(text or "" for text in ground[1:]))
            self._grounds.setdefault(submission or subject or b"", []).append(said)

    def run(self) -> Steps[list[Subject]]:
        filed: dict[Key, list[Submission]] = {}
        idents = self._idents()
        for start in range(0, len(idents), _TOGETHER):
            part = idents[start : start + _TOGETHER]
            self._read(part)
            for one in submissions(self._book.connection, self._campaign.id, part):
                if one.code:
                    filed.setdefault((one.kind, one.unit, fold(one.subject)), []).append(one)
            yield
        organisations: dict[str, list[Organisation]] = {}
        for number, ((kind, unit, _), models) in enumerate(filed.items()):
            if not number % _TOGETHER:
                yield
            standing = [m for m in models if not m.withdrawn]
            if kind == SubjectKind.COLLECTIVE and standing:
                found_class = self._class(standing)
                named = standing[0].subject, found_class.class_name, found_class.panel
                barred = all(self._barred(model) for model in standing)
                organisation = Organisation(*named, appraised=not barred)
                organisations.setdefault(unit, []).append(organisation)
        rows: dict[Key, Listed | None] = {}
        for row in listed(self._book, self._campaign):
            if self._unit in (None, row.unit):
                rows.setdefault((row.kind, row.unit, fold(row.name)), row)
        rows |= {key: None for key in filed if key not in rows}
        found = []
        for number, (key, on_roster) in enumerate(rows.items()):
            found.append(self._subject(key, on_roster, filed.get(key, []), organisations))
            if not number % _BREATH:
                yield
        return found

    def _idents(self) -> list[bytes]:
        """The submissions in code order."""
        of_unit = "" if self._unit is None else " AND coalesce(unit, '') = ?"
        if self._unit:
            of_unit = " AND unit = ?"
        rows = self._book.connection.execute(
            f"SELECT id FROM submission WHERE campaign = ?{of_unit} ORDER BY code, id",
            (self._campaign.id, *([] if self._unit is None else [self._unit])),
        )
        return [ident for (ident,) in rows]

    def _read(self, idents: list[bytes]) -> None:
        """What is wanted of these besides."""
        connection, named = self._book.connection, f"IN ({', '.join('?' * len(idents))})"
        for result in self._reader.some(idents):
            self._results[result.id] = result
        for ident, *more in connection.execute(
            "SELECT id, late_reason, report_late_reason, with_achievement, aims_excellent, "
            "recheck, content, product, solution, novelty, novelty_finding, novelty_basis "
            f"FROM submission WHERE id {named}",
            idents,
        ):
            self._more[ident] = tuple(more)
        for ident, promised in connection.execute(
            f"SELECT submission, promised FROM target WHERE submission {named} ORDER BY rowid",
            idents,
        ):
            self._promised.setdefault(ident, []).append(promised or "")

    def _barred(self, one: Submission) -> bool:
        found = self._results.get(one.id)
        return found is not None and found.eligible is False

    def _class(self, models: list[Submission]) -> Standing:
        there = [self._results[m.id] for m in models if m.id in self._results]
        rubric = self._around.rubrics.get(there[0].kind) if there else None
        return standing(there, self._campaign.settings.several_models, rubric)

    def _subject(
        self,
        key: Key,
        row: Listed | None,
        models: list[Submission],
        organisations: dict[str, list[Organisation]],
    ) -> Subject:
        kind, unit, _ = key
        rubric = self._around.rubrics.get(kind)
        standing = [m for m in models if not m.withdrawn]
        standing_class = self._class(standing)
        name = row.name if row else models[0].subject
        organisation = tuple(organisations.get(unit, ()))
        registered = sum(1 for m in standing if m.registered_on)
        cases = []
        filed: list[Submission | None] = [*models] or [None]
        for one in filed:
            more = self._more[one.id] if one else (None,) * 11
            verdict = self._verdict(one, kind, unit)
            content, product, solution, novelty = (text or "" for text in more[5:9])
            shown: tuple[str, ...] = ()
            if one is not None and one.registered_on:
                shown = recheck.hints(
                    one.title, (content, product, solution), novelty,
                    self._promised.get(one.id, ()),
                    models=registered if kind == SubjectKind.COLLECTIVE else 1,
                    most=self._most,
                )  # fmt: skip
            cases.append(
                Case(
                    kind=kind,
                    name=name,
                    submission=one,
                    verdict=verdict,
                    listed=row,
                    class_name=standing_class.class_name,
                    decided=standing_class.decided,
                    panel_class=standing_class.panel,
                    mixed=standing_class.mixed,
                    organisation=organisation,
                    rubric=rubric.name if rubric else "",
                    late_reason=more[0] or "",
                    report_late_reason=more[1] or "",
                    with_achievement=bool(more[2]),
                    aims=bool(more[3]) or bool(row and row.aims_excellent),
                    recheck=more[4] or "",
                    hints=shown,
                    head=_head(one, row),
                    grounds=self._documents(one, row),
                    ruling=self._ruling(one, row),
                    novelty_finding=more[9] or "",
                    novelty_basis=more[10] or "",
                    year=self._campaign.year,
                    sent_back=self._sent_back.get(one.id) if one else None,
                    unit_kind=there.kind if (there := self._around.units.get(unit)) else "",
                )
            )
        post = row.post if row else models[0].post
        reward, by = self._reward(row, models)
        speaker = self._speaker(cases)
        return Subject(key, name, post, unit, row, tuple(cases), speaker, reward, by)

    def _documents(self, one: Submission | None, row: Listed | None) -> tuple[Ground, ...]:
        idents = (one.id if one else b"", row.id if row else b"")
        return tuple(ground for ident in idents for ground in self._grounds.get(ident, ()))

    def _ruling(self, one: Submission | None, row: Listed | None) -> Ruling | None:
        """The submission's own; the roster's where it was made before anything was filed."""
        own = one.ruling if one is not None else None
        return own or (self._rulings.get(row.id) if row is not None else None)

    def _reward(self, row: Listed | None, models: list[Submission]) -> tuple[str, str]:
        idents = [*([row.id] if row else []), *(m.id for m in models)]
        found = (self._rewards[ident] for ident in idents if ident in self._rewards)
        return next(found, ("", ""))

    def _verdict(self, one: Submission | None, kind: SubjectKind, unit: str) -> Verdict | None:
        """None for who never filed, unless the unit itself is left out (R9)."""
        asked = one or Submission(b"", "", kind, "", "", "", unit)
        found = eligible(asked, self._around.units.get(unit), self._campaign.settings)
        return found if one is not None or found.code == R9 else None

    def _speaker(self, cases: list[Case]) -> Case:
        def place(case: Case) -> tuple[bool, bool]:
            result = self._results.get(case.submission.id) if case.submission else None
            barred = case.verdict is not None and case.verdict.eligible is False
            return barred, not (result and result.is_main)

        return min(cases, key=place)


def _head(one: Submission | None, row: Listed | None) -> bool | None:
    """Whether somebody said that the person leads the unit, None where nobody did."""
    said = row.is_head if row is not None else None
    return said if one is None else one.is_head or bool(said)
