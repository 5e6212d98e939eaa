"""What the entry form asks of the book."""

from __future__ import annotations

from db import entries
from db.change_log import Value
from db.queries import entry
from db.queries.usage import ballots, ballots_of_kind, uses_of_member, uses_of_unit
from db.records import SubjectKind
from tests.support import Sample


def test_the_next_code_follows_the_campaign(sample: Sample) -> None:
    book, campaign = sample.book, sample.campaign
    assert entry.suggested_code(book, campaign, SubjectKind.COLLECTIVE) == "HS6"
    assert entry.suggested_code(book, campaign, SubjectKind.INDIVIDUAL) == "HS6"
    entries.save(
        book, "submission", None, {"campaign": campaign.id, "code": "CN-01", "kind": "individual"}
    )
    sample.set("submission", sample.submission("HS3").id, kind="collective")
    assert entry.suggested_code(book, campaign, SubjectKind.INDIVIDUAL) == "CN-02"
    assert entry.is_taken(book, campaign, "CN-01") and not entry.is_taken(book, campaign, "CN-02")


def test_an_empty_campaign_starts_with_its_year(sample: Sample) -> None:
    from db import campaigns

    empty = campaigns.create_next(sample.book, 2024)
    assert entry.suggested_code(sample.book, empty, SubjectKind.COLLECTIVE) == "2024-001"


def test_targets_have_ids_and_an_order(sample: Sample) -> None:
    submission = sample.submission("HS1").id
    for position, name in ((2, "sau"), (1, "trước")):
        values: dict[str, Value] = {
            "submission": submission,
            "name": name,
            "position": position,
        }
        entries.save(sample.book, "target", None, values)
    found = entry.targets(sample.book, submission)
    assert [row.name for row in found] == ["trước", "sau"] and len({r.id for r in found}) == 2


def test_usage(sample: Sample) -> None:
    book, campaign = sample.book, sample.campaign
    member = sample.member("TV01")
    assert ballots(book, campaign) == 0 and uses_of_member(book, campaign, member) == (0, 1)
    sample.score("TV01", "HS1")
    sample.score("TV01", "HS3")
    assert ballots(book, campaign) == 2 and uses_of_member(book, campaign, member) == (2, 1)
    assert ballots_of_kind(book, campaign, SubjectKind.INDIVIDUAL) == 1
    assert entry.has_ballots(book, sample.submission("HS1").id)
    assert uses_of_unit(book, campaign, "A") == {"submission": 3, "unit": 1}
    assert uses_of_unit(book, campaign, "none") == {}
