"""State secrets never enter this program (domain.md §5): what the marks on a paper look like.

A mark stands alone on its line, or opens a heading in capitals ("TỐI MẬT - Kế hoạch …").
The words inside a title ("bảo vệ bí mật nhà nước") are only asked about.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from db.rules.vietnamese import fold

MARKS: Final = ("Tuyệt mật", "Tối mật", "Mật")

_EITHER: Final = "|".join(MARKS)
# Signs that frame a stamp: brackets, quotes, stars, dashes, a label before it.
_ALONE: Final = re.compile(
    rf"[\W_]*(?:(?:độ|dấu|mức(?: độ)?)\s+mật\s*:\s*)?({_EITHER})[\W_]*", re.IGNORECASE
)
_OPENING: Final = re.compile(rf"[\W_]*({_EITHER.upper()})\s*[-–—:.,;|/)\]*]")
_MENTION: Final = re.compile(r"\b(?:bí|tối|tuyệt)\s+mật\b", re.IGNORECASE)
_WORD: Final = re.compile(r"(?<!\w)mật(?!\w)", re.IGNORECASE)
_BARE: Final = re.compile(r"\b(?:bi|toi|tuyet) mat\b")  # as file names are often typed


def secret_mark(text: str) -> str | None:
    """The mark that ``text`` bears as a heading ("Tối mật"), or None."""
    for line in unicodedata.normalize("NFC", text).splitlines():
        squeezed = " ".join(line.split())
        match = _ALONE.fullmatch(squeezed) or _OPENING.match(squeezed)
        if match:
            return match[1].capitalize()
    return None


def mentions_secrecy(text: str) -> bool:
    """Whether the words stand somewhere inside: a reason to ask, not to refuse."""
    return _MENTION.search(unicodedata.normalize("NFC", text)) is not None


def name_hints_secrecy(name: str) -> bool:
    """Whether a file's name speaks of a mark, also without diacritics ("to_trinh TOI MAT"):
    a reason to ask, because a name is no heading."""
    words = " ".join(re.sub(r"[\W_]+", " ", unicodedata.normalize("NFC", name)).split())
    return _WORD.search(words) is not None or _BARE.search(fold(words)) is not None
