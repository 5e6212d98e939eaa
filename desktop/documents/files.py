"""Papers reach the disk whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from desktop.documents.errors import PaperFileError, SignedPaperError


def write_whole(path: Path, data: bytes) -> None:
    """Writes ``data`` to ``path`` through a temporary file in the same folder.

    An older paper of that name is replaced at the last moment; after a failure it is as it
    was. Raises PaperFileError(path, errno).
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise PaperFileError(path=str(path), errno=error.errno) from error


def refuse_signed(path: Path) -> None:
    """SignedPaperError where the file at ``path`` bears a digital signature: writing a paper
    there anew would lose what nobody can make again."""
    with contextlib.suppress(OSError):
        if path.is_file() and b"/ByteRange" in path.read_bytes():
            raise SignedPaperError(path=str(path))
