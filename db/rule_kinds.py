"""What the book keeps of changes to the rules after scoring has begun (domain.md part 4)."""

from __future__ import annotations

from typing import Final

from db.kind_types import Kind, Type

RULE_CHANGE: Final = Kind(
    {
        "campaign": Type.REF,
        "what": Type.TEXT,  # name of a setting, rubric_collective, rubric_individual or panel
        "old": Type.TEXT,  # JSON: what held before
        "new": Type.TEXT,  # JSON: what holds from now on; none while it is still being changed
        "reason": Type.TEXT,
        "basis": Type.TEXT,
        "at": Type.INT,  # milliseconds since 1970, claimed
    },
    {},
    (("campaign",),),
)
"""No ballot is named here: the log travels to members, who see nothing of others."""
