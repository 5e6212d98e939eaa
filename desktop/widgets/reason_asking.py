"""Asks in the page for the reasons of extreme marks before a ballot is handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from db import mark_reasons
from db.records import Member, Rubric, Submission
from db.rules.extremes import unreasoned
from desktop.models.words import shown_points
from desktop.session import Session
from desktop.widgets.ask_bar import Answers, AskBar, Field

_AT_ONCE = 2  # questions that fit below the marks in large type


class ReasonAsking:
    """One field a mark; what is answered is kept with the draft."""

    def __init__(self, session: Session, bar: AskBar) -> None:
        self._session, self._bar = session, bar

    def ask(
        self,
        member: Member,
        submission: Submission,
        rubric: Rubric,
        marks: Mapping[str, int],
        why: Mapping[str, str],
        then: Callable[[], None],
    ) -> bool:
        """Whether something is asked; if so ``then`` follows once all is answered."""
        campaign = self._session.campaign
        if campaign is None:
            return False
        own = submission.self_marks
        waiting = unreasoned(rubric, campaign.settings, marks, own, why)
        if not waiting:
            return False
        codes = waiting[:_AT_ONCE]  # the rest is asked when handing in goes on
        fields = []
        for code in codes:
            criterion = rubric.criterion(code)
            assert criterion is not None
            beside = f", tự chấm {shown_points(own[code])}" if code in own else ""
            mark, most = shown_points(marks[code]), shown_points(criterion.max)
            fields.append(Field(code, f"{code}: {mark}/{most}{beside}"))

        def answered(answers: Answers) -> bool:
            missing = [code for code in codes if not answers[code].strip()]
            if missing:
                self._bar.complain(f"Hãy ghi lý do cho {', '.join(missing)}.")
                return False
            given = {code: answers[code].strip() for code in codes}
            session = self._session
            done = session.run(
                mark_reasons.set_reasons, session.around, member, submission, {**why, **given}
            )
            if done:
                # after the bar is closed: what follows may ask something itself
                self._bar.closed.connect(_Once(self._bar, then))
            return bool(done)

        self._bar.ask(
            f"Hồ sơ {submission.code}: đợt này yêu cầu ghi lý do của các điểm sau.",
            fields,
            "Ghi lý do và nộp" if len(codes) == len(waiting) else "Ghi lý do",
            answered,
        )
        return True


class _Once:
    """Called by the next ``closed`` alone."""

    def __init__(self, bar: AskBar, then: Callable[[], None]) -> None:
        self._bar, self._then = bar, then

    def __call__(self) -> None:
        self._bar.closed.disconnect(self)
        self._then()
