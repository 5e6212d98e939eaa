"""What became of each file that units handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from db.exchange.key_in import Keyed
from db.operation import Changes


class Verdict(StrEnum):
    """What became of a file."""

    RECEIVED = "received"
    DUPLICATE = "duplicate"
    OLDER = "older"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Form:
    """A form without the program, read by the intake: what it says, or why it says nothing."""

    path: Path
    year: int = 0
    unit: str = ""
    keyed: Keyed | None = None
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file: whose, what became of it, why (``code`` and ``facts`` for the sentence)."""

    path: Path
    verdict: Verdict
    unit: str | None = None  # our code
    code: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    proof_code: str | None = None
    year: int | None = None
    fingerprint: str = ""  # of the office key that the unit's book began with
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """All files in the order given, and the units of the campaign that nothing came from."""

    files: tuple[FileReport, ...]
    missing: tuple[str, ...]
    changes: Changes

    @property
    def refused(self) -> bool:
        """Whether any file was refused."""
        return any(one.verdict is Verdict.REFUSED for one in self.files)
