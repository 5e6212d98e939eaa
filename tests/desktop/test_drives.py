"""Drives that can be pulled out: which they are, and that their coming and going is told."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop import drives
from desktop.drives import Drive, Drives, Volume, can_be_pulled, mounted

DISK = Volume("/", "/", "/dev/sda2", "ext4", 10**9, 10**11, False)
STICK = Volume("/media/an/TO-THAM-DINH", "TO-THAM-DINH", "/dev/sdb1", "vfat", 10**6, 10**10, False)
CARD = Volume("E:/", "", "\\\\?\\Volume{1}\\", "exFAT", 10**7, 10**9, True)


class Machine:
    """The volumes of an imagined laptop."""

    def __init__(self) -> None:
        self.volumes = [DISK]

    def __call__(self) -> list[Volume]:
        return list(self.volumes)


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def found(qtbot: QtBot, machine: Machine) -> Drives:
    return Drives(volumes=machine, removable=lambda volume: volume != DISK)


@pytest.fixture
def told(found: Drives) -> list[tuple[str, str]]:
    said: list[tuple[str, str]] = []
    found.came.connect(lambda drive: said.append(("came", drive.name)))
    found.went.connect(lambda drive: said.append(("went", drive.name)))
    return said


def test_what_comes_and_goes_is_told_once(
    found: Drives, machine: Machine, told: list[tuple[str, str]]
) -> None:
    found.look()
    assert told == [] and found.here == []
    machine.volumes.append(STICK)
    found.look()
    found.look()
    assert told == [("came", "TO-THAM-DINH")]
    machine.volumes.append(CARD)
    machine.volumes.remove(STICK)
    found.look()
    assert told[1:] == [("went", "TO-THAM-DINH"), ("came", "E:")]
    assert [drive.name for drive in found.here] == ["E:"]


def test_another_stick_in_the_same_place_is_another(
    found: Drives, machine: Machine, told: list[tuple[str, str]]
) -> None:
    machine.volumes.append(STICK)
    found.look()
    machine.volumes[1] = replace(STICK, name="KHAC", size=5)
    found.look()
    assert told[1:] == [("went", "TO-THAM-DINH"), ("came", "KHAC")]


def test_room_that_changes_is_no_news_but_is_known(
    found: Drives, machine: Machine, told: list[tuple[str, str]]
) -> None:
    machine.volumes.append(STICK)
    found.look()
    machine.volumes[1] = replace(STICK, free=5)
    found.look()
    assert len(told) == 1 and found.here[0].free == 5


def test_a_drive_is_described(found: Drives, machine: Machine) -> None:
    machine.volumes += [CARD, STICK]
    found.look()
    assert found.here == [
        Drive(Path("E:/"), "E:", "exFAT", 10**7, 10**9, True),
        Drive(Path(STICK.root), "TO-THAM-DINH", "FAT32", 10**6, 10**10, False),
    ]
    assert [drive.small_files for drive in found.here] == [False, True]


@pytest.mark.parametrize(
    ("name", "root", "shown"),
    [
        ("", "/media/an/USB", "USB"),
        ("/media/an/USB", "/media/an/USB", "USB"),
        ("USB\\x20CUA\\x20TO", "/media/an/x", "USB CUA TO"),
        ("", "F:/", "F:"),
    ],
)  # fmt: skip
def test_the_name_that_people_know(
    found: Drives, machine: Machine, name: str, root: str, shown: str
) -> None:
    machine.volumes.append(replace(STICK, name=name, root=root))
    found.look()
    assert found.here[0].name.rstrip("/") == shown


def test_it_looks_when_started_and_when_the_timer_says_so(
    found: Drives, machine: Machine, told: list[tuple[str, str]]
) -> None:
    assert not found.timer.isActive()
    found.start()
    assert found.timer.isActive() and found.timer.interval() == drives.EVERY
    machine.volumes.append(STICK)
    found.timer.timeout.emit()
    assert told == [("came", "TO-THAM-DINH")]
    found.stop()
    assert not found.timer.isActive()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads Linux' /sys")
def test_linux_is_asked_disk_by_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = tmp_path / "class"
    blocks.mkdir()
    for disk, removable in (("sda", "0"), ("sdb", "1")):
        partition = tmp_path / "devices" / disk / f"{disk}1"
        partition.mkdir(parents=True)
        (partition.parent / "removable").write_text(removable + "\n")
        (blocks / f"{disk}1").symlink_to(partition)
    monkeypatch.setattr(drives, "_BLOCKS", blocks)
    asked = replace(STICK, root="/srv/x")
    assert can_be_pulled(replace(asked, device="/dev/sdb1"))
    assert not can_be_pulled(replace(asked, device="/dev/sda1"))
    assert not can_be_pulled(replace(asked, device="/dev/sdz9"))
    assert can_be_pulled(replace(asked, device="/dev/sda1", root="/run/media/an/DIA"))
    assert not can_be_pulled(replace(asked, device="tmpfs", root="/media/an/x"))


def test_this_machine_can_be_asked() -> None:
    """Qt answers with what is there; the folder of the program lies on one of them."""
    volumes = mounted()
    assert volumes and all(volume.size >= volume.free >= 0 for volume in volumes)
    roots = [Path(volume.root) for volume in volumes]
    assert any(root == place for root in roots for place in Path(__file__).resolve().parents)
    found = Drives()
    found.look()
    assert all(isinstance(drive, Drive) for drive in found.here)


def test_a_file_on_this_laptops_disk_is_on_no_stick(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not drives.on_a_stick(tmp_path / "so.thamdinh")
    monkeypatch.setattr(drives, "can_be_pulled", lambda volume: bool(volume.root))
    assert drives.on_a_stick(tmp_path / "so.thamdinh")
