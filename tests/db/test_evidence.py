"""Evidence beside the book: attached once, listed, read back proved, whole after a crash."""

from __future__ import annotations

import os
import sqlite3
import tracemalloc
from pathlib import Path

import pytest

from db import entries, evidence, evidence_kind
from db.book import Book
from db.check import check
from db.errors import (
    CancelledError,
    DamagedEvidenceFileError,
    EvidenceChangingError,
    EvidenceDamagedError,
    EvidenceKindError,
    EvidenceMissingError,
    EvidenceSecretError,
    EvidenceTooLargeError,
    FileExistsAlreadyError,
    FileMissingError,
    NewerEvidenceFileError,
    NotEvidenceFileError,
    ReadOnlyBookError,
    SessionFrozenError,
    ThamdinhError,
    UnknownCodeError,
)
from db.evidence_file import CHUNK, LARGEST, EvidenceFile, path_beside
from db.evidence_kind import DOCX, JPEG, PDF, PNG, XLSX, file_name
from db.freeze import freeze
from db.home import Home
from db.undo import undo
from desktop.messages import sentence
from tests.evidence_support import (
    attach,
    carry,
    forge,
    hash_of,
    held_by,
    office_file,
    pdf,
    scan,
)
from tests.support import Sample

PNG_BYTES = b"\x89PNG\r\n\x1a\n" + bytes(50)
JPEG_BYTES = b"\xff\xd8\xff\xe0" + bytes(50)


def _names(sample: Sample, code: str) -> list[tuple[str, bool]]:
    items = evidence.listing(sample.book, sample.submission(code).id)
    return [(item.name, item.here) for item in items]


# -- attach, list, detach ------------------------------------------------------------------


def test_what_is_attached_is_listed_and_read_back(sample: Sample, tmp_path: Path) -> None:
    content = pdf(1, 2 * CHUNK + 7)
    path = scan(tmp_path, "Quyết định.pdf", content)
    submission = sample.submission("HS1").id
    changes = evidence.attach(sample.book, submission, path, note=" bản quét ")
    assert changes.kinds == {"evidence"}
    (item,) = evidence.listing(sample.book, submission)
    assert (item.name, item.size, item.media, item.note, item.here) == (
        "Quyết định.pdf", len(content), PDF, "bản quét", True
    )  # fmt: skip
    assert item.hash == hash_of(content) and item.submission == submission and item.added
    chunks = list(evidence.open_content(sample.book, item.hash))
    assert [len(chunk) for chunk in chunks] == [CHUNK, CHUNK, 7]
    assert b"".join(chunks) == evidence.content(sample.book, item.hash) == content
    assert check(sample.book) == []
    assert path_beside(sample.book.path).name == "so.minhchung"


def test_the_same_file_is_stored_once(sample: Sample) -> None:
    content = pdf(1)
    attach(sample, "HS1", "a.pdf", content)
    before = path_beside(sample.book.path).read_bytes()
    again = scan(sample.book.path.parent, "b.pdf", content)
    assert not evidence.attach(sample.book, sample.submission("HS1").id, again)
    assert evidence.attach(sample.book, sample.submission("HS2").id, again)
    assert path_beside(sample.book.path).read_bytes() == before
    assert _names(sample, "HS1") == [("a.pdf", True)] and _names(sample, "HS2") == [("b.pdf", True)]


def test_files_are_listed_in_the_order_they_came(sample: Sample) -> None:
    for number, name in enumerate(("c.pdf", "a.pdf", "b.pdf")):
        attach(sample, "HS1", name, pdf(number))
    assert [name for name, _ in _names(sample, "HS1")] == ["c.pdf", "a.pdf", "b.pdf"]


