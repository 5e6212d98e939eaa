"""Which new books' office keys were not put away yet: asked again until they are."""

from __future__ import annotations

import contextlib
import json

from db.home import Home, write_private


def waiting(home: Home, book: bytes) -> bool:
    """Whether the office key of that book, made on this laptop, still waits to be put away."""
    return book.hex() in _load(home)


def postpone(home: Home, book: bytes) -> None:
    """Remembers that the key is to be put away."""
    _save(home, _load(home) | {book.hex()})


def settled(home: Home, book: bytes) -> None:
    """The key is put away."""
    _save(home, _load(home) - {book.hex()})


def _load(home: Home) -> set[str]:
    try:
        found = json.loads((home.root / "settings" / "keys-to-store.json").read_text("utf-8"))
    except (OSError, ValueError):
        return set()
    return {text for text in found if isinstance(text, str)} if isinstance(found, list) else set()


def _save(home: Home, books: set[str]) -> None:
    with contextlib.suppress(OSError):  # no reason to disturb anybody
        path = home.folder("settings") / "keys-to-store.json"
        write_private(path, json.dumps(sorted(books)).encode())
