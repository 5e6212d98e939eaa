"""A write of ``db`` that Ctrl+Z takes back out of the log: no former value has to be kept.

Undoing an undo is the redo, so one call does both. A row that was made is taken away whole,
whatever was typed into it since.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from db import entries, undo
from db.book import Book
from db.operation import Changes
from desktop.session import Outcome, Session
from desktop.undo_stack import Call, Step

_NOWHERE = (b"", b"")


class _Write:
    """Remembers which operation it made; each turn undoes the last one."""

    def __init__(
        self,
        function: Callable[..., Any],
        arguments: tuple[Any, ...],
        made: tuple[str, bytes] | None,
        own: Collection[bytes],
    ) -> None:
        self._function, self._arguments, self._made = function, arguments, made
        self._own = own
        self._op: bytes | None = None

    def already(self, op: bytes) -> None:
        self._op = op

    def do(self, book: Book) -> Any:
        result = self._function(book, *self._arguments)
        changes = result[-1] if isinstance(result, tuple) else result
        if isinstance(changes, Changes):
            self._op = changes.op
        return result

    def turn(self, book: Book) -> Any:
        if self._made is not None:
            changes = entries.remove(book, *self._made)
            self._made, self._op = None, changes.op
            return changes
        if self._op is None:
            return Changes()
        undone = undo.undo(book, self._op, self._own)
        self._op = undone.changes.op or self._op
        return undone


def run(
    session: Session,
    words: str,
    function: Callable[..., Any],
    *arguments: Any,
    where: tuple[bytes, bytes] = _NOWHERE,
    made: tuple[str, bytes] | None = None,
) -> Outcome:
    """``session.run`` with a step on the undo stack; ``words`` name it in the message and
    ``made`` is the row, as (kind, id), that this write makes."""
    write = _Write(function, arguments, made, session.history.own)
    turn = (Call(write.turn, ()),)
    return session.run(write.do, step=Step(words, where, turn, turn))


def remember(session: Session, words: str, op: bytes) -> None:
    """A step on the undo stack for an operation that was written already."""
    write = _Write(Changes, (), None, session.history.own)
    write.already(op)
    turn = (Call(write.turn, ()),)
    session.history.push(Step(words, _NOWHERE, turn, turn))
