"""Two submissions side by side, their shared passages marked, as simple HTML for two panes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from db.queries.similar import Side, Similar
from db.rules.novelty import SHOWN, Span
from desktop.field_words import SUBMISSION


@dataclass(frozen=True, slots=True)
class Inks:
    """Colours of the screen, as hex."""

    muted: str
    mark: str  # ground of a shared passage
    accent: str


def panes(asked: Side, similar: Similar, inks: Inks) -> tuple[str, str]:
    """The left and the right pane. A shared passage has a ground, bold letters, and on
    both sides the same number. Not a line under it: that would hide the dot of ạ, ệ, ộ."""
    left = [(place.left, n) for n, place in enumerate(similar.passages, start=1)]
    right = [(place.right, n) for n, place in enumerate(similar.passages, start=1)]
    return _pane(asked, left, inks), _pane(similar.other, right, inks)


def _pane(side: Side, marks: Iterable[tuple[Span, int]], inks: Inks) -> str:
    listed = list(marks)
    unit = f" · {side.unit_name}" if side.unit_name and side.unit_name != side.subject else ""
    parts = [
        f"<p style='margin:0 0 6px 0'><b>{escape(side.code)}</b> · {side.year}<br>"
        f"<span style='color:{inks.muted}'>{escape(side.subject + unit)}</span></p>"
    ]
    for part, (name, text) in enumerate(zip(SHOWN, side.texts, strict=True)):
        if text:
            here = sorted((s.start, s.end, n) for s, n in listed if s.part == part)
            parts.append(
                f"<p style='margin:8px 0 0 0'><span style='color:{inks.muted}'>"
                f"{escape(SUBMISSION[name])}</span><br>{_marked(text, here, inks)}</p>"
            )
    return "".join(parts)


def _marked(text: str, marks: Iterable[tuple[int, int, int]], inks: Inks) -> str:
    parts, at = [], 0
    for start, end, number in marks:
        parts.append(_plain(text[at:start]))
        parts.append(
            f"<span style='color:{inks.accent}'><b>[{number}]</b></span>&nbsp;"
            f"<span style='background-color:{inks.mark}; font-weight:bold'>"
            f"{_plain(text[start:end])}</span>"
        )
        at = end
    return "".join(parts) + _plain(text[at:])


def _plain(text: str) -> str:
    return escape(text).replace("\n", "<br>")
