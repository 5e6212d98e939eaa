"""The intake register's table, and its line as it is read."""

from __future__ import annotations

from typing import Any

import pytest

from db import entries
from db.queries.arrivals import ArrivalFilter
from desktop.models.arrival_line import Refused, read, suggested, texts_of
from desktop.models.arrivals import ArrivalsModel, Column
from desktop.session import Session
from tests.desktop.models.conftest import Watch

TODAY = "2023-02-20"


def add(session: Session, **values: Any) -> None:
    assert session.campaign is not None
    said = {"campaign": session.campaign.id, "date": "2023-02-10", "unit": "LD01", **values}
    assert session.run(entries.save, "arrival", None, said)


def test_the_table(session: Session, watch: Watch) -> None:
    model = ArrivalsModel(session, lambda: TODAY)
    watch(model)
    model.load()
    assert model.rowCount() == 0 and model.suggested_number() == "1" and model.newest is None
    add(session, number="1", what="registration", carrier="scan")
    add(session, number="2", missing="chữ ký", return_by="2023-02-19")
    add(session, number="3", missing="biểu mẫu")
    states = [model.index(row, Column.STATE).data() for row in range(3)]
    assert states == ["còn thiếu", "quá hạn bổ sung", "đủ"]
    assert model.index(2, Column.CARRIER).data() == "Bản quét"
    assert model.index(2, Column.UNIT).data() == "Đảng bộ xã Lát"
    assert [model.counts[which] for which in ArrivalFilter] == [3, 2, 1]
    model.show_only(ArrivalFilter.OVERDUE)
    assert model.rowCount() == 1 and model.arrival(0).number == "2"
    model.search("khong co")
    assert model.rowCount() == 0 and model.total == 3
    model.show_only(ArrivalFilter.ALL)
    model.search("bieu mau lat")
    assert model.rowCount() == 1
    assert model.suggested_number() == "4"
    assert model.number_taken("2", None) and not model.number_taken("2", model_id(model, "2"))


def model_id(model: ArrivalsModel, number: str) -> bytes:
    model.search("")
    return next(model.arrival(r).id for r in range(3) if model.arrival(r).number == number)


def line(**texts: str) -> dict[str, Any]:
    whole = {**suggested("5", TODAY, None), "unit": "LD01", **texts}
    return read(
        whole, unit=find, submission=find, taken=lambda number: number == "4"
    )


def find(text: str) -> str:
    if text.startswith("?"):
        raise ValueError("không có gì khớp")
    return text.upper()


def test_a_line_is_read() -> None:
    values = line(missing=" chữ  ký ", return_by="+5", submission="ld-1")
    assert values["date"] == "2023-02-20" and values["return_by"] == "2023-02-25"
    assert values["missing"] == "chữ ký" and values["submission"] == "LD-1"
    assert values["what"] == "registration" and values["completed_on"] is None


@pytest.mark.parametrize(
    ("texts", "field", "said"),
    [
        ({"number": " "}, "number", "Hãy ghi số đến"),
        ({"number": "4"}, "number", "đã có"),
        ({"date": ""}, "date", "Hãy ghi ngày đến"),
        ({"date": "31/02/2023"}, "date", "trong lịch"),
        ({"date": "02/20/2023"}, "date", "tháng trước ngày"),
        ({"unit": ""}, "unit", "Hãy ghi đơn vị"),
        ({"unit": "?x"}, "unit", "Không có gì khớp."),
        ({"submission": "?x"}, "submission", "Không có gì khớp."),
        ({"return_by": "mai"}, "return_by", "ngày/tháng/năm"),
        ({"return_by": "19/02/2023"}, "return_by", "không thể trước ngày đến"),
        ({"completed_on": "19/02/2023"}, "completed_on", "không thể trước ngày đến"),
    ],
)
def test_what_is_wrong_is_said(texts: dict[str, str], field: str, said: str) -> None:
    with pytest.raises(Refused) as caught:
        line(**texts)
    assert caught.value.field == field and said in caught.value.words


def test_the_next_line_is_like_the_last(session: Session) -> None:
    model = ArrivalsModel(session, lambda: TODAY)
    add(session, number="12/ĐK", what="report", carrier="word", missing="chữ ký")
    model.load()
    start = suggested(model.suggested_number(), TODAY, model.newest)
    assert start["number"] == "13/ĐK" and start["date"] == "20/02/2023"
    assert (start["what"], start["carrier"], start["missing"]) == ("report", "word", "")
    assert model.newest is not None and texts_of(model.newest)["missing"] == "chữ ký"
