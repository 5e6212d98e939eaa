"""Typed errors of the book. They carry facts; desktop/messages.py makes the sentence."""

from __future__ import annotations

from typing import Any


class ThamdinhError(Exception):
    """Base of everything that a user can cause; ``facts`` fill the Vietnamese sentence."""

    def __init__(self, **facts: object) -> None:
        super().__init__(", ".join(f"{name}={value!r}" for name, value in facts.items()))
        self.facts: dict[str, Any] = facts


class FileError(ThamdinhError):
    """A file that cannot be used; facts: path."""


class FileMissingError(FileError):
    """There is no such file."""


class FileExistsAlreadyError(FileError):
    """A new book would overwrite a file."""


class FileUnusableError(FileError):
    """The operating system refuses; facts: path, errno."""


class NotABookError(FileError):
    """Not one of our files."""


class DamagedBookError(FileError):
    """Ours, but not whole; facts: path, detail."""


class NewerBookError(FileError):
    """Written by a newer program; facts: path, format."""


class BookBusyError(FileError):
    """Another program holds the pen of this book."""


class ReadOnlyBookError(ThamdinhError):
    """The book was opened for reading only."""


class UnknownCodeError(ThamdinhError):
    """No such thing; facts: kind (campaign, unit, member, submission, session, criterion), code."""


class DuplicateCodeError(ThamdinhError):
    """The code is taken; facts: kind, code."""


class MarkError(ThamdinhError):
    """A mark that cannot be; facts: criterion, text, and max or step in hundredths."""


class MarkUnreadableError(MarkError):
    """Not a number with at most two decimals."""


class MarkTooHighError(MarkError):
    """Above the criterion's maximum."""


class MarkOffStepError(MarkError):
    """Not on the rubric's step."""


class RubricError(ThamdinhError):
    """A rubric that cannot be used; facts: path or rubric, and detail (a Problem)."""


class RubricFileError(RubricError):
    """The TOML cannot be read; facts: path, key, detail."""


class RubricUnsoundError(RubricError):
    """Maxima or bands do not add up; facts: rubric, problems (list of codes with figures)."""


class RubricMissingError(RubricError):
    """The campaign has no rubric for this kind; facts: kind."""


class RubricLockedError(RubricError):
    """Criteria are locked by the first ballot; facts: rubric."""


class BallotError(ThamdinhError):
    """A ballot that cannot be handed in; facts: member, submission."""


class BallotIncompleteError(BallotError):
    """Criteria without a mark; facts: missing (codes)."""


class BallotBarredError(BallotError):
    """The submission is not appraised; facts: clause."""


class BallotRecusedError(BallotError):
    """The member is recused here; facts: reason."""


class BallotUnassignedError(BallotError):
    """The submission is not among the member's assigned ones."""


class BallotReasonError(BallotError):
    """A new version of a ballot that was handed in needs a reason."""


class SessionFrozenError(ThamdinhError):
    """What is frozen is not changed; facts: session, what."""


class SessionNotFrozenError(ThamdinhError):
    """There is nothing to unfreeze; facts: session."""


class FreezeRefusedError(ThamdinhError):
    """Obstacles to freezing; facts: session, obstacles (list of (code, facts))."""


class NoOfficeKeyError(ThamdinhError):
    """This laptop does not hold the office key of the book."""


class NoMemberKeyError(ThamdinhError):
    """This laptop holds no key of that member; facts: member."""


class WrongPinError(ThamdinhError):
    """The PIN does not open the key; facts: member."""


class WrongPassphraseError(ThamdinhError):
    """The passphrase does not open the exported key."""


class WeakPinError(ThamdinhError):
    """PIN shorter than 4 characters or passphrase shorter than 8; facts: least."""


class FingerprintMismatchError(ThamdinhError):
    """The fingerprint typed is not the one of the member's key; facts: member."""


class ImportRefusedError(ThamdinhError):
    """The workbook holds refused cells; facts: report."""


class WorkbookError(ThamdinhError):
    """Not a workbook that can be read; facts: path, detail."""


class ReasonMissingError(ThamdinhError):
    """A step that needs a reason got none; facts: what."""


class DiskFullError(ThamdinhError):
    """No room left; facts: path."""
