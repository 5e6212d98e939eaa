"""What the window remembers; a damaged file counts as none."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.home import Home
from desktop.preferences import Preferences


def test_kept_and_read_again(home: Home) -> None:
    kept = Preferences.load(home)
    kept.scale, kept.scheme = 150, "dark"
    for n in range(12):
        kept.remember(Path(f"/so/{n}.thamdinh"))
    kept.remember(Path("/so/10.thamdinh"))
    kept.remember_member(b"b" * 16, b"m" * 16)
    found = Preferences.load(home)
    assert (found.scale, found.scheme) == (150, "dark")
    assert found.recent[:2] == ["/so/10.thamdinh", "/so/11.thamdinh"] and len(found.recent) == 8
    assert found.member_of(b"b" * 16) == b"m" * 16 and found.member_of(b"c" * 16) is None


def test_a_folder_that_is_gone_is_asked_for_again(home: Home, tmp_path: Path) -> None:
    kept, folder = Preferences.load(home), tmp_path / "giay-to"
    folder.mkdir()
    kept.remember_folder("desk-out", folder)
    found = Preferences.load(home)
    assert found.folder_of("desk-out") == folder and found.folder_of("desk-in") is None
    folder.rmdir()
    assert found.folder_of("desk-out") is None


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{", "\x00",
        '{"scale": 3, "scheme": 1, "recent": [1], "members": 4, "folders": 5}',
    ],
)  # fmt: skip
def test_a_damaged_file_counts_as_none(home: Home, text: str) -> None:
    (home.folder("settings") / "window.json").write_text(text)
    found = Preferences.load(home)
    assert (found.scale, found.scheme, found.recent) == (100, "system", [])
