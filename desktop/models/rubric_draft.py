"""A campaign's rubric while the office works on it: every edit is in the book at once.

An unconfirmed rubric may stand half done: it gives no class and freezes nothing. A confirmed
one is only read until it is opened again; the first ballot locks its criteria.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from db import rubrics, rule_changes
from db.operation import Changes
from db.queries.usage import ballots_of_kind
from db.records import Band, Criterion, Rubric, SubjectKind
from db.rubric_file import to_toml
from db.rule_changes import Because, RuleChange
from db.rules import bands
from desktop import undoable
from desktop.faults import rubric_problem
from desktop.session import Outcome, Session

_NEW_TOTAL, _NEW_STEP = 1000, 25
_NAMES = {SubjectKind.COLLECTIVE: "Tập thể", SubjectKind.INDIVIDUAL: "Cá nhân"}
_IDS = {SubjectKind.COLLECTIVE: "tap-the", SubjectKind.INDIVIDUAL: "ca-nhan"}
_RELEVANT = frozenset({"rubric", "rule_change", "campaign", "ballot", "submission"})


class RubricDraft(QObject):
    """One kind of subject at a time. ``loaded`` for another rubric, ``renewed`` after edits."""

    loaded = Signal()
    renewed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.kind = SubjectKind.COLLECTIVE
        self.rubric: Rubric | None = None
        self.ballots = 0
        self._last: RuleChange | None = None  # after scoring had begun
        self._year: bytes | None = None
        session.changed.connect(self._on_changed)
        session.campaign_changed.connect(self._on_campaign)

    @property
    def may_write(self) -> bool:
        """Whether this window may change rubrics at all."""
        session = self.session
        return session.office and not session.readonly and session.campaign is not None

    @property
    def editable(self) -> bool:
        """Whether names, bands and bases can be typed."""
        rubric = self.rubric
        if not self.may_write or rubric is None or rubric.confirmed:
            return False
        return not self.ballots or not rubric.bands or self.begun is not None

    @property
    def scale_locked(self) -> bool:
        """Whether ballots lock the criteria and the total."""
        return self.ballots > 0

    @property
    def problems(self) -> list[str]:
        """What is wrong, in words; what confirming would ask for is left aside."""
        if self.rubric is None:
            return []
        unconfirmed = replace(self.rubric, confirmed=False)
        return [rubric_problem(p.code, p.facts) for p in bands.check(unconfirmed)]

    @property
    def confirmable(self) -> list[str]:
        """What still stands between this rubric and confirming it, in words."""
        if self.rubric is None:
            return []
        found = list(self.problems)
        found += [rubric_problem(p.code, p.facts) for p in bands.unworded(self.rubric)]
        if not self.rubric.bands:
            found.append("chưa có mức xếp loại")
        if not self.rubric.bands_basis.strip():
            found.append("chưa ghi căn cứ của mức xếp loại")
        return found

    def choose(self, kind: SubjectKind) -> None:
        """Tập thể or cá nhân."""
        self.kind = kind
        self.load()

    def load(self) -> None:
        """Reads the rubric."""
        self._read()
        self.loaded.emit()

    def begin(self) -> Outcome:
        """An empty rubric to fill."""
        campaign = self.session.campaign
        assert campaign is not None
        name = f"{_NAMES[self.kind]}, {campaign.body} {campaign.year}"
        return self.take(
            Rubric(
                id=f"{campaign.year}-{_IDS[self.kind]}",
                name=name,
                applies_to=self.kind,
                basis="",
                total=_NEW_TOTAL,
                step=_NEW_STEP,
                criteria=(),
            )
        )

    def read_file(self, path: Path) -> Outcome:
        """Takes a rubric over from a TOML file, for the kind that it names.

        Raises RubricFileError, FileError.
        """
        found = rubrics.read_file(path)
        self.kind = found.applies_to
        self._read()
        return self.take(found, f"nạp thang điểm {_NAMES[found.applies_to].lower()}")

    def toml(self) -> str:
        """The rubric as the text of a file."""
        assert self.rubric is not None
        return to_toml(self.rubric)

    def change(self, words: str, **values: Any) -> Outcome:
        """Writes fields of the rubric; ``words`` name them for undo."""
        assert self.rubric is not None
        return self.take(replace(self.rubric, **values), words)

    def take(self, rubric: Rubric, words: str = "thang điểm mới") -> Outcome:
        """Puts a rubric in place of this one."""
        campaign = self.session.campaign
        assert campaign is not None
        return undoable.run(self.session, words, rubrics.store, campaign, rubric)

    def confirm(self) -> Outcome:
        """From now on results get classes; raises nothing, the outcome says why not."""
        outcome = self.change("xác nhận thang điểm", confirmed=True)
        if outcome:
            self.renewed.emit()
        return outcome

    def reopen(self, because: Because | None) -> Outcome:
        """Takes the confirmation back, with reason and basis where ballots are in."""
        campaign, rubric = self.session.campaign, self.rubric
        assert campaign is not None and rubric is not None
        opened = replace(rubric, confirmed=False)
        words = "mở thang điểm để sửa"
        outcome = undoable.run(self.session, words, rubrics.store, campaign, opened, because)
        self.renewed.emit()
        return outcome

    @property
    def what(self) -> str:
        """The name under which changes of this rubric are kept."""
        return rule_changes.of_rubric(self.kind)

    def reason(self) -> str:
        """Why it was changed last after scoring had begun."""
        return self._last.reason if self._last is not None else ""

    @property
    def begun(self) -> RuleChange | None:
        """The change that was opened with a reason and is not confirmed yet."""
        return self._last if self._last is not None and self._last.new is None else None

    def save_criterion(self, row: int, criterion: Criterion) -> Outcome:
        """Writes one criterion; a new one where ``row`` is the number of them."""
        assert self.rubric is not None
        lines = list(self.rubric.criteria)
        lines[row : row + 1] = [criterion]
        return self.change(f"tiêu chí {criterion.code}", criteria=tuple(lines))

    def remove_criterion(self, row: int) -> Outcome:
        """Takes a criterion out."""
        assert self.rubric is not None
        lines = list(self.rubric.criteria)
        gone = lines.pop(row)
        return self.change(f"bỏ tiêu chí {gone.code}", criteria=tuple(lines))

    def save_band(self, name: str, start: int | None) -> Outcome:
        """Where a class begins; None: there is no such class."""
        assert self.rubric is not None
        kept = [band for band in self.rubric.bands if band.name != name]
        if start is not None:
            kept.append(Band(name, start))
        order = {known: place for place, known in enumerate(bands.CLASSES)}
        kept.sort(key=lambda band: order.get(band.name, len(order)))
        return self.change(f"mức {name}", bands=tuple(kept))

    def _read(self) -> None:
        session = self.session
        campaign = session.campaign
        self.rubric, self.ballots, self._last = None, 0, None
        self._year = campaign.id if campaign else None
        if campaign is not None:
            self.rubric = session.around.rubrics.get(self.kind)
            self.ballots = ballots_of_kind(session.book, campaign, self.kind)
            known = rule_changes.changes(session.book.connection, campaign.id)
            self._last = next((c for c in reversed(known) if c.what == self.what), None)

    def _on_campaign(self) -> None:
        """Another campaign is looked at; what changed in this one is told by ``changed``."""
        campaign = self.session.campaign
        if self._year != (campaign.id if campaign else None):
            self.load()

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & _RELEVANT:
            had = self.rubric is not None
            self._read()
            (self.renewed if had == (self.rubric is not None) else self.loaded).emit()
