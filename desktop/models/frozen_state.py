"""Where a frozen meeting stands: opened no more, being put right, amended, changed since."""

from __future__ import annotations

import contextlib
from typing import Any

from db import amending
from db.amending import Outlook
from db.amendments import number_of
from db.book import Book
from db.closing import closed
from db.errors import AmendingRefusedError
from db.frozen_picture import digest_of
from db.locked import correcting
from db.records import Campaign
from db.sessions import Session, Snapshot


class FrozenState:
    """``closed``: why what stands is opened no more; ``correcting``: its rows are written again,
    to be amended; ``number``: lần of the amending minutes that stand, 0 for the minutes."""

    def __init__(
        self, book: Book, campaign: Campaign, session: Session, snapshot: Snapshot
    ) -> None:
        self._book, self._campaign, self._session = book, campaign, session
        self.closed = closed(book.connection, session.id, digest_of(snapshot.body))
        self.correcting = correcting(book.connection, session.id) is not None
        self.number = number_of(snapshot.body)
        self._changed: Outlook | None = None

    @property
    def amended(self) -> bool:
        """Whether amending minutes stand over the first ones, and no further are being made."""
        return bool(self.number) and not self.correcting

    def what_changed(self) -> Outlook | None:
        """What has changed since the results were closed; None where they are not. Worked out
        once: it takes as long as composing the meeting does."""
        if self.closed is not None and self._changed is None:
            with contextlib.suppress(AmendingRefusedError):
                self._changed = amending.outlook(
                    self._book, self._campaign, self._session.number
                )
        return self._changed

    def draft(self, code: str) -> dict[str, Any] | None:
        """The amending minutes to come, while the meeting is put right and something changed;
        ``code`` is that of what they amend."""
        found = self.what_changed() if self.correcting else None
        if found is None or not found.lines:
            return None
        return amending.draft_amendment(self._book, found, code)
