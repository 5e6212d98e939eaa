"""What a change of the rules would do to the ballots that are in, found a slice at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from db.queries.usage import submissions_of
from db.rule_effects import Effect, apart, effects
from desktop.models.words import shown_points
from desktop.rule_change_words import state_words
from desktop.session import Session

_SLICE = 0.02  # seconds on the window's thread
_MOST = 400  # lines that a person may still read on the screen


class RuleEffects(QObject):
    """``told`` has what is known so far, as text, and whether that is all."""

    told = Signal(str, bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)
        self._coming: Iterator[Effect] = iter(())
        self._found: list[Effect] = []
        self.words = ""  # told last
        self._looked, self._total = 0, 0
        self._names: Mapping[str, str] = {}

    def start(self, what: str, value: Any) -> None:
        """Compares the rules as they stand with ``what`` being ``value`` (see
        ``db.rule_changes.RuleChange``)."""
        self.compare(what, None, value)

    @property
    def busy(self) -> bool:
        """Whether it is still looking."""
        return self._timer.isActive()

    @property
    def felt(self) -> bool:
        """Whether anything was found so far."""
        return bool(self._found)

    def compare(
        self, what: str, old: Any, new: Any, idents: Sequence[bytes] | None = None
    ) -> None:
        """Compares two values of a rule; an ``old`` of None is the one that stands. ``idents``
        are the submissions that can be touched at all, None for all."""
        campaign, around = self._session.campaign, self._session.around
        assert campaign is not None
        before = around if old is None else apart(around, what, old)
        self._coming = effects(before, apart(around, what, new), idents)
        self._names = {member.code: member.name for member in around.members}
        self._found, self._looked = [], 0
        self._total = len(idents) if idents is not None else submissions_of(
            self._session.book, campaign
        )
        self._go_on()
        if self._total > self._looked:
            self._timer.start()

    def stop(self) -> None:
        """Gives up."""
        self._timer.stop()
        self._coming = iter(())

    def _go_on(self) -> None:
        until = monotonic() + _SLICE
        for effect in self._coming:
            self._looked += 1
            if effect:
                self._found.append(effect)
            if monotonic() > until and self._looked < self._total:
                self._tell(f"Đang xem phiếu: {self._looked}/{self._total} hồ sơ…", ready=False)
                return
        self._timer.stop()
        self._looked = self._total
        self._tell(effect_text(self._found, self._names), ready=True)

    def _tell(self, words: str, *, ready: bool) -> None:
        self.words = words
        self.told.emit(words, ready)


def effect_text(found: Sequence[Effect], names: Mapping[str, str]) -> str:
    """The ballots that count otherwise, a line each; then the scores that come out otherwise.
    Which class a submission would get is not told before the change is made."""
    ballots = [ballot for effect in found for ballot in effect.ballots]
    moved = [effect.moved for effect in found if effect.moved is not None]
    if not ballots and not moved:
        return "Không có phiếu đã nộp nào bị tác động."
    cases = len({ballot.submission for ballot in ballots})
    head = f"Phiếu bị tác động: {len(ballots)} phiếu của {cases} hồ sơ."
    if not ballots:
        head = "Không phiếu nào đổi cách tính."
    scores = [m for m in moved if m.old_final != m.new_final]
    classes = sum(m.old_class != m.new_class for m in moved)
    if scores:
        head += f" Điểm tính lại: {len(scores)} hồ sơ."
    if classes:
        head += f" Xếp loại lại: {classes} hồ sơ."
    lines = [
        f"{b.submission} · {names.get(b.member, b.member)} · {shown_points(b.total)} điểm: "
        f"{state_words(b.was)} → {state_words(b.now)}"
        for b in ballots
    ]
    lines += [
        f"{m.submission}: điểm {_points(m.old_final)} → {_points(m.new_final)}" for m in scores
    ]
    more = len(lines) - _MOST
    if more > 0:
        lines[_MOST:] = [f"… và {more} dòng nữa; biên bản ghi đủ."]
    return "\n".join([head, *lines])


def _points(value: int | None) -> str:
    return "chưa có" if value is None else shown_points(value)
