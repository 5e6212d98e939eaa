"""The help: one page a place and part, as Markdown in resources/help; found by words. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from db.rules.vietnamese import fold

FIRST: Final = "start"
ORDER: Final = (
    FIRST, "new-book", "overview", "register", "register-recheck", "register-intake",
    "register-earlier", "report", "report-due", "report-roster", "report-promises", "score",
    "score-panel", "score-meeting", "score-pass", "score-assignment", "results",
    "results-excellent", "results-gap", "minutes", "signed",
    "exchange", "exchange-matters", "exchange-desk", "exchange-keys", "log", "import", "settings",
    "settings-rubric",
    "settings-panel", "settings-key", "settings-profile", "settings-backups", "settings-window",
    "keys", "states", "trouble",
)  # fmt: skip
"""The pages in the order of the contents; "place" or "place-part", and a few of their own."""

_AROUND: Final = 50  # letters shown on each side of what was found


@dataclass(frozen=True, slots=True)
class Page:
    """One page; ``title`` is its first heading, ``plain`` its text without marks."""

    key: str
    title: str
    plain: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A page where the words stand, and the text around the first of them ("" in a title)."""

    page: Page
    around: str


def folder() -> Path:
    """Where pages and pictures lie."""
    return Path(str(files("resources") / "help"))


def path_of(key: str) -> Path:
    """The file of a page."""
    return folder() / f"{key}.md"


@cache
def pages() -> tuple[Page, ...]:
    """All pages in the order of the contents."""
    return tuple(_read(key) for key in ORDER)


def key_for(place: str, part: str = "") -> str:
    """The page for where somebody is; the first one where there is none of its own."""
    for key in (f"{place}-{part}", place):
        if key in ORDER:
            return key
    return FIRST


def search(words: str) -> list[Hit]:
    """The pages that hold all of the words, without diacritics; titles first."""
    wanted = fold(words).split()
    if not wanted:
        return [Hit(page, "") for page in pages()]
    found: list[tuple[bool, Hit]] = []
    for page in pages():
        text, title = fold(page.plain), fold(page.title)
        if all(word in text for word in wanted):
            in_title = all(word in title for word in wanted)
            found.append((not in_title, Hit(page, "" if in_title else _around(page, wanted[0]))))
    return [hit for _, hit in sorted(found, key=lambda pair: pair[0])]


def _around(page: Page, word: str) -> str:
    """A line of the page in which the word stands."""
    for line in page.plain.splitlines()[1:]:
        at = fold(line).find(word)
        if at >= 0:  # folding keeps the order of letters, so that the place is about right
            start, end = max(0, at - _AROUND), at + len(word) + _AROUND
            cut = line[start:end].strip()
            return f"{'…' if start else ''}{cut}{'…' if end < len(line) else ''}"
    return ""


def _read(key: str) -> Page:
    text = path_of(key).read_text("utf-8")
    lines = list(_plain(text))
    return Page(key, lines[0], "\n".join(lines))


def _plain(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.strip() and not line.startswith(("![", "|---")):
            words = line.lstrip("#-0123456789. ").replace("**", "").replace("|", " ")
            yield _unlinked(words).strip()


def _unlinked(words: str) -> str:
    """``[words](page.md)`` -> ``words``."""
    while "](" in words and "[" in words:
        before, _, rest = words.partition("[")
        shown, _, rest = rest.partition("](")
        words = f"{before}{shown}{rest.partition(')')[2]}"
    return words
