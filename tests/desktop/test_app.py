"""Starting where there is nowhere to draw: a sentence, never Qt's abort."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from db.home import VARIABLE, Home
from desktop import app

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others always have a display")
def test_without_a_display_there_is_one_sentence_and_exit_2(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desktop"],
        cwd=ROOT,
        env={"THAMDINH_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("Máy này không có màn hình")
    assert done.stderr.count("\n") == 1


def test_keys_and_drafts_are_never_kept_on_a_stick(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Started from a stick it keeps them on the laptop; told to keep them there it opens not."""
    stick = tmp_path / "usb"
    stick.mkdir()
    monkeypatch.chdir(stick)
    monkeypatch.delenv(VARIABLE, raising=False)
    assert stick not in Home.default().root.parents and ROOT not in Home.default().root.parents
    monkeypatch.setenv(VARIABLE, str(stick / "home"))
    monkeypatch.setattr(app, "on_a_stick", lambda path: stick in path.parents)
    assert app.run() == 2
    assert "khóa và điểm nháp không được để trên USB" in capsys.readouterr().err
    assert list(stick.iterdir()) == []
