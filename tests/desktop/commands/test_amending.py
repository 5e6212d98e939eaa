"""amend: amending minutes from the command line, and what the other commands say of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db import freeze
from db.book import Book
from db.rules import proof
from desktop.cli import main
from desktop.documents.trust import Trust
from desktop.documents.verifying import Verdict, verify
from desktop.verify_words import sentences
from tests.amending import closed, put_right, rescore, send_up
from tests.support import Sample

Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_N", 2**4)


@pytest.fixture
def run(sample: Sample, capsys: pytest.CaptureFixture[str]) -> Run:
    """COMMAND BOOK … --json: exit code, payload, standard error."""

    def run(command: str, *words: str) -> tuple[int, Any, str]:
        path = sample.book.path
        sample.book.close()
        code = main([command, str(path), *words, "--json"])
        sample.book = Book.open(path, sample.book.home)
        out, err = capsys.readouterr()
        assert "Traceback" not in err and len(err.strip().splitlines()) <= 1
        return code, json.loads(out) if out else None, err

    return run


def test_closed_results_are_put_right_and_amended(sample: Sample, run: Run, tmp_path: Path) -> None:
    closed(sample, decided=True)
    old = freeze.body_of(sample.book, sample.campaign, 1)[1]
    code, found, err = run("unfreeze", "--session", "1", "--reason", "sai")
    assert (code, found) == (2, None) and "bổ sung" in err
    code, found, _ = run("amend", "--session", "1", "--reason", "Ghi nhầm phiếu", "--open")
    assert (code, found) == (0, {"session": 1, "open": True})
    rescore(sample, 600, "đọc nhầm")
    code, found, _ = run("amend", "--session", "1", "--preview")
    assert (code, found["number"], found["proof_code"]) == (0, 1, None)
    assert found["changes"][0] == {
        "about": "Hồ sơ HS1", "what": "Phiếu của đ/c Nguyễn Văn An", "old": "TC3 2,50; tổng 8,50",
        "new": "TC3 0,00; tổng 6,00", "who": "Văn phòng", "why": "đọc nhầm",
    }  # fmt: skip
    code, found, _ = run(
        "amend", "--session", "1", "--reason", "Rà soát lại", "--number", "05-BB/TTĐ",
        "--date", "2023-12-08",
    )  # fmt: skip
    assert (code, found["session"], found["number"], found["submissions"]) == (0, 1, 1, 3)
    assert (found["amended_code"], found["refused"], found["left_out"]) == (old, [], [])
    assert len(found["changes"]) == 4 and found["proof_code"] != old
    code, results, _ = run("results")
    first = results["results"][0]
    assert (first["final"], first["decided_class"]) == ("8.00", "Tốt")
    assert "decided_before" in first["flags"]
    code, status, _ = run("status")
    assert (code, status["frozen"]) == (0, 3)
    code, _, err = run("deliver", str(tmp_path / "moi.giaonop"), "--session", "1")
    assert code == 2 and "trước khi bổ sung" in err
    code, _, _ = run("deliver", str(tmp_path / "moi.giaonop"), "--session", "1", "--undecided")
    assert code == 0
    assert run("check")[1] == {"ok": True, "problems": []}


def test_papers_of_amended_results(sample: Sample, run: Run, tmp_path: Path) -> None:
    closed(sample)
    code, found, _ = run("papers", "--session", "1", "--out", str(tmp_path / "truoc"))
    assert code == 0 and not any("amendment" in name for name in found["files"])
    minutes = (tmp_path / "truoc" / "minutes.pdf").read_bytes()
    old = found["proof_code"]
    put_right(sample)
    rescore(sample)
    code, found, _ = run(
        "papers", "--session", "1", "--out", str(tmp_path / "nhap"), "--only", "amendment"
    )
    assert code == 0 and [Path(name).name for name in found["files"]] == ["amendment.pdf"]
    _, made, _ = run("amend", "--session", "1", "--reason", "Rà soát")
    for folder in ("sau", "lai"):
        code, found, _ = run("papers", "--session", "1", "--out", str(tmp_path / folder))
        assert (code, found["proof_code"]) == (0, made["proof_code"])
    for name in ("minutes.pdf", "amendment.pdf"):
        assert (tmp_path / "sau" / name).read_bytes() == (tmp_path / "lai" / name).read_bytes()
    assert (tmp_path / "sau" / "minutes.pdf").read_bytes() == minutes
    assert (tmp_path / "sau" / "amendment.docx").exists()
    first = _said(sample, tmp_path / "sau" / "minutes.pdf")
    second = _said(sample, tmp_path / "sau" / "amendment.pdf")
    assert (first.proof_code, second.proof_code) == (old, made["proof_code"])
    assert [r.code for r in (*first.reasons, *second.reasons)] == ["unsigned"] * 2
    assert [r.code for r in (*first.remarks, *second.remarks)] == ["book_amended", "book_agrees"]
    assert first.recomputed and second.recomputed
    assert "bổ sung lần 1, lý do: Rà soát" in sentences(first.remarks)[0]


def test_every_amending_paper_is_written(sample: Sample, run: Run, tmp_path: Path) -> None:
    """The newest under its usual name, those before numbered, each with its own code."""
    closed(sample)
    codes = []
    for total in (600, 650, 700):
        put_right(sample)
        rescore(sample, total)
        codes.append(run("amend", "--session", "1", "--reason", f"Lần {total}")[1]["proof_code"])
        send_up(sample)
    put_right(sample)
    rescore(sample, 750)  # and a draft of the fourth
    code, found, _ = run("papers", "--session", "1", "--out", str(tmp_path), "--packet")
    names = [Path(name).name for name in found["files"]]
    assert code == 0 and [name for name in names if name.startswith("amendment")] == [
        f"amendment{n}.{end}" for end in ("pdf", "docx") for n in ("-1", "-2", "-3", "")
    ]
    said = [_said(sample, tmp_path / f"amendment-{n}.pdf") for n in (1, 2, 3)]
    assert [verdict.proof_code for verdict in said] == codes
    assert all(verdict.recomputed for verdict in said)
    assert [verdict.remarks[0].code for verdict in said] == ["book_amended"] * 2 + ["book_agrees"]


def _said(sample: Sample, path: Path) -> Verdict:
    return verify(path, Trust(), book=sample.book)


def test_what_cannot_be_amended_is_said(sample: Sample, run: Run) -> None:
    sample.score_all()
    code, _, err = run("amend", "--session", "1", "--reason", "x")
    assert code == 2 and "chưa chốt" in err
    freeze.freeze(sample.book, sample.campaign, 1)
    code, _, err = run("amend", "--session", "1", "--reason", "x")
    assert code == 2 and "mở chốt" in err
    send_up(sample)
    code, _, err = run("amend", "--session", "1", "--reason", "x")
    assert code == 2 and "không có gì thay đổi" in err
    put_right(sample)
    rescore(sample)
    code, _, err = run("amend", "--session", "1")
    assert code == 2 and "lý do" in err
    code, _, err = run("amend", "--session", "1", "--reason", "x", "--date", "hôm nay")
    assert code == 2 and "hôm nay" in err
    for kind in ("collective", "individual"):
        (row,) = sample.book.connection.execute(
            "SELECT id FROM rubric WHERE applies_to = ?", (kind,)
        ).fetchone()
        sample.set("rubric", row, confirmed=0)
    code, found, err = run("amend", "--session", "1", "--reason", "x")
    assert (code, found["proof_code"]) == (1, None) and len(found["refused"]) == 2
    assert "biên bản bổ sung" in err
