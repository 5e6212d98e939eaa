"""What is cut short by ``tests.faults.kills``: each operation with its preparation and its judge.

``prepare(folder)`` makes what it needs, ``act(folder, tell)`` does it (``tell`` acknowledges what
a person was told is done), ``look(folder, told)`` says what is there and what is wrong.
"""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import backups, ballots, campaigns, undo
from db.book import Book
from db.check import check
from db.exchange import off_stick
from db.exchange.copy_out import copy
from db.exchange.fingerprint import fingerprint
from db.exchange.foreign import open_foreign
from db.exchange.verify import Content, verify_all
from db.home import Home
from db.surroundings import Surroundings
from desktop import cli
from desktop.documents.trust import Trust
from desktop.documents.verifying import verify
from desktop.sample.book import make
from tests.signing_support import PASSPHRASE, authority, signers

Tell = Callable[[str], None]
BOOK, SIGNED, PIN = "so.thamdinh", "giay-to/minutes.pdf", "pin.txt"
MARKS = {"TC1": 175, "TC2": 350, "TC3": 125, "TC4": 75}


@dataclass(frozen=True, slots=True)
class Operation:
    """``by_steps``: many small writes, each whole by itself."""

    prepare: Callable[[Path], None]
    act: Callable[[Path, Tell], None]
    look: Callable[[Path, list[str]], dict[str, Any]]
    by_steps: bool = False


def _command(*words: str | Path) -> None:
    with contextlib.redirect_stdout(io.StringIO()) as said:
        code = cli.main([str(word) for word in words])
    if code:
        raise RuntimeError(f"exit {code}: {said.getvalue()}")


def _home(folder: Path) -> Home:
    return Home(folder / "home")


def _open(folder: Path) -> Book:
    return Book.open(folder / BOOK, _home(folder))


def _book(folder: Path, *, ballots: bool = True) -> None:
    make(folder / BOOK, _home(folder), submissions=16, members=5, ballots=ballots)


def _look(folder: Path) -> dict[str, Any]:
    """The book opens, can be written, is clean; what it holds, by its counts."""
    with _open(folder) as book:
        faults = [str(trouble) for trouble in check(book)]
        if book.readonly:
            faults.append("nobody can write")
        tables = ("change", "op", "ballot", "sent", "snapshot")
        counts = [
            book.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in tables
        ]
        book.connection.execute("BEGIN IMMEDIATE")
        book.connection.execute("ROLLBACK")
    left = [p.name for p in folder.glob("*-journal")]
    return {"state": counts, "faults": faults + left}


# -- scoring -------------------------------------------------------------------------------


def _bare_book(folder: Path) -> None:
    _book(folder, ballots=False)


def _score(folder: Path, tell: Tell) -> None:
    with _open(folder) as book:
        campaign = campaigns.find(book.connection, None)
        around = Surroundings(book.connection, campaign)
        member = around.members[-1]
        for code in _scored(book, campaign.id)[:4]:
            submission = ballots.submission(book, campaign.id, code)
            rubric = ballots.rubric_for(around, submission)
            for criterion in rubric.criteria:
                mark = criterion.max // 50 * 25
                ballots.set_mark(book, around, member, submission, criterion.code, mark)
                tell(json.dumps([code, criterion.code, mark]))
            ballots.submit(book, around, member, submission, None)
            tell(json.dumps([code, "", 0]))


def _scored(book: Book, campaign: bytes) -> list[str]:
    return [
        code
        for (code,) in book.connection.execute(
            "SELECT s.code FROM submission s JOIN tally t ON t.submission = s.id "
            "WHERE s.campaign = ? AND t.eligible = 1 AND t.recused = 0 ORDER BY s.code",
            (campaign,),
        )
    ]


