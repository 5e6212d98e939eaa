"""Rows of what goes to the level above, what the level below delivers, and signed copies."""

from __future__ import annotations

from typing import Final

from db.kind_types import Kind, Type

_T, _I, _B, _R = Type.TEXT, Type.INT, Type.BOOL, Type.REF

HANDOVER: Final = Kind(  # a session's results went to the level above as a delivery
    {"session": _R, "digest": _T, "seq": _I, "time": _I, "decided": _B},
    {},
    (("session",),),
)

SIGNED_PAPER: Final = Kind(  # a signed copy of what stands frozen (db.signed_papers)
    {
        "session": _R,
        "digest": _T,  # of the snapshot
        "sort": _T,  # digital | scan
        "number": _T,
        "date": Type.DATE,
        "name": _T,  # of the file
        "hash": _T,  # hex; the content lies beside the book
        "size": _I,  # bytes
        "media": _T,
        "replaces": _T,  # hash of the copy that this one has one signature more than
        "added": _I,  # milliseconds since 1970
    },
    {},
    (("session",),),
)

DELIVERY: Final = Kind(  # results of a unit, as they came: file | excel | paper
    {
        "campaign": _R,
        "unit": _T,
        "source": _T,
        "book": _T,  # whose results: id in hex, "" without the program
        "session": _T,  # of that book, in hex
        "seq": _I,
        "time": _I,
        "proof_code": _T,
        "root": _T,  # office key that the other book began with, hex
        "key": _T,
        "sig": _T,
        "body": _T,  # as it was signed (exchange.delivery_body)
    },
    {},
    (("campaign", "unit"),),
)
