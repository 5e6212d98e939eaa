"""What a stranger's folder or file could do to the laptop that only looks at it: delete a file of
ours, keep it busy, fill its memory. Each was found by trying, and is refused with a sentence."""

from __future__ import annotations

import io
import json
import os
import re
import struct
import time
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pytest
from PIL.Image import Image

from db import evidence, pdf_scripts, storage
from db.book import Book
from db.errors import (
    EvidenceKindError,
    FileError,
    StrangeJournalError,
    WorkbookError,
    WrongPassphraseError,
)
from db.evidence_file import EvidenceFile, path_beside
from db.evidence_kind import media_of_content
from db.keys import import_office_key
from db.lock import PenLock
from db.record import LARGEST, read_record
from db.zip_file import open_zip
from desktop import cli
from desktop.documents import pdf_signatures, pdfium, scan_code
from desktop.documents.errors import ScanUnreadableError, WordFormError
from desktop.documents.page_check import page_faults
from desktop.documents.scan_code import scan_codes
from desktop.documents.signing_errors import NotPdfError
from desktop.documents.trust import Trust
from desktop.documents.verifying import verify
from desktop.documents.workbook_file import cell_text
from desktop.intake import xls, xlsx, xlsx_rows
from desktop.intake.values import TextReader
from desktop.intake.word_file import read_word
from desktop.intake.workbook import open_workbook, rows
from desktop.messages import sentence
from tests.evidence_support import pdf, scan
from tests.faults.fuzz import CORPUS
from tests.support import Sample

PATIENCE = 10  # seconds; what is refused in time takes far less than one


# -- a journal that names a file of ours ---------------------------------------------------------

_MAGIC = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"


