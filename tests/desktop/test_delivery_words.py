"""What goes wrong with decisions and deliveries is said in a sentence that helps."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import errors
from db.closing import Closed
from db.errors import ThamdinhError
from db.exchange.control_totals import Difference
from desktop.delivery_words import difference_words, refusal
from desktop.messages import sentence

PATH = Path("/media/an/kq.giaonop")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (errors.SessionNotFrozenError(session=2, what="needed"), ["số 2", "hãy chốt trước"]),
        (errors.SessionClosedError(session=2, why=Closed.DELIVERED), ["cấp trên", "điều chỉnh"]),
        (errors.DecisionRefusedError(session=2, what="document"), ["số quyết định"]),
        (errors.DecisionRefusedError(session=2, what="two_frozen"), ["hai bản chốt", "mở chốt"]),
        (errors.DecisionDateError(date="mai", why="unreadable"), ["“mai”", "2023-12-05"]),
        (
            errors.DecisionDateError(date="2023-11-01", why="before", session_date="2023-11-24"),
            ["01/11/2023", "24/11/2023"],
        ),
        (errors.DecisionDateError(date="2026-01-05", why="year", year=2023), ["đợt 2023"]),
        (errors.DeliveryRefusedError(session=2, what="undecided"), ["chưa có quyết định"]),
        (errors.DeliveryRefusedError(session=2, what="two_frozen"), ["hai bản chốt"]),
        (errors.ForeignDeliveryError(path=PATH, code="list_differs"), ["kq.giaonop", "đã ký"]),
        (errors.KeyInError(what="no_lines"), ["số tổng"]),
        (errors.KeyInError(what="twice", code="HS1"), ["HS1", "hai dòng"]),
        (errors.KeyInError(what="too_long", code="HS1"), ["HS1", "rút gọn"]),
        (errors.KeyInError(what="decided_without"), ["số quyết định"]),
        (errors.KeyInError(what="reason", code="HS1"), ["HS1", "lý do"]),
        (errors.UnknownCodeError(kind="class", code="Giỏi"), ["mức xếp loại Giỏi"]),
    ],
)
def test_the_sentence_says_what_and_what_next(error: ThamdinhError, words: list[str]) -> None:
    said = sentence(error)
    assert said.endswith(".") and "\n" not in said
    assert all(word in said for word in words), said


CODES = (
    "missing_file cannot_read not_a_delivery book damaged incomplete unreadable too_large "
    "unfinished newer_format passphrase wrong_passphrase proof_code list_differs own no_campaign "
    "unit_unknown other_body other_key two_keys key_of_other"
).split()


def test_every_refusal_has_a_sentence_of_its_own() -> None:
    facts = {"body": "Đảng ủy xã Lát", "unit": "LAT", "year": 2023, "parent": "Huyện ủy A"}
    facts |= {"fingerprint": "AAAA-BBBB", "known": "CCCC-DDDD", "owner": "DU02"}
    said = {code: refusal(code, facts) for code in CODES}
    said |= {
        what: refusal("altered", {"what": what})
        for what in ("delivery", "snapshot", "operation", "change")
    }
    same = {"damaged", "incomplete", "unreadable"}
    assert len(set(said.values())) == len(said) - len(same) + 1
    assert all(text.endswith(".") for text in said.values())
    assert all("AAAA-BBBB" in said[code] for code in ("other_key", "two_keys", "key_of_other"))
    offered = refusal("unit_unknown", {**facts, "candidates": [("DU01", "Đảng ủy xã Lát")]})
    assert "DU01 Đảng ủy xã Lát" in offered and "chọn đơn vị" in offered
    assert refusal("form", {"sentence": "Ô B2: thiếu mã."}) == "Ô B2: thiếu mã."


def test_totals_stand_side_by_side() -> None:
    points = difference_words(Difference("final_sum", "", 2200, 2150))
    assert points == "cộng điểm thẩm định: đơn vị ghi 22,00, danh sách có 21,50"
    assert "Tổ xếp loại Khá: đơn vị ghi 3" in difference_words(Difference("classes", "Khá", 3, 1))
