"""How alike two submissions are, and which passages they share (domain.md R20, R24; ours).

A hint, never a verdict: the panel says what is new. Two texts are compared by what is left
when case, marks, the spelling of tones, phrases of the genre and names of places are taken
out: the words and the pairs of neighbouring words in either order, each weighed by how rare
it is among all submissions of the book. Words of one meaning that the genre uses for each
other count as one (db.rules.novelty_words).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import islice, pairwise
from typing import Final

from db.rules.novelty_words import LONGEST, PARTICLES, PHRASES, PLACE_KINDS
from db.rules.vietnamese import fold

SIMILAR: Final = 0.24
"""From this likeness on a submission is shown to the panel; chosen on the labelled pairs of
``tests/files/novelty-pairs.toml``, whose test gives precision and recall."""

COPIED: Final = 0.65
"""From here on the texts are largely the same words."""

SHORTEST: Final = 4
"""Words of a shared passage, at least three of which say something."""

_PIECE: Final = re.compile(r"[^\W_][\w\u0300-\u036f]*")
_STOPS: Final = ".!?:;\n“\"”(–-"
_PAIR_WEIGHT: Final = 0.3
_WORD_WEIGHT: Final = 1.0
_MORE: Final = 100
_MEANT: Final = 3  # words of a passage that are neither filler nor particle nor place

SCORED: Final = ("title", "content", "novelty", "solution", "product")
"""Fields of a submission that the likeness is counted from: what was registered, so that a
report that is not there yet does not count as a difference."""

SHOWN: Final = (*SCORED, "rollout", "result", "effect")
"""Fields in which shared passages are marked."""

Weigh = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Word:
    """A syllable: ``start`` and ``end`` in the original text, ``folded`` as search sees it.

    ``plain`` is false for particles, phrases of the genre, names of places and figures."""

    start: int
    end: int
    folded: str
    plain: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the original text number ``part``: characters ``start`` up to ``end``."""

    part: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One stretch that both sides have."""

    left: Span
    right: Span


def terms(texts: Iterable[str]) -> frozenset[str]:
    """What a submission is compared by: words ("ho") and pairs ("ho~so", in either order).

    Pairs do not reach from one text into the next.
    """
    found: set[str] = set()
    for text in texts:
        _, kept = _read(text)
        found.update(kept)
        found.update(
            "~".join(sorted(pair)) for pair in pairwise(kept) if pair[0] != pair[1]
        )
    return frozenset(found)


def stamp(texts: Iterable[str]) -> int:
    """A whole number (64 bits, signed) that changes when a text does."""
    digest = blake2b(digest_size=8)
    for text in texts:
        content = text.encode("utf-8", "surrogatepass")
        digest.update(len(content).to_bytes(8, "big") + content)
    return int.from_bytes(digest.digest(), "big", signed=True)


def rarity(among: int, holding: int) -> float:
    """The weight of a term that ``holding`` of ``among`` submissions have; never below 0.1.

    A book of a few submissions tells little of what is rare: as if there were more."""
    return max(0.1, math.log((among + _MORE) / (holding + 0.5)))


def weigher(among: int, holding: Mapping[str, int]) -> Weigh:
    """Weights by rarity; a pair counts more than a word alone, which means little."""

    def weigh(term: str) -> float:
        part = _PAIR_WEIGHT if "~" in term else _WORD_WEIGHT
        return part * rarity(among, holding.get(term, 0))

    return weigh


def alike(one: frozenset[str], other: frozenset[str], weigh: Weigh) -> float:
    """From 0 (nothing in common) to 1 (the same): the cosine of the weighed terms."""
    if not one or not other:
        return 0.0
    return alike_weighed({term: weigh(term) for term in one}, other, weigh)


def alike_weighed(one: Mapping[str, float], other: frozenset[str], weigh: Weigh) -> float:
    """:func:`alike` with one side weighed before."""
    common = sum(one[term] ** 2 for term in other if term in one)
    if not common:
        return 0.0
    length = math.fsum(w * w for w in one.values()) * math.fsum(weigh(t) ** 2 for t in other)
    return min(1.0, common / math.sqrt(length))


def passages(left: Sequence[str], right: Sequence[str]) -> list[Passage]:
    """The stretches that both sides share, in the order of the left; they do not overlap.

    Longest first, so that sentences put in another order are found too. Case, marks and the
    spelling of tones do not count, figures count as any other figure, a changed name of a
    place ends a passage. Offsets are those of the original texts.
    """
    ours, theirs = _flat(left), _flat(right)
    starts: dict[tuple[str, ...], list[int]] = {}
    for place in range(len(theirs) - SHORTEST + 1):
        if key := _key(theirs, place):
            starts.setdefault(key, []).append(place)
    found: list[tuple[int, int, int]] = []
    for place in range(len(ours) - SHORTEST + 1):
        for other in starts.get(_key(ours, place), ()):
            if place and other and _run(ours[: place + 1], place - 1, theirs, other - 1) > 1:
                continue  # within a longer one
            length = _run(ours, place, theirs, other)
            found.append((length, place, other))
    found.sort(key=lambda tile: (-tile[0], tile[1], tile[2]))
    used_left, used_right = bytearray(len(ours)), bytearray(len(theirs))
    taken = []
    for length, place, other in found:
        if any(used_left[place : place + length]) or any(used_right[other : other + length]):
            continue
        if sum(word.plain for _, word in ours[place : place + length]) < _MEANT:
            continue
        used_left[place : place + length] = used_right[other : other + length] = b"\1" * length
        taken.append((place, other, length))
    return [
        Passage(_span(ours, place, length), _span(theirs, other, length))
        for place, other, length in sorted(taken)
    ]


def read(text: str) -> list[Word]:
    """The syllables of a text, with their places in it."""
    return _read(text)[0]


_Flat = list[tuple[int, Word]]


def _flat(texts: Sequence[str]) -> _Flat:
    """All words, with the number of their text."""
    return [(part, word) for part, text in enumerate(texts) for word in read(text)]


def _key(words: _Flat, place: int) -> tuple[str, ...]:
    """The first words of a passage; those across two texts are like nothing else."""
    piece = words[place : place + SHORTEST]
    if piece[0][0] != piece[-1][0]:
        return ()
    return tuple(_sign(word) for _, word in piece)


def _run(ours: _Flat, place: int, theirs: _Flat, other: int) -> int:
    """How many words in a row are the same from here on, within one text on both sides."""
    length = 0
    for (part, word), (part_there, word_there) in zip(
        islice(ours, place, None), islice(theirs, other, None), strict=False
    ):
        if part != ours[place][0] or part_there != theirs[other][0]:
            break
        if _sign(word) != _sign(word_there):
            break
        length += 1
    return length


def _sign(word: Word) -> str:
    return "0" if word.folded.isdigit() else word.folded


def _span(words: _Flat, place: int, length: int) -> Span:
    part, first = words[place]
    return Span(part, first.start, words[place + length - 1][1].end)


@lru_cache(maxsize=1 << 16)
def _folded(piece: str) -> str:
    return fold(piece)


def _read(text: str) -> tuple[list[Word], list[str]]:
    """The words as they stand, and what is left of them to compare."""
    found = [(m.start(), m.end(), m[0], _folded(m[0])) for m in _PIECE.finditer(text)]
    found = [piece for piece in found if piece[3]]
    places = _places(text, found)
    folded = [piece[3] for piece in found]
    plain = [False] * len(found)
    kept: list[str] = []
    at = 0
    while at < len(found):
        if at in places or folded[at].isdigit():
            at += 1
            continue
        for length in range(min(LONGEST, len(found) - at), 0, -1):
            word = PHRASES.get(tuple(folded[at : at + length]))
            if word is None:
                continue
            if word:
                kept.append(word)
                plain[at : at + length] = [True] * length
            break
        else:
            length = 1
            if folded[at] not in PARTICLES:
                kept.append(folded[at])
                plain[at] = True
        at += length
    words = [
        Word(start, end, sign, says)
        for (start, end, _, sign), says in zip(found, plain, strict=True)
    ]
    return words, kept


def _places(text: str, found: Sequence[tuple[int, int, str, str]]) -> set[int]:
    """Which words name a place or a body by its place: capitals or a number behind "xã",
    "thôn" …, and two words or more with capitals within a sentence ("Lạc Dương")."""
    capital = [_is_capital(piece) for _, _, piece, _ in found]
    if sum(capital) > 0.6 * len(capital):  # a title all in capitals tells nothing
        capital = [False] * len(found)
    named: set[int] = set()
    at = 0
    while at < len(found):
        end = at
        while end < len(found) and capital[end] and (end == at or _joined(text, found, end)):
            end += 1
        behind = next(
            (
                n
                for n in (3, 2, 1)
                if at >= n and tuple(piece[3] for piece in found[at - n : at]) in PLACE_KINDS
            ),
            0,
        )
        if behind and end == at and found[at][3].isdigit():
            end = at + 1
        opening = at == 0 or any(
            sign in text[found[at - 1][1] : found[at][0]] for sign in _STOPS
        )
        if behind or (end - at > 1 and not opening):
            named.update(range(at, end))
            if end > at:
                named.update(range(at - behind, at))  # "xã" goes with its name
        at = max(end, at + 1)
    return named


def _is_capital(piece: str) -> bool:
    return piece[0].isupper() and (len(piece) == 1 or piece[1:] == piece[1:].lower())


def _joined(text: str, found: Sequence[tuple[int, int, str, str]], place: int) -> bool:
    """Only a blank, a hyphen or an apostrophe between this word and the one before."""
    return text[found[place - 1][1] : found[place][0]].strip(" -'’") == ""
