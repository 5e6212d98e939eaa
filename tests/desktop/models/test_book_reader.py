"""A question that is asked away from the window's thread gives way to writes and comes back."""

from __future__ import annotations

import sqlite3
import threading
import time
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from db import campaigns
from db.exchange.fingerprint import fingerprint
from db.reading import Reader, ReaderStopped
from desktop.models.book_reader import BookReader
from desktop.session import Session


def test_an_answer_comes_from_another_thread(qtbot: QtBot, session: Session) -> None:
    reader, found = BookReader(session), list[Any]()
    reader.ask(lambda _: threading.get_ident(), lambda *answer: found.append(answer))
    assert reader.busy
    qtbot.waitUntil(lambda: not reader.busy)
    assert found[0][1] is None and found[0][0] != threading.get_ident()
    reader.ask(fingerprint, lambda *answer: found.append(answer))
    qtbot.waitUntil(lambda: not reader.busy)
    assert found[1] == (fingerprint(session.book.connection), None)


def test_it_gives_way_to_a_write_and_is_asked_again(qtbot: QtBot, session: Session) -> None:
    reader, found, begun = BookReader(session), list[Any](), threading.Event()
    stuck = [True]

    def question(connection: sqlite3.Connection) -> str:
        mark = fingerprint(connection)
        begun.set()
        until = time.monotonic() + 10
        while stuck and time.monotonic() < until:  # interrupted here by the write
            connection.execute("SELECT count(*) FROM change a JOIN change b").fetchone()
        return mark

    reader.ask(question, lambda *answer: found.append(answer))
    assert begun.wait(10)
    before, campaign = fingerprint(session.book.connection), session.campaign
    assert campaign is not None
    assert session.run(campaigns.change, campaign, {"place": "Đà Lạt"})
    stuck.clear()
    qtbot.waitUntil(lambda: not reader.busy)
    assert found == [(fingerprint(session.book.connection), None)] and found[0][0] != before


def test_what_was_stopped_answers_nothing(session: Session) -> None:
    reader = Reader(session.path)
    reader.stop()
    with pytest.raises(ReaderStopped):
        reader.run(fingerprint)


def test_what_goes_wrong_is_told(qtbot: QtBot, session: Session) -> None:
    reader, found = BookReader(session), list[Any]()
    reader.ask(lambda c: c.execute("SELECT nothing"), lambda *answer: found.append(answer))
    qtbot.waitUntil(lambda: not reader.busy)
    assert found[0][0] is None and isinstance(found[0][1], Exception)
