"""Which file system a folder lies on, as far as the size of a file depends on it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

FAT_LARGEST = 2**32 - 1
"""Bytes of the largest file on FAT16 and FAT32; exFAT, NTFS and the rest go beyond."""

_FAT = {"vfat", "msdos", "fat", "fat12", "fat16", "fat32"}
_MOUNTS = Path("/proc/self/mountinfo")


def is_fat(folder: Path) -> bool:
    """Whether the folder lies on FAT; false where that cannot be found out (then the system
    itself refuses too large a file, only later)."""
    try:
        kind = _on_windows(folder) if sys.platform == "win32" else _on_linux(folder)
    except (OSError, ValueError, IndexError):
        return False
    return kind.lower() in _FAT


def _on_linux(folder: Path) -> str:
    """By the device number; see proc(5) for the fields: … - type source options."""
    if sys.platform == "win32":
        return ""
    device = os.stat(folder).st_dev
    wanted = f"{os.major(device)}:{os.minor(device)}"
    for line in _MOUNTS.read_text("utf-8", "surrogateescape").splitlines():
        fields = line.split(" ")
        if fields[2] == wanted:
            return fields[fields.index("-") + 1]
    return ""


def _on_windows(folder: Path) -> str:
    if sys.platform != "win32":
        return ""
    import ctypes

    name = ctypes.create_unicode_buffer(64)
    root = os.path.splitdrive(folder.resolve())[0] + "\\"
    asked = ctypes.windll.kernel32.GetVolumeInformationW(
        root, None, 0, None, None, None, name, len(name)
    )
    return name.value if asked else ""
