"""Typed errors of the book. They carry facts; desktop/messages.py makes the sentence.

This file is longer than 300 lines because it is one list, in which every error is looked for.
"""

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


class ProfileFileError(ThamdinhError):
    """A profile of a letter that cannot be read; facts: path, key, detail (toml, size, missing,
    value, unknown, twice)."""


class ProfileYearError(ThamdinhError):
    """The letter sets days of other years; facts: profile, year, years."""


class LateReasonError(ThamdinhError):
    """Registered or reported after the deadline, and no reason given; facts: submission,
    what (registration, report), days, due, cell (or ""), and others (further such errors) where
    a whole workbook was read."""


class RubricUnsoundError(RubricError):
    """Maxima or bands do not add up; facts: rubric, problems (list of codes with figures)."""


class RubricMissingError(RubricError):
    """The campaign has no rubric for this kind; facts: kind."""


class RubricLockedError(RubricError):
    """Criteria are locked by the first ballot; facts: rubric."""


class RuleReasonError(ThamdinhError):
    """A rule changes after scoring has begun without reason or basis; facts: what."""


class BallotError(ThamdinhError):
    """A ballot that cannot be handed in; facts: member, submission."""


class BallotIncompleteError(BallotError):
    """Criteria without a mark; facts: missing (codes)."""


class MarkReasonError(BallotError):
    """Marks that the campaign asks a reason for have none; facts: criteria (codes)."""


class ControlTotalError(BallotError):
    """Marks do not add up to the total on the paper; facts: stated, counted (hundredths)."""


class SecondEntryError(BallotError):
    """The second entry of a paper ballot differs or is not whole; facts: criteria (codes)."""


class TypistsError(ThamdinhError):
    """Those who type first and second are not two people with names."""


class BallotBarredError(BallotError):
    """The submission is not appraised; facts: clause, bases (of the settings)."""


class BallotRecusedError(BallotError):
    """The member is recused here; facts: reason."""


class BallotUnassignedError(BallotError):
    """The submission is not among the member's assigned ones."""


class BallotReasonError(BallotError):
    """A new version of a ballot that was handed in needs a reason."""


class BallotNotPaperError(BallotError):
    """A ballot under the member's own key cannot be given to somebody else."""


class BallotThereError(BallotError):
    """The member has a ballot on that submission already."""


class UnitTreeError(ThamdinhError):
    """Units cannot stand like that; facts: code, other, day, what (unknown: no such unit, ring:
    under or after itself, before: earlier than its start or last move, day: no date)."""


class SessionFrozenError(ThamdinhError):
    """What is frozen is not changed; facts: session, what."""


class SessionNotFrozenError(ThamdinhError):
    """There is nothing to unfreeze; facts: session."""


class SessionClosedError(ThamdinhError):
    """Frozen results are not opened any more; facts: session, why (a ``closing.Closed``)."""


class SignedPaperRefusedError(ThamdinhError):
    """A file that is no signed copy of the session's minutes; facts: code (no_code |
    several_codes | code_unreadable | code_differs | unknown | other_book | other | withdrawn |
    double | received | amended | unsigned | altered | kind | date_unreadable | date_before), and
    what it needs: path, session, year, reason (a verifying Reason), why (of mở chốt),
    proof_code, codes, typed, other (session), unit, date, session_date."""


class AmendingRefusedError(ThamdinhError):
    """No amending minutes; facts: session, what (open: it can still be opened; nothing: nothing
    has changed; two_frozen)."""


class DecisionRefusedError(ThamdinhError):
    """No decision can be recorded; facts: session, code, what (document, two_frozen, both:
    a class and sent back, rescored: sent back before and scored since)."""


class DecisionDateError(ThamdinhError):
    """A day that no decision can have; facts: date, why (unreadable, before, year),
    session_date, year."""


class DeliveryRefusedError(ThamdinhError):
    """The session cannot be delivered; facts: session, what (undecided, decided_before,
    two_frozen, key)."""


class ForeignDeliveryError(FileError):
    """A delivery that is not taken; facts: path, code (why) and more by code."""


