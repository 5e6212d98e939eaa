"""Rows out of a damaged SQLite file, page by page, without its trees.

Every page is read for itself, so one bad page costs its own rows and no others. What a
record is shows by its columns; whether it is true its id and signature tell (``db.repair``).
See "Database File Format" of SQLite, sections 1.5 to 2.1.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator

Column = None | int | float | str | bytes
Record = tuple[Column, ...]

_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR = 0x0D, 0x0A, 0x02
_SIZES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_MOST = 128 * 1024**2  # bytes of one record
_Bytes = bytes | mmap.mmap


def page_size(content: _Bytes) -> int:
    """The size that the header names, else the usual one."""
    named = int.from_bytes(content[16:18], "big")
    size = 65536 if named == 1 else named
    return size if size >= 512 and not size & (size - 1) else 4096


def records(content: _Bytes) -> Iterator[Record]:
    """Every record of every page that holds some and can be read, in the file's order. Some
    may be nonsense, and one may come twice."""
    size = page_size(content)
    left = [2 * len(content)]  # each page of a long record is one record's alone
    for start in range(0, len(content) - size + 1, size):
        head = start + (100 if start == 0 else 0)
        kind = content[head]
        if kind not in (_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR):
            continue
        cells = int.from_bytes(content[head + 3 : head + 5], "big")
        for number in range(min(cells, size // 2)):
            at = head + (12 if kind == _INDEX_INTERIOR else 8) + 2 * number
            offset = int.from_bytes(content[at : at + 2], "big")
            if not 8 <= offset < size:
                continue
            payload = _payload(content, size, start, offset, kind, left)
            record = None if payload is None else _record(payload)
            if record is not None:
                yield record


def _payload(
    content: _Bytes, size: int, start: int, offset: int, kind: int, may_read: list[int]
) -> bytes | None:
    """A cell's payload with its overflow pages, None where they lead nowhere. ``may_read``: bytes
    of such pages that may still be read, so that cells of one chain do not keep us for hours."""
    at = start + offset + (4 if kind == _INDEX_INTERIOR else 0)  # the page on the left
    length, at = _varint(content, at)
    if kind == _TABLE_LEAF:
        _, at = _varint(content, at)  # the rowid
    if not 0 < length <= _MOST:
        return None
    most = size - 35 if kind == _TABLE_LEAF else (size - 12) * 64 // 255 - 23
    if length <= most:
        found = content[at : at + length]
        return found if at + length <= start + size else None
    least = (size - 12) * 32 // 255 - 23
    local = least + (length - least) % (size - 4)
    if local > most:
        local = least
    parts, left = [content[at : at + local]], length - local
    following = int.from_bytes(content[at + local : at + local + 4], "big")
    seen: set[int] = set()
    while left > 0:
        page = (following - 1) * size
        may_read[0] -= size
        if following == 0 or following in seen or page + size > len(content) or may_read[0] < 0:
            return None
        seen.add(following)
        following = int.from_bytes(content[page : page + 4], "big")
        parts.append(content[page + 4 : page + 4 + min(left, size - 4)])
        left -= size - 4
    return b"".join(parts)


def _record(payload: bytes) -> Record | None:
    """The columns of a record, None where it is none."""
    length, at = _varint(payload, 0)
    if not at <= length <= len(payload):
        return None
    types = []
    while at < length:
        kind, at = _varint(payload, at)
        types.append(kind)
    values: list[Column] = []
    at = length
    for kind in types:
        if kind >= 12:
            size = (kind - 12) // 2
            part = payload[at : at + size]
            if len(part) < size:
                return None
            try:
                values.append(part.decode() if kind % 2 else bytes(part))
            except UnicodeDecodeError:
                return None
        elif kind in (0, 8, 9):
            size = 0
            values.append(None if kind == 0 else kind - 8)
        elif kind == 7:
            size = 8
            part = payload[at : at + 8]
            values.append(struct.unpack(">d", part)[0] if len(part) == 8 else None)
        elif kind in _SIZES:
            size = _SIZES[kind]
            values.append(int.from_bytes(payload[at : at + size], "big", signed=True))
        else:  # 10 and 11 are reserved
            return None
        at += size
    return tuple(values) if at == len(payload) else None


def _varint(content: _Bytes, at: int) -> tuple[int, int]:
    """(value, where the next byte is); past the end reads as zero."""
    value = 0
    for number in range(9):
        byte = content[at + number] if at + number < len(content) else 0
        if number == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + number + 1
    raise AssertionError("nine bytes at most")
