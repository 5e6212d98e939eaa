"""TCVN3 and VNI text becomes Unicode, letter by letter; what is Unicode already stays.

The font of a cell says what its text was typed for, but not surely: people write Unicode
into cells that still carry an old font, and programs copy old text into cells that carry a
new one. So the font is believed as far as the words bear it out, and without an old font
only text that cannot be anything else is converted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from desktop.intake.old_tables import TCVN3, VNI
from desktop.intake.syllables import common, plausible


class Encoding(StrEnum):
    """The two encodings that offices used before Unicode (TCVN 6909:2001)."""

    TCVN3 = "tcvn3"
    VNI = "vni"


@dataclass(frozen=True, slots=True)
class Face:
    """What a font says about the text that is shown in it."""

    encoding: Encoding
    capitals: bool = False  # small letters are shown as capitals


@lru_cache(maxsize=256)
def face(font: str | None) -> Face | None:
    """``.VnTimeH`` -> TCVN3 in capitals, ``VNI-Times`` -> VNI, ``Arial`` -> None."""
    name = (font or "").strip()
    if re.match(r"\.vn", name, re.IGNORECASE):
        small_h = re.fullmatch(r"\.vn(time|arial)h", name, re.IGNORECASE)
        return Face(Encoding.TCVN3, name.endswith("H") or small_h is not None)
    if re.match(r"vni[\W_]", name, re.IGNORECASE):
        return Face(Encoding.VNI)
    return None


def decode(text: str, font: str | None) -> str:
    """``text`` of a cell in ``font`` (None: unknown) as Unicode, NFC."""
    text = unicodedata.normalize("NFC", text)
    shown_in = face(font)
    if shown_in is None:
        found = None if text.isascii() else guess(text)
        return text if found is None else _convert(text, _CODECS[Encoding(found)])
    if not text.isascii():
        codec = _CODECS[shown_in.encoding]
        if _is_unicode(text, codec):
            return text
        text = _convert(text, codec)
    return text.upper() if shown_in.capitals else text


def guess(text: str) -> str | None:
    """``"tcvn3"``, ``"vni"`` or None by the content alone.

    None unless several words, or one with several old signs, become possible Vietnamese
    words and next to nothing speaks against it.
    """
    text = unicodedata.normalize("NFC", text)
    if not any(suspect.search(text) for suspect in _SUSPECTS):
        return None
    weights = {name: _weight(text, codec) for name, codec in _CODECS.items()}
    best = max(weights, key=lambda name: weights[name])
    if not weights[best] or len(set(weights.values())) == 1:
        return None
    return best.value


@dataclass(frozen=True, slots=True)
class _Codec:
    """How one encoding is read.

    ``word`` finds a run of letters and signs, ``sign`` one item of the table, ``telling`` what
    no Unicode Vietnamese word holds, ``firm`` what no word of any other language holds,
    ``shared`` what is telling but does stand in words of others.
    """

    table: dict[str, str]
    word: re.Pattern[str]
    sign: re.Pattern[str]
    telling: re.Pattern[str]
    firm: re.Pattern[str]
    shared: re.Pattern[str]

    def convert(self, word: str) -> str:
        return self.sign.sub(lambda found: self.table[found[0]], word)

    def holds_unicode(self, word: str) -> bool:
        """True where a Vietnamese letter stands that this encoding has no sign for."""
        return any(letter in _VIETNAMESE for letter in self.sign.sub("", word))


def _vietnamese() -> frozenset[str]:
    letters = {*VNI.values()}
    return frozenset(letters | {letter.upper() for letter in letters})


_VIETNAMESE: Final = _vietnamese()
_LETTERS: Final = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff"
_TCVN3_SIGNS: Final = "".join(TCVN3)
_TCVN3_TELLING: Final = "".join(sign for sign in TCVN3 if sign not in _VIETNAMESE)
_NOT_LETTERS: Final = "".join(sign for sign in TCVN3 if not sign.isalpha())
# "tÕ", "CÊp": capitals within a word of small letters.
_CAPITAL_INSIDE: Final = "(?<=[a-z])[\u00c8-\u00dd]|(?<=[A-Z])[\u00c8-\u00dd](?=[a-z])"
# "hoà", "hoá", "hoã" are Unicode words, too.
_VNI_TELLING: Final = [old for old in VNI if not re.fullmatch("[oO][àáãÀÁÃ]|[íìóòÍÌÓÒôÔ]", old)]
_VNI_SHARED: Final = "[aeou]ï|aë|[eoy]û|où"  # laïc, Raphaël, goût
_VNI_FIRM: Final = [
    old for old in _VNI_TELLING if len(old) > 1 and not re.fullmatch(_VNI_SHARED, old)
]


def _any_of(items: list[str]) -> str:
    return "|".join(sorted(map(re.escape, items), key=len, reverse=True))


_CODECS: Final = {
    Encoding.TCVN3: _Codec(
        table=TCVN3,
        word=re.compile(f"[{_LETTERS}{_TCVN3_SIGNS}]+"),
        sign=re.compile(f"[{_TCVN3_SIGNS}]"),
        telling=re.compile(f"[{_TCVN3_TELLING}]|{_CAPITAL_INSIDE}"),
        firm=re.compile(f"(?<=[A-Za-z])[\u00a1-\u00be]|{_CAPITAL_INSIDE}"),
        shared=re.compile("(?!)"),
    ),
    Encoding.VNI: _Codec(
        table=VNI,
        word=re.compile(f"[{_LETTERS}]+"),
        sign=re.compile(_any_of(list(VNI))),
        telling=re.compile(_any_of(_VNI_TELLING)),
        firm=re.compile(_any_of(_VNI_FIRM)),
        shared=re.compile(_VNI_SHARED),
    ),
}


def _suspects() -> list[re.Pattern[str]]:
    """What finds anything telling, quickly: nearly every text is plain Unicode.

    The same as all ``telling`` patterns together; but each begins with a set of signs, which
    lets the search skip to the next candidate, some twenty times as fast.
    """
    odd = {sign for old in (*TCVN3, *_VNI_TELLING) for sign in old[-1] if sign not in _VIETNAMESE}
    pairs: dict[str, str] = {}
    for old in _VNI_TELLING:
        if len(old) == 2 and old[1] in _VIETNAMESE:
            pairs[old[0]] = pairs.get(old[0], "") + old[1]
    behind = "|".join(f"{first}[{seconds}]" for first, seconds in pairs.items())
    return [
        re.compile(f"[{''.join(odd)}]"),
        re.compile("[\u00c8-\u00dd](?:(?<=[a-z].)|(?<=[A-Z].)(?=[a-z]))"),
        re.compile(f"[{''.join(set(''.join(pairs.values())))}](?<={behind})"),
    ]


_SUSPECTS: Final = _suspects()


def _words(text: str, codec: _Codec) -> list[str]:
    return [word for word in codec.word.findall(text) if not word.isascii()]


def _is_unicode(text: str, codec: _Codec) -> bool:
    """Is this true Unicode, although its font belongs to ``codec``?"""
    words = _words(text, codec)
    if any(codec.telling.search(word) for word in words):
        return False
    if any(codec.holds_unicode(word) for word in words):
        return True
    decoded = [codec.convert(word) for word in words]
    tests: list[Callable[[str], bool]] = [plausible, common]
    for holds in tests:
        as_it_is, as_old = sum(map(holds, words)), sum(map(holds, decoded))
        if as_it_is != as_old:
            return as_it_is > as_old
    return False


def _convert(text: str, codec: _Codec) -> str:
    mixed = any(
        codec.holds_unicode(word) and not codec.telling.search(word) for word in _words(text, codec)
    )
    return codec.word.sub(lambda found: _convert_word(found[0], codec, mixed), text)


def _convert_word(word: str, codec: _Codec, mixed: bool) -> str:
    """One word of a text that holds old signs; ``mixed``: it holds Unicode words, too."""
    decoded = codec.convert(word)
    if decoded == word:
        return word
    if codec.telling.search(word):
        # Beside Unicode words "½" is a half and "«Ngôi" a quotation.
        core = word.strip(_NOT_LETTERS)
        means_itself = core != word and (not core or plausible(core))
        return word if mixed and means_itself and not plausible(decoded) else decoded
    if plausible(word) and not plausible(decoded):
        return word
    if codec.holds_unicode(word) and not (plausible(decoded) and not plausible(word)):
        return word
    if mixed and plausible(word) and common(word) and not common(decoded):
        return word
    return decoded


def _weight(text: str, codec: _Codec) -> int:
    """How strongly ``text`` looks like this encoding; 0 where there is reasonable doubt."""
    strong = good = plain = against = unicode_words = foreign = 0
    firm = steady = False
    for word in codec.word.findall(text):
        decoded = codec.convert(word)
        if word.isascii():
            plain += len(word) > 1 and plausible(word)
            foreign += len(word) > 3 and not word.isupper() and not plausible(word)
        elif len(word) == 1 or word.strip("×") == "":
            continue  # a bullet, a unit, a fraction
        elif codec.telling.search(word.replace("×", "")):
            if not plausible(decoded):
                against += 1
                continue
            strong += 1
            firm = firm or len(codec.sign.findall(word)) > 1 or bool(codec.firm.search(word))
            steady = steady or bool(codec.telling.search(codec.shared.sub("", word)))
        elif plausible(decoded) and not plausible(word):
            good += 1
        elif plausible(word):
            unicode_words += codec.holds_unicode(word)
        elif not plausible(decoded):
            against += 1
    enough = strong + good > 1 or firm or (steady and plain > 0)
    outweighed = 2 * against > strong or foreign > strong + good or unicode_words >= strong
    return 2 * strong + good if strong and enough and not outweighed else 0
