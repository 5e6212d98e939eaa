"""What a class opens the way to, and the campaign's shares (R6, R19, R21)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from db.queries.office_papers import OfficeFacts
from db.rules.targets import GOOD_ENOUGH, R21_CLASS_LEAST, R21_REGISTER_LEAST, Share
from desktop.documents.facts import Case, Facts
from desktop.documents.wording import points

QUALIFYING: Final = ("Tốt", "Khá")
"""R6: what opens the way to HTXSNV and reward."""


def held_class(facts: Facts, case: Case) -> str:
    """The class that holds: the decided one once there is a decision, "" where there is none."""
    return case.decided_class if facts.decision is not None else case.class_name


def qualification(facts: Facts, case: Case) -> tuple[str, str]:
    """Whether a submission opens the way to HTXSNV (R6), and on what that rests; "" where
    there is no class."""
    holds = held_class(facts, case)
    if not holds:
        return "", ""
    if holds not in QUALIFYING:
        return "Không", ""
    instead = "; căn cứ thay thế" if case.eligible_code == "R7" else ""
    return "Có", f"Kết quả {holds}{instead}"


def shares(facts: Facts, office: OfficeFacts) -> Iterator[str]:
    """The shares of R19 and R21: registered, and classed Đạt or better over those registered
    (our reading of "đạt")."""
    received = office.received
    good = sum(held_class(facts, case) in GOOD_ENOUGH for case in facts.cases)
    registered = Share(received.registered, received.submissions, R21_REGISTER_LEAST)
    classed = Share(good, received.registered, R21_CLASS_LEAST)
    for title, share in (
        ("Hồ sơ có đăng ký", registered),
        ("Xếp loại từ Đạt trở lên trên số đăng ký", classed),
    ):
        if share.percent is not None:
            yield f"{title}: {share.numerator}/{share.denominator} ({points(share.percent)}%)."
