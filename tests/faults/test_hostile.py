"""What an enemy may bring besides books (``tests/db/exchange/test_hostile_files.py``): evidence
that acts, formulas, poisoned text files, devices, and schemas that grow."""

from __future__ import annotations

import io
import os
import sqlite3
import time
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pytest

from db import evidence, profiles, rubrics
from db.errors import (
    EvidenceKindError,
    FileError,
    NotABookError,
    ProfileFileError,
    RubricFileError,
    ThamdinhError,
)
from db.exchange import copy_out
from db.exchange.foreign import open_foreign
from db.home import Home
from desktop import cli
from desktop.file_kind import FileKind, kind_of
from desktop.messages import sentence
from tests.evidence_support import pdf, scan
from tests.support import Sample, ballot_row, row, session_row, submission_row

FALLBACK = "lỗi ngoài dự kiến"


# -- evidence ---------------------------------------------------------------------------------


def _made_pdf(*, packed: bool, launch: bool = False, innocent: bool = False) -> bytes:
    with pikepdf.new() as paper:
        paper.add_blank_page()
        action = pikepdf.Dictionary(
            S=pikepdf.Name.Launch if launch else pikepdf.Name.JavaScript, JS="app.alert(1)"
        )
        if launch:
            action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
        if not innocent:
            paper.Root.OpenAction = paper.make_indirect(action)
        written = io.BytesIO()
        mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
        paper.save(written, object_stream_mode=mode)
    return written.getvalue()


SCRIPTED = {
    "script": _made_pdf(packed=False),
    "script in packed objects": _made_pdf(packed=True),
    "program to start": _made_pdf(packed=False, launch=True),
    "name with escapes": _made_pdf(packed=False).replace(b"/JavaScript", b"/#4aava#53cript")
    .replace(b"/JS", b"/#4a#53"),
}  # fmt: skip


@pytest.mark.parametrize("what", SCRIPTED)
def test_a_pdf_with_scripts_is_no_evidence(sample: Sample, tmp_path: Path, what: str) -> None:
    path = scan(tmp_path, "bao-cao.pdf", SCRIPTED[what])
    with pytest.raises(EvidenceKindError) as caught:
        evidence.attach(sample.book, sample.submission("HS1").id, path)
    assert sentence(caught.value) == (
        "Tệp “bao-cao.pdf” có mã lệnh chạy bên trong; hãy in lại ra PDF hoặc quét lại "
        "rồi đính kèm."
    )


@pytest.mark.parametrize(
    "content",
    [
        _made_pdf(packed=False, innocent=True),
        _made_pdf(packed=True, innocent=True),
        b"%PDF-1.7\n1 0 obj<</Length 9>>stream\n /JS /Launch \nendstream endobj",
        pdf(1, 100_000),
    ],
)
def test_a_pdf_without_any_is(sample: Sample, tmp_path: Path, content: bytes) -> None:
    assert evidence.attach(
        sample.book, sample.submission("HS1").id, scan(tmp_path, "a.pdf", content)
    )


def test_packed_objects_that_grow_without_end(sample: Sample, tmp_path: Path) -> None:
    bomb = zlib.compress(bytes(20_000_000))
    content = b"%PDF-1.7\n1 0 obj<</Type/ObjStm>>stream\n" + bomb + b"\nendstream endobj"
    begun = time.monotonic()
    with pytest.raises(EvidenceKindError):
        evidence.attach(sample.book, sample.submission("HS1").id, scan(tmp_path, "a.pdf", content))
    assert time.monotonic() - begun < 10


def test_names_that_lead_elsewhere(sample: Sample, tmp_path: Path) -> None:
    """Whatever the book says evidence is called, it is written under a plain name."""
    from db.evidence_kind import file_name

    for name in ("../../.ssh/authorized_keys.pdf", "..\\..\\win.ini", "/etc/passwd", "a\0b.pdf",
                 "C:\\x.pdf", "..", "con\u202efdp.exe", "x" * 5000 + ".pdf"):  # fmt: skip
        safe = file_name(name, "application/pdf")
        assert safe.endswith(".pdf") and len(safe) <= 104
        assert Path(safe).name == safe and not {"/", "\\", "\0", ":", "\u202e"} & set(safe)
        assert (tmp_path / safe).resolve().parent == tmp_path.resolve()


# -- formulas in every text field come out again as text --------------------------------------

EVIL = "=HYPERLINK(\"http://x\",\"y\")"


