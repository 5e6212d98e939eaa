"""Which folders lie on FAT."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from db.exchange import file_system
from db.exchange.file_system import is_fat


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads Linux' list of mounts")
@pytest.mark.parametrize(
    ("kind", "fat"), [("vfat", True), ("msdos", True), ("exfat", False), ("ext4", False)]
)
def test_the_mounts_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, fat: bool
) -> None:
    device = os.stat(tmp_path).st_dev
    listed = tmp_path / "mountinfo"
    listed.write_text(
        "22 1 0:999 / /other rw - vfat /dev/other rw\n"
        f"36 22 {os.major(device)}:{os.minor(device)} / /media/USB\\040A rw,nosuid shared:5 "
        f"master:1 - {kind} /dev/sdb1 rw,errors=remount-ro\n"
    )
    monkeypatch.setattr(file_system, "_MOUNTS", listed)
    assert is_fat(tmp_path) is fat


def test_what_cannot_be_found_out_is_not_fat(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = tmp_path / "mountinfo"
    monkeypatch.setattr(file_system, "_MOUNTS", listed)
    assert not is_fat(tmp_path) and not is_fat(tmp_path / "not there")
    listed.write_text("nonsense\n")
    assert not is_fat(tmp_path)
