"""What a book can hold: the kinds of rows, their fields and the types of their values.

A cell of the log is named ``kind.field``; a field that is not listed here is kept and
passed on but not shown.
"""

from __future__ import annotations

from collections.abc import Mapping

from db.delivery_kinds import DELIVERY, HANDOVER, SIGNED_PAPER
from db.kind_types import Family, Kind, Type
from db.rating_kinds import GROUND, RATING
from db.rule_kinds import RULE_CHANGE

_T, _I, _B, _P, _D, _R = Type.TEXT, Type.INT, Type.BOOL, Type.POINTS, Type.DATE, Type.REF

GONE = "~gone"

KINDS: Mapping[str, Kind] = {
    "campaign": Kind(
        {"year": _I, "body": _T, "unit": _T, "parent": _T, "place": _T, "form": _T},
        {
            "set": Family("setting", "name", False, "value", _T),
            "basis": Family("setting_basis", "name", False, "basis", _T),
        },
    ),
    "rubric": Kind(
        {
            "campaign": _R,
            "code": _T,
            "name": _T,
            "applies_to": _T,
            "basis": _T,
            "total": _P,
            "step": _P,
            "criteria": _T,  # JSON list
            "bands": _T,  # JSON list
            "confirmed": _B,
            "bands_basis": _T,
            "illustrative": _B,
        },
        {},
        (("campaign",),),
    ),
    "unit": Kind(
        {
            "campaign": _R,
            "code": _T,
            "name": _T,
            "parent": _T,
            "kind": _T,
            "start": _D,
            "end": _D,
            "successor": _T,  # code of the unit that carries on after the end
            "rated_good": _I,  # individuals rated "hoàn thành tốt nhiệm vụ": what a quota is of
            "delivers": _B,  # sends its results up; unset: by its place (queries.desk)
        },
        {
            "key": Family("unit_key", "key", True, "basis", _T),  # root keys of its own books
            # Where it stood until it moved: first day of the new place -> code of the parent then.
            "until": Family("former_parent", "until", False, "parent", _T),
        },
        (("campaign", "code"),),
    ),
    "member": Kind(
        {
            "campaign": _R,
            "code": _T,
            "name": _T,
            "role": _T,
            "unit": _T,
            "post": _T,
            "team": _T,  # name of the group that submissions are shared out to
        },
        {
            "key": Family("member_key", "key", True, "basis", _T),
            "withdrawn": Family("withdrawn_key", "key", True, "reason", _T),
        },
        (("campaign", "code"),),
    ),
    "subject": Kind(
        {
            "campaign": _R,
            "code": _T,
            "kind": _T,
            "name": _T,
            "post": _T,
            "unit": _T,
            "authority": _T,
            "must_register": _B,
            "aims_excellent": _B,
            "is_head": _B,
            **RATING,
        },
        {},
        (("campaign", "code"),),
    ),
    "submission": Kind(
        {
            "campaign": _R,
            "code": _T,
            "kind": _T,
            "subject": _T,
            "post": _T,
            "unit": _T,
            "is_head": _B,
            "is_main": _B,  # the main one of several models of its subject
            "title": _T,
            "field": _T,
            "content": _T,
            "basis": _T,
            "current_state": _T,
            "novelty": _T,
            "solution": _T,
            "product": _T,
            "scope": _T,
            "schedule": _T,
            "partners": _T,
            "lead": _T,
            "registered_on": _D,
            "arrival_no": _T,
            "aims_excellent": _B,
            "signer": _T,
            "has_report": _B,
            "reported_on": _D,
            "directing_documents": _T,
            "rollout": _T,
            "result": _T,
            "evidence_note": _T,
            "effect": _T,
            "reviews": _T,
            "obstacles": _T,
            "limits": _T,
            "self_class": _T,
            "alternative_basis": _T,
            "with_achievement": _B,
            "superior_opinion": _T,
            "report_signer": _T,
            "withdrawn": _T,  # reason
            "late_reason": _T,  # registered after the deadline
            "report_late_reason": _T,
            "recheck": _T,  # of the registration (R20): accepted | revise | refused
            "recheck_note": _T,  # back to the unit
            "preliminary_opinion": _T,  # of the specialist who prepared it for the meeting
            "novelty_finding": _T,  # of the panel: new | developed | repeated
            "novelty_basis": _T,
            "continues": _R,  # the submission of an earlier campaign that it goes on with
            **RATING,
        },
        {
            "self": Family("self_mark", "criterion", False, "mark", _P),
            "agreed": Family("agreed_mark", "criterion", False, "mark", _P),
            "recused": Family("recusal", "member", True, "reason", _T),
            "dismissed": Family("dismissal", "member", True, "reason", _T),
            "assigned": Family("assignment", "member", True, "given", _B),
            "check": Family("recheck_mark", "question", False, "answer", _T),  # yes | no (R20)
        },
        (("campaign", "code"), ("campaign", "text_stamp", "id"), ("text_stamp",)),
    ),
    "target": Kind(
        {
            "submission": _R,
            "name": _T,
            "measure": _T,
            "baseline": _T,
            "promised": _T,
            "actual": _T,
            "position": _I,
        },
        {},
        (("submission",),),
    ),
    "ground": GROUND,
    "evidence": Kind(  # minh chứng: the content lies beside the book (db.evidence)
        {
            "submission": _R,
            "name": _T,
            "hash": _T,  # hex
            "size": _I,  # bytes
            "media": _T,
            "note": _T,
            "added": _I,  # milliseconds since 1970
            "position": _I,
        },
        {},
        (("submission",),),
    ),
    "session": Kind(
        {
            "campaign": _R,
            "number": _I,
            "minutes_no": _T,
            "date": _D,
            "start": _T,
            "end": _T,
            "place": _T,
            "chair": _T,  # member code
            "secretary": _T,
            "guests": _T,
            "agenda": _T,
            "decision": _T,
            "conclusion": _T,
            "recipients": _T,
        },
        {
            "absent": Family("absence", "member", True, "reason", _T),
            "takes": Family("session_submission", "submission", True, "taken", _B),
        },
        (("campaign", "number"),),
    ),
    "hearing": Kind(
        {
            "session": _R,
            "submission": _R,
            "summary": _T,
            "opinions": _T,
            "votes_for": _I,
            "votes_against": _I,
            "conclusion": _T,
            "chair": _T,  # member code of who presided here, where that is not worked out
            "concluded": _T,  # class that the panel concluded against the mean …
            "concluded_reason": _T,  # … and why
        },
        {},
        (("session", "submission"), ("submission",)),
    ),
    "arrival": Kind(  # a row of the intake register (sổ tiếp nhận)
        {
            "campaign": _R,
            "number": _T,
            "date": _D,
            "unit": _T,
            "submission": _T,  # code, where it is known
            "what": _T,
            "carrier": _T,  # paper | scan | word | excel
            "missing": _T,
            "return_by": _D,
            "completed_on": _D,
            "note": _T,
        },
        {},
        (("campaign",),),
    ),
    "rule_change": RULE_CHANGE,
    "void": Kind({"ballot": _R, "reason": _T}, {}, (("ballot",),)),
    "unfreeze": Kind(
        {"session": _R, "seq": _I, "digest": _T, "reason": _T}, {}, (("session",),)
    ),
    "correction": Kind(  # a closed session's results are being put right, to be amended
        {"session": _R, "seq": _I, "digest": _T, "reason": _T}, {}, (("session",),)
    ),
    "amendment": Kind(  # number and date of an amending paper, by the snapshot it stands for
        {"session": _R, "digest": _T, "minutes_no": _T, "date": _D}, {}, (("session",),)
    ),
    "decision": Kind(  # of the standing committee, on one frozen snapshot of a session
        {"session": _R, "digest": _T, "document": _T, "date": _D, "note": _T},
        {
            "class": Family("decided_class", "submission", True, "class", _T),
            "reason": Family("decided_reason", "submission", True, "reason", _T),
            "back": Family("sent_back", "submission", True, "reason", _T),  # thẩm định lại
        },
        (("session",),),
    ),
    "handover": HANDOVER,
    "signed_paper": SIGNED_PAPER,
    "delivery": DELIVERY,
    "import_run": Kind({"file": _T}, {}),
    "office": Kind({}, {"key": Family("office_key", "key", True, "basis", _T)}),
}

# A new key's answer to the one-time secret in its copy (see ``db.enrolment``): a word of a key
# that nobody knows yet, so it is neither shown nor a proposal.
ANSWER = "member.answer:"

# The field by which people tell rows of one campaign apart; two rows with one are "trùng mã".
UNIQUE: Mapping[str, str] = {
    "unit": "code",
    "member": "code",
    "subject": "code",
    "submission": "code",
    "session": "number",
}

# Cells that a member's own confirmed key may write, as fld prefixes; {member} is the id in hex.
MEMBER_CELLS = ("submission.recused:{member}",)


def split(fld: str) -> tuple[str, str, str]:
    """``submission.self:TC1`` -> ("submission", "self", "TC1"); no colon -> last part "".

    An unreadable name gives an empty kind.
    """
    kind, dot, rest = fld.partition(".")
    if not dot:
        return "", "", ""
    name, _, key = rest.partition(":")
    return kind, name, key
