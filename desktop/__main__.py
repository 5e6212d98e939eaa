"""Starts the window, or a command."""

from __future__ import annotations

import sys
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    """``thamdinh`` or ``thamdinh BOOK`` opens the window; anything else is a command."""
    words = sys.argv[1:] if arguments is None else arguments
    if not words or (len(words) == 1 and _is_file(words[0])):
        from desktop.app import run

        return run(Path(words[0]) if words else None)
    from desktop.cli import main as command

    return command(words)


def _is_file(word: str) -> bool:
    """A book's name, never a command's: commands have no suffix and are no files."""
    from db.schema import SUFFIX

    return not word.startswith("-") and (word.endswith(SUFFIX) or Path(word).is_file())


if __name__ == "__main__":
    sys.exit(main())