def pointing(victim: Path, size: int) -> bytes:
    """A journal of SQLite's own making, but for the name of its "super-journal"."""
    name = str(victim).encode()
    head = _MAGIC + struct.pack(">5I", 0, 0, size // 4096, 512, 4096)
    total = sum(byte - 256 if byte > 127 else byte for byte in name) & 0xFFFFFFFF
    lock_page = struct.pack(">I", 0x40000000 // 4096 + 1)
    return head.ljust(512, b"\0") + lock_page + name + struct.pack(">2I", len(name), total) + _MAGIC


@pytest.mark.parametrize("readonly", [False, True])
def test_a_journal_that_would_delete_a_file_of_ours(
    sample: Sample, tmp_path: Path, readonly: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """SQLite deletes what a hot journal names as the journal over several files."""
    victim = tmp_path / "báo cáo của tôi.docx"
    victim.write_bytes(b"of value")
    path = sample.book.path
    sample.book.close()
    journal = path.with_name(path.name + "-journal")
    journal.write_bytes(pointing(victim, path.stat().st_size))
    with pytest.raises(StrangeJournalError) as caught:
        Book.open(path, sample.book.home, readonly=readonly)
    assert sentence(caught.value) == (
        f"Tệp -journal nằm cạnh “{path.name}” trỏ tới tệp khác trên máy, không phải do chương "
        "trình ghi; đừng mở thư mục này, hãy xin lại sổ từ người gửi."
    )
    assert cli.main(["status", str(path)]) == 2
    assert "trỏ tới tệp khác" in capsys.readouterr().err
    assert victim.read_bytes() == b"of value"


def test_the_same_beside_a_file_of_evidence(sample: Sample, tmp_path: Path) -> None:
    evidence.attach(sample.book, sample.submission("HS1").id, scan(tmp_path, "a.pdf", pdf(1)))
    path = path_beside(sample.book.path)
    victim = tmp_path / "khac.docx"
    victim.write_bytes(b"of value")
    path.with_name(path.name + "-journal").write_bytes(pointing(victim, path.stat().st_size))
    for way in (EvidenceFile.read, EvidenceFile.write):
        with pytest.raises(FileError):
            way(path)
    assert victim.exists()


def test_the_attack_is_what_it_claims_to_be(sample: Sample, tmp_path: Path) -> None:
    """Without the look at the journal the file is gone: else the tests above show nothing."""
    victim = tmp_path / "khac.docx"
    victim.write_bytes(b"of value")
    path = sample.book.path
    sample.book.close()
    path.with_name(path.name + "-journal").write_bytes(pointing(victim, path.stat().st_size))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storage, "_look_at_journal", lambda path: None)
        Book.open(path, sample.book.home).close()
    assert not victim.exists()


def test_a_link_in_the_place_of_the_pen(tmp_path: Path) -> None:
    """The small file beside a book is made through no link: nothing appears elsewhere."""
    book, elsewhere = tmp_path / "so.thamdinh", tmp_path / "noi-khac" / "moi"
    book.write_bytes(b"x")
    elsewhere.parent.mkdir()
    (tmp_path / ".so.thamdinh.lock").symlink_to(elsewhere)
    assert PenLock.take(book) is None
    assert not elsewhere.exists()


# -- evidence that keeps the laptop busy, or hides its script --------------------------------------


def _packed(objects: bytes, head: bytes = b"/Filter/FlateDecode") -> bytes:
    data = zlib.compress(objects) if b"Flate" in head else objects
    return b"%PDF-1.7\n1 0 obj<</Type/ObjStm/N 1/First 4" + head + b">>stream\n" + data + (
        b"\nendstream endobj\n"
    )


SCRIPT = b"5 0 <</S/JavaScript/JS(app.alert(1))>>"
HIDDEN = {
    "far from the mark": _packed(SCRIPT, b"/Filter/FlateDecode" + b" " * 5000),
    "mark in escapes": _packed(SCRIPT).replace(b"/ObjStm", b"/Obj#53t#6d"),
    "not packed at all": _packed(SCRIPT, b""),
    "packed another way": _packed(SCRIPT.hex().encode() + b">", b"/Filter/ASCIIHexDecode"),
    "scrambled rows": _packed(b"\2" + SCRIPT, b"/Filter/FlateDecode/DecodeParms<</Predictor 12>>"),
    "behind much else": _packed(b"5 0 " + bytes(20_000_000) + SCRIPT),
    "behind a false end": _packed(SCRIPT).replace(
        zlib.compress(SCRIPT),
        b"\x78\x01\0" + struct.pack("<2H", 13, 13 ^ 0xFFFF) + b"5 0 endstream"
        + zlib.compress(SCRIPT, 0)[2:],
    ),
    "between false ends": b"%PDF-1.7\n% >>stream\n7 0 obj" + SCRIPT[4:] + b"endobj\nendstream",
}  # fmt: skip


@pytest.mark.parametrize("what", HIDDEN)
def test_a_script_that_hides(what: str) -> None:
    with pytest.raises(EvidenceKindError) as caught:
        media_of_content(io.BytesIO(HIDDEN[what]), "a.pdf")
    assert caught.value.facts["detail"] == "scripts"


BUSY = {
    "streams without an end": b"%PDF-1.7\n" + b">>stream\n" * 300_000,
    "many that grow": b"%PDF-1.7\n"
    + _packed(b"1 0 " + bytes(4 << 20)).removeprefix(b"%PDF-1.7\n") * 40,
    "objects without a stream": b"%PDF-1.7\n" + b"/ObjStm" * 300_000,
}


@pytest.mark.parametrize("what", BUSY)
def test_a_pdf_that_keeps_the_laptop_busy(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_scripts, "_MOST_UNPACKED", 1 << 24)
    begun = time.monotonic()
    try:
        media_of_content(io.BytesIO(BUSY[what]), "a.pdf")
    except EvidenceKindError as error:
        assert error.facts["detail"] == "scripts"
    assert time.monotonic() - begun < PATIENCE


def test_an_endless_list_of_parts(tmp_path: Path) -> None:
    """50 MB that name a million parts would cost half a gigabyte before anything is refused."""
    one = struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, *(0,) * 6) + b"a"
    many = 100_000
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 65535, 65535, len(one) * many, 30, 0)
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\3\4" + bytes(26) + one * many + end)
    with pytest.raises(zipfile.BadZipFile):
        open_zip(path)
    with pytest.raises(WorkbookError), open_workbook(path):
        pass
    with path.open("rb") as stream:
        assert media_of_content(stream, "a.xlsx") is None


