"""The colour profile inside PDF/A files: sRGB as a matrix profile, the same bytes always.

Built here from the figures of IEC 61966-2-1 by the ICC's file format (ICC.1:2001-04, v2.4), since
libraries that make profiles write the time into them.
"""

from __future__ import annotations

import struct
from functools import lru_cache
from typing import Final

NAME: Final = "sRGB IEC61966-2.1"

_WHITE: Final = (0.9642, 1.0, 0.8249)  # D50, the profile connection space's
_RED: Final = (0.4360, 0.2225, 0.0139)  # sRGB's primaries, adapted to D50 (Bradford)
_GREEN: Final = (0.3851, 0.7169, 0.0971)
_BLUE: Final = (0.1431, 0.0606, 0.7141)
_STEPS: Final = 256
_HEADER: Final = 128


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """The whole profile, some two kilobytes."""
    curve = _curve()
    tags = (
        (b"desc", _description(NAME)),
        (b"cprt", b"text\0\0\0\0No copyright, use freely\0"),
        (b"wtpt", _xyz(_WHITE)),
        (b"rXYZ", _xyz(_RED)),
        (b"gXYZ", _xyz(_GREEN)),
        (b"bXYZ", _xyz(_BLUE)),
        (b"rTRC", curve),
        (b"gTRC", curve),
        (b"bTRC", curve),
    )
    table, data = struct.pack(">I", len(tags)), b""
    start = _HEADER + 4 + 12 * len(tags)
    at: dict[bytes, int] = {}  # the three curves are one
    for name, content in tags:
        if content not in at:
            at[content] = start + len(data)
            data += content + b"\0" * (-len(content) % 4)
        table += struct.pack(">4sII", name, at[content], len(content))
    size = _HEADER + len(table) + len(data)
    return _header(size) + table + data


def _header(size: int) -> bytes:
    date = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    return (
        struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x02400000, b"mntr", b"RGB ", b"XYZ ")
        + date
        + struct.pack(">4s4sI", b"acsp", b"\0\0\0\0", 0)
        + struct.pack(">IIQI", 0, 0, 0, 0)  # maker, model, attributes, intent: perceptual
        + b"".join(_fixed(value) for value in _WHITE)
        + b"\0" * 48
    )


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(map(_fixed, values))


def _description(text: str) -> bytes:
    words = text.encode("ascii") + b"\0"
    scripts = struct.pack(">IIHB", 0, 0, 0, 0) + b"\0" * 67  # neither Unicode nor Macintosh
    return b"desc\0\0\0\0" + struct.pack(">I", len(words)) + words + scripts


def _curve() -> bytes:
    values = [round(65535 * _linear(step / (_STEPS - 1))) for step in range(_STEPS)]
    return b"curv\0\0\0\0" + struct.pack(f">I{_STEPS}H", _STEPS, *values)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
