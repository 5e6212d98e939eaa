"""The words of the command for the novelty check."""

from __future__ import annotations

from desktop.exchange_parsers import Add, WithBook


def add_similar(add: Add, with_book: WithBook) -> None:
    """similar."""
    found = with_book(add("similar", "Hồ sơ tương tự của một hồ sơ", "similar", "similar"))
    found.add_argument("code", metavar="HỒ_SƠ")
