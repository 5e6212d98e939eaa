"""What happens to each submission of the sample: kind, fate, class; over and over again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from db.records import SubjectKind


class Fate(Enum):
    """How far a submission comes."""

    SCORED = "scored"
    HEAD = "head"  # a head without a registration: to be decided (R7)
    ALTERNATIVE = "alternative"  # rests on a recognised initiative: to be decided (R7)
    UNREGISTERED = "unregistered"  # a report only (R8)
    UNREPORTED = "unreported"  # a registration only (R8)
    NEITHER = "neither"
    HAMLET = "hamlet"  # left out (R9)
    PRIVATE = "private"  # left out (R9)
    WAITING = "waiting"  # the report came after the meeting: nobody has scored it


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of the plan."""

    kind: SubjectKind
    fate: Fate
    class_name: str
    borderline: bool = False
    wide: bool = False
    declared: bool = False  # a member declares an interest
    of_panel: bool = False  # the subject sits on the panel

    @property
    def registered(self) -> bool:
        """Whether there is a registration."""
        return self.fate not in (Fate.HEAD, Fate.ALTERNATIVE, Fate.UNREGISTERED, Fate.NEITHER)

    @property
    def reported(self) -> bool:
        """Whether there is a report."""
        return self.fate not in (Fate.UNREPORTED, Fate.NEITHER)

    @property
    def scored(self) -> bool:
        """Whether the panel has ballots on it."""
        return self.fate is Fate.SCORED


# C collective, I individual; T K D X the four classes; H A heads and alternative bases (R7),
# U N 0 unregistered, unreported, neither (R8), E P left out (R9), L late; then b borderline,
# w wide spread, q declared interest, m member of the panel.
_PLAN = """
CT  CK  IT CK  CTw CD IKb CT
CN  CX  IK CT  ID  CK ITb CE
CK  CT  IA CKw CD  CU IKm CT
CL  CKq CT IN  CDb CK ID  CT
IH  CKq CX CT  IK  CL CK  CP
ITw CK  CD CT  IX  C0 IE  IL
"""
_CLASSES = {"T": "Tốt", "K": "Khá", "D": "Đạt", "X": "Không đạt"}
_FATES = {
    "H": Fate.HEAD,
    "A": Fate.ALTERNATIVE,
    "U": Fate.UNREGISTERED,
    "N": Fate.UNREPORTED,
    "0": Fate.NEITHER,
    "E": Fate.HAMLET,
    "P": Fate.PRIVATE,
    "L": Fate.WAITING,
}


def _slot(signs: str) -> Slot:
    kind, fate, more = signs[0], signs[1], signs[2:]
    return Slot(
        SubjectKind.COLLECTIVE if kind == "C" else SubjectKind.INDIVIDUAL,
        _FATES.get(fate, Fate.SCORED),
        _CLASSES.get(fate, "Khá"),
        borderline="b" in more,
        wide="w" in more,
        declared="q" in more,
        of_panel="m" in more,
    )


SLOTS = tuple(_slot(signs) for signs in _PLAN.split())
"""One block of the plan; a larger campaign goes through it again."""
