"""What a class opens the way to, and the campaign's shares (R6, R19, R21)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from db.queries.office_papers import OfficeFacts
from db.rules.targets import GOOD_ENOUGH, R21_CLASS_LEAST, R21_REGISTER_LEAST, Share
from desktop.documents.facts import Case, Facts
from desktop.documents.wording import points
from desktop.rule_words import target_name

QUALIFYING: Final = ("Tốt", "Khá")
"""R6: what opens the way to HTXSNV and reward."""


def held_class(facts: Facts, case: Case) -> str:
    """The class that holds: the decided one once there is a decision, "" where there is none."""
    return case.decided_class if facts.decision is not None else case.class_name


def qualification(facts: Facts, case: Case, office: OfficeFacts | None = None) -> tuple[str, str]:
    """Whether a submission opens the way to HTXSNV (R6), and on what that rests; "" where
    there is no class. ``office`` knows the document that stands in for a registration (R7)."""
    holds = held_class(facts, case)
    if not holds:
        return "", ""
    by = " theo quyết định" if facts.decision is not None else ""
    if holds not in QUALIFYING:
        return "Không", f"Kết quả {holds}{by}, chưa đạt Khá"
    instead = alternative(case, office)
    return "Có", f"Kết quả {holds}{by}" + (f"; {instead}" if instead else "")


def alternative(case: Case, office: OfficeFacts | None) -> str:
    """As "căn cứ thay thế: Quyết định số 7-QĐ/TU" (R7); "" for whoever registered."""
    if case.eligible_code != "R7":
        return ""
    found = (b.details.values for b in office.briefs) if office is not None else ()
    said = next((v.get("alternative_basis") for v in found if v.get("code") == case.code), None)
    return f"căn cứ thay thế: {' '.join(str(said).split())}" if said else "căn cứ thay thế"


def reward(case: Case, office: OfficeFacts | None) -> str:
    """What is proposed for the subject of that submission, and by whom; "" while nothing is."""
    found = office.rewards.get(case.code) if office is not None else None
    return f"{found[0]} ({found[1]} đề nghị)" if found else ""


def shares(facts: Facts, office: OfficeFacts) -> Iterator[str]:
    """The campaign's targets (R19, R21) with their shares; where it sets none, how many
    registered, and how many were classed Đạt or better over those registered (our reading of
    "đạt")."""
    for target, share in office.targets:
        if share.percent is not None:
            name, _, _ = target_name(target)
            basis = f" ({target.basis})" if target.basis else ""
            yield f"{name}: {_share(share)}; chỉ tiêu ít nhất {target.least}%{basis}."
    if office.targets:
        return
    received = office.received
    good = sum(held_class(facts, case) in GOOD_ENOUGH for case in facts.cases)
    registered = Share(received.registered, received.submissions, R21_REGISTER_LEAST)
    classed = Share(good, received.registered, R21_CLASS_LEAST)
    for title, share in (
        ("Hồ sơ có đăng ký", registered),
        ("Xếp loại từ Đạt trở lên trên số đăng ký", classed),
    ):
        if share.percent is not None:
            yield f"{title}: {_share(share)}."


def _share(share: Share) -> str:
    return f"{share.numerator}/{share.denominator} ({points(share.percent)}%)"
