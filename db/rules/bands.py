"""Is a rubric sound, and which class does a result fall into (R2, R5; domain.md §4).

Bands stand from the highest to the lowest; each holds from its start (inclusive) up to
the next one above, the highest up to the rubric's total.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from db.records import Hundredths, Rubric

CLASSES: Final = ("Tốt", "Khá", "Đạt", "Không đạt")
"""The four classes, from the best (R5; S3 §4, "4 mức")."""

STEPS: Final[tuple[Hundredths, ...]] = (10, 25, 50, 100)
"""The steps a rubric may choose from: 0,1 0,25 0,5 and 1 point (domain.md §4)."""

NO_RESULT: Final = "no_result"
UNCONFIRMED: Final = "rubric_unconfirmed"
NO_BANDS: Final = "rubric_without_bands"

UNWORDED: Final = "(chưa có nội dung"
"""How our own rubric file words a criterion whose text stands on a page that we do not have
(R2: the second bonus item); the office writes the real one in its place."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a rubric. ``facts`` hold codes, names and hundredths for the sentence.

    Codes and their facts: ``no_criteria``; ``criterion_without_code`` (position from 1);
    ``criterion_twice`` (criterion); ``max_not_positive`` (criterion, max);
    ``total_not_positive`` (total); ``maxima_differ`` (sum, total); ``step_unknown``
    (step); ``band_unknown`` (band); ``band_twice`` (band); ``band_outside`` (band, start,
    total); ``bands_not_descending`` (band, start, above, above_start);
    ``bands_out_of_order`` (band, above); ``lowest_band_not_zero`` (band, start);
    ``confirmed_without_bands``; ``confirmed_without_basis``.
    """

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


def check(rubric: Rubric) -> tuple[Problem, ...]:
    """Every fault of ``rubric``; empty when it is sound.

    To be asked when a rubric is confirmed and at the first ballot. Bands are checked
    where there are any; a confirmed rubric must have them and say where they come from,
    because what nobody has given us is never made up (domain.md §3).
    """
    return (*_criteria(rubric), *_bands(rubric), *_confirmation(rubric))


def unworded(rubric: Rubric) -> tuple[Problem, ...]:
    """``criterion_unworded`` (criterion) for each criterion whose content nobody wrote yet.

    To be asked, besides :func:`check`, when a rubric is confirmed: from then on the name stands
    on ballots and minutes. Scoring under a rubric that was confirmed before goes on.
    """
    return tuple(
        Problem("criterion_unworded", {"criterion": criterion.code})
        for criterion in rubric.criteria
        if not criterion.name.strip() or UNWORDED in _composed(criterion.name)
    )


def class_of(rubric: Rubric, final: Hundredths | None) -> str | None:
    """The class of a rounded final score; None without a score or a confirmed band."""
    if not rubric.confirmed or final is None:
        return None
    for band in rubric.bands:
        if final >= band.start:
            return band.name
    return None


def class_note_code(rubric: Rubric, final: Hundredths | None) -> str | None:
    """Why ``class_of`` gives no class; None where it gives one.

    ``rubric_unconfirmed`` and ``rubric_without_bands`` concern every submission and come
    first; ``no_result`` only the one that has no score.
    """
    if class_of(rubric, final) is not None:
        return None
    if not rubric.confirmed:
        return UNCONFIRMED
    if not rubric.bands:
        return NO_BANDS
    return NO_RESULT


def borderline(rubric: Rubric, final: Hundredths | None) -> bool:
    """Whether a result lies within one step of a band's edge, on either side (sát ngưỡng).

    One whole step away still counts; 0 is no edge, since there is no class below it.
    Never True without a confirmed rubric. Source: domain.md §4 (ours): shown to chair and
    secretary before signing only.
    """
    if not rubric.confirmed or final is None:
        return False
    return any(b.start > 0 and abs(final - b.start) <= rubric.step for b in rubric.bands)


def _criteria(rubric: Rubric) -> Iterator[Problem]:
    if not rubric.criteria:
        yield Problem("no_criteria")
    seen: set[str] = set()
    for position, criterion in enumerate(rubric.criteria, start=1):
        if not criterion.code.strip():
            yield Problem("criterion_without_code", {"position": position})
        elif criterion.code in seen:
            yield Problem("criterion_twice", {"criterion": criterion.code})
        seen.add(criterion.code)
        if criterion.max <= 0:
            facts = {"criterion": criterion.code, "max": criterion.max}
            yield Problem("max_not_positive", facts)
    if rubric.total <= 0:
        yield Problem("total_not_positive", {"total": rubric.total})
    added = sum(c.max for c in rubric.criteria)
    if rubric.criteria and added != rubric.total:
        yield Problem("maxima_differ", {"sum": added, "total": rubric.total})
    if rubric.step not in STEPS:
        yield Problem("step_unknown", {"step": rubric.step})


def _bands(rubric: Rubric) -> Iterator[Problem]:
    order = {name: place for place, name in enumerate(CLASSES)}
    seen: set[str] = set()
    for band in rubric.bands:
        name = _composed(band.name)
        if name not in order:
            yield Problem("band_unknown", {"band": band.name})
        elif name in seen:
            yield Problem("band_twice", {"band": band.name})
        seen.add(name)
        if not 0 <= band.start <= rubric.total:
            facts = {"band": band.name, "start": band.start, "total": rubric.total}
            yield Problem("band_outside", facts)
    for above, band in zip(rubric.bands, rubric.bands[1:], strict=False):
        if band.start >= above.start:
            yield Problem(
                "bands_not_descending",
                {
                    "band": band.name,
                    "start": band.start,
                    "above": above.name,
                    "above_start": above.start,
                },
            )
        places = order.get(_composed(above.name)), order.get(_composed(band.name))
        if places[0] is not None and places[1] is not None and places[0] > places[1]:
            yield Problem("bands_out_of_order", {"band": band.name, "above": above.name})
    if rubric.bands and rubric.bands[-1].start != 0:
        lowest = rubric.bands[-1]
        yield Problem("lowest_band_not_zero", {"band": lowest.name, "start": lowest.start})


def _confirmation(rubric: Rubric) -> Iterator[Problem]:
    if not rubric.confirmed:
        return
    if not rubric.bands:
        yield Problem("confirmed_without_bands")
    if not rubric.bands_basis.strip():
        yield Problem("confirmed_without_basis")


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)
