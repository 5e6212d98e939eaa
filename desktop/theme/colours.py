"""The colours of the window, light and dark: one accent, and four meanings with words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colours:
    """Hex colours. Text colours stand on ``window``, ``base``, ``stripe`` and ``selected``."""

    window: str
    base: str  # fields and lists
    stripe: str  # every other row, headings
    line: str  # borders of panels
    edge: str  # borders of fields: 3:1 against base
    text: str
    muted: str
    accent: str
    on_accent: str
    selected: str
    good: str
    warn: str
    bad: str


LIGHT = Colours(
    window="#F3F4F6",
    base="#FFFFFF",
    stripe="#F8F9FA",
    line="#D5D9DF",
    edge="#868E99",
    text="#1A1E24",
    muted="#515A66",
    accent="#0B5394",
    on_accent="#FFFFFF",
    selected="#DCE8F5",
    good="#17693A",
    warn="#7A4D00",
    bad="#A8201A",
)
DARK = Colours(
    window="#1B1F24",
    base="#22272E",
    stripe="#272D35",
    line="#3A424D",
    edge="#7B8694",
    text="#E6E9ED",
    muted="#AEB7C2",
    accent="#7DB8F2",
    on_accent="#0F1B28",
    selected="#2C425B",
    good="#7FD49B",
    warn="#EBC06A",
    bad="#FF9C94",
)

GROUNDS = ("window", "base", "stripe", "selected")
INKS = ("text", "muted", "accent", "good", "warn", "bad")


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours as WCAG reckons it, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


CLASS_INKS = {"Tốt": "good", "Khá": "accent", "Đạt": "warn", "Không đạt": "bad"}
"""Colour beside the word of a class, never instead of it."""
