"""List and search: the register of a province's ten years, against Qt's own models of SQL."""

from __future__ import annotations

import os
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtSql import QSqlDatabase, QSqlQueryModel, QSqlTableModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from db.book import Book
from db.rules.vietnamese import fold, sort_key
from desktop.app import make_look, prepare
from desktop.models.register_model import Column, RegisterModel
from desktop.sample.book import make
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.list_table import ListTable
from tests.bench.figures import Figure, by_turns, middle, percentile
from tests.bench.lab import YEAR, Lab

_SHOWN = ("code", "subject", "kind", "unit", "title", "field", "registered_on", "reported_on")
_SIZE = (1366, 700)
_BASE = 1000
_REPAINTS = 5  # times scale.repeats
_TYPED = ("nong dan", "Cà phê")
_PATIENCE = 60_000


def bench(lab: Lab) -> Iterator[Figure]:
    """First paint, repaint, memory, and a keystroke in the search field."""
    wanted = lab.scale.listed
    path = _book(lab, wanted)
    lab.say(f"a list of {wanted}")
    prepare([])
    look = make_look(lab.home)
    session = Session(Book.open(path, lab.home, readonly=True))
    base = _Baseline(path)
    try:
        yield from _painting(lab, session, look, base)
        yield _memory(session)
        yield from _search(session, look, lab.scale.repeats * _REPAINTS)
    finally:
        base.close()
        session.close()
        session.deleteLater()
        QApplication.processEvents()


def _painting(lab: Lab, session: Session, look: Look, base: _Baseline) -> Iterator[Figure]:
    def ours() -> None:
        _close(_shown(_table(session, look)))

    def theirs() -> None:
        _close(_shown(base.table()))

    ours()  # type and style are laid out once
    theirs()
    first, plain = by_turns(lab.scale.repeats, ours, theirs)
    against = "QSqlTableModel, sorted the same, in a QTableView"
    yield Figure("list", middle(first), middle(plain), 4, against=against)
    left, right = _shown(_settled(_table(session, look))), _shown(base.query())
    again, bare = by_turns(
        lab.scale.repeats * _REPAINTS, left.viewport().repaint, right.viewport().repaint
    )
    _close(left)
    _close(right)
    against = "QSqlQueryModel in a QTableView"
    yield Figure("list.repaint", middle(again), middle(bare), 1.3, against=against)


def _memory(session: Session) -> Figure:
    """What the model holds when everything has been in sight once every tenth window."""
    tracemalloc.start()
    model = RegisterModel(session)
    model.sort(int(Column.CODE))
    while model.busy:
        QApplication.processEvents()
    for row in range(0, model.rowCount(), 1280):
        model.data(model.index(row, 0))
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    note = f"{model.rowCount()} rows, a tenth of them looked at"
    model.deleteLater()
    return Figure("list.memory", taken / 1e6, goal=30, unit="MB", note=note)


def _search(session: Session, look: Look, repeats: int) -> Iterator[Figure]:
    """Each letter typed, until what it finds is painted: the rows in sight; the others and
    the counts follow while nothing is typed."""
    table = _shown(_settled(_table(session, look)))
    assert isinstance(table, _Stamped)
    model = table.model()
    assert isinstance(model, RegisterModel)
    (repaints,) = by_turns(repeats, table.viewport().repaint)
    keys = []
    for words in (*_TYPED, str(model.index(0, Column.CODE).data())[:-2]):
        for end in range(1, len(words) + 1):
            keys.append(_type(table, words[:end]))
            assert model.rowCount(), f"nothing holds {words[:end]}"
        _type(table, "")
        _settled(table)
    _close(table)
    bare, against = middle(repaints), "repaint of that list"
    yield Figure("search", middle(keys), bare, 4, against=against)
    yield Figure("search.p95", percentile(keys, 95), bare, 10, against=against)


def _type(table: _Stamped, words: str) -> float:
    """Milliseconds until it is painted."""
    model = table.model()
    assert isinstance(model, RegisterModel)
    start, table.painted = perf_counter(), 0.0
    model.search(words)
    while not table.painted:
        QApplication.processEvents()
    return (table.painted - start) * 1000