def test_formulas_in_every_text_field_come_out_as_text(
    sample: Sample, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Through every workbook that the program writes of a campaign, a session and a desk."""
    codes = ("HS1", "HS2", "HS3", "HS4", "HS5")
    units = ("V", "A", "B", "T")
    sample.take(
        [
            *(row("unit", code, name=f"{EVIL}{code}", kind=EVIL) for code in units),
            *(row("member", f"TV0{n}", name=f"{EVIL}{n}", post=EVIL) for n in range(1, 6)),
            *(
                submission_row(
                    code, "A", title=EVIL, subject=f"{EVIL}{code}", post=EVIL, content=EVIL,
                    novelty=EVIL, product=EVIL, result=EVIL, field=EVIL, alternative=EVIL,
                )
                for code in codes
            ),
            session_row(place=EVIL, conclusion=EVIL, minutes_no=EVIL, decision=EVIL),
            *(ballot_row(code, f"TV0{n}", 850, EVIL) for code in codes[:1] for n in range(1, 6)),
        ]
    )  # fmt: skip
    assert sample.submission("HS1").title == EVIL
    path, out = sample.book.path, tmp_path / "ra"
    sample.book.close()
    for words in (
        ["papers", path, "--session", "1", "--out", out],
        ["desk", path, "--out", out / "ban", "--forms", out / "mau"],
        ["template", out / "bang-mau.xlsx"],
    ):
        cli.main([str(word) for word in words])
    told = capsys.readouterr()
    books = sorted(out.rglob("*.xlsx"))
    assert len(books) >= 4, (books, told)
    seen = 0
    for book in books:
        with zipfile.ZipFile(book) as archive:
            for name in archive.namelist():
                part = archive.read(name)
                seen += part.count(b"HYPERLINK")
                assert b"<f>" not in part and b"<f " not in part, (book.name, name)
                assert b"<hyperlink" not in part, (book.name, name)
    assert seen, "no workbook shows what was typed"


# -- poisoned TOML ----------------------------------------------------------------------------

POISON = {
    "nested": b"a = " + b"[" * 50_000,
    "nested tables": b"a = " + b"{a = " * 20_000,
    "huge number": b"total = " + b"9" * 900_000,
    "huge date": b"total = 9999-99-99",
    "not a number": b'id = "x"\nname = "x"\napplies_to = "collective"\ntotal = nan\nstep = inf',
    "endless name": b'id = "' + b"x" * 2_000_000 + b'"',
    "bytes": b"\xff\xfe\x00",
    "key twice": b'id = "a"\nid = "b"',
    "dotted depth in a line": b"x = {a" + b".a" * 60_000 + b" = 1}",
    "dotted heading": b"[a" + b".a" * 60_000 + b"]\nb = 1",
    "dotted depth": b"a" + b".a" * 60_000 + b" = 1",
}


@pytest.mark.parametrize("what", POISON)
def test_a_poisoned_toml_is_refused_with_a_sentence(tmp_path: Path, what: str) -> None:
    path = tmp_path / "thang-diem.toml"
    path.write_bytes(POISON[what])
    begun = time.monotonic()
    for read in (rubrics.read_file, profiles.read_file):
        with pytest.raises((RubricFileError, ProfileFileError)) as caught:
            read(path)
        assert FALLBACK not in sentence(caught.value)
    assert kind_of(path) in (FileKind.RUBRIC, FileKind.UNKNOWN)
    assert time.monotonic() - begun < 10


# -- devices, links, schemas ------------------------------------------------------------------


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such devices here")
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/urandom", "/dev/full", "pipe", "folder"])
def test_devices_pipes_and_links_to_them(home: Home, tmp_path: Path, device: str) -> None:
    path = tmp_path / "so.thamdinh"
    if device == "pipe":
        os.mkfifo(path)
    elif device == "folder":
        path.mkdir()
    else:
        path.symlink_to(device)
    with pytest.raises(NotABookError) as caught:
        open_foreign(path, home)
    assert "không phải sổ" in sentence(caught.value)


def _deep(depth: int) -> str:
    return f"CREATE TABLE t(a CHECK({'(' * depth}a{')' * depth}))"


BOMBS = {
    "many tables": [f"CREATE TABLE t{n}(a)" for n in range(500)],
    "many columns": [f"CREATE TABLE t({', '.join(f'c{n}' for n in range(1900))})"],
    "deep brackets": [_deep(60)],
    "long text": [f"CREATE TABLE t(a CHECK(a <> '{'x' * 900_000}'))"],
    "many indexes": ["CREATE TABLE t(a)", *(f"CREATE INDEX i{n} ON t(a)" for n in range(300))],
}


@pytest.mark.parametrize("what", BOMBS)
def test_schema_text_bombs(sample: Sample, tmp_path: Path, what: str) -> None:
    path = copy_out.copy(sample.book, tmp_path / "ban.thamdinh").path
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in ("BEGIN", *BOMBS[what], "COMMIT"):
        connection.execute(statement)
    connection.close()
    begun = time.monotonic()
    try:
        with open_foreign(path, sample.book.home) as foreign:
            found = foreign.connection.execute("SELECT count(*) FROM change").fetchone()
        assert found[0] > 0
    except FileError as error:
        assert FALLBACK not in sentence(error)
    assert time.monotonic() - begun < 10


def test_a_generated_column_in_the_place_of_ours(sample: Sample, tmp_path: Path) -> None:
    path = copy_out.copy(sample.book, tmp_path / "ban.thamdinh").path
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute(
        "UPDATE sqlite_schema SET sql = replace(sql, 'who TEXT', 'who TEXT AS (hex(ent))') "
        "WHERE name = 'change'"
    )
    connection.close()
    with pytest.raises(ThamdinhError) as caught:
        open_foreign(path, sample.book.home)
    assert isinstance(caught.value, FileError) and FALLBACK not in sentence(caught.value)
