"""Asks in the page for the reasons of extreme marks, before a ballot is handed in or moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from db import mark_reasons
from db.records import Member, Rubric, Submission
from db.rules.extremes import unreasoned
from desktop.models.words import shown_points
from desktop.session import Session
from desktop.widgets.ask_bar import Answers, AskBar, Field

_AT_ONCE = 2  # questions that fit below the marks in large type

Reasons = Mapping[str, str]


class ReasonAsking:
    """One field a mark; what is answered is kept with the draft, or given to whoever asked."""

    def __init__(self, session: Session, bar: AskBar) -> None:
        self._session, self._bar = session, bar

    def ask(
        self,
        member: Member,
        submission: Submission,
        rubric: Rubric,
        marks: Mapping[str, int],
        why: Reasons,
        then: Callable[[], None],
    ) -> bool:
        """Whether something is asked; if so ``then`` follows once all is answered."""

        def keep(given: Reasons, _: bool) -> bool:
            session = self._session
            done = session.run(mark_reasons.set_reasons, session.around, member, submission, given)
            if done:
                after(self._bar, then)
            return bool(done)

        # what does not fit is asked when handing in goes on
        return self._ask(submission, rubric, marks, why, "Ghi lý do và nộp", keep)

    def gather(
        self,
        submission: Submission,
        rubric: Rubric,
        marks: Mapping[str, int],
        why: Reasons,
        result: str,
        write: Callable[[Reasons], bool],
    ) -> bool:
        """Whether something is asked; ``write`` gets all reasons in the end, under a button that
        says ``result``, and tells whether it is done."""

        def keep(given: Reasons, last: bool) -> bool:
            if last:
                return write(given)
            after(
                self._bar,
                lambda: self.gather(submission, rubric, marks, given, result, write),
            )
            return True

        return self._ask(submission, rubric, marks, why, result, keep)

    def _ask(
        self,
        submission: Submission,
        rubric: Rubric,
        marks: Mapping[str, int],
        why: Reasons,
        result: str,
        keep: Callable[[Reasons, bool], bool],
    ) -> bool:
        """``keep`` gets the reasons so far and whether they are all."""
        campaign = self._session.campaign
        if campaign is None:
            return False
        own = submission.self_marks
        waiting = unreasoned(rubric, campaign.settings, marks, own, why)
        if not waiting:
            return False
        codes = waiting[:_AT_ONCE]
        fields = []
        for code in codes:
            criterion = rubric.criterion(code)
            assert criterion is not None
            beside = f", tự chấm {shown_points(own[code])}" if code in own else ""
            mark, most = shown_points(marks[code]), shown_points(criterion.max)
            fields.append(Field(code, f"{code}: {mark}/{most}{beside}"))
        last = len(codes) == len(waiting)

        def answered(answers: Answers) -> bool:
            missing = [code for code in codes if not answers[code].strip()]
            if missing:
                self._bar.complain(f"Hãy ghi lý do cho {', '.join(missing)}.")
                return False
            return keep({**why, **{code: answers[code].strip() for code in codes}}, last)

        self._bar.ask(
            f"Hồ sơ {submission.code}: đợt này yêu cầu ghi lý do của các điểm sau.",
            fields,
            result if last else "Ghi lý do",
            answered,
        )
        return True


def after(bar: AskBar, then: Callable[[], object]) -> None:
    """Calls ``then`` once the question is closed: it may ask something itself."""
    bar.closed.connect(_Once(bar, then))


class _Once:
    """Called by the next ``closed`` alone."""

    def __init__(self, bar: AskBar, then: Callable[[], object]) -> None:
        self._bar, self._then = bar, then

    def __call__(self) -> None:
        self._bar.closed.disconnect(self)
        self._then()
