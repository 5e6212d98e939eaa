"""The year's rules as a campaign's settings keep them (``set:deadline.report.committee`` …)."""

from __future__ import annotations

import sqlite3

from db.records import Campaign
from db.rules import year
from db.rules.year import THEME, YearRules

PANEL_DECISION = "panel_decision"
"""The setting that names the decision by which the panel was set up (``db.panel_decision``)."""


def read(connection: sqlite3.Connection, campaign: Campaign) -> YearRules:
    """Deadlines, targets, quota and clauses of the campaign; none where none are set."""
    values = dict(
        connection.execute("SELECT name, value FROM setting WHERE campaign = ?", (campaign.id,))
    )
    return year.read(values, campaign.settings.bases, campaign.year)


def reading(connection: sqlite3.Connection, campaign: Campaign) -> tuple[str, str]:
    """(lowest class read as "đạt", over whom), whether a target is set or not (R21)."""
    found = connection.execute(
        "SELECT name, value FROM setting WHERE campaign = ? AND name IN (?, ?)",
        (campaign.id, year.GOOD, year.OVER),
    )
    return year.product_reading(dict(found))


def only_of_its_year(name: str, value: object) -> bool:
    """Whether a cell of a campaign holds for its own year alone: a deadline with a year, the
    year's theme, the panel's decision. What is yearly ("hàng năm") goes on."""
    family, _, key = name.partition(":")
    if family == "set" and key in (THEME, PANEL_DECISION):
        return True
    if family == "set" and key.startswith("deadline."):
        return isinstance(value, str) and value.removeprefix("<=").count("-") > 1
    return False
