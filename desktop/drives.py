"""Sticks and cards that are plugged in: found, described, and told of as they come and go.

Qt names the mounted volumes but not which of them can be pulled out; each system is asked for
that in its own way. Nothing is watched in the background: :meth:`Drives.look` looks when the
timer says so.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QStorageInfo, QTimer, Signal

EVERY = 2000  # ms between looks
_KINDS = {
    "vfat": "FAT32",
    "msdos": "FAT32",
    "fat": "FAT32",
    "fat32": "FAT32",
    "exfat": "exFAT",
    "ntfs": "NTFS",
    "ntfs3": "NTFS",
    "ntfs-3g": "NTFS",
    "fuseblk": "NTFS",
}
_BLOCKS = Path("/sys/class/block")
_MOUNTED_BY_HAND = ("/media/", "/run/media/", "/mnt/")
_REMOVABLE = 2  # what Windows calls DRIVE_REMOVABLE


@dataclass(frozen=True, slots=True)
class Volume:
    """A mounted volume as the system describes it; sizes in bytes."""

    root: str
    name: str
    device: str
    kind: str  # the system's own word for the file system
    free: int
    size: int
    readonly: bool


@dataclass(frozen=True, slots=True)
class Drive:
    """A drive that can be pulled out. ``kind`` is "FAT32", "exFAT" or whatever it is."""

    root: Path
    name: str
    kind: str
    free: int  # bytes
    size: int
    readonly: bool

    @property
    def small_files(self) -> bool:
        """Whether no file of 4 GB or more fits on it, however empty it is."""
        return self.kind == "FAT32"


def mounted() -> list[Volume]:
    """The volumes that are mounted and ready."""
    return [
        _described(volume)
        for volume in QStorageInfo.mountedVolumes()
        if volume.isValid() and volume.isReady()
    ]


def on_a_stick(path: Path) -> bool:
    """Whether the file lies on something that can be pulled out."""
    volume = QStorageInfo(str(path.parent))
    return volume.isValid() and can_be_pulled(_described(volume))


def can_be_pulled(volume: Volume) -> bool:
    """Whether the volume is a stick, a card or an outer disk."""
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(volume.root) == _REMOVABLE)
    if sys.platform == "darwin":
        return volume.root.startswith("/Volumes/")
    return _can_be_pulled_on_linux(volume)


def _can_be_pulled_on_linux(volume: Volume) -> bool:
    """By the kernel's word on the disk; an outer disk calls itself fixed, but lies where a
    desktop mounts what is plugged in."""
    if not volume.device.startswith("/dev/"):
        return False
    block = _BLOCKS / os.path.basename(os.path.realpath(volume.device))
    for place in (block, block.resolve().parent):  # the partition says nothing, its disk does
        try:
            if (place / "removable").read_text("ascii").strip() == "1":
                return True
        except OSError:
            continue
    return f"{volume.root}/".startswith(_MOUNTED_BY_HAND)


class Drives(QObject):
    """The drives that are there; :meth:`look` once, or :meth:`start` to go on looking."""

    came = Signal(object)  # Drive
    went = Signal(object)  # Drive, as it was last seen

    def __init__(
        self,
        parent: QObject | None = None,
        volumes: Callable[[], list[Volume]] = mounted,
        removable: Callable[[Volume], bool] = can_be_pulled,
    ) -> None:
        super().__init__(parent)
        self._volumes, self._removable = volumes, removable
        self._here: dict[Path, Drive] = {}
        self.timer = QTimer(self)
        self.timer.setInterval(EVERY)
        self.timer.timeout.connect(self.look)

    @property
    def here(self) -> list[Drive]:
        """What the last look found, by name."""
        return sorted(self._here.values(), key=lambda drive: (drive.name.casefold(), drive.root))

    def start(self) -> None:
        """Looks now and goes on looking."""
        self.look()
        self.timer.start()

    def stop(self) -> None:
        """Looks no more."""
        self.timer.stop()

    def look(self) -> None:
        """Looks once; tells what went and what came since the last look."""
        before = self._here
        self._here = {
            drive.root: drive
            for volume in self._volumes()
            if self._removable(volume)
            for drive in (_drive(volume),)
        }
        for root, drive in before.items():
            if not _still_there(drive, self._here.get(root)):
                self.went.emit(drive)
        for root, drive in self._here.items():
            if not _still_there(drive, before.get(root)):
                self.came.emit(drive)


def _still_there(one: Drive, other: Drive | None) -> bool:
    """The same stick; its free room may have changed."""
    return other is not None and (one.name, one.kind, one.size) == (
        other.name, other.kind, other.size
    )  # fmt: skip


def _described(volume: QStorageInfo) -> Volume:
    return Volume(
        root=volume.rootPath(),
        name=volume.displayName(),
        device=volume.device().toStdString(),
        kind=volume.fileSystemType().toStdString(),
        free=volume.bytesAvailable(),
        size=volume.bytesTotal(),
        readonly=volume.isReadOnly(),
    )


def _drive(volume: Volume) -> Drive:
    root = Path(volume.root)
    return Drive(
        root=root,
        name=_shown(volume.name) or root.name or volume.root,
        kind=_KINDS.get(volume.kind.lower(), volume.kind),
        free=volume.free,
        size=volume.size,
        readonly=volume.readonly,
    )


def _shown(name: str) -> str:
    """A path as a name says too much: its last part; udev's \\x20 is a blank."""
    plain = re.sub(r"\\x([0-9a-fA-F]{2})", lambda match: chr(int(match[1], 16)), name)
    return plain.rstrip("/\\").rpartition("/")[2].strip()