def test_one_content_attached_on_two_laptops_is_one_line(sample: Sample) -> None:
    hash_ = attach(sample, "HS1", "a.pdf", pdf(1))
    cells = {"submission": sample.submission("HS1").id, "name": "b.pdf", "hash": hash_.hex()}
    sample.set("evidence", os.urandom(16), **cells, size=3000, position=1, added=1 << 50)
    assert _names(sample, "HS1") == [("a.pdf", True)]
    evidence.detach(sample.book, sample.submission("HS1").id, hash_)
    assert _names(sample, "HS1") == []


def test_detaching_leaves_the_content_and_attaching_again_writes_none(sample: Sample) -> None:
    hash_ = attach(sample, "HS1", "a.pdf", pdf(1))
    before = path_beside(sample.book.path).read_bytes()
    changes = evidence.detach(sample.book, sample.submission("HS1").id, hash_)
    assert changes.kinds == {"evidence"} and _names(sample, "HS1") == []
    assert evidence.content(sample.book, hash_) == pdf(1)
    assert hash_ in evidence.named(sample.book)
    attach(sample, "HS1", "a.pdf", pdf(1))
    assert _names(sample, "HS1") == [("a.pdf", True)]
    assert path_beside(sample.book.path).read_bytes() == before
    assert check(sample.book) == []


def test_attaching_and_detaching_are_undone(sample: Sample) -> None:
    path = scan(sample.book.path.parent, "a.pdf", pdf(1))
    submission = sample.submission("HS1").id
    attached = evidence.attach(sample.book, submission, path)
    assert attached.op is not None
    undone = undo(sample.book, attached.op)
    assert sample.book.connection.execute("SELECT count(*) FROM evidence").fetchone() == (0,)
    assert undone.changes.op is not None
    undo(sample.book, undone.changes.op, {attached.op})
    assert _names(sample, "HS1") == [("a.pdf", True)]
    detached = evidence.detach(sample.book, submission, hash_of(pdf(1)))
    assert detached.op is not None
    undo(sample.book, detached.op)
    assert _names(sample, "HS1") == [("a.pdf", True)]


def test_what_is_frozen_keeps_its_evidence(sample: Sample) -> None:
    hash_ = attach(sample, "HS1", "a.pdf", pdf(1))
    sample.score_all()
    freeze(sample.book, sample.campaign, 1)
    submission = sample.submission("HS1").id
    more = scan(sample.book.path.parent, "b.pdf", pdf(2))
    (item,) = evidence.listing(sample.book, submission)
    with pytest.raises(SessionFrozenError):
        evidence.attach(sample.book, submission, more)
    with pytest.raises(SessionFrozenError):
        evidence.detach(sample.book, submission, hash_)
    with pytest.raises(SessionFrozenError):
        entries.remove(sample.book, "evidence", item.id)
    assert _names(sample, "HS1") == [("a.pdf", True)]


def test_a_book_without_its_evidence_says_what_is_not_here(sample: Sample) -> None:
    hash_ = attach(sample, "HS1", "a.pdf", pdf(1))
    other = sample.elsewhere("khac")
    (gone,) = evidence.missing(other.book, other.campaign.id)
    assert (gone.name, gone.here, gone.size) == ("a.pdf", False, 3000)
    with pytest.raises(EvidenceMissingError):
        evidence.content(other.book, hash_)
    assert not path_beside(other.book.path).exists()
    carry(path_beside(other.book.path), pdf(2))
    assert [item.name for item in evidence.missing(other.book, other.campaign.id)] == ["a.pdf"]
    with pytest.raises(EvidenceMissingError):
        evidence.content(other.book, hash_)
    assert evidence.missing(sample.book, sample.campaign.id) == []
    other.book.close()


def test_from_somebody_else_it_is_a_proposal(sample: Sample) -> None:
    other = sample.elsewhere("khac")
    path = scan(other.book.path.parent, "a.pdf", pdf(1))
    evidence.attach(other.book, other.submission("HS1").id, path)
    assert _names(other, "HS1") == [] and evidence.named(other.book) == {hash_of(pdf(1))}
    other.book.close()


