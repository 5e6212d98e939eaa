"""The labelled pairs of ``tests/files/novelty-pairs.toml``, and three measures side by side:
the program's own, trigrams as pg_trgm compares them, Okapi BM25. Used by the tests and by
``dev.py bench alike``."""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from db.rules.novelty import SIMILAR, alike, terms, weigher
from db.rules.vietnamese import fold

FILE = tomllib.loads(
    (Path(__file__).parent / "files" / "novelty-pairs.toml").read_text("utf-8")
)
MODELS, FRAMES = FILE["model"], FILE["frames"]
FIELDS = {"Kinh tế", "Văn hóa - xã hội", "Quốc phòng - an ninh",
          "Xây dựng Đảng, hệ thống chính trị", "Cải cách hành chính, chuyển đổi số",
          "Phương pháp, lề lối làm việc"}  # fmt: skip
Pair = tuple[str, str, str, bool]  # what, one, other, alike


def _pairs() -> list[Pair]:
    plain, framed = [], []
    for number, model in enumerate(MODELS):
        others = {
            "paraphrase": (model["paraphrase"], True),
            "copied": (model["copied"], True),
            "new": (model["new"], False),
            "unrelated": (MODELS[model["unrelated"]]["base"], False),
        }
        for what, (other, same) in others.items():
            plain.append((what, model["base"], other, same))
            frame, its = FRAMES[number % 4], FRAMES[(number + same) % 4]
            framed.append((what, frame.format(model["base"]), its.format(other), same))
    return plain + framed


PAIRS = _pairs()
TEXTS = sorted({text for _, one, other, _ in PAIRS for text in (one, other)})
WEIGH = weigher(len(TEXTS), Counter(term for text in TEXTS for term in terms([text])))


def ours(one: str, other: str) -> float:
    return alike(terms([one]), terms([other]), WEIGH)


def trigrams(one: str, other: str) -> float:
    """Jaccard over folded letters, as pg_trgm does it."""
    left, right = ({f" {fold(t)} "[i : i + 3] for i in range(len(t))} for t in (one, other))
    return len(left & right) / len(left | right)


_BAGS = [Counter(re.findall(r"\w+", fold(text))) for text in TEXTS]
_MEAN = sum(bag.total() for bag in _BAGS) / len(_BAGS)
_HOLDING = Counter(word for bag in _BAGS for word in bag)


def bm25(one: str, other: str) -> float:
    """Okapi BM25 (k1 1.2, b 0.75), as a part of what the text scores against itself."""

    def score(asked: Counter[str], bag: Counter[str]) -> float:
        long = 1.2 * (0.25 + 0.75 * bag.total() / _MEAN)
        return sum(
            math.log(1 + (len(_BAGS) - _HOLDING[w] + 0.5) / (_HOLDING[w] + 0.5))
            * bag[w] * 2.2 / (bag[w] + long)
            for w in asked
        )  # fmt: skip

    left, right = (Counter(re.findall(r"\w+", fold(text))) for text in (one, other))
    return score(left, right) / score(left, left)


def figures(
    found: Sequence[float], least: float, pairs: Sequence[Pair]
) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean."""
    said = [score >= least for score in found]
    right = sum(s and same for s, (*_, same) in zip(said, pairs, strict=True))
    precision, recall = right / max(1, sum(said)), right / sum(same for *_, same in pairs)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def best(
    measure: Callable[[str, str], float], pairs: Sequence[Pair]
) -> tuple[float, float, float]:
    """The figures of a measure at the threshold that is best for these very pairs."""
    scores = [measure(one, other) for _, one, other, _ in pairs]
    return max((figures(scores, least, pairs) for least in scores), key=lambda found: found[2])


def mine(pairs: Sequence[Pair]) -> tuple[float, float, float]:
    """Those of the program's own measure at its own threshold."""
    return figures([ours(one, other) for _, one, other, _ in pairs], SIMILAR, pairs)


def groups() -> Iterator[tuple[str, list[Pair]]]:
    """The pairs as they stand, within sentences of the genre, and all."""
    half = len(PAIRS) // 2
    yield from (("plain", PAIRS[:half]), ("framed", PAIRS[half:]), ("all", PAIRS))
