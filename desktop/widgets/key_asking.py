"""Asks in the page for a member's PIN, or for a new one where the laptop has no key yet."""

from __future__ import annotations

from collections.abc import Callable

from db import enrolment, sealed
from db.errors import ThamdinhError
from db.keys import Signer
from db.records import Member
from desktop.messages import sentence
from desktop.session import Session
from desktop.widgets.ask_bar import Answers, AskBar, Field


class KeyAsking:
    """Opens a member's key under the PIN, then lets the caller write with it."""

    def __init__(self, session: Session, bar: AskBar) -> None:
        self._session, self._bar = session, bar

    def ask(
        self,
        member: Member,
        words: str,
        result: str,
        fields: list[Field],
        then: Callable[[Answers, Signer], bool],
    ) -> None:
        """``fields`` come before the PIN; ``then`` says whether the bar may close."""
        has_key = self._session.has_key(member)
        pins = [Field("pin", "Mã PIN", secret=True)]
        if not has_key:
            words += " Đây là lần đầu trên máy này: hãy đặt mã PIN, ít nhất 4 ký tự."
            pins = [
                Field("pin", "Mã PIN mới", secret=True),
                Field("again", "Gõ lại mã PIN", secret=True),
            ]

        def answered(answers: Answers) -> bool:
            try:
                signer = self._signer(member, answers, has_key)
            except ThamdinhError as error:
                self._bar.complain(sentence(error))
                return False
            if signer is None:
                self._bar.complain("Hai lần gõ mã PIN không giống nhau; hãy gõ lại.")
                return False
            return then(answers, signer)

        self._bar.ask(words, [*fields, *pins], result, answered)

    def _signer(self, member: Member, answers: Answers, has_key: bool) -> Signer | None:
        book = self._session.book
        if not has_key and not sealed.same(answers["pin"], answers["again"]):
            return None
        signer, _ = enrolment.signer_of(book, member.id, answers["pin"])
        return signer