# -- workbooks and forms that fill the memory ------------------------------------------------------

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _workbook(path: Path, *, styles: str = "", sheet: str = "<sheetData/>") -> Path:
    def relations(*lines: tuple[str, str]) -> str:
        said = "".join(
            f'<Relationship Id="r{n}" Type="x/{kind}" Target="{target}"/>'
            for n, (kind, target) in enumerate(lines)
        )
        return f"<Relationships>{said}</Relationships>"

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("_rels/.rels", relations(("officeDocument", "xl/b.xml")))
        package.writestr(
            "xl/_rels/b.xml.rels", relations(("worksheet", "s.xml"), ("styles", "y.xml"))
        )
        package.writestr(
            "xl/b.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="r"><sheets><sheet name="A" r:id="r0"/></sheets>'
            "</workbook>",
        )
        package.writestr("xl/y.xml", f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>')
        package.writestr("xl/s.xml", f'<worksheet xmlns="{_MAIN}">{sheet}</worksheet>')
    return path


def _read(path: Path) -> int:
    with open_workbook(path) as book:
        return sum(len(list(rows(path, sheet))) for sheet in book.sheets)


def test_a_workbook_of_endless_styles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_SMALL", 1 << 16)
    path = _workbook(tmp_path / "a.xlsx", styles=f"<cellXfs>{'<xf/>' * 20_000}</cellXfs>")
    with pytest.raises(WorkbookError) as caught:
        _read(path)
    assert "ngoài dự kiến" not in sentence(caught.value)


@pytest.mark.parametrize(
    "sheet",
    [
        f"<sheetData><row>{'<c><v>1</v></c>' * 80_000}</row></sheetData>",
        f"<cols>{'<col/>' * 200_000}</cols><sheetData/>",
    ],
)
def test_a_row_or_a_head_without_an_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sheet: str
) -> None:
    monkeypatch.setattr(xlsx_rows, "_MOST", 1 << 19)
    monkeypatch.setattr(xlsx_rows, "_BEFORE", 1 << 19)
    with pytest.raises(WorkbookError):
        _read(_workbook(tmp_path / "a.xlsx", sheet=sheet))


def test_what_stands_behind_the_rows_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_rows, "_MOST", 1 << 19)
    row = "<sheetData><row><c><v>1</v></c></row></sheetData>"
    behind = f"{row}<mergeCells>{'<mergeCell/>' * 100_000}</mergeCells>"
    assert _read(_workbook(tmp_path / "a.xlsx", sheet=behind)) == 1


def test_half_a_sign_is_none(tmp_path: Path) -> None:
    """``_xD800_`` names half a sign, which neither the book nor a paper could hold."""
    text = '<sheetData><row><c t="str"><v>a_xD800_b_xFFFE__x0000_c</v></c></row></sheetData>'
    path = _workbook(tmp_path / "a.xlsx", sheet=text)
    with open_workbook(path) as book:
        (row,) = rows(path, book.sheets[0])
        sheet = book.sheets[0]
        assert TextReader(sheet.styles, sheet.epoch).text(row.values[0], 0) == "abc"
    assert cell_text("a\ufffeb\x0bc\ud800") == "a b c "


def test_an_old_workbook_of_too_many_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xls, "_MOST_CELLS", 3)
    path = Path(__file__).parents[1] / "files" / "special-1904.xls"
    with pytest.raises(WorkbookError):
        _read(path)


