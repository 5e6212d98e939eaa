"""A book on disk: made, opened, closed, written to by one program at a time.

Every write goes through :meth:`Book.write`: one transaction, one signed operation, the
picture brought up to date, then COMMIT. The file is whole after every commit.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from db import picture, schema
from db.change_log import Authority, load_authority
from db.drafts import Drafts
from db.errors import (
    AlteredFileError,
    BookBusyError,
    DamagedBookError,
    FileExistsAlreadyError,
    FileUnusableError,
    NoOfficeKeyError,
    ReadOnlyBookError,
    ThamdinhError,
)
from db.home import Home
from db.keys import Signer, laptop_key, make_office_key, office_key
from db.known_files import KnownFile
from db.lock import PenLock
from db.operation import Operation
from db.storage import (
    connect,
    finish_interrupted,
    look_at_header,
    look_inside,
    put_in_place,
    transaction,
    translate,
)

Clock = Callable[[], int]


def now() -> int:
    """Milliseconds since 1970 by this laptop's clock."""
    return time.time_ns() // 1_000_000


class Book:
    """An open book. ``connection`` is for the rooms of ``db`` only."""

    def __init__(
        self,
        path: Path,
        home: Home,
        connection: sqlite3.Connection,
        pen: PenLock | None,
        clock: Clock,
    ) -> None:
        self.path, self.home, self.connection, self.clock = path, home, connection, clock
        self._pen = pen
        self._authority: Authority | None = None
        self._drafts: Drafts | None = None
        self.id, self.root = connection.execute("SELECT id, office FROM book").fetchone()
        self.office: Signer | None = None
        self.altered: ThamdinhError | None = None  # why the log is not to be believed

    @property
    def readonly(self) -> bool:
        """Whether another window has the pen, the file cannot be written, or was altered."""
        return self._pen is None

    @property
    def drafts(self) -> Drafts:
        """What is typed on this laptop and not handed in."""
        if self._drafts is None:
            self._drafts = Drafts(self.home.drafts(self.id))
        return self._drafts

    @property
    def authority(self) -> Authority:
        """Whose signatures count, as the log has it now."""
        if self._authority is None:
            self._authority = load_authority(self.connection, self.id, self.root)
        return self._authority

    @classmethod
    def create(cls, path: Path, home: Home, clock: Clock = now) -> Book:
        """Makes an empty book and its office key.

        Raises FileExistsAlreadyError, FileUnusableError.
        """
        if path.exists():
            raise FileExistsAlreadyError(path=path)
        part = path.with_name(path.name + ".part")
        book = os.urandom(16)
        try:
            part.unlink(missing_ok=True)
            signer = make_office_key(home, book)
            connection = connect(part, create=True)
            try:
                with transaction(connection, part):
                    schema.create_log(connection)
                    connection.execute("INSERT INTO book VALUES (?, ?)", (book, signer.public))
                    picture.create(connection)
            finally:
                connection.close()
            put_in_place(part, path)
        except FileExistsError as error:
            raise FileExistsAlreadyError(path=path) from error
        except (OSError, sqlite3.OperationalError) as error:
            raise FileUnusableError(path=path, errno=getattr(error, "errno", None)) from error
        finally:
            part.unlink(missing_ok=True)
        return cls.open(path, home, clock=clock)

    @classmethod
    def open(cls, path: Path, home: Home, *, readonly: bool = False, clock: Clock = now) -> Book:
        """Opens a book, to write where it can: else :attr:`readonly` is true.

        Raises FileMissingError, FileUnusableError, NotABookError, NewerBookError,
        DamagedBookError.
        """
        look_at_header(path)
        if readonly:
            finish_interrupted(path)
        pen = None if readonly else PenLock.take(path)
        connection = book = None
        try:
            connection = connect(path, readonly=pen is None)
            look_inside(path, connection, writes=pen is not None)
            book = cls(path, home, connection, pen, clock)
            book._look_through()
            book._bring_picture_up_to_date()
            book._take_office_key()
            return book
        except BaseException as error:
            if connection is not None:
                connection.close()
            if book is not None:
                book.connection.close()  # a reader's may be the copy in memory
                pen = book._pen
            if pen is not None:
                pen.release()
            if isinstance(error, (sqlite3.DatabaseError, UnicodeDecodeError)):
                raise translate(error, path) from error
            raise

    def adopt(self, authority: Authority | None) -> None:
        """Says whose signatures count after a merge wrote to the log; None: to be looked up."""
        self._authority = authority

    def require_pen(self) -> None:
        """Raises BookBusyError when the book was opened for reading only, AlteredFileError or
        DamagedBookError where its log is not to be believed."""
        if self.altered is not None:
            raise self.altered
        if self.readonly:
            raise BookBusyError(path=self.path)

    def require_office(self) -> Signer:
        """The office key. Raises NoOfficeKeyError where this laptop does not hold it."""
        if self.office is None:
            raise NoOfficeKeyError()
        return self.office

    def close(self) -> None:
        """Closes the file and lays down the pen."""
        self.connection.close()
        if self._pen is not None:
            self._known.note(open_=False)
        if self._drafts is not None:
            self._drafts.close()
            self._drafts = None
        if self._pen is not None:
            self._pen.release()
            self._pen = None

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def write(self, who: str = "", signer: Signer | None = None) -> Iterator[Operation]:
        """One operation: all of it or nothing. ``signer`` defaults to the office's key, else
        to this laptop's (then office cells become proposals).

        After the block ``operation.changes`` says what changed. Raises ReadOnlyBookError,
        DiskFullError, DamagedBookError.
        """
        if self.altered is not None:
            raise self.altered
        if self.readonly:
            raise ReadOnlyBookError(path=self.path)
        signer = signer or self.office or laptop_key(self.home, self.id)
        who = who or ("office" if signer.public in self.authority.office else "laptop")
        operation = Operation(self.connection, self.id, self.authority, signer, who, self.clock())
        with transaction(self.connection, self.path):
            yield operation
            authority = operation.finish(self.root)
        self._authority = authority

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One consistent view over several reads."""
        if self.connection.in_transaction:
            yield self.connection
            return
        self.connection.execute("BEGIN")
        try:
            yield self.connection
        finally:
            if self.connection.in_transaction:
                self.connection.execute("COMMIT")

    def _look_through(self) -> None:
        """Verifies a file that this laptop did not write last, and trusts no picture in it. An
        altered one is opened to be read only: :attr:`altered` says what is wrong."""
        self._known = KnownFile(self.home, self.id, self.path)
        self._fresh = not self._known.is_ours()
        if self._fresh:
            from db.exchange.verify import Content, verify_all

            try:
                verify_all(Content(self.connection, self.path))
            except (AlteredFileError, DamagedBookError) as error:
                self.altered = error
                if self._pen is not None:
                    self._pen.release()
                    self._pen = None
        elif not self.readonly:
            self._known.note(open_=True)

    def _bring_picture_up_to_date(self) -> None:
        if schema.picture_version(self.connection) == schema.PICTURE and not self._fresh:
            return
        if self.readonly:  # the file stays as it is; a copy in memory gets the picture
            file = self.connection
            self.connection = sqlite3.connect(":memory:", isolation_level=None)
            try:
                file.backup(self.connection)
                self.rebuild()
            except BaseException:
                self.connection.close()
                raise
            finally:
                file.close()
        else:
            self.rebuild()
            self._known.note(open_=True)
        self._fresh = False

    def _take_office_key(self) -> None:
        key = office_key(self.home, self.id)
        if key is not None and key.public in self.authority.office:
            self.office = key

    def swap_file(self, part: Path) -> None:
        """Puts ``part``, a whole file of this same book in the same folder, in the place of the
        open one, in one step, and goes on with it; the pen stays held throughout.

        Whoever holds :attr:`connection` must ask for it again; where the file cannot be swapped
        it is the old one. Raises ReadOnlyBookError, BookBusyError, FileUnusableError.
        """
        if self.readonly:
            raise ReadOnlyBookError(path=self.path)
        self.connection.close()  # Windows swaps no open file
        try:
            os.replace(part, self.path.resolve())
        except PermissionError as error:  # on Windows: another window reads it
            raise BookBusyError(path=self.path) from error
        except OSError as error:
            raise FileUnusableError(path=self.path, errno=error.errno) from error
        finally:
            self.reopen()

    def reopen(self) -> None:
        """A new connection to what lies at :attr:`path` now, written by us or another window of
        this laptop. Raises DamagedBookError, NotABookError."""
        self.connection.close()
        try:
            self.connection = connect(self.path, readonly=self.readonly)
            self._authority, self.office = None, None
            look_inside(self.path, self.connection)
            if not self.readonly:
                self._known.note(open_=True)
            self._bring_picture_up_to_date()
            self._take_office_key()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise translate(error, self.path) from error

    def rebuild(self) -> None:
        """Makes the picture anew from the log."""
        with transaction(self.connection, self.path):
            self._authority = picture.rebuild(self.connection, self.id, self.root)
