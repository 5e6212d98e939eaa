"""Several models of one subject: which score stands for the subject (domain.md §4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from db.records import Hundredths
from db.rules.points import mean_half_up

HIGHEST: Final = "highest"
MEAN: Final = "mean"
MAIN: Final = "main"


def subject_score(models: Sequence[tuple[Hundredths | None, bool]], how: str) -> Hundredths | None:
    """The score that stands for a subject with several models, in hundredths.

    ``models`` are ``(final, is_main)``, one a submission; ``how`` is the campaign's
    setting ``several_models``. Models without a score do not count.

    - ``highest``: the highest score;
    - ``mean``: the mean of the scores, half up;
    - ``main``: the score of the main model; a single model is the main one, and where
      none or more than one is marked, or the main one has no score, there is none.

    The subject's class is ``bands.class_of`` of this score. Raises ValueError for another
    ``how``.
    """
    scores = [final for final, _ in models if final is not None]
    if how == HIGHEST:
        return max(scores, default=None)
    if how == MEAN:
        return mean_half_up(sum(scores), len(scores)) if scores else None
    if how == MAIN:
        main = [final for final, is_main in models if is_main or len(models) == 1]
        return main[0] if len(main) == 1 else None
    raise ValueError(f"unknown way with several models: {how!r}")
