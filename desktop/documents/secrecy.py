"""State secrets never enter this program: papers whose heading bears a mark are refused.

A mark stands alone on its line, or opens a heading in capitals ("TỐI MẬT - Kế hoạch …").
The words inside a title ("bảo vệ bí mật nhà nước") are only asked about.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, Final

from desktop.documents.errors import SecretMarkError

MARKS: Final = ("Tuyệt mật", "Tối mật", "Mật")

_EITHER: Final = "|".join(MARKS)
# Signs that frame a stamp: brackets, quotes, stars, dashes, a label before it.
_ALONE: Final = re.compile(
    rf"[\W_]*(?:(?:độ|dấu|mức(?: độ)?)\s+mật\s*:\s*)?({_EITHER})[\W_]*", re.IGNORECASE
)
_OPENING: Final = re.compile(rf"[\W_]*({_EITHER.upper()})\s*[-–—:.,;|/)\]*]")
_MENTION: Final = re.compile(r"\b(?:bí|tối|tuyệt)\s+mật\b", re.IGNORECASE)


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


def refuse_secret(body: Mapping[str, Any]) -> None:
    """SecretMarkError where any text of a session's body bears a mark."""
    for text in _texts(body):
        mark = secret_mark(text)
        if mark is not None:
            raise SecretMarkError(mark=mark, text=text)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
