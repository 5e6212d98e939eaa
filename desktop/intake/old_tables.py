"""The letters of the two old encodings, as their definitions give them.

TCVN3 (fonts ``.Vn…``): the upper half of TCVN 5712:1993 VN3, one sign a letter. It has no
capital letters with a tone: the fonts whose names end in H show small letters as capitals.
Places that VN3 leaves free (among them À, Á, Â, Ã, Å, Í, à, ÿ) are no letters of TCVN3.

VNI (fonts ``VNI-…``): a letter, then one sign that carries tone and shape (``aù`` = á,
``aé`` = ắ); ơ, ư, đ, ỵ and the i's with a tone are single signs.

Both are held as what Windows code page 1252 shows for their bytes, which from A1 to FF is
Latin-1, because that is what lies in a workbook.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_TONES: Final = {"": "", "`": "\u0300", "?": "\u0309", "~": "\u0303", "'": "\u0301", ".": "\u0323"}


def _toned(letter: str, tone: str) -> str:
    return unicodedata.normalize("NFC", letter + _TONES[tone])


# The code of each letter with no tone, then with ` ? ~ ' . as the places of VN3 give them.
_TCVN3_ROWS: Final = {
    "a": (0x61, 0xB5, 0xB6, 0xB7, 0xB8, 0xB9),
    "ă": (0xA8, 0xBB, 0xBC, 0xBD, 0xBE, 0xC6),
    "â": (0xA9, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB),
    "e": (0x65, 0xCC, 0xCE, 0xCF, 0xD0, 0xD1),
    "ê": (0xAA, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6),
    "i": (0x69, 0xD7, 0xD8, 0xDC, 0xDD, 0xDE),
    "o": (0x6F, 0xDF, 0xE1, 0xE2, 0xE3, 0xE4),
    "ô": (0xAB, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9),
    "ơ": (0xAC, 0xEA, 0xEB, 0xEC, 0xED, 0xEE),
    "u": (0x75, 0xEF, 0xF1, 0xF2, 0xF3, 0xF4),
    "ư": (0xAD, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9),
    "y": (0x79, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE),
}
_TCVN3_SINGLE: Final = {
    **dict(zip("ĂÂÊÔƠƯĐ", range(0xA1, 0xA8), strict=True)),
    "đ": 0xAE,
}

# What stands behind the letter for no tone, ` ? ~ ' .; capitals take the capital signs.
_VNI_SIGNS: Final = {
    "a": ("", "ø", "û", "õ", "ù", "ï"),
    "ă": ("ê", "è", "ú", "ü", "é", "ë"),
    "â": ("â", "à", "å", "ã", "á", "ä"),
}
_VNI_BASES: Final = {
    # letter: (first sign, row of _VNI_SIGNS)
    "a": ("a", "a"),
    "ă": ("a", "ă"),
    "â": ("a", "â"),
    "e": ("e", "a"),
    "ê": ("e", "â"),
    "o": ("o", "a"),
    "ô": ("o", "â"),
    "ơ": ("ô", "a"),
    "u": ("u", "a"),
    "ư": ("ö", "a"),
    "y": ("y", "a"),
}
_VNI_SINGLE: Final = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ"}


def _tcvn3() -> dict[str, str]:
    table = {chr(code): letter for letter, code in _TCVN3_SINGLE.items()}
    for letter, codes in _TCVN3_ROWS.items():
        table |= {chr(c): _toned(letter, t) for c, t in zip(codes, _TONES, strict=True) if c > 0x7F}
    return table


def _vni() -> dict[str, str]:
    table = {old: letter for letter, old in _VNI_SINGLE.items()}
    for letter, (first, row) in _VNI_BASES.items():
        for sign, tone in zip(_VNI_SIGNS[row], _TONES, strict=True):
            if not (first + sign).isascii():
                table[first + sign] = _toned(letter, tone)
    # A capital may be followed by a small sign, as in "Uûy ban"; the letter decides.
    capitals = {
        old[0].upper() + sign: letter.upper()
        for old, letter in table.items()
        for sign in {old[1:], old[1:].upper()}
    }
    lower_with_capital_sign = {
        old[0] + old[1].upper(): letter for old, letter in table.items() if len(old) == 2
    }
    return table | capitals | lower_with_capital_sign


TCVN3: Final = _tcvn3()
"""Sign of TCVN3 -> letter, NFC."""

VNI: Final = _vni()
"""One or two signs of VNI -> letter, NFC."""
