"""Starts the window, or a command."""

from __future__ import annotations

import sys
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    """``thamdinh`` or ``thamdinh BOOK`` opens the window; anything else is a command."""
    from desktop.offline import keep_offline

    keep_offline()
    words = sys.argv[1:] if arguments is None else arguments
    if not words or (len(words) == 1 and _is_file(words[0])):
        return _window(Path(words[0]) if words else None)
    from desktop.cli import main as command

    return command(words)


def _window(book: Path | None) -> int:
    try:
        from desktop.app import run
    except ImportError as error:  # a bare Linux without the libraries that Qt draws with
        print(
            f"Máy thiếu thư viện để mở cửa sổ ({error.name or error}); "
            "hãy nhờ người phụ trách máy cài thêm rồi mở lại.",
            file=sys.stderr,
        )
        return 2
    return run(book)


def _is_file(word: str) -> bool:
    """A book's name, never a command's: commands have no suffix and are no files."""
    from db.schema import SUFFIX

    return not word.startswith("-") and (word.endswith(SUFFIX) or Path(word).is_file())


if __name__ == "__main__":
    sys.exit(main())
