"""One mark on one criterion: is it a number, within the maximum, on the step."""

from __future__ import annotations

from db.errors import MarkOffStepError, MarkTooHighError, MarkUnreadableError
from db.records import Criterion, Hundredths
from db.rules.points import parse_points, show


def check_mark(criterion: Criterion, step: Hundredths, value: Hundredths) -> None:
    """Accept ``value`` (hundredths) as a mark on ``criterion``, or say what is wrong.

    A mark lies between 0 and the criterion's maximum and is a multiple of ``step``
    (hundredths). The maximum itself always counts, also off the step: full marks on a
    bonus of 0,5 must be possible with step 1. Source: domain.md §4, first rule.

    Raises MarkUnreadableError (negative), MarkTooHighError, MarkOffStepError, each with
    the facts criterion (code), text (as shown), max and step (hundredths).
    """
    if 0 <= value <= criterion.max and (
        value in (0, criterion.max) or (step > 0 and value % step == 0)
    ):
        return
    error: type[MarkUnreadableError | MarkTooHighError | MarkOffStepError] = MarkOffStepError
    if value < 0:
        error = MarkUnreadableError
    elif value > criterion.max:
        error = MarkTooHighError
    raise error(criterion=criterion.code, text=show(value), max=criterion.max, step=step)


def read_mark(criterion: Criterion, step: Hundredths, typed: object) -> Hundredths:
    """The mark that a person typed or a cell holds, in hundredths, checked.

    ``typed`` is text or a number as ``parse_points`` takes it. An empty cell is not a
    mark: who allows it does not call this.

    Raises the errors of ``check_mark``; an unreadable or refused mark keeps the text as
    it was typed.
    """
    try:
        value = parse_points(typed)
    except MarkUnreadableError as error:
        raise MarkUnreadableError(
            criterion=criterion.code, text=error.facts["text"], max=criterion.max, step=step
        ) from None
    check_mark(criterion, step, value)
    return value
