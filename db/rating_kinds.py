"""What the book keeps for HTXSNV (R6, R7): decisions of doubtful cases, documents, rewards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from db.kind_types import Kind, Type

RATING: Final[Mapping[str, Type]] = {
    "ruling": Type.TEXT,  # of the office on what needs a decision: accepted | refused
    "ruling_rules": Type.TEXT,  # which rules it settles: "R7" or "R12/R16, R20"
    "ruling_document": Type.TEXT,
    "ruling_date": Type.DATE,
    "ruling_reason": Type.TEXT,
    "reward": Type.TEXT,  # proposed for the subject
    "reward_by": Type.TEXT,  # who proposes it
}
"""Fields that a submission and a row of the roster share."""

GROUND: Final = Kind(  # a document that stands in for a registration (R7)
    {
        "campaign": Type.REF,
        "submission": Type.REF,
        "subject": Type.REF,  # the row of the roster, where there is no submission
        "what": Type.TEXT,  # project | reward
        "document": Type.TEXT,
        "number": Type.TEXT,
        "date": Type.DATE,
        "level": Type.TEXT,  # who recognised or rewarded
    },
    {},
    (("submission",), ("subject",)),
)
