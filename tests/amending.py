"""A session whose results went up, and ways to put them right: for tests of amending minutes."""

from __future__ import annotations

from db import ballots, correcting, decisions, freeze
from db.amending import Amended, Outlook, amend, outlook
from db.amendments import Told
from db.exchange.deliver import deliver
from db.frozen_picture import digest_of
from db.sessions import find, standing_snapshot
from tests.support import Sample


def session_id(sample: Sample, number: int = 1) -> bytes:
    """The id of a meeting."""
    return find(sample.book.connection, sample.campaign, number).id


def standing_digest(sample: Sample, number: int = 1) -> str:
    """SHA-256 of what stands frozen of a meeting."""
    snapshot = standing_snapshot(sample.book.connection, session_id(sample, number))
    assert snapshot is not None
    return digest_of(snapshot.body)


def send_up(sample: Sample, *, decided: bool = False) -> None:
    """The frozen results of meeting 1 go to the level above: they are closed."""
    if decided:
        decisions.record(sample.book, sample.campaign, 1, "12-QĐ/HU", "2023-11-30")
    target = sample.book.path.parent / "kq.giaonop"
    deliver(sample.book, sample.campaign, 1, target, undecided=not decided)


def closed(sample: Sample, *, decided: bool = False) -> Sample:
    """Everybody scored HS1 (8,50), HS2 (7,00), HS3 (6,00); frozen and sent up."""
    sample.score_all()
    freeze.freeze(sample.book, sample.campaign, 1)
    send_up(sample, decided=decided)
    return sample


def put_right(sample: Sample, reason: str = "Ghi nhầm phiếu của TV01") -> None:
    """Lets the rows of meeting 1 be written again."""
    correcting.begin(sample.book, sample.campaign, 1, reason)


def rescore(sample: Sample, total: int = 600, reason: str = "ghi nhầm") -> None:
    """TV01's paper ballot on HS1 again, with the total that stands on the paper."""
    sample.score("TV01", "HS1", total, reason=reason)


def void(sample: Sample, member: str, code: str, reason: str) -> None:
    """Hủy phiếu."""
    found = ballots.standing(sample.book, sample.member(member).id, sample.submission(code).id)
    assert found is not None
    ballots.void(sample.book, found.ballot, reason)


def look(sample: Sample) -> Outlook:
    """What has changed since meeting 1 was closed."""
    return outlook(sample.book, sample.campaign, 1)


def told(found: Outlook | Amended) -> dict[tuple[str, str, str], list[Told]]:
    """What a person reads, each with its causes; submissions by code."""
    codes = {
        s["id"]: s["code"]
        for each in found.told
        for s in (each.difference.old, each.difference.new)
        if isinstance(s, dict) and "code" in s and "id" in s
    } | {s["id"]: s["code"] for s in found.body["submissions"]}
    by_part = {(t.difference.path, t.difference.move): t for t in found.told}
    return {
        (line.what, codes.get(line.case, line.case), line.key): [
            by_part[part.path, part.move] for part in line.parts
        ]
        for line in found.lines
    }


def amended(sample: Sample, reason: str = "Đối chiếu lại phiếu giấy") -> Amended:
    """The next amending minutes of meeting 1."""
    return amend(sample.book, sample.campaign, 1, reason)
