"""Signing authority: what stands over the name of whoever signs for a body (domain.md part 5).

Party: T/M, T/L, K/T or the bare title. State: TM., TL., KT., TUQ.
"""

from __future__ import annotations

from db.queries.office_papers import Signer
from db.records import Role
from desktop.documents.blocks import SignerText
from desktop.documents.facts import Facts
from desktop.documents.forms import Form
from desktop.documents.people import ROLES
from desktop.documents.wording import DOTS

OWN = "own"
"""The bare title."""


def signer_text(form: Form, signer: Signer) -> SignerText:
    """As "T/M BAN THƯỜNG VỤ", "BÍ THƯ", name; dots for what the office has not set."""
    title = (signer.title or DOTS).upper()
    if signer.authority == OWN:
        return SignerText(((title, True),), signer.name)
    words = {
        "by_order": form.authority.by_order,
        "instead": form.authority.instead,
        "mandate": form.authority.mandate,
    }
    sign = words.get(signer.authority, form.authority.on_behalf)
    over = f"{sign} {(signer.of or DOTS).upper()}"
    return SignerText(((over, True), (title, form.signature.title_bold)), signer.name)


def panel_signer(facts: Facts, form: Form) -> SignerText:
    """Who presided signs for the panel."""
    chair = facts.person(facts.meeting.chair)
    title = ROLES[chair.role if chair else Role.CHAIR]
    name = chair.name if chair else ""
    return signer_text(form, Signer("on_behalf", form.words.panel, title, name))
