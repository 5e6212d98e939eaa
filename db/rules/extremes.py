"""Which marks ask for a reason, where the campaign says so (domain.md part 4: settings).

Two rules, each with its own basis: a mark of nothing or of the whole maximum
(``reason_edges``), and one that is further from the self-score than a part of the maximum
(``reason_gap``, per cent; 100 asks for none).
"""

from __future__ import annotations

from collections.abc import Mapping

from db.records import Hundredths, Rubric, Settings


def extreme(
    rubric: Rubric,
    settings: Settings,
    marks: Mapping[str, Hundredths],
    self_marks: Mapping[str, Hundredths],
) -> tuple[str, ...]:
    """Codes of the criteria whose marks ask for a reason, in the rubric's order.

    A bonus item that is not given asks for none: most submissions have no claim to it.
    """
    found = []
    for criterion in rubric.criteria:
        mark, own = marks.get(criterion.code), self_marks.get(criterion.code)
        if mark is None:
            continue
        edge = mark == criterion.max or (mark == 0 and not criterion.bonus)
        gap = own is not None and abs(mark - own) * 100 > settings.reason_gap * criterion.max
        if (settings.reason_edges and edge) or gap:
            found.append(criterion.code)
    return tuple(found)


def unreasoned(
    rubric: Rubric,
    settings: Settings,
    marks: Mapping[str, Hundredths],
    self_marks: Mapping[str, Hundredths],
    why: Mapping[str, str],
) -> tuple[str, ...]:
    """Those of them for which no reason is given yet."""
    asked = extreme(rubric, settings, marks, self_marks)
    return tuple(code for code in asked if not why.get(code, "").strip())