def test_tables_in_tables_without_an_end(tmp_path: Path) -> None:
    """Each would be read again for every one around it: hours for a file of a few kilobytes."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    deep = 20_000
    body = "<w:tbl><w:tr><w:tc>" * deep + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * deep
    path = tmp_path / "phieu.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
        )
    begun = time.monotonic()
    with pytest.raises(WordFormError):
        read_word(path)
    assert time.monotonic() - begun < PATIENCE


# -- papers to be looked at -----------------------------------------------------------------------


def _paper(path: Path, entries: int) -> Path:
    """A PDF whose table lists so many objects, in some kilobytes."""
    table = zlib.compress(bytes(4 * entries))
    path.write_bytes(
        b"%%PDF-1.7\n1 0 obj\n<</Type/XRef/Size %d/W[1 2 1]/Root 2 0 R/Filter/FlateDecode"
        b"/Length %d>>stream\n" % (entries, len(table)) + table
        + b"\nendstream\nendobj\nstartxref\n9\n%%EOF"
    )  # fmt: skip
    return path


def test_a_paper_that_lists_millions_of_objects(tmp_path: Path) -> None:
    """12 KB took a minute and a gigabyte: to verify, to look for its code, to show a page."""
    path = _paper(tmp_path / "bien-ban.pdf", 3_000_000)
    begun = time.monotonic()
    with pytest.raises(NotPdfError) as caught:
        verify(path, Trust(()))
    assert sentence(caught.value) == (
        "Tệp “bien-ban.pdf” quá lớn để kiểm tra; hãy chọn đúng tệp biên bản."
    )
    with pytest.raises(ScanUnreadableError):
        scan_codes(path)
    with pytest.raises(pdfium.damage()), pdfium.opened(path):
        pass
    assert time.monotonic() - begun < PATIENCE


def test_a_plain_table_of_that_length(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_signatures, "_MOST_OBJECTS", 1000)
    path = tmp_path / "bien-ban.pdf"
    path.write_bytes(b"%PDF-1.7\nxref\n0 2000\n" + b"0000000000 65535 f \n" * 2000 + b"%%EOF")
    with pytest.raises(NotPdfError):
        verify(path, Trust(()))


def test_a_record_that_unpacks_without_end(tmp_path: Path) -> None:
    """What is attached to the minutes is read up to what a record may be, and no further."""
    path = tmp_path / "bien-ban.pdf"
    with pikepdf.open(CORPUS / "verify" / "minutes.pdf") as paper:
        packed = zlib.compress(bytes(LARGEST + 1000), 9)
        paper.Root.AF[0].EF.F.write(packed, filter=pikepdf.Name.FlateDecode)
        paper.save(path)
    verdict = verify(path, Trust(()))
    assert "record_unreadable" in [reason.code for reason in verdict.reasons]


def test_pages_as_large_as_a_house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looked through for a code at no more than so many dots, one by one and all together."""
    monkeypatch.setattr(scan_code, "_MOST_PAGE_DOTS", 10_000)
    monkeypatch.setattr(scan_code, "_MOST_DRAWN", 50_000)
    path = tmp_path / "anh-chup.pdf"
    with pikepdf.new() as paper:
        for _ in range(30):
            paper.add_blank_page(page_size=(14_400, 14_400))
        paper.save(path)
    drawn: list[int] = []

    def note(image: Image) -> list[str]:
        drawn.append(image.width)
        return []

    monkeypatch.setattr(scan_code, "codes_of", note)
    assert scan_codes(path) == ()
    assert len(drawn) <= 2 * 6 and max(drawn) <= 100


def test_two_readers_see_other_pages(tmp_path: Path) -> None:
    """Found by the fuzzer: behind signed minutes the list of pages names one that is not there;
    one reader mends that, the other stops."""
    content = (CORPUS / "verify" / "minutes.pdf").read_bytes().rstrip() + b"\n"
    pages = re.search(rb"\n(\d+) 0 obj\s+(<< /Count \d+ /Kids \[[^]]*) (\d+) 0 R \]", content)
    trailer = re.search(rb"/ID \[ ?(<\w+>) ?<\w+> ?\]", content)
    last = re.findall(rb"startxref\s+(\d+)", content)[-1]
    assert pages is not None and trailer is not None
    more = b"%s 0 obj\n%s %s 1 R ] /Type /Pages >>\nendobj\n" % pages.group(1, 2, 3)
    table = b"xref\n%s 1\n%010d 00000 n \ntrailer<</Root 1 0 R/Size 60/ID[%s%s]/Prev %s>>\n" % (
        pages[1], len(content), trailer[1], trailer[1], last
    )  # fmt: skip
    path = tmp_path / "bien-ban.pdf"
    end = b"startxref\n%d\n%%%%EOF\n" % (len(content) + len(more))
    path.write_bytes(content + more + table + end)
    codes = {reason.code for reason in verify(path, Trust(())).reasons}
    assert {"added_after", "page_unread"} <= codes


def test_pages_without_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfium, "MOST_PAGES", 3)
    with pikepdf.open(CORPUS / "verify" / "minutes.pdf") as paper:
        body = json.loads(read_record(bytes(paper.Root.AF[0].EF.F.read_bytes())).snapshot.body)
        paper.pages.extend(paper.pages[:1] * 9)
        paper.save(tmp_path / "bien-ban.pdf")
    faults = page_faults((tmp_path / "bien-ban.pdf").read_bytes(), body)
    assert [fault.code for fault in faults] == ["page_unread"]


# -- keys -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"[" * 20_000, b"{}", b"\xff", b" " * 100_000, None])
def test_a_key_file_that_is_none(book: Book, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "khoa"
    if content is None:
        os.mkfifo(path)  # would never end
    else:
        path.write_bytes(content)
    with pytest.raises(WrongPassphraseError):
        import_office_key(book.home, book.id, path, "một cụm mật khẩu")
