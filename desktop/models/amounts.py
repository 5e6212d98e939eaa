"""Sizes of files and drives as people read them. No Qt."""

from __future__ import annotations

from desktop.drives import Drive

_UNITS = ((1024**3, "GB"), (1024**2, "MB"))


def amount(size: int) -> str:
    """Bytes: ``1536000`` -> ``1,5 MB``; never less than there are."""
    for unit, name in _UNITS:
        if size >= unit:
            whole, rest = divmod(-(-size * 10 // unit), 10)
            return f"{whole},{rest} {name}" if rest else f"{whole} {name}"
    return f"{max(1, -(-size // 1024))} KB"


def drive_words(drive: Drive) -> str:
    """As "KINGSTON, còn trống 12,4 GB"."""
    if drive.readonly:
        return f"{drive.name}, khóa ghi"
    return f"{drive.name}, còn trống {_floor(drive.free)}"


def _floor(size: int) -> str:
    """Free room: never more than there is."""
    for unit, name in _UNITS:
        if size >= unit:
            whole, rest = divmod(size * 10 // unit, 10)
            return f"{whole},{rest} {name}" if rest else f"{whole} {name}"
    return f"{size // 1024} KB"
