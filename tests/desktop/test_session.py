"""The open book as the window sees it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db import ballots
from db.book import Book
from db.errors import MarkTooHighError, ReadOnlyBookError
from db.home import Home
from db.operation import Changes
from desktop.session import Session
from desktop.undo_stack import Call, Step, UndoStack
from tests.flows.exchange_book import member_copy
from tests.flows.sample_book import code, make_book


@pytest.fixture
def path(tmp_path: Path, home: Home) -> Path:
    return make_book(tmp_path / "so.thamdinh", home)


def test_a_write_tells_who_must_look(qtbot: QtBot, path: Path, home: Home) -> None:
    session = Session(Book.open(path, home))
    assert session.campaign is not None
    member = session.around.members[0]
    found = ballots.submission(session.book, session.campaign.id, code(5))
    with qtbot.waitSignal(session.saved), qtbot.waitSignal(session.changed) as seen:
        assert session.run(ballots.set_mark, session.around, member, found, "TC1", 100)
    [changes] = seen.args
    assert isinstance(changes, Changes) and ("submission", found.id) in changes.rows
    with qtbot.waitSignal(session.failed) as failed, qtbot.assertNotEmitted(session.saved):
        done = session.run(ballots.set_mark, session.around, member, found, "TC1", 900)
    assert not done and isinstance(failed.args[0], MarkTooHighError)
    assert done.error is failed.args[0]
    session.close()


def test_a_copy_knows_for_whom_it_was_made(
    qtbot: QtBot, path: Path, home: Home, tmp_path: Path
) -> None:
    copied = member_copy(path, home, "TV04", tmp_path / "usb")
    session = Session(Book.open(copied, Home(tmp_path / "may-tv04")))
    assert session.member is not None and session.member.code == "TV04"
    session.close()
    office = Session(Book.open(path, home))
    assert office.member is None
    office.close()


def test_a_fault_of_our_own_is_not_swallowed(qtbot: QtBot, path: Path, home: Home) -> None:
    session = Session(Book.open(path, home))

    def faulty(book: Book) -> Changes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        session.run(faulty)
    session.close()


def test_read_only_refuses_every_write(qtbot: QtBot, path: Path, home: Home) -> None:
    with Book.open(path, home):
        session = Session(Book.open(path, home))
        with qtbot.waitSignal(session.failed) as failed:
            assert not session.run(lambda book: Changes())
        assert isinstance(failed.args[0], ReadOnlyBookError)
        session.close()


def test_who_sees_results(qtbot: QtBot, path: Path, home: Home, tmp_path: Path) -> None:
    office = Session(Book.open(path, home))
    assert office.office and office.sees_results and office.member is None
    assert office.illustrative
    office.close()
    plain = Session(Book.open(path, Home(tmp_path / "other")))
    assert not plain.office and not plain.sees_results
    plain.close()


def test_undo_stack() -> None:
    stack = UndoStack()
    call = Call(len, ())
    first = Step("một", (b"m", b"1"), (call,), (call,))
    second = Step("hai", (b"m", b"2"), (call,), (call,))
    stack.push(first)
    stack.push(second)
    assert stack.take_back() is second and stack.take_again() is second
    assert stack.take_back() is second
    stack.push(first)  # what was undone is forgotten
    assert stack.take_again() is None
    stack.forget((b"m", b"1"))
    assert stack.take_back() is None


def test_an_unforeseen_error_of_the_file_leaves_a_report(
    qtbot: QtBot, path: Path, home: Home
) -> None:
    session = Session(Book.open(path, home))

    def breaks(book: Book) -> Changes:
        book.connection.execute("SELECT nothing FROM nowhere")
        return Changes()

    with qtbot.waitSignal(session.failed):
        assert not session.run(breaks)
    (report,) = home.folder("loi").iterdir()
    assert "nowhere" in report.read_text("utf-8")
    session.close()