def test_unknown_submission_and_read_only_book(sample: Sample) -> None:
    path = scan(sample.book.path.parent, "a.pdf", pdf(1))
    with pytest.raises(UnknownCodeError):
        evidence.attach(sample.book, b"x" * 16, path)
    second = Book.open(sample.book.path, sample.book.home, readonly=True)
    with second, pytest.raises(ReadOnlyBookError):
        evidence.attach(second, sample.submission("HS1").id, path)
    assert not path_beside(sample.book.path).exists()


# -- kinds ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "media"),
    [
        ("a.pdf", pdf(1), PDF),
        ("a.PDF", b"\r\n rubbish %PDF-1.4", PDF),
        ("a.png", PNG_BYTES, PNG),
        ("a.jpg", JPEG_BYTES, JPEG),
        ("a.JPEG", JPEG_BYTES, JPEG),
    ],
)
def test_kinds_that_are_kept(tmp_path: Path, name: str, content: bytes, media: str) -> None:
    with scan(tmp_path, name, content).open("rb") as stream:
        assert evidence_kind.media_of(name, stream) == media


def test_office_files_are_told_apart_by_their_parts(tmp_path: Path) -> None:
    for name, part, media in (
        ("a.docx", "word/document.xml", DOCX),
        ("a.xlsx", "xl/workbook.xml", XLSX),
    ):
        with office_file(tmp_path / name, part).open("rb") as stream:
            assert evidence_kind.media_of(name, stream) == media
            with pytest.raises(EvidenceKindError):
                evidence_kind.media_of("a.pdf", stream)


@pytest.mark.parametrize(
    ("name", "content", "detail"),
    [
        ("a.pdf", b"", "empty"),
        ("a.exe", b"MZ" + bytes(500), "unknown"),
        ("a.pdf", b"MZ" + bytes(500), "unknown"),
        ("a.pdf", PNG_BYTES, "name"),
        ("a.exe", pdf(1), "name"),
        ("a.pdf.exe", pdf(1), "name"),
        ("a", pdf(1), "name"),
        ("a.docx", b"PK\x03\x04" + bytes(100), "unknown"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "unknown"),
    ],
)
def test_kinds_that_are_refused(sample: Sample, name: str, content: bytes, detail: str) -> None:
    path = scan(sample.book.path.parent / "scans", name, content)
    with pytest.raises(EvidenceKindError) as caught:
        evidence.attach(sample.book, sample.submission("HS1").id, path)
    assert caught.value.facts["detail"] == detail
    assert name in sentence(caught.value)
    assert _names(sample, "HS1") == [] and not path_beside(sample.book.path).exists()


def test_macros_under_an_innocent_name_are_refused(sample: Sample, tmp_path: Path) -> None:
    parts = {"word/vbaProject.bin": b"x"}
    path = office_file(tmp_path / "a.docx", "word/document.xml", parts=parts)
    with pytest.raises(EvidenceKindError) as caught:
        evidence.attach(sample.book, sample.submission("HS1").id, path)
    assert caught.value.facts["detail"] == "macros"


def test_fifty_megabytes_and_one_byte_more(sample: Sample) -> None:
    path = scan(sample.book.path.parent, "a.pdf", pdf(1))
    os.truncate(path, LARGEST + 1)  # sparse
    with pytest.raises(EvidenceTooLargeError) as caught:
        evidence.attach(sample.book, sample.submission("HS1").id, path)
    assert "50 MB" in sentence(caught.value)
    os.truncate(path, LARGEST)
    tracemalloc.start()
    try:
        assert evidence.attach(sample.book, sample.submission("HS1").id, path)
        for chunk in evidence.open_content(sample.book, _only(sample).hash):
            assert len(chunk) == CHUNK
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert _only(sample).size == LARGEST and most < 8 * CHUNK


