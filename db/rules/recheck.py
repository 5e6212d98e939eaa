"""Hints for the re-check of registrations (R20, R24): never verdicts, a person decides."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from db.rules.vietnamese import fold

ACCEPTED, REVISE, REFUSED = "accepted", "revise", "refused"
OUTCOMES: Final = (ACCEPTED, REVISE, REFUSED)

QUESTIONS: Final = ("real", "feasible", "new", "effective", "theme")
"""What R20 asks: is it real, feasible, new, effective, and tied to the year's theme?"""

YES, NO = "yes", "no"

SHORT, GENERIC, NO_FIGURES, NOTHING_NEW, SAME, MANY = (
    "short", "generic", "no_figures", "nothing_new", "same", "many",
)  # fmt: skip

LEAST_WORDS: Final = 12
"""Fewer words in title, content, novelty and product together say too little (ours)."""

MOST_MODELS: Final = 3
"""More models of one collective than this are many, where the campaign sets no number of its
own (ours; S1 and S2 name none)."""

_FILLERS: Final = frozenset(
    "xay dung mo hinh moi cach lam sang tao nang cao chat luong hieu qua cong tac tang cuong "
    "doi day manh thuc hien tot nhiem vu lanh dao chi hoat dong trong nam va cua ve viec cac "
    "tai dia phuong co quan don vi".split()
)
"""Words of the genre: a title made of these alone names nothing."""

_NO_FIGURES: Final = re.compile(
    r"\d+(/\d{4})?[-/][A-ZĐ]{2,}[\w/-]*"  # 18-NQ/TW, 30/2020/NĐ-CP
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|(?i:ngày|tháng|quý)\s+\d{1,2}([/.-]\d{1,4})?"
    r"|(?i:năm|đoạn)\s+\d{4}|\b20[1-3]\d\b(?!\s*%)"
)
_IN_WORDS: Final = re.compile(
    r"\b(mươi|mười|chục|trăm|nghìn|ngàn|triệu|một nửa|gấp đôi|gấp ba)\b"
)

_NO_LETTERS: Final = re.compile(r"[^\w\s]")


def hints(
    title: str,
    texts: Iterable[str],
    novelty: str,
    promised: Iterable[str],
    *,
    models: int = 1,
    most: int | None = None,
    same: bool = False,
) -> tuple[str, ...]:
    """What a person should look at, as codes in a fixed order; () where nothing strikes.

    ``texts`` are content, product and solution; ``promised`` the registered targets'
    values; ``models`` how many the subject has registered in the campaign, ``most`` how many
    it sets as the most (MOST_MODELS where it sets none); ``same``: another submission has the
    very same texts.
    """
    whole = [title, novelty, *texts]
    words = [word for text in whole for word in fold(text).split()]
    found = []
    if len(words) < LEAST_WORDS:
        found.append(SHORT)
    if not any(word not in _FILLERS for word in _NO_LETTERS.sub(" ", fold(title)).split()):
        found.append(GENERIC)
    if not _figures([*whole, *promised]):
        found.append(NO_FIGURES)
    if not novelty.strip():
        found.append(NOTHING_NEW)
    if same:
        found.append(SAME)
    if models > (MOST_MODELS if most is None else most):
        found.append(MANY)
    return tuple(found)


def _figures(texts: Iterable[str]) -> bool:
    """Whether any figure stands there, in digits or in words; years, dates and numbers of
    documents alone are not figures."""
    for text in texts:
        left = _NO_FIGURES.sub(" ", unicodedata.normalize("NFC", text))
        if any(sign.isdigit() for sign in left) or _IN_WORDS.search(left.lower()):
            return True
    return False
