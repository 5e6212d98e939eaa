"""Every subject of a campaign with its submissions: those of the roster that never filed too.

A subject is told by kind, unit and name (folded): people have no code of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

from db.book import Book
from db.queries.results import Result, results
from db.records import Campaign, SubjectKind, Submission
from db.rules import bands, recheck
from db.rules.bands import CLASSES
from db.rules.eligibility import R9, Verdict, eligible
from db.rules.grounds import Case, Listed
from db.rules.models import subject_score
from db.rules.vietnamese import fold
from db.surroundings import Surroundings
from db.tallies import kind_of, submissions

Key = tuple[SubjectKind, str, str]


@dataclass(frozen=True, slots=True)
class Subject:
    """``cases`` holds one case a submission, or a single one without any; ``case`` is the one
    that speaks for the subject: its main model's, else the first that may be appraised."""

    key: Key
    name: str
    post: str
    unit: str
    listed: Listed | None
    cases: tuple[Case, ...]
    case: Case


def listed(book: Book, campaign: Campaign) -> list[Listed]:
    """The roster (sheet Đối tượng) by code."""
    return [
        Listed(code, kind_of(kind), name or "", post or "", unit or "", authority or "",
               bool(must), bool(aims))
        for code, kind, name, post, unit, authority, must, aims in book.connection.execute(
            "SELECT code, kind, name, post, unit, authority, must_register, aims_excellent "
            "FROM subject WHERE campaign = ? AND code IS NOT NULL ORDER BY code, id",
            (campaign.id,),
        )
    ]  # fmt: skip


def subjects(book: Book, campaign: Campaign) -> list[Subject]:
    """All subjects: the roster in code order, then those who filed without being on it."""
    return _Reader(book, campaign).run()


class _Reader:
    def __init__(self, book: Book, campaign: Campaign) -> None:
        self._book, self._campaign = book, campaign
        self._around = Surroundings(book.connection, campaign)
        self._results = {found.id: found for found in results(book, campaign)}
        self._more = {
            row[0]: row[1:]
            for row in book.connection.execute(
                "SELECT id, late_reason, report_late_reason, with_achievement, aims_excellent, "
                "recheck, content, product, solution, novelty FROM submission "
                "WHERE campaign = ?",
                (campaign.id,),
            )
        }
        self._promised: dict[bytes, list[str]] = {}
        for ident, promised in book.connection.execute(
            "SELECT t.submission, t.promised FROM target t JOIN submission s "
            "ON s.id = t.submission WHERE s.campaign = ?",
            (campaign.id,),
        ):
            self._promised.setdefault(ident, []).append(promised or "")

    def run(self) -> list[Subject]:
        filed: dict[Key, list[Submission]] = {}
        for one in submissions(self._book.connection, self._campaign.id):
            if one.code:
                filed.setdefault((one.kind, one.unit, fold(one.subject)), []).append(one)
        organisations: dict[str, list[tuple[str, str | None]]] = {}
        for (kind, unit, _), models in filed.items():
            standing = [m for m in models if not m.withdrawn]
            if kind == SubjectKind.COLLECTIVE and standing:
                named = (standing[0].subject, self._class(standing)[0])
                organisations.setdefault(unit, []).append(named)
        found, seen = [], set()
        for row in listed(self._book, self._campaign):
            key = (row.kind, row.unit, fold(row.name))
            if key not in seen:
                seen.add(key)
                found.append(self._subject(key, row, filed.get(key, []), organisations))
        for key, models in filed.items():
            if key not in seen:
                found.append(self._subject(key, None, models, organisations))
        return found

    def _class(self, models: list[Submission]) -> tuple[str | None, bool]:
        """The class that stands for a subject, and whether the committee decided it."""
        there = [self._results[m.id] for m in models if m.id in self._results]
        how = self._campaign.settings.several_models
        if len(there) > 1 and how == "mean":
            score = subject_score([(r.final, r.is_main) for r in there], how)
            rubric = self._around.rubrics.get(there[0].kind)
            return (bands.class_of(rubric, score) if rubric else None), False
        if len(there) > 1 and how == "main":
            main = [r for r in there if r.is_main]
            there = main if len(main) == 1 else []
        given = [(_standing(r), r.decided_class is not None) for r in there]
        ranked = [(CLASSES.index(name), name, sure) for name, sure in given if name in CLASSES]
        return min(ranked)[1:] if ranked else (None, False)

    def _subject(
        self,
        key: Key,
        row: Listed | None,
        models: list[Submission],
        organisations: dict[str, list[tuple[str, str | None]]],
    ) -> Subject:
        kind, unit, _ = key
        rubric = self._around.rubrics.get(kind)
        standing = [m for m in models if not m.withdrawn]
        class_name, decided = self._class(standing)
        name = row.name if row else models[0].subject
        organisation = tuple(organisations.get(unit, ()))
        registered = sum(1 for m in standing if m.registered_on)
        cases = []
        filed: list[Submission | None] = [*models] or [None]
        for one in filed:
            more = self._more[one.id] if one else (None,) * 9
            verdict = self._verdict(one, kind, unit)
            content, product, solution, novelty = (text or "" for text in more[5:])
            shown: tuple[str, ...] = ()
            if one is not None and one.registered_on:
                shown = recheck.hints(
                    one.title, (content, product, solution), novelty,
                    self._promised.get(one.id, ()),
                    models=registered if kind == SubjectKind.COLLECTIVE else 1,
                )  # fmt: skip
            cases.append(
                Case(
                    kind=kind,
                    name=name,
                    submission=one,
                    verdict=verdict,
                    listed=row,
                    class_name=class_name,
                    decided=decided,
                    organisation=organisation,
                    rubric=rubric.name if rubric else "",
                    late_reason=more[0] or "",
                    report_late_reason=more[1] or "",
                    with_achievement=bool(more[2]),
                    aims=bool(more[3]) or bool(row and row.aims_excellent),
                    recheck=more[4] or "",
                    hints=shown,
                )
            )
        post = row.post if row else models[0].post
        return Subject(key, name, post, unit, row, tuple(cases), self._speaker(cases))

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


def _standing(result: Result) -> str | None:
    return result.decided_class or result.panel_class