class KeyInError(ThamdinhError):
    """Results keyed in for a unit that cannot be; facts: what, and more by what."""


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


class FileTooLargeError(FileError):
    """More than can be read or written there; facts: path, limit (bytes)."""


class UnfinishedFileError(FileError):
    """A journal lies beside the file: it was copied while it was being written."""


class StrangeJournalError(FileError):
    """The journal beside the file names a further file, which SQLite would delete: none of ours
    ever does."""


class PassphraseNeededError(FileError):
    """The file lies under a passphrase and none was given."""


class AlteredFileError(FileError):
    """Something in the file is not what its author signed; facts: path, what, count."""


class OtherBodyError(FileError):
    """A book of another appraising body; it is received, not merged."""


class EvidenceError(ThamdinhError):
    """A file that cannot be attached as evidence; facts: path."""


class EvidenceKindError(EvidenceError):
    """Not a PDF, PNG, JPEG, docx or xlsx by its content and its name; facts: path, detail
    (unknown, name, empty, macros, scripts)."""


class EvidenceTooLargeError(EvidenceError):
    """More than one piece of evidence may weigh; facts: path, limit (bytes)."""


class EvidenceChangingError(EvidenceError):
    """The file changed while it was read."""


class EvidenceSecretError(EvidenceError):
    """The paper's heading bears Mật, Tối mật or Tuyệt mật; facts: path, mark."""


class EvidenceMissingError(ThamdinhError):
    """The content is not on this laptop (chưa có tệp); facts: hash, and name where known."""


class EvidenceDamagedError(ThamdinhError):
    """The content is not what its hash says; facts: hash, and name where known."""


class EvidenceFileError(FileError):
    """The file of evidence beside a book, or one from a stick, cannot be used; facts: path."""


class NotEvidenceFileError(EvidenceFileError):
    """Not one of our files of evidence."""


class DamagedEvidenceFileError(EvidenceFileError):
    """Ours, but not whole; facts: path, detail."""


class NewerEvidenceFileError(EvidenceFileError):
    """Written by a newer program; facts: path, format."""


class NotRepairableError(FileError):
    """Nothing of a book can be recognised in the file."""


class StickAwayError(FileError):
    """The stick that a book was taken from is not plugged in; facts: path (there)."""


class StickNewerError(FileError):
    """The book on the stick holds what the one worked on here does not; facts: path (there)."""


class CancelledError(ThamdinhError):
    """A person stopped the work; nothing was written."""


class TooLargeToSealError(FileTooLargeError):
    """More than can be put under a passphrase; facts: path (or None), limit (bytes)."""


class TooLargeForDriveError(FileTooLargeError):
    """More than the drive's file system (FAT) takes in one file; facts: path, size (bytes)."""


class WrongFilePassphraseError(WrongPassphraseError):
    """The passphrase does not open the file; facts: path (or None)."""


class SealDamagedError(DamagedBookError):
    """A file under a passphrase that is not whole, or not sealed by this program; facts: path
    (or None), detail."""


class OwnFileError(FileError):
    """A copy would go over the open book itself."""


class DriveFullError(DiskFullError):
    """No room on the drive; facts: path, need (bytes), free (bytes, None where it changed)."""


class DriveGoneError(FileError):
    """The drive was pulled or failed while it was written to."""


class CopyDamagedError(FileError):
    """What was written reads back otherwise."""


class NoMergeToUndoError(ThamdinhError):
    """There is no merge of this book here, or it was undone already."""


class WrittenSinceMergeError(ThamdinhError):
    """The book was written to since its last merge; facts: time (ms since 1970)."""


class BackupDamagedError(FileError):
    """A backup that is not whole, or not of this book."""


class DraftFileError(FileError):
    """Not a file of drafts, or a damaged one."""


class DraftsOfOtherBookError(FileError):
    """A file of drafts for another book."""


class NotRestorableError(ThamdinhError):
    """A cell whose earlier values are not written back just so; facts: field."""


class RatingRefusedError(ThamdinhError):
    """Something is missing from what is said for HTXSNV; ``what`` names it."""
