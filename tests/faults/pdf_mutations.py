"""A PDF changed as a forger changes it: with an eye to its structure.

Bytes flipped anywhere end at once as damage of compressed data. Most of these changes are written
behind the file instead, as every signing program writes: objects anew, with a table of theirs, so
that a reader gets as far as what they say.
"""

from __future__ import annotations

import random
import re

_OBJECT = re.compile(rb"(?<![0-9])([0-9]{1,5}) 0 obj(.*?)endobj", re.DOTALL)
_TRAILER = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref\s+(\d+)", re.DOTALL)
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_NAME = re.compile(rb"/[A-Za-z0-9]+")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_NUMBERS = [b"0", b"-1", b"1", b"65536", b"2147483648", b"9999999999999999999", b"0.5", b"1e9"]
_WORDS = [
    b"null", b"true", b"[]", b"<<>>", b"()", b"<>", b"(\\777", b"/", b"/#00", b"1 0 R",
    b"99999 0 R", b"[" * 200, b"<<" * 100, b"/Type/Sig", b"/ByteRange[0 1 2 3]", b"/Kids[1 0 R]",
    b"/Parent 1 0 R", b"/Fields[1 0 R]", b"/Contents<00>", b"/Filter/ASCIIHexDecode",
    b"/Length 99999999", b"/V 1 0 R", b"/AcroForm 1 0 R", b"/AF[1 0 R]", b"/EF<</F 1 0 R>>",
    b"/UF(thamdinh.json)", b"\xff\xfe\x00", b"/Annots[1 0 R]", b"/Rect[0 0 999 999]",
    b"/MediaBox[0 0 1e9 1e9]", b"/Count -5", b"/Encrypt<<>>",
]  # fmt: skip


def mutate(content: bytes, chance: random.Random) -> bytes:
    """One to four changes."""
    for _ in range(chance.randint(1, 4)):
        content = chance.choice(_WAYS)(content, chance)
    return content


def _anew(content: bytes, chance: random.Random) -> bytes:
    """One or more objects written again behind the file, each with a change."""
    objects = {int(found[1]): found[2] for found in _OBJECT.finditer(content)}
    trailers = list(_TRAILER.finditer(content))
    if not objects or not trailers:
        return _flip(content, chance)
    parts, table = [content.rstrip(), b"\n"], []
    for number in chance.sample(sorted(objects), min(len(objects), chance.randint(1, 3))):
        at = sum(map(len, parts))
        parts.append(b"%d 0 obj%sendobj\n" % (number, _edited(objects[number], objects, chance)))
        table.append(b"%d 1\n%010d 00000 n \n" % (number, at))
    at, said = sum(map(len, parts)), re.sub(rb"/Prev \d+", b"", trailers[-1][1])
    parts += [b"xref\n", *table, b"trailer<<", said, b"/Prev ", trailers[-1][2], b">>\nstartxref\n"]
    return b"".join([*parts, b"%d\n%%%%EOF\n" % at])


def _edited(body: bytes, objects: dict[int, bytes], chance: random.Random) -> bytes:
    """Its dictionary with another number, name, reference or word; its data are let be."""
    head, stream, data = body.partition(b"stream")
    pattern, others = chance.choice(
        [
            (_NUMBER, _NUMBERS),
            (_NAME, [*_NAME.findall(head), b"/ByteRange", b"/Kids", b"/Parent", b"/Sig"]),
            (_REFERENCE, [b"%d 0 R" % number for number in objects]),
        ]
    )
    found = list(pattern.finditer(head))
    if found and chance.random() < 0.7:
        which = chance.choice(found)
        head = head[: which.start()] + chance.choice(others) + head[which.end() :]
    else:
        at = head.rfind(b">>")
        at = at if at >= 0 else len(head)
        head = head[:at] + b" " + chance.choice(_WORDS) + b" " + head[at:]
    if stream and chance.random() < 0.2:
        data = _flip(data, chance)
    return head + stream + data


def _flip(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _within(content: bytes, chance: random.Random) -> bytes:
    """A number or word in place, so that the tables no longer agree."""
    found = list(_NUMBER.finditer(content, max(0, len(content) - 40_000)))
    if not found:
        return _flip(content, chance)
    which = chance.choice(found)
    new = chance.choice(_NUMBERS + _WORDS)
    if chance.random() < 0.5:  # of the same length
        new = new[: len(which[0])].ljust(len(which[0]))
    return content[: which.start()] + new + content[which.end() :]


def _behind(content: bytes, chance: random.Random) -> bytes:
    """Something behind the end, perhaps the file's own last part again."""
    return content + chance.choice([content[-chance.randint(1, 3000) :], b"\n", *_WORDS])


_WAYS = [_anew, _anew, _anew, _anew, _within, _within, _flip, _cut, _behind]