def _look_scored(folder: Path, told: list[str]) -> dict[str, Any]:
    found = _look(folder)
    with _open(folder) as book:
        campaign = campaigns.find(book.connection, None)
        member = Surroundings(book.connection, campaign).members[-1]
        for line in told:
            code, criterion, mark = json.loads(line)
            submission = ballots.submission(book, campaign.id, code)
            standing = ballots.standing(book, member.id, submission.id)
            draft = ballots.draft(book, member.id, submission.id)
            known = standing.marks if standing is not None else draft.marks if draft else {}
            if not criterion and standing is None:
                found["faults"].append(f"a ballot handed in is lost: {code}")
            elif criterion and known.get(criterion) != mark:
                found["faults"].append(f"a mark is lost: {line}")
    return found


# -- import, merge, freeze, undo -----------------------------------------------------------


def _workbook(folder: Path) -> None:
    make(
        folder / "mau.thamdinh", _home(folder), submissions=16, members=5,
        workbook=folder / "bang.xlsx",
    )  # fmt: skip
    (folder / "mau.thamdinh").unlink()
    _command("new", folder / BOOK, "--year", "2023", "--body", "Huyện ủy A")
    for name in ("minh-hoa-tap-the.toml", "minh-hoa-ca-nhan.toml"):
        _command("rubric", folder / BOOK, Path("resources/rubrics") / name)


def _import(folder: Path, _: Tell) -> None:
    _command("import", folder / BOOK, folder / "bang.xlsx")


def _sticks(folder: Path) -> None:
    """Two copies on which the office went on working: a merge adds nothing of its own."""
    _book(folder)
    for number in (1, 2):
        name = folder / f"usb-{number}.thamdinh"
        shutil.copy(folder / BOOK, name)
        with Book.open(name, _home(folder)) as other:
            campaign = campaigns.find(other.connection, None)
            rows = other.connection.execute("SELECT id FROM submission ORDER BY code").fetchall()
            with other.write() as operation:
                for (ident,) in rows:
                    operation.set("submission", ident, {"limits": f"Hạn chế {number}"})
            campaigns.change(other, campaign, {"set:blind": "0"})
            copy(other, folder / f"ghep-{number}.thamdinh")
        name.unlink()


def _merge(folder: Path, _: Tell) -> None:
    _command("merge", folder / BOOK, *sorted(folder.glob("ghep-*.thamdinh")))


def _merged(folder: Path) -> None:
    _sticks(folder)
    _merge(folder, lambda said: None)


def _undo_merge(folder: Path, _: Tell) -> None:
    _command("undo-merge", folder / BOOK)


def _freeze(folder: Path, _: Tell) -> None:
    _command("freeze", folder / BOOK, "--session", "1")


def _edited(folder: Path) -> None:
    _book(folder)
    with _open(folder) as book:
        rows = book.connection.execute("SELECT id FROM submission ORDER BY code").fetchall()
        with book.write() as operation:
            for (ident,) in rows:
                operation.set("submission", ident, {"limits": "Hạn chế"})
        assert operation.changes.op is not None
    (folder / "op").write_bytes(operation.changes.op)


def _undo(folder: Path, _: Tell) -> None:
    with _open(folder) as book:
        undo.undo(book, (folder / "op").read_bytes())


def _look_at_book(folder: Path, _: list[str]) -> dict[str, Any]:
    return _look(folder)


def _look_at_content(folder: Path, _: list[str]) -> dict[str, Any]:
    """Also by its fingerprint: the operation adds nothing of its own."""
    found = _look(folder)
    with _open(folder) as book:
        found["state"].append(fingerprint(book.connection))
    return found


# -- backups, papers, signatures -----------------------------------------------------------


def _back_up(folder: Path, _: Tell) -> None:
    with _open(folder) as book:
        backups.make(book)


def _look_at_backups(folder: Path, _: list[str]) -> dict[str, Any]:
    found = _look(folder)
    with _open(folder) as book:
        kept = backups.backups(book)
    for each in kept:
        target = folder / "doc-lai.thamdinh"
        shutil.copy(each.path, target)
        with Book.open(target, Home(folder / "khac"), readonly=True) as old:
            found["faults"] += [str(trouble) for trouble in check(old)]
        target.unlink()
        if each.digest == "":
            found["faults"].append("a backup without its note")
    found["state"].append(len(kept))
    return found


