"""How papers speak of the panel's members, of recusals and of what was left out."""

from __future__ import annotations

from typing import Final

from db.records import Role, SubjectKind
from db.rules.eligibility import REFUSED
from desktop.documents.facts import Case, Facts, LeftOut, Person, Recused
from desktop.documents.forms import Form
from desktop.documents.wording import DOTS, listed, lower_first
from desktop.field_words import NOVELTY
from desktop.words import ruling_words

ROLES: Final = {
    Role.CHAIR: "Tổ trưởng",
    Role.VICE_CHAIR: "Tổ phó",
    Role.SECRETARY: "Thư ký",
    Role.MEMBER: "Thành viên",
}

KINDS: Final = {SubjectKind.COLLECTIVE: "Tập thể", SubjectKind.INDIVIDUAL: "Cá nhân"}

# Codes of db/rules/recusal.py, and its origins where no reason stands.
_RECUSALS: Final = {
    "same_unit": "công tác tại đơn vị có hồ sơ",
    "same_name_and_unit": "là người có hồ sơ được thẩm định",
    "same_name_and_post": "là người có hồ sơ được thẩm định",
    "LQ": "tự khai có liên quan",
    "Liên quan": "tự khai có liên quan",
    "declared": "tự khai có liên quan",
    "unit": "công tác tại đơn vị có hồ sơ",
    "subject": "là người có hồ sơ được thẩm định",
}

_LEFT_OUT: Final = {
    "quorum": "chưa đủ hai phần ba số thành viên được quyền chấm có mặt",
    "no_ballot": "chưa có phiếu chấm hợp lệ",
    "no_result": "chưa có kết quả chấm",
    "withdrawn": "đơn vị, cá nhân đã rút hồ sơ",
    "conflict": "số liệu giữa các bản chưa thống nhất",
    "R7": "cá nhân không đăng ký, chưa kết luận về căn cứ thay thế",
    "R8": "không đăng ký hoặc không gửi báo cáo kết quả nên không thẩm định",
    "R9": "không thuộc đối tượng thẩm định",
}


def called(form: Form, person: Person | None) -> str:
    """As "đồng chí Bùi Đức Mai"; dots for somebody not yet named."""
    return f"{form.words.person} {person.name if person else DOTS}"


def described(form: Form, person: Person | None) -> str:
    """As "đồng chí Bùi Đức Mai, Trưởng ban, Đảng bộ xã Đạ Sar, Tổ trưởng"."""
    if person is None:
        return called(form, None)
    return listed((called(form, person), person.post, person.unit_name, ROLES[person.role]))


def recusal_reason(recused: Recused) -> str:
    """The reason in words, also where only a code or an origin is on record."""
    fallback = _RECUSALS.get(recused.origin, "có liên quan")
    reason = _RECUSALS.get(recused.reason, recused.reason) or fallback
    return reason[:1].lower() + reason[1:]


def recusals(facts: Facts, form: Form, case: Case) -> str:
    """As "đồng chí A và đồng chí B, lý do: công tác tại …"; "" where nobody is recused."""
    reasons: dict[str, list[str]] = {}
    for recused in case.recused:
        who = called(form, facts.person(recused.member))
        reasons.setdefault(recusal_reason(recused), []).append(who)
    return "; ".join(f"{listed(who, ' và ')}, lý do: {why}" for why, who in reasons.items())


def left_out_reason(left: LeftOut) -> str:
    """Why a submission was not concluded on, without codes of ours."""
    if left.ruling is not None and left.ruling.outcome == REFUSED:
        return lower_first(ruling_words(left.ruling)).rstrip(".")
    for code in (left.clause, left.reason):
        if code in _LEFT_OUT:
            return _LEFT_OUT[code]
    return "chưa kết luận tại cuộc họp này"


def novelty_words(case: Case) -> str:
    """What the panel found of the novelty, with its basis."""
    basis = f" ({case.novelty_basis})" if case.novelty_basis else ""
    return f"{lower_first(NOVELTY.get(case.novelty, case.novelty))}{basis}"


def subject_line(case: Case) -> str:
    """Who is appraised: "Đảng bộ xã Lát", or "Ngô Đức Sơn, Chuyên viên, Đảng bộ xã Lát"."""
    if case.kind is SubjectKind.COLLECTIVE:
        return case.subject
    return listed((case.subject, case.post, case.unit_name))