def _only(sample: Sample) -> evidence.Evidence:
    (item,) = evidence.listing(sample.book, sample.submission("HS1").id)
    return item


def test_not_a_file(sample: Sample, tmp_path: Path) -> None:
    submission = sample.submission("HS1").id
    with pytest.raises(FileMissingError):
        evidence.attach(sample.book, submission, tmp_path / "khong-co.pdf")
    (tmp_path / "thu-muc.pdf").mkdir()
    with pytest.raises(EvidenceKindError):
        evidence.attach(sample.book, submission, tmp_path / "thu-muc.pdf")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "ong.pdf")  # would never end
        with pytest.raises(EvidenceKindError):
            evidence.attach(sample.book, submission, tmp_path / "ong.pdf")


def test_a_file_that_is_still_being_written(sample: Sample) -> None:
    path = scan(sample.book.path.parent, "a.pdf", pdf(1, 2 * CHUNK))

    def scribble(done: int, total: int) -> None:
        path.write_bytes(pdf(2, 2 * CHUNK))

    submission = sample.submission("HS1").id
    with pytest.raises(EvidenceChangingError):
        evidence.attach(sample.book, submission, path, progress=scribble)
    assert _names(sample, "HS1") == [] and held_by(sample.book) == {}


# -- state secrets -------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["MẬT", "Tối mật", "TUYỆT MẬT"])
def test_a_heading_with_the_mark_is_refused(sample: Sample, tmp_path: Path, mark: str) -> None:
    text = f"ĐẢNG BỘ HUYỆN\n{mark}\nBáo cáo"
    path = office_file(tmp_path / "a.docx", "word/document.xml", text)
    assert evidence.secrecy_of(path).mark == mark.capitalize()
    with pytest.raises(EvidenceSecretError) as caught:
        evidence.attach(sample.book, sample.submission("HS1").id, path)
    assert mark.capitalize() in sentence(caught.value)
    assert not path_beside(sample.book.path).exists()


@pytest.mark.parametrize(
    ("name", "heading", "mark", "ask"),
    [
        ("bao-cao.pdf", "", None, False),
        ("Mật ong rừng.pdf", "", None, True),  # a name only asks
        ("to_trinh_TOI_MAT.pdf", "", None, True),
        ("Mất điện.pdf", "", None, False),
        ("a.pdf", "Mô hình bảo vệ bí mật nhà nước", None, True),
        ("a.pdf", "Số 5\nTUYỆT MẬT\nKế hoạch", "Tuyệt mật", False),
    ],
)
def test_names_and_words_inside_are_asked_about(
    tmp_path: Path, name: str, heading: str, mark: str | None, ask: bool
) -> None:
    found = evidence.secrecy_of(scan(tmp_path, name, pdf(1)), heading)
    assert (found.mark, found.ask) == (mark, ask)


# -- out again -----------------------------------------------------------------------------


def test_extracted_is_what_was_attached(sample: Sample, tmp_path: Path) -> None:
    hash_ = attach(sample, "HS1", "a.pdf", pdf(1, CHUNK + 1))
    target = evidence.extract(sample.book, hash_, tmp_path / "ra.pdf")
    assert target.read_bytes() == pdf(1, CHUNK + 1)
    with pytest.raises(FileExistsAlreadyError):
        evidence.extract(sample.book, hash_, target)
    with pytest.raises(EvidenceKindError):
        evidence.extract(sample.book, hash_, tmp_path / "ra.exe")
    assert not list(tmp_path.glob("*.part")) and not (tmp_path / "ra.exe").exists()


