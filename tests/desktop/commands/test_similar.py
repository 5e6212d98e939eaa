"""``similar BOOK CODE``: the novelty list on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.cli import main
from tests.support import Sample, submission_row

TEXT = "Vườn cà phê trồng xen cây mắc ca, tưới nước nhỏ giọt, hợp tác xã bao tiêu quả"


@pytest.fixture
def path(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("THAMDINH_HOME", str(sample.book.home.root))
    sample.take(
        [
            submission_row("N1", "A", title="Vườn xen", content=TEXT),
            submission_row("N2", "B", title="Rẫy nhà", content=f"Xã Lát: {TEXT}"),
            submission_row("N3", "B", title="Loa buôn đọc luật hòa giải mỗi chiều"),
        ]
    )
    return sample.book.path


def test_json_has_score_relation_and_passages(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["similar", str(path), "N1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["code"], found["finding"], found["basis"]) == ("N1", None, None)
    (row,) = found["similar"]
    assert (row["code"], row["unit"], row["relation"]) == ("N2", "B", "other_unit")
    assert row["copied"] is True and 0.65 <= float(row["score"]) <= 1
    assert len(row["score"].partition(".")[2]) == 2
    assert row["passages"] == [
        {"field": "content", "text": TEXT, "other_field": "content", "other_text": TEXT}
    ]


def test_people_read_sentences(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["similar", str(path), "N1"]) == 0
    text = capsys.readouterr().out
    assert "đơn vị khác, cùng năm" in text and f"“{TEXT}”" in text
    assert "Kết luận của Tổ về tính mới: Chưa kết luận." in text
    assert main(["similar", str(path), "N3"]) == 0
    assert "Không thấy hồ sơ nào tương tự" in capsys.readouterr().out


def test_an_unknown_code_is_one_sentence(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["similar", str(path), "N9"]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and "N9" in said.err
