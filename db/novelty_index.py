"""The index of the novelty check: what each submission's text is compared by, and how rare
each term is. It lies in THAMDINH_HOME, never in a book, and is made again where it is missing,
of another shape or damaged.

A submission is indexed again when the stamp of its texts (or its campaign's year) is another
than before, so that a merge, an undo or an import costs what it changed.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from db.book import Book
from db.errors import DamagedBookError, FileUnusableError
from db.rules.novelty import SCORED, alike_weighed, terms, weigher
from db.storage import connect, transaction, translate

_T = TypeVar("_T")
_SHAPE: Final = 1
_STEP: Final = 500  # submissions indexed at a time
_LOOKED_AT: Final = 40  # candidates that are compared in full
_HITS: Final = 12_000  # postings that the candidates are chosen from, however large the book
_LEAST: Final = 6  # terms asked for even where each is frequent
_YEAR: Final = 1 << 32  # a row's number is its year times this, plus a running number
_DDL: Final = (
    "CREATE TABLE doc(number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, "
    "stamp INTEGER NOT NULL, words TEXT NOT NULL) STRICT",
    "CREATE TABLE term(word TEXT PRIMARY KEY, holding INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE VIRTUAL TABLE found USING fts5(words, content='', detail=none, "
    "tokenize=\"ascii tokenchars '~_'\")",
    f"PRAGMA user_version = {_SHAPE}",
)


@dataclass(frozen=True, slots=True)
class Near:
    """A submission like the one asked about; ``score`` from 0 to 1 (db.rules.novelty)."""

    id: bytes
    score: float


class NoveltyIndex:
    """The index of one book on this laptop; close it when done.

    Every call may raise DiskFullError, BookBusyError, FileUnusableError.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._path = book.home.folder("similar") / f"{book.id.hex()}.sqlite"
        self._seen: tuple[int, int] | None = None
        self._waiting: list[tuple[bytes, int, int]] = []  # id, stamp, year
        self._held: dict[str, int] = {}
        self._connection = self._open()

    def __enter__(self) -> NoveltyIndex:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def refresh(self) -> None:
        """Brings the index up to date with the book."""
        while self.step():
            pass

    def step(self, most: int = _STEP) -> int:
        """A part of :meth:`refresh`; returns how many submissions are still to be indexed."""
        return self._mending(partial(self._step, most))

    def _step(self, most: int) -> int:
        self._look()
        if self._waiting:
            part, self._waiting = self._waiting[:most], self._waiting[most:]
            try:
                with transaction(self._connection, self._path):
                    self._take(part)
            except BaseException:
                self._seen = None  # look again next time
                raise
        return len(self._waiting)

    def near(self, ident: bytes, least: float, *, most: int = 20) -> list[Near]:
        """The submissions of its year and of earlier ones that are like this one, the most
        alike first; scores below ``least`` are left out, and itself. Nothing where it is not
        indexed. The index must be up to date.
        """
        return self._mending(partial(self._near, ident, least, most))

    def _near(self, ident: bytes, least: float, most: int) -> list[Near]:
        row = self._connection.execute(
            "SELECT number, words FROM doc WHERE id = ?", (ident,)
        ).fetchone()
        if row is None or not row[1]:
            return []
        number, ours = row[0], frozenset(row[1].split())
        among = self._connection.execute("SELECT count(*) FROM doc").fetchone()[0]
        holding = self._holding(ours)
        candidates = self.candidates(ours, number // _YEAR)
        read = [
            (other, frozenset(words.split()))
            for other, words in self._rows(c for c in candidates if c != number)
        ]
        holding |= self._holding(set().union(*(words for _, words in read)) - ours)
        weigh = weigher(among, holding)
        weighed = {term: weigh(term) for term in ours}
        scored = [Near(other, alike_weighed(weighed, words, weigh)) for other, words in read]
        kept = [near for near in scored if near.score >= least]
        return sorted(kept, key=lambda near: (-near.score, near.id))[:most]

    def words(self, ident: bytes) -> frozenset[str]:
        """The terms of a submission (db.rules.novelty.terms); empty where it is not indexed."""
        row = self._connection.execute("SELECT words FROM doc WHERE id = ?", (ident,)).fetchone()
        return frozenset(row[0].split()) if row else frozenset()

    def candidates(self, ours: Iterable[str], year: int) -> list[int]:
        """Numbers of the rows, of that year and before, that share the rarest of these terms;
        best by BM25 first."""
        holding = self._holding(ours)
        asked: list[str] = []
        hits = 0
        for term in sorted(ours, key=lambda term: (holding.get(term, 0), term)):
            count = holding.get(term, 0)
            if count < 2:
                continue  # nobody else has it
            if len(asked) >= _LEAST and hits + count > _HITS:
                break
            asked.append(f'"{term}"')
            hits += count
        if not asked:
            return []
        return [
            number
            for (number,) in self._connection.execute(
                "SELECT rowid FROM found WHERE found MATCH ? AND rowid < ? ORDER BY rank LIMIT ?",
                (" OR ".join(asked), (year + 1) * _YEAR, _LOOKED_AT + 1),
            )
        ]

    def _open(self) -> sqlite3.Connection:
        try:
            return _opened(self._path)
        except OSError as error:
            raise FileUnusableError(path=self._path, errno=error.errno) from error
        except sqlite3.DatabaseError as error:
            raise translate(error, self._path) from error

    def _mending(self, job: Callable[[], _T]) -> _T:
        """Does the job; where the file turns out damaged, again with one made anew."""
        try:
            try:
                return job()
            except sqlite3.DatabaseError as error:
                raise translate(error, self._path) from error
        except DamagedBookError:
            self._connection.close()
            self._path.unlink(missing_ok=True)
            self._seen, self._waiting = None, []
            self._held.clear()
            self._connection = self._open()
            while self._step(_STEP):
                pass
            return job()

    def _rows(self, numbers: Iterable[int]) -> list[tuple[bytes, str]]:
        wanted = list(numbers)
        places = ", ".join("?" * len(wanted))
        return self._connection.execute(
            f"SELECT id, words FROM doc WHERE number IN ({places})", wanted
        ).fetchall()

    def _holding(self, words: Iterable[str]) -> dict[str, int]:
        """How many submissions have each of these terms; kept in memory until one changes."""
        find, held = self._connection.execute, self._held
        found = {}
        for word in words:
            if word not in held:
                row = find("SELECT holding FROM term WHERE word = ?", (word,)).fetchone()
                held[word] = row[0] if row else 0
            found[word] = held[word]
        return found

    def _look(self) -> None:
        """Finds what changed, where anything was written to the book since the last look."""
        book = self._book.connection
        (version,) = book.execute("PRAGMA data_version").fetchone()
        state = (version, book.total_changes)
        if state == self._seen:
            return
        known = {
            ident: (stamp, number // _YEAR)
            for ident, stamp, number in self._connection.execute(
                "SELECT id, stamp, number FROM doc"
            )
        }
        waiting = []
        for ident, stamp, year in book.execute(
            "SELECT s.id, s.text_stamp, c.year FROM submission s JOIN campaign c "
            "ON c.id = s.campaign WHERE c.year BETWEEN 1 AND 9999"
        ):
            if known.pop(ident, None) != (stamp, year):
                waiting.append((ident, stamp, year))
        if known:
            with transaction(self._connection, self._path):
                self._drop(known)
        self._seen, self._waiting = state, waiting

    def _take(self, part: Sequence[tuple[bytes, int, int]]) -> None:
        self._drop(ident for ident, _, _ in part)
        columns = ", ".join(SCORED)
        places = ", ".join("?" * len(part))
        texts = {
            ident: [text or "" for text in row]
            for ident, *row in self._book.connection.execute(
                f"SELECT id, {columns} FROM submission WHERE id IN ({places})",
                [ident for ident, _, _ in part],
            )
        }
        counted: Counter[str] = Counter()
        rows = []
        last: dict[int, int] = {}
        for ident, stamp, year in part:
            found = terms(texts.get(ident, ()))
            counted.update(found)
            last[year] = last.get(year) or self._last(year)
            last[year] += 1
            rows.append((last[year], ident, stamp, " ".join(sorted(found))))
        run = self._connection.executemany
        run("INSERT INTO doc VALUES (?, ?, ?, ?)", rows)
        run("INSERT INTO found(rowid, words) VALUES (?, ?)", [(row[0], row[3]) for row in rows])
        self._count(counted)

    def _last(self, year: int) -> int:
        """The highest number given in that year."""
        (found,) = self._connection.execute(
            "SELECT max(number) FROM doc WHERE number >= ? AND number < ?",
            (year * _YEAR, (year + 1) * _YEAR),
        ).fetchone()
        return found or year * _YEAR

    def _drop(self, idents: Iterable[bytes]) -> None:
        counted: Counter[str] = Counter()
        run = self._connection.execute
        for ident in idents:
            row = run("SELECT number, words FROM doc WHERE id = ?", (ident,)).fetchone()
            if row is not None:
                run("INSERT INTO found(found, rowid, words) VALUES ('delete', ?, ?)", row)
                run("DELETE FROM doc WHERE number = ?", row[:1])
                counted.subtract(row[1].split())
        self._count(counted)

    def _count(self, counted: Mapping[str, int]) -> None:
        self._held.clear()
        self._connection.executemany(
            "INSERT INTO term VALUES (?, ?) ON CONFLICT(word) DO UPDATE "
            "SET holding = holding + excluded.holding",
            sorted(counted.items()),
        )


def _opened(path: Path) -> sqlite3.Connection:
    """The file with its tables. What cannot be used is thrown away: all of it can be made
    again from the book."""
    for attempt in (1, 2):
        if not path.exists():
            path.touch(mode=0o600)
        connection = None
        try:
            connection = connect(path, any_thread=True)
            (shape,) = connection.execute("PRAGMA user_version").fetchone()
            if shape == _SHAPE:
                connection.execute("PRAGMA synchronous = OFF")  # nothing here is lost for good
                return connection
            empty = not connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
            if shape == 0 and empty:
                with transaction(connection, path):
                    for statement in _DDL:
                        connection.execute(statement)
                connection.execute("PRAGMA synchronous = OFF")
                return connection
        except sqlite3.DatabaseError:
            if attempt == 2:
                if connection is not None:
                    connection.close()
                raise
        if connection is not None:
            connection.close()
        path.unlink()
    raise OSError(f"not to be made: {path.name}")
