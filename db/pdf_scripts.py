"""Whether a PDF runs a script or starts a program, told from its bytes without rendering it.

Objects lie in the file as they are, or packed in streams of objects; pictures and pages are left
alone, because what is compressed looks like anything. Every byte is looked at once, and what is
unpacked is bounded: a file made to keep the laptop busy is refused like one with a script.
"""

from __future__ import annotations

import mmap
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final

_Bytes = bytes | mmap.mmap

_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTING: Final = re.compile(rb"/(?:JavaScript|JS|Launch)(?![0-9A-Za-z])")
_BEGIN: Final = re.compile(rb">>\s*stream[\r\n]")
_DATA: Final = re.compile(rb"stream(?:\r\n|\n|\r)")
_OBJECT: Final = re.compile(rb"\d\s+\d+\s+obj\b")
_PACKED: Final = re.compile(  # /ObjStm, each letter perhaps as its number
    rb"/(?:O|#4[Ff])(?:b|#62)(?:j|#6[Aa])(?:S|#53)(?:t|#74)(?:m|#6[Dd])(?![0-9A-Za-z#])"
)
_TABLE: Final = re.compile(rb"/(?:X|#58)(?:R|#52)(?:e|#65)(?:f|#66)(?![0-9A-Za-z#])")  # /XRef
_MOST_TABLES: Final = 4 << 20  # bytes of the tables of objects: half a million of them
_TEXT: Final = re.compile(rb"[\s\0]*[0-9A-Fa-f\s<~]{16}")
_FIRST: Final = frozenset(b"0123456789 \t\r\n")  # a stream of objects begins with their numbers
_PIECE, _LONGEST_NAME = 1 << 20, 64
_MOST_UNPACKED: Final = 1 << 28  # bytes of all streams of objects together


def acts_by_itself(stream: BinaryIO) -> bool:
    """Whether the PDF says anywhere that a script is to be run or a program started; also where
    its packed objects cannot be looked into, unless a password keeps them. Raises OSError."""
    try:
        content = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):  # not a file of its own
        stream.seek(0)
        whole = stream.read()
        return _plain(whole) or _packed(whole)
    with content:
        return _plain(content) or _packed(content)


def _plain(content: _Bytes) -> bool:
    """Looks at what lies outside of streams; inside only where objects are hidden there."""
    begun = 0
    while found := _BEGIN.search(content, begun):
        start, end = found.end(), content.find(b"endstream", found.end())
        if _acts(content, begun, start):
            return True
        if end < 0:
            return _hides(content, start, len(content))
        if _hides(content, start, end):
            return True
        begun = end
    return _acts(content, begun, len(content))


def _hides(content: _Bytes, start: int, end: int) -> bool:
    return _OBJECT.search(content, start, end) is not None and _acts(content, start, end)


def _acts(content: _Bytes, start: int, end: int) -> bool:
    """Names may be written with #4a for J (ISO 32000-1, 7.3.5)."""
    for at in range(start, end, _PIECE):
        part = content[at : min(at + _PIECE + _LONGEST_NAME, end)]
        plain = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), part)
        if _ACTING.search(plain) is not None:
            return True
    return False


def _packed(content: _Bytes) -> bool:
    """Looks into the streams of objects (ISO 32000-1, 7.5.7), deflated as everybody writes them;
    one that is packed another way, or not at all, is not let pass."""
    left = _MOST_UNPACKED
    sealed = content.find(b"/Encrypt") >= 0
    for at in _streams(content, _PACKED):
        tail, first = b"", True
        try:
            for piece in _unpacked(content, at):
                if first and piece[0] not in _FIRST:
                    raise zlib.error("no objects")
                first = False
                left -= len(piece)
                if left < 0 or _acts(tail + piece, 0, len(tail) + len(piece)):
                    return True
                tail = piece[-_LONGEST_NAME:]
        except zlib.error:
            if not sealed:
                return True
    return False


def lists_without_end(content: _Bytes) -> bool:
    """Whether the tables of objects unpack to more than any paper has, or are packed so that
    nobody can tell: readers take seconds and gigabytes for what a few kilobytes claim."""
    left = _MOST_TABLES
    for at in _streams(content, _TABLE):
        try:
            for piece in _unpacked(content, at):
                left -= len(piece)
                if left < 0:
                    return True
        except zlib.error:
            if _TEXT.match(content, at):
                return True
    return False


def _streams(content: _Bytes, mark: re.Pattern[bytes]) -> Iterator[int]:
    """Where the data of each stream begins that has the mark in its dictionary."""
    last = -1
    for found in mark.finditer(content):
        if found.end() <= last:
            continue  # still the same dictionary
        begin = _DATA.search(content, found.end())
        if begin is None:
            return
        last = begin.end()
        yield last


def _unpacked(content: _Bytes, at: int) -> Iterator[bytes]:
    """What is deflated there, piece by piece to its own end. Raises zlib.error."""
    inflater = zlib.decompressobj()
    while not inflater.eof:
        packed = inflater.unconsumed_tail
        if not packed:
            packed, at = content[at : at + _PIECE], at + _PIECE
        if not packed:
            return  # cut off: what is there was looked at
        if piece := inflater.decompress(packed, _PIECE):
            yield piece

