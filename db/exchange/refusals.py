"""Why a file that somebody brought is not taken: typed errors as codes for a report's lines."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from db import errors, schema
from db.exchange.delivery_file import SUFFIX, is_delivery

_CODES: tuple[tuple[type[errors.ThamdinhError], str], ...] = (
    (errors.FileMissingError, "missing_file"),
    (errors.FileUnusableError, "cannot_read"),
    (errors.FileTooLargeError, "too_large"),
    (errors.UnfinishedFileError, "unfinished"),
    (errors.NewerBookError, "newer_format"),
    (errors.PassphraseNeededError, "passphrase"),
    (errors.WrongPassphraseError, "wrong_passphrase"),
    (errors.AlteredFileError, "altered"),
    (errors.DamagedBookError, "damaged"),
)


def refusal_of(error: errors.ThamdinhError, path: Path) -> tuple[str, Mapping[str, Any]]:
    """(code, facts) for the sentence about a delivery that could not be read."""
    if isinstance(error, errors.ForeignDeliveryError):
        return str(error.facts["code"]), error.facts
    if isinstance(error, errors.NotABookError):
        return _not_ours(path), error.facts
    for kind, code in _CODES:
        if isinstance(error, kind):
            return code, error.facts
    return "damaged", error.facts


def _not_ours(path: Path) -> str:
    """A file that bears our name, or began as one of ours, is a damaged one."""
    try:
        with path.open("rb") as stream:
            header = stream.read(100)
    except OSError:
        return "cannot_read"
    if header[68:72] == schema.APPLICATION_ID.to_bytes(4, "big"):
        return "book"
    return "damaged" if path.suffix.lower() == SUFFIX or is_delivery(path) else "not_a_delivery"
