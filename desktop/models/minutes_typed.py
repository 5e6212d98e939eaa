"""What is being typed into a meeting's fields and is not in the book yet: the page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from db.change_log import Value


class Typed:
    """Fields of the meeting by name, those of hearings by submission."""

    def __init__(self) -> None:
        self.fields: dict[str, Value] = {}
        self.hearings: dict[bytes, dict[str, Value]] = {}

    def keep(self, name: str, value: Value, submission: bytes | None = None) -> None:
        """Something is being typed."""
        kept = self.fields if submission is None else self.hearings.setdefault(submission, {})
        kept[name] = value

    def drop(self, names: Iterable[str], submission: bytes | None = None) -> None:
        """These are written."""
        kept = self.fields if submission is None else self.hearings.get(submission, {})
        for name in names:
            kept.pop(name, None)

    def clear(self) -> None:
        """Nothing is being typed."""
        self.fields.clear()
        self.hearings.clear()

    def over(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """The body with what is being typed."""
        typed = {name: value for name, value in self.fields.items() if ":" not in name}
        shown = {**body, "session": {**body["session"], **typed}}
        if self.hearings:
            shown["submissions"] = [
                {**case, **self.hearings.get(bytes.fromhex(case["id"]), {})}
                for case in shown["submissions"]
            ]
        return shown
