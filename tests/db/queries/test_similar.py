"""The novelty list: earlier campaigns, other units, the unit's own last year."""

from __future__ import annotations

from db import campaigns, entries
from db.check import check
from db.novelty_index import NoveltyIndex
from db.queries.similar import Novelty, Relation, similar
from db.rules.novelty import SHOWN
from tests.support import Sample, submission_row

TEXT = "Vườn cà phê trồng xen cây mắc ca, tưới nước nhỏ giọt, hợp tác xã bao tiêu quả"
NEW = "Tổ hòa giải đọc luật bằng tiếng dân tộc trên loa của buôn mỗi buổi chiều"


def listed(sample: Sample, ident: bytes) -> Novelty:
    with NoveltyIndex(sample.book) as index:
        index.refresh()
        return similar(sample.book, index, ident)


def book_of_two_years(sample: Sample) -> bytes:
    """Unit A's N1 of the first year and again of the second, B's copies of both years, and a
    head of A with the same model. Returns the id of A's of the second year."""
    sample.take(
        [
            submission_row("N1", "A", title="Vườn cà phê", content=TEXT, result="Thu 130 triệu"),
            submission_row("N2", "B", title="Rẫy nhà", content=f"Tại xã Lát: {TEXT.upper()}"),
            submission_row("N3", "B", title=NEW),
        ]
    )
    year = sample.campaign.year + 1
    campaign = campaigns.create(sample.book, year, "Huyện ủy", place="Lạc Dương")
    idents = {}
    for code, unit in (("M1", "A"), ("M2", "B"), ("M3", "A")):
        idents[code], _ = entries.save(
            sample.book,
            "submission",
            None,
            {
                "campaign": campaign.id, "code": code, "kind": "collective", "unit": unit,
                "title": "Vườn cà phê", "content": TEXT,
            },
        )  # fmt: skip
    return idents["M1"]


def test_each_is_marked_by_where_it_is_from(sample: Sample) -> None:
    found = listed(sample, book_of_two_years(sample))
    assert {(each.other.code, each.relation) for each in found.similar} == {
        ("M2", Relation.OTHER_UNIT),
        ("N1", Relation.OWN_EARLIER),
        ("N2", Relation.EARLIER),
    }
    scores = [each.score for each in found.similar]
    assert scores == sorted(scores, reverse=True) and scores[0] == 100
    assert all(each.copied for each in found.similar)


def test_shared_passages_are_of_the_fields_shown(sample: Sample) -> None:
    found = listed(sample, book_of_two_years(sample))
    (copy,) = (each for each in found.similar if each.other.code == "N2")
    (shared,) = copy.passages
    assert SHOWN[shared.left.part] == SHOWN[shared.right.part] == "content"
    assert found.asked.texts[shared.left.part][shared.left.start : shared.left.end] == TEXT
    right = copy.other.texts[shared.right.part][shared.right.start : shared.right.end]
    assert right == TEXT.upper()


def test_what_is_new_has_no_list(sample: Sample) -> None:
    book_of_two_years(sample)
    assert listed(sample, sample.submission("N3").id).similar == ()


def test_the_finding_is_recorded(sample: Sample) -> None:
    ident = book_of_two_years(sample)
    assert listed(sample, ident).finding == ""
    entries.save(
        sample.book,
        "submission",
        ident,
        {"novelty_finding": "repeated", "novelty_basis": "Biên bản số 02-BB/TTĐ"},
    )
    found = listed(sample, ident)
    assert (found.finding, found.basis) == ("repeated", "Biên bản số 02-BB/TTĐ")
    assert check(sample.book) == []
