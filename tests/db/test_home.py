"""The laptop's own folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from db.home import VARIABLE, Home, write_private


def test_the_variable_names_the_folder(home: Home) -> None:
    assert Home.default() == home


def test_without_it_the_platform_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert Home.default().root.name == "thamdinh"


def test_folders_are_made_on_first_use(home: Home) -> None:
    assert not home.root.exists()
    assert home.keys(b"b" * 16) == home.root / "keys" / ("62" * 16)
    assert home.drafts(b"b" * 16).parent.is_dir()
    assert not home.drafts(b"b" * 16).exists()


def test_a_private_file_is_whole_or_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "khóa"
    write_private(path, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_private(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["khóa"]


@pytest.mark.skipif(sys.platform == "win32", reason="other rights there")
def test_what_lay_half_written_lends_no_rights(tmp_path: Path) -> None:
    (tmp_path / "k.part").write_bytes(b"x" * 100)
    (tmp_path / "k.part").chmod(0o666)
    write_private(tmp_path / "k", b"new")
    assert (tmp_path / "k").read_bytes() == b"new"
    assert (tmp_path / "k").stat().st_mode & 0o777 == 0o600