def test_what_only_calls_itself_a_paper_is_never_handed_to_the_system(
    sample: Sample, tmp_path: Path
) -> None:
    program = b"MZ" + bytes(100)
    carry(path_beside(sample.book.path), program)
    with pytest.raises(EvidenceKindError):
        evidence.extract(sample.book, hash_of(program), tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Quyết định.pdf", "Quyết định.pdf"),
        ("../../nha/.bashrc", "nha .bashrc.pdf"),
        ("a.pdf.exe", "a.pdf.exe.pdf"),
        ("a\u202efdp.exe", "a fdp.exe.pdf"),
        ("C:\\x\\CON.pdf", "C x CON.pdf"),
        ("", "minh-chung.pdf"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
    ],
)
def test_names_for_other_programs_are_safe(name: str, safe: str) -> None:
    assert file_name(name, PDF) == safe


# -- whole after anything ------------------------------------------------------------------


@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_a_crash_between_chunks_leaves_nothing_of_the_file(sample: Sample, after: int) -> None:
    kept = attach(sample, "HS1", "a.pdf", pdf(1))
    path = scan(sample.book.path.parent, "b.pdf", pdf(2, 2 * CHUNK + 9))
    told = []

    def crash(done: int, total: int) -> None:
        assert total == 2 * CHUNK + 9
        told.append(done)
        if len(told) > after:
            raise CancelledError()

    with pytest.raises(CancelledError):
        evidence.attach(sample.book, sample.submission("HS1").id, path, progress=crash)
    assert told == [0, CHUNK, 2 * CHUNK, 2 * CHUNK + 9][: after + 1]
    assert held_by(sample.book) == {kept: pdf(1)} and _names(sample, "HS1") == [("a.pdf", True)]
    attach(sample, "HS1", "b.pdf", pdf(2, 2 * CHUNK + 9))
    assert len(held_by(sample.book)) == 2


def test_a_program_that_died_while_adding_leaves_the_file_as_it_was(sample: Sample) -> None:
    """The bytes of a file and its journal as they lie on the disk in the middle of a write."""
    hash_ = attach(sample, "HS1", "a.pdf", pdf(1))
    beside = path_beside(sample.book.path)
    journal = beside.with_name(beside.name + "-journal")
    state: list[tuple[bytes, bytes]] = []
    store = EvidenceFile.write(beside)
    store.connection.execute("PRAGMA cache_size = 10")  # spills early

    def chunks() -> object:
        for number in range(4):
            if journal.exists():
                state.append((beside.read_bytes(), journal.read_bytes()))
            yield pdf(number, CHUNK)

    with store, pytest.raises(EvidenceDamagedError):
        store.add(b"h" * 32, chunks())  # type: ignore[arg-type]
    torn, log = state[-1]
    assert len(torn) > CHUNK and log
    beside.write_bytes(torn)
    journal.write_bytes(log)
    assert held_by(sample.book) == {hash_: pdf(1)}
    assert not journal.exists() and beside.stat().st_size < CHUNK


def test_adding_changes_nothing_that_was_there(sample: Sample) -> None:
    attach(sample, "HS1", "a.pdf", pdf(1, 3 * CHUNK))
    beside = path_beside(sample.book.path)
    before = beside.read_bytes()
    attach(sample, "HS1", "b.pdf", pdf(2, CHUNK))
    after = beside.read_bytes()
    page = int.from_bytes(before[16:18], "big")
    changed = [
        at for at in range(0, len(before), page) if before[at : at + page] != after[at : at + page]
    ]
    assert len(after) < len(before) + 1.1 * CHUNK and len(changed) <= 4


def test_damage_is_found_and_mended_by_attaching_again(sample: Sample) -> None:
    hash_ = attach(sample, "HS1", "a.pdf", pdf(1, 2 * CHUNK))
    other = attach(sample, "HS1", "b.pdf", pdf(2))
    forge(path_beside(sample.book.path), "UPDATE chunk SET data = zeroblob(1048576) WHERE id = 2")
    with pytest.raises(EvidenceDamagedError):
        evidence.content(sample.book, hash_)
    assert evidence.content(sample.book, other) == pdf(2)
    path = scan(sample.book.path.parent, "a.pdf", pdf(1, 2 * CHUNK))
    assert not evidence.attach(sample.book, sample.submission("HS1").id, path)
    assert evidence.content(sample.book, hash_) == pdf(1, 2 * CHUNK)


