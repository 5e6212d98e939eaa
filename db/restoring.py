"""An earlier value of a cell written back as a new change: nothing is taken out of the log."""

from __future__ import annotations

from db import entries
from db.book import Book
from db.errors import NotRestorableError, UnknownCodeError
from db.kinds import GONE, KINDS
from db.operation import Changes
from db.queries.cell_changes import cell_changes

# What is not typed over again without more: rules with a reason and a basis of their own,
# signed matters, and what says where a row belongs.
_FIXED_KINDS = frozenset(
    {
        *("campaign", "rubric", "office", "void", "unfreeze", "decision", "handover"),
        *("delivery", "import_run", "signed_paper", "rule_change"),
    }
)
_FIXED_FIELDS = frozenset({"campaign", "submission", "session", GONE})
_FIXED_FAMILIES = frozenset({"key", "answer"})


def restorable(fld: str) -> bool:
    """Whether an earlier value of that cell can be written back."""
    kind, _, name = fld.partition(".")
    known = KINDS.get(kind)
    field, _, key = name.partition(":")
    if known is None or kind in _FIXED_KINDS:
        return False
    if key:
        return field in known.families and field not in _FIXED_FAMILIES
    return field in known.fields and field not in _FIXED_FIELDS


def restore(book: Book, ent: bytes, fld: str, change: bytes) -> Changes:
    """Writes the value of that change back. No changes where it stands already.

    Raises NoOfficeKeyError, NotRestorableError, UnknownCodeError (no such change),
    SessionFrozenError, DuplicateCodeError.
    """
    book.require_office()
    if not restorable(fld):
        raise NotRestorableError(field=fld)
    for found in cell_changes(book.connection, ent, fld):
        if found.id == change:
            kind, _, name = fld.partition(".")
            _, changes = entries.save(book, kind, ent, {name: found.val})
            return changes
    raise UnknownCodeError(kind="change", code=change.hex())