class _Stamped(ListTable):
    """Knows when it was painted."""

    painted = 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        """As every list."""
        super().paintEvent(event)
        self.painted = perf_counter()


def _settled(table: ListTable) -> ListTable:
    """Everything is read."""
    model = table.model()
    while isinstance(model, RegisterModel) and model.busy:
        QApplication.processEvents()
    return table


def _table(session: Session, look: Look) -> ListTable:
    model = RegisterModel(session)
    widths = {column: -10 for column in Column}
    table = _Stamped(model, look, "Danh sách", widths)
    model.setParent(table)
    table.sort_by(Column.CODE)
    assert model.rowCount()
    return table


def _shown(table: QTableView) -> QTableView:
    table.resize(*_SIZE)
    table.show()
    assert QTest.qWaitForWindowExposed(table, _PATIENCE)
    QApplication.processEvents()
    return table


def _close(table: QWidget) -> None:
    table.close()
    table.deleteLater()
    QApplication.processEvents()


class _Baseline:
    """Qt's own models on the same table of the same file."""

    def __init__(self, path: Path) -> None:
        self._name = f"bench-{path.name}"
        self._database = QSqlDatabase.addDatabase("QSQLITE", self._name)
        self._database.setConnectOptions("QSQLITE_OPEN_READONLY")
        self._database.setDatabaseName(os.fspath(path))
        assert self._database.open()

    def table(self) -> QTableView:
        """The model of the table, sorted as our list is."""
        model = QSqlTableModel(None, self._database)
        model.setTable("submission")
        model.setSort(model.fieldIndex("sort"), Qt.SortOrder.AscendingOrder)
        assert model.select()
        view = self._view(model)
        for column in range(model.columnCount()):
            view.setColumnHidden(column, model.record().fieldName(column) not in _SHOWN)
        return view

    def query(self) -> QTableView:
        """The columns of our list by one query."""
        model = QSqlQueryModel()
        model.setQuery(
            f"SELECT {', '.join(_SHOWN)}, withdrawn FROM submission ORDER BY sort", self._database
        )
        return self._view(model)

    def _view(self, model: QSqlQueryModel) -> QTableView:
        view = QTableView()
        model.setParent(view)
        view.setModel(model)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(26)
        view.setAlternatingRowColors(True)
        view.setWordWrap(False)
        view.horizontalHeader().setDefaultSectionSize(_SIZE[0] // (len(_SHOWN) + 1))
        return view

    def close(self) -> None:
        """Closes the file."""
        self._database.close()
        del self._database
        QSqlDatabase.removeDatabase(self._name)


def _book(lab: Lab, wanted: int) -> Path:
    """A sample book whose lists are made long in the picture alone: the log stays small."""
    base = min(wanted, _BASE)
    lab.say(f"a book with {wanted} rows to list")
    path = lab.folder / "listed.thamdinh"
    make(path, lab.home, submissions=base, ballots=False)
    with Book.open(path, lab.home) as book:
        connection = book.connection
        rows = connection.execute("SELECT * FROM submission ORDER BY code").fetchall()
        names = _columns(book, "submission")
        tallied = _columns(book, "tally").index("code")
        tallies = {row[0]: row for row in connection.execute("SELECT * FROM tally")}
        code, sort, search = (names.index(name) for name in ("code", "sort", "search"))
        connection.execute("BEGIN IMMEDIATE")
        for number in range(base, wanted):
            row = list(rows[number % base])
            tally = [number.to_bytes(16, "big"), *tallies[row[0]][1:]]
            former, tally[tallied] = row[code], f"LD-{YEAR}-{number + 1:06d}"
            row[0], row[code], row[sort] = tally[0], tally[tallied], sort_key(tally[tallied])
            row[search] = row[search].replace(fold(former), fold(row[code]))
            for table, values in (("submission", row), ("tally", tally)):
                places = ", ".join("?" * len(values))
                connection.execute(f"INSERT INTO {table} VALUES ({places})", values)
        connection.execute("COMMIT")
    return path


def _columns(book: Book, table: str) -> list[str]:
    return [name for _, name, *_ in book.connection.execute(f"PRAGMA table_info({table})")]
