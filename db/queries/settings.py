"""The settings of a campaign as cells, for the fields that show them."""

from __future__ import annotations

from db.book import Book
from db.records import Campaign


def year_values(book: Book, campaign: Campaign) -> dict[str, str]:
    """``set:…`` and ``basis:…`` by name as the book holds them; what is not set is not there."""
    found: dict[str, str] = {}
    for table, column, family in (("setting", "value", "set"), ("setting_basis", "basis", "basis")):
        for name, text in book.connection.execute(
            f"SELECT name, {column} FROM {table} WHERE campaign = ?", (campaign.id,)
        ):
            if text:
                found[f"{family}:{name}"] = text
    return found
