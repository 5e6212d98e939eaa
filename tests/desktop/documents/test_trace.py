"""The trace sheet on paper: its words, its pages, one submission after the other."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from db import ballots, entries, freeze
from db.queries.events import Viewer
from db.queries.trace import Trace, session_traces, trace
from desktop.documents.blocks import Note, Para, Section, Table
from desktop.documents.content_trace import CLOSED, trace_text
from desktop.documents.errors import PaperEmptyError, SecretMarkError
from desktop.documents.papers import write_papers
from desktop.documents.trace import traces_pdf, write_traces
from tests.support import Clock, Sample

OPEN = Viewer(True)
Make = Callable[..., dict[str, Any]]


@pytest.fixture(autouse=True)
def hanoi_time(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    if hasattr(time, "tzset"):
        time.tzset()
    yield
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        os.environ.pop("TZ", None)
        time.tzset()


def sheet(sample: Sample, code: str = "HS1", viewer: Viewer = OPEN) -> Trace:
    return trace(sample.book, sample.campaign, sample.submission(code).id, viewer)


def words(found: Trace) -> str:
    said = []
    for block in trace_text(found).blocks:
        match block:
            case Table(columns, lines):
                said += [column.title for column in columns]
                said += [" | ".join(line.cells) for line in lines]
            case Para(text, lead):
                said.append(f"{lead} {text}".strip())
            case Section(text) | Note(text):
                said.append(text)
    return "\n".join(said)


def test_who_gave_each_mark_and_who_typed_it(sample: Sample, clock: Clock) -> None:
    ballot = sample.score("TV01", "HS1", 800)
    sample.score("TV02", "HS1", 700)
    ballots.void(sample.book, ballot, "Nhập nhầm phiếu")
    said = words(sheet(sample))
    assert "giờ do máy tự khai, có thể sai" in said
    assert "Nguyễn Văn An (TV01)\n1 | 2,00 | 4,00 | 2,00 | 0,00 | 8,00 | Văn phòng nhập từ phiếu " \
        "giấy, 15/11/2023 05:13:2" in said  # fmt: skip
    assert "đã hủy, lý do: Nhập nhầm phiếu." in said
    assert "khóa cơ quan" in said and "đang tính." in said


def test_changes_stand_under_who_made_them(sample: Sample) -> None:
    sample.set("submission", sample.submission("HS1").id, title="Tên mới", reported_on="2023-11-10")
    said = words(sheet(sample))
    assert "; nhập bảng “bang.xlsx”\n" in said
    assert "Tên mô hình | Mô hình HS1 | Tên mới" in said
    assert "Ngày báo cáo | (trống) | 10/11/2023" in said
    assert "Đợt thẩm định" not in said
    assert said.endswith("Phiếu này ghi 0 phiếu chấm, 09 lần ghi ô, 0 lần chốt.")


def test_recusals_freezes_and_what_was_taken_back(sample: Sample) -> None:
    sample.score_all()
    first = freeze.freeze(sample.book, sample.campaign, 1)
    freeze.unfreeze(sample.book, sample.campaign, 1, "Sai giờ họp")
    assert trace_text(sheet(sample)).draft
    second = freeze.freeze(sample.book, sample.campaign, 1)
    found = sheet(sample, "HS2")
    said = words(found)
    assert "Phạm Thị Đào: lý do: cùng đơn vị với hồ sơ." in said
    assert f"{first.proof_code}" in said and "bản đã thu hồi, lý do mở chốt: Sai giờ họp." in said
    assert f"mã đối chiếu {second.proof_code}" in said
    assert "Chưa ghi quyết định của cấp ủy." in said
    assert not trace_text(found).draft


def test_what_is_closed_is_said(sample: Sample) -> None:
    sample.score("TV01", "HS1", 825)
    said = words(sheet(sample, viewer=Viewer(False)))
    assert CLOSED in said and "8,25" not in said and "Nguyễn Văn An" not in said


def test_each_submission_begins_on_a_page_of_its_own(
    sample: Sample, tmp_path: Path, open_pdf: Callable[[Path], Any]
) -> None:
    sample.score_all()
    frozen = freeze.freeze(sample.book, sample.campaign, 1)
    sheets = session_traces(sample.book, sample.campaign, frozen.body)
    written = write_traces(sheets, tmp_path / "trace.pdf")
    assert (written.sheets, written.missing) == (3, ())
    paper = open_pdf(written.path)
    pages = range(1, len(paper) + 1)
    first = [page for page in pages if "PHIẾU TRUY VẾT" in paper.text(page)]
    assert len(first) == 3 and first[0] == 1 and len(paper) == written.pages
    for page, code in zip(first, ("HS1", "HS2", "HS3"), strict=True):
        text = paper.text(page)
        assert f"Hồ sơ {code}:" in text and "HUYỆN ỦY LẠC DƯƠNG" in text
        assert "DỰ THẢO" not in text and "Số liệu minh họa" in text
    assert all(str(page) in paper.text(page).split() for page in pages[1:])
    assert all(paper.fonts().values())
    assert not any("Helvetica" in name for name in paper.fonts())


def test_the_same_sheet_gives_the_same_file(sample: Sample) -> None:
    sample.score("TV01", "HS1")
    found = [sheet(sample)]
    assert traces_pdf(found) == traces_pdf(found)


def test_long_texts_and_many_versions_fit(sample: Sample) -> None:
    submission = sample.submission("HS1").id
    entries.save(
        sample.book, "submission", submission,
        {name: "Nội dung rất dài, nhiều dòng. " * 150 for name in ("content", "result", "effect")},
    )  # fmt: skip
    for number in range(12):
        sample.score("TV01", "HS1", 800, reason="Lý do chấm lại. " * 20 if number else "")
    _, pages, missing = traces_pdf([sheet(sample)])
    assert pages == 3 and missing == ()
    said = words(sheet(sample))
    assert said.count("đã được thay.") == 11 and said.count("…\n") == 3
    assert "chữ dài bị cắt ở dấu …" in said


def test_a_secret_mark_stops_it_and_nothing_is_written(sample: Sample, tmp_path: Path) -> None:
    sample.set("submission", sample.submission("HS1").id, title="TUYỆT MẬT")
    with pytest.raises(SecretMarkError):
        write_traces([sheet(sample)], tmp_path / "trace.pdf")
    assert list(tmp_path.glob("*.pdf")) == []


def test_it_is_one_of_a_sessions_papers(sample: Sample, tmp_path: Path, make_body: Make) -> None:
    sample.score_all()
    frozen = freeze.freeze(sample.book, sample.campaign, 1)

    def sheets() -> list[Trace]:
        return session_traces(sample.book, sample.campaign, frozen.body)

    names = [p.name for p in write_papers(frozen.body, tmp_path, traces=sheets)]
    assert {"minutes.pdf", "trace.pdf"} <= set(names)
    (only,) = write_papers(frozen.body, tmp_path, only=["trace"], traces=sheets)
    assert only.name == "trace.pdf"
    empty = {**frozen.body, "submissions": []}
    assert "trace.pdf" not in [p.name for p in write_papers(empty, tmp_path, traces=list)]
    with pytest.raises(PaperEmptyError):
        write_papers(make_body(submissions=1), tmp_path, only=["trace.pdf"])
