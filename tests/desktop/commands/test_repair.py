"""``repair`` on the command line: saved, partly saved, nothing to save."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import main
from tests.support import Sample


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, dict[str, Any], str]:
    code = main([*map(str, words), "--json"])
    out, err = capsys.readouterr()
    return code, json.loads(out) if out else {}, err


def test_a_damaged_header_costs_nothing(
    sample: Sample, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sample.score_all()
    broken = tmp_path / "hong.thamdinh"
    content = bytearray(sample.book.path.read_bytes())
    content[:16] = b"x" * 16
    broken.write_bytes(content)
    assert run(capsys, "check", broken)[0] == 2
    code, saved, _ = run(capsys, "repair", broken, tmp_path / "moi.thamdinh")
    assert (code, saved["lost"], saved["ballots"]) == (0, [], 14)
    assert run(capsys, "check", saved["path"])[:2] == (0, {"ok": True, "problems": []})


def test_a_lost_page_is_named_and_no_book_is_a_sentence(
    sample: Sample, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sample.score_all()
    codes = set()
    content = sample.book.path.read_bytes()
    for page in range(1, len(content) // 4096):
        broken = tmp_path / f"{page}.thamdinh"
        broken.write_bytes(content[: page * 4096] + b"z" * 4096 + content[(page + 1) * 4096 :])
        code, saved, err = run(capsys, "repair", broken, tmp_path / f"{page}-moi.thamdinh")
        codes.add(code)
        assert (code == 1) == bool(saved["lost"] or saved["omitted"]) == bool(err)
    assert codes == {0, 1}
    empty = tmp_path / "rong.thamdinh"
    empty.write_bytes(b"")
    code, _, err = run(capsys, "repair", empty, tmp_path / "x.thamdinh")
    assert code == 2 and err.count("\n") == 1
