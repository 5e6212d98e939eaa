"""By what the list of submissions can be filtered and sorted."""

from __future__ import annotations

from enum import StrEnum


class Filter(StrEnum):
    """Which submissions a list shows."""

    ALL = "all"
    COLLECTIVE = "collective"
    INDIVIDUAL = "individual"
    REGISTERED = "registered"
    UNREGISTERED = "unregistered"
    REPORTED = "reported"
    UNREPORTED = "unreported"  # owes a report
    LATE = "late"  # reported after the deadline
    OVERDUE = "overdue"  # owes a report, and the deadline is over
    UNSCORED = "unscored"  # reported without a self score or class (R11)
    UNDECIDED = "undecided"  # somebody must decide whether it is appraised (R7)
    BARRED = "barred"


class Order(StrEnum):
    """What a list is sorted by."""

    CODE = "code"
    SUBJECT = "subject"
    POST = "post"
    KIND = "kind"
    UNIT = "unit"
    TITLE = "title"
    FIELD = "field"
    REGISTERED = "registered"
    ARRIVAL = "arrival"
    RECHECK = "recheck"
    REPORTED = "reported"
    LATENESS = "lateness"
    SELF = "self"
    SELF_CLASS = "self_class"
    AIMS = "aims"
    EVIDENCE = "evidence"
    STATE = "state"
