"""What a command found: an object for --json, lines for people, an exit code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.errors import ThamdinhError


@dataclass(frozen=True, slots=True)
class Outcome:
    """``payload`` is one JSON object; ``lines`` are Vietnamese; ``complaint`` goes to
    standard error (one sentence) where the exit code is not 0."""

    payload: Mapping[str, Any]
    lines: Sequence[str]
    exit_code: int = 0
    complaint: str = ""


class UsageError(ThamdinhError):
    """Wrong use of a command; ``text`` is the Vietnamese sentence."""

    def __init__(self, text: str) -> None:
        super().__init__(text=text)
        self.text = text
