"""How far a submission is, derived and never stored (design.md part 3): đăng ký → chấp nhận,
sửa, từ chối → báo cáo → chấm → kết luận → chốt → quyết định; withdrawn at any point."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from db.book import Book
from db.decided import decided_classes
from db.records import Campaign


class Stage(StrEnum):
    """In the order of the way, withdrawn last."""

    UNREGISTERED = "unregistered"
    REGISTERED = "registered"
    ACCEPTED = "accepted"
    REVISE = "revise"
    REFUSED = "refused"
    REPORTED = "reported"
    SCORED = "scored"
    CONCLUDED = "concluded"
    FROZEN = "frozen"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


SEALED: Final = (Stage.SCORED, Stage.CONCLUDED, Stage.FROZEN, Stage.DECIDED)
"""What a member does not see of others while scoring is blind: to him it is reported."""

_LATER: Final = (
    "WHEN hex(s.id) IN (SELECT value FROM json_each(:decided)) THEN 'decided' "
    "WHEN EXISTS (SELECT 1 FROM frozen f WHERE f.submission = s.id) THEN 'frozen' "
    "WHEN EXISTS (SELECT 1 FROM hearing h JOIN session n ON n.id = h.session "
    "WHERE h.submission = s.id AND coalesce(h.conclusion, '') <> '') THEN 'concluded' "
    "WHEN t.final IS NOT NULL OR EXISTS (SELECT 1 FROM ballot_state b "
    "WHERE b.submission = s.id AND b.status <> 'void') THEN 'scored' "
)
_CASE: Final = (
    "CASE WHEN coalesce(s.withdrawn, '') <> '' THEN 'withdrawn' {later}"
    "WHEN s.has_report = 1 THEN 'reported' "
    "WHEN s.registered_on IS NULL THEN 'unregistered' "
    "WHEN s.recheck IN ('accepted', 'revise', 'refused') THEN s.recheck "
    "ELSE 'registered' END"
)


def expression(*, sealed: bool) -> str:
    """SQL for the stage of a submission ``s`` with its tally ``t``; takes ``:decided`` unless
    it is ``sealed``."""
    return _CASE.format(later="" if sealed else _LATER)


def decided(book: Book, campaign: Campaign) -> list[str]:
    """The submissions that a decision of the standing committee covers, ids in hex."""
    return [ident.hex().upper() for ident in decided_classes(book.connection, campaign.id)]
