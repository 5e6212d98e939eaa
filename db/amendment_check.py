"""Whether an amending snapshot holds together with the one that it amends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from db.amendments import content_of, number_of, read_told
from db.ballot_picture import read_body
from db.frozen_picture import amends, digest_of
from db.rules.differences import differences
from db.rules.proof import proof_code


def amendment_faults(body: bytes, former: bytes | None) -> list[str]:
    """What is wrong with an amending body, by what: ``reason`` (none is given), ``chain`` (it
    does not amend that body), ``number``, ``code``, ``differences`` (the list is not what
    differs), ``cause`` (a difference without a reason), ``unreadable``.

    ``former`` is the amended body, None where that is not at hand: then only what the
    amending body says by itself is looked at.
    """
    try:
        return list(dict.fromkeys(_faults(read_body(body), body, former)))
    except (KeyError, TypeError, ValueError, AttributeError):
        return ["unreadable"]


def _faults(said: Mapping[str, Any], body: bytes, former: bytes | None) -> Iterator[str]:
    frame = said["amends"]
    if not str(frame["reason"] or "").strip():
        yield "reason"
    if type(frame["number"]) is not int or frame["number"] < 1:
        yield "number"
    told = read_told(frame)
    if not told or not all(each.cause.why and all(each.cause.why) for each in told):
        yield "cause"
    if former is None:
        return
    before = read_body(former)
    if amends(body) != digest_of(former) or said["session"]["id"] != before["session"]["id"]:
        yield "chain"
    if (frame["seq"], frame["number"]) != (before["seq"], number_of(former) + 1):
        yield "number"
    if said["seq"] <= before["seq"]:
        yield "number"
    if frame["code"] != proof_code(bytes.fromhex(digest_of(former))):
        yield "code"
    if [each.difference for each in told] != differences(content_of(former), content_of(body)):
        yield "differences"