# -- a file beside the book that is not ours -----------------------------------------------


def _text(path: Path) -> None:
    path.write_text("không phải")


def _other_database(path: Path) -> None:
    forge(path, "CREATE TABLE x(y)")


def _trigger(path: Path) -> None:
    carry(path, pdf(1))
    forge(path, "CREATE TRIGGER t AFTER INSERT ON chunk BEGIN DELETE FROM content; END")


def _more_tables(path: Path) -> None:
    carry(path, pdf(1))
    forge(path, "CREATE TABLE x(y)")


def _newer(path: Path) -> None:
    carry(path, pdf(1))
    forge(path, "PRAGMA user_version = 2")


def _cut(path: Path) -> None:
    carry(path, pdf(1, CHUNK))
    os.truncate(path, 20_000)


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (_text, NotEvidenceFileError),
        (_other_database, NotEvidenceFileError),
        (_trigger, NotEvidenceFileError),
        (_more_tables, NotEvidenceFileError),
        (_newer, NewerEvidenceFileError),
        (_cut, DamagedEvidenceFileError),
        (Path.mkdir, NotEvidenceFileError),
    ],
)
def test_a_strange_file_beside_the_book_is_left_alone(
    sample: Sample, make: object, error: type[ThamdinhError]
) -> None:
    beside = path_beside(sample.book.path)
    make(beside)  # type: ignore[operator]
    before = beside.read_bytes() if beside.is_file() else b""
    path = scan(sample.book.path.parent / "scans", "a.pdf", pdf(3))
    with pytest.raises(error) as caught:
        evidence.attach(sample.book, sample.submission("HS1").id, path)
    assert "“so.minhchung”" in sentence(caught.value)
    assert not beside.is_file() or beside.read_bytes() == before
    assert sample.submission("HS1").code == "HS1" and check(sample.book) == []


def test_an_empty_file_is_what_a_crash_left_of_making_it(sample: Sample) -> None:
    path_beside(sample.book.path).touch()
    assert held_by(sample.book) == {}
    attach(sample, "HS1", "a.pdf", pdf(1))
    assert _names(sample, "HS1") == [("a.pdf", True)]


def test_the_picture_of_evidence_equals_a_rebuild(sample: Sample, home: Home) -> None:
    attach(sample, "HS1", "a.pdf", pdf(1))
    hash_ = attach(sample, "HS2", "b.pdf", pdf(2))
    evidence.detach(sample.book, sample.submission("HS2").id, hash_)
    rows = sample.book.connection.execute("SELECT * FROM evidence").fetchall()
    assert len(rows) == 1 and check(sample.book) == []
    sample.book.rebuild()
    assert sample.book.connection.execute("SELECT * FROM evidence").fetchall() == rows


def test_a_forged_row_without_a_hash_is_not_shown(sample: Sample) -> None:
    for number, text in enumerate(("", "xyz", "AB" * 32, "ab" * 16)):
        cells = {"submission": sample.submission("HS1").id, "name": "a.pdf", "hash": text}
        sample.set("evidence", bytes([number]) * 16, **cells)
    assert _names(sample, "HS1") == [] and evidence.named(sample.book) == set()


def test_the_file_is_strict_and_keeps_its_checks(tmp_path: Path) -> None:
    carry(tmp_path / "a.minhchung", pdf(1))
    connection = sqlite3.connect(tmp_path / "a.minhchung")
    for statement in (
        "INSERT INTO chunk VALUES (9, zeroblob(1048577))",
        "INSERT INTO chunk VALUES (9, 'text')",
        "INSERT INTO content VALUES (zeroblob(31), 1, 1)",
        "INSERT INTO content VALUES (zeroblob(32), 0, 1)",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)
    connection.close()