def _frozen(folder: Path) -> None:
    _book(folder)
    _freeze(folder, lambda said: None)


def _papers(folder: Path, _: Tell) -> None:
    """One paper of each sort, and all in one file: what writes is the same for every paper."""
    _command("papers", folder / BOOK, "--session", "1", "--out", folder / "giay-to", "--packet",
             "--only", "minutes,minutes-word,summary")  # fmt: skip


def _look_at_papers(folder: Path, _: list[str]) -> dict[str, Any]:
    found = _look(folder)
    names = sorted(p.name for p in (folder / "giay-to").glob("[!.]*"))
    found["faults"] += [f"half a paper: {n}" for n in names if not _whole(folder / "giay-to" / n)]
    found["state"].append(names)
    return found


def _whole(path: Path) -> bool:
    if path.suffix == ".pdf":
        return path.read_bytes().rstrip().endswith(b"%%EOF")
    with zipfile.ZipFile(path) as archive:
        return archive.testzip() is None


def _to_sign(folder: Path) -> None:
    _frozen(folder)
    _command("papers", folder / BOOK, "--session", "1", "--out", folder / "giay-to",
             "--only", "minutes")  # fmt: skip
    signers()[0].file(folder).path.rename(folder / "khoa.p12")
    (folder / PIN).write_text(PASSPHRASE, "utf-8")


def _sign(folder: Path, _: Tell) -> None:
    _command("sign", folder / SIGNED, "--field", "ThuKy", "--p12", folder / "khoa.p12",
             "--pin-file", folder / PIN)  # fmt: skip


def _look_at_signature(folder: Path, _: list[str]) -> dict[str, Any]:
    verdict = verify(folder / SIGNED, Trust((authority().certificate,)))
    reasons = sorted(reason.code for reason in verdict.reasons)
    signed = [each.field for each in verdict.signatures if each.signer is not None]
    return {"state": [reasons, signed], "faults": []}


# -- a book from a stick, back to it -----------------------------------------------------------


def _off_stick(folder: Path) -> None:
    """Taken from a stick, worked on here."""
    usb = folder / "usb"
    usb.mkdir()
    make(usb / BOOK, _home(folder), submissions=16, members=5)
    shutil.move(off_stick.take_in(usb / BOOK, _home(folder)), folder / BOOK)
    (note,) = _home(folder).root.glob("tu-usb/*/*.json")
    note.rename(folder / note.name)
    with _open(folder) as book:
        rows = book.connection.execute("SELECT id FROM submission ORDER BY code").fetchall()
        with book.write() as operation:
            for (ident,) in rows:
                operation.set("submission", ident, {"limits": "Hạn chế"})


def _write_back(folder: Path, _: Tell) -> None:
    with _open(folder) as book:
        off_stick.write_back(book)


def _look_at_stick(folder: Path, _: list[str]) -> dict[str, Any]:
    """The book here is as it was; the one on the stick is the old or the new one, whole."""
    found = _look(folder)
    with open_foreign(folder / "usb" / BOOK, Home(folder / "khac")) as foreign:
        verify_all(Content(foreign.connection, foreign.path))
        found["state"].append(fingerprint(foreign.connection))
    return found


OPERATIONS: Mapping[str, Operation] = {
    "score": Operation(_bare_book, _score, _look_scored, by_steps=True),
    "import": Operation(_workbook, _import, _look_at_book),
    "merge": Operation(_sticks, _merge, _look_at_content),
    "undo-merge": Operation(_merged, _undo_merge, _look_at_content),
    "freeze": Operation(_book, _freeze, _look_at_book),
    "undo": Operation(_edited, _undo, _look_at_book),
    "backup": Operation(_book, _back_up, _look_at_backups),
    "papers": Operation(_frozen, _papers, _look_at_papers, by_steps=True),
    "write-back": Operation(_off_stick, _write_back, _look_at_stick),
    "sign": Operation(_to_sign, _sign, _look_at_signature),
}
