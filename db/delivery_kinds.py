"""Rows of what goes to the level above, and of what the level below delivers."""

from __future__ import annotations

from typing import Final

from db.kind_types import Kind, Type

_T, _I, _B, _R = Type.TEXT, Type.INT, Type.BOOL, Type.REF

HANDOVER: Final = Kind(  # a session's results went to the level above as a delivery
    {"session": _R, "digest": _T, "seq": _I, "time": _I, "decided": _B},
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
