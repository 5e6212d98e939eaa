"""A head follows the organisation's result at once, and the history of either says why."""

from __future__ import annotations

import pytest

from db import decisions, freeze, ratings
from db.history_picture import Topic
from db.queries.cases import subjects
from db.queries.excellent import excellent
from db.queries.heads import followed, following, heads_of
from db.queries.history import Filter, viewer_of, window
from db.queries.trace import trace
from desktop.documents.content_trace import trace_text
from desktop.heads_words import following_words
from tests.support import Sample, row, submission_row


@pytest.fixture
def heads(sample: Sample) -> Sample:
    """Hà Văn Hai leads B and did not register; Lơ Mu leads A by the roster and never filed;
    Cil Ha of A registered."""
    sample.take(
        [
            submission_row("HS6", "B", kind="individual", subject="Hà Văn Hai", is_head=True,
                           registered_on=None, has_report=False, aims_excellent=True),
            row("subject", "DT1", unit="A", kind="individual", name="Lơ Mu", post="",
                authority="", must_register=False, aims_excellent=True),
        ]
    )  # fmt: skip
    ident = sample.book.connection.execute("SELECT id FROM subject").fetchone()[0]
    ratings.say_head(sample.book, ident, True)
    sample.score_all()  # A: Tốt, B: Khá
    return sample


def test_one_unit_alone_reads_as_among_all(heads: Sample) -> None:
    everybody = subjects(heads.book, heads.campaign)
    for unit in sorted({subject.unit for subject in everybody}):
        alone = subjects(heads.book, heads.campaign, unit)
        assert alone == [subject for subject in everybody if subject.unit == unit]


def _verdict(sample: Sample, name: str) -> bool | None:
    rows = excellent(sample.book, sample.campaign, "2023-12-31").rows
    return next(each.verdict for each in rows if each.subject.name == name)


def test_who_follows_whom(heads: Sample) -> None:
    book = heads.book
    of = {code: heads.submission(code).id for code in ("HS1", "HS2", "HS3", "HS4", "HS6")}
    assert followed(book, of["HS6"]) == (of["HS2"],)
    assert followed(book, of["HS3"]) == followed(book, of["HS1"]) == ()
    assert heads_of(book, of["HS2"]) == ("Hà Văn Hai",)
    assert heads_of(book, of["HS1"]) == ("Lơ Mu",)
    assert heads_of(book, of["HS3"]) == ()


def test_from_kha_to_dat_by_the_decision(heads: Sample) -> None:
    book = heads.book
    freeze.freeze(book, heads.campaign, 1)
    assert _verdict(heads, "Hà Văn Hai") is True
    changed = {"HS2": ("Đạt", "Sản phẩm chưa rõ")}
    decisions.record(book, heads.campaign, 1, "QĐ 9", "2023-12-05", changed)
    assert _verdict(heads, "Hà Văn Hai") is False and _verdict(heads, "Lơ Mu") is True
    head, viewer = heads.submission("HS6").id, viewer_of(book, None)
    wanted = Filter((head, *followed(book, head)), topics=Topic.DECISION)
    (event,) = window(book, viewer, wanted)
    (told,) = following(book, event)
    assert following_words(told) == (
        "Chi bộ B: Tổ thẩm định đề nghị Khá, Ban Thường vụ quyết định Đạt; người đứng đầu (đ/c Hà "
        "Văn Hai) lấy kết quả này nên không còn đủ điều kiện hoàn thành xuất sắc nhiệm vụ."
    )
    sheet = trace(book, heads.campaign, head, viewer)
    said = " ".join(
        f"{getattr(block, 'lead', '')} {getattr(block, 'text', '')}"
        for block in trace_text(sheet).blocks
    )
    assert "Kết quả của tổ chức làm căn cứ thay thế, hồ sơ HS2 (Chi bộ B):" in said
    assert "loại Khá (đang có hiệu lực); QĐ 9, ngày 05/12/2023: xếp loại Đạt" in said
    assert "Sản phẩm chưa rõ; người đứng đầu theo kết quả này không đủ điều kiện" in said


def test_from_kha_to_dat_by_new_ballots(heads: Sample) -> None:
    """The ballots on the organisation's model stand in the history of its head."""
    book = heads.book
    for number in range(1, 5):
        heads.score(f"TV0{number}", "HS2", 550, reason="Chấm lại")
    assert _verdict(heads, "Hà Văn Hai") is False
    head = heads.submission("HS6").id
    wanted = Filter((head, *followed(book, head)), topics=Topic.BALLOT)
    event = window(book, viewer_of(book, None), wanted)[0]
    assert event.ballot is not None and event.ballot.submission.code == "HS2"
    (told,) = following(book, event)
    assert "là căn cứ thay thế của người đứng đầu (đ/c Hà Văn Hai)" in following_words(told)
