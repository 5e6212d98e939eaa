"""The lists of Giao nhận under Qt's own model tester, and the words beside them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from db import members
from db.book import Book
from db.errors import CancelledError
from db.exchange import folders
from db.home import Home
from db.keys import make_member_key
from db.queries.handed_in import HandedIn
from desktop.drives import Drive
from desktop.file_kind import FileKind
from desktop.models import incoming, receive_words
from desktop.models.amounts import amount, drive_words
from desktop.models.copying_out import Written
from desktop.models.incoming import Line
from desktop.models.key_rows import Column as KeyColumn
from desktop.models.key_rows import KeyRows
from desktop.models.open_matters import OpenMatters
from desktop.models.received_files import Column, ReceivedFiles
from desktop.models.written_files import WrittenFiles
from desktop.session import Session
from tests.desktop.models.conftest import Watch
from tests.flows.exchange_book import handed_in, second_office, taken_in
from tests.flows.sample_book import make_book

DISPLAY, SPOKEN = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole
GB = 1024**3


def quiet(done: int, of: int) -> None:
    """Nobody listens."""


def book_line(name: str, state: str, **more: object) -> Line:
    """A line of a book's copy."""
    return Line(Path(name), FileKind.BOOK, state, **more)  # type: ignore[arg-type]


def test_received_files(watch: Watch) -> None:
    model = ReceivedFiles()
    watch(model)
    merged = book_line(
        "a.thamdinh", incoming.READY, source="Trần Thị Hòa (TV04)", made=1_700_000_000_000,
        sent=33, new=30, known=3, changes=1200, conflicts=2, proposals=0,
    )  # fmt: skip
    bad = book_line("b.thamdinh", incoming.REFUSED, reason="Tệp hỏng.")
    drafts = Line(Path("c.nhap"), FileKind.DRAFTS, incoming.PIN)
    model.show([merged, bad, drafts])
    texts = [model.index(0, column).data(DISPLAY) for column in Column]
    assert texts[0:2] == ["a.thamdinh", "Trần Thị Hòa (TV04)"]
    assert texts[3:] == ["33", "30", "3", "1.200", "2", "", "Ghép được"]
    assert model.index(1, Column.VERDICT).data(DISPLAY) == "Không nhận: Tệp hỏng."
    assert model.index(1, Column.NEW).data(SPOKEN) == "Mới: không có"
    assert model.index(2, Column.SOURCE).data(DISPLAY) == "Phiếu nháp"
    model.show([])
    assert model.rowCount() == 0


def test_verdicts_and_totals_in_words() -> None:
    older = book_line("a", incoming.NOTHING, older=True, new=0, changes=0)
    ahead = book_line("b", incoming.READY, ahead=3, new=2, changes=4)
    assert receive_words.verdict(older) == "Bản mới hơn đã ghép"
    assert receive_words.verdict(ahead) == (
        "Ghép được: đồng hồ máy gửi chạy nhanh hơn một ngày"
    )
    lines = [older, ahead, book_line("c", incoming.REFUSED)]
    assert receive_words.before(lines) == (
        "3 tệp: 1 tệp có phần mới (2 phiếu, 4 thay đổi), 1 tệp không có gì mới, 1 tệp không nhận."
    )
    assert receive_words.button(lines) == "Ghép 1 tệp"
    assert receive_words.before([older]) == "Không có gì mới: 1 tệp này đã có đủ trong sổ."
    assert receive_words.before([]) == "Không thấy tệp nào của chương trình ở đó."


def test_missing_ballots_by_name_without_what_codes_have_in_common() -> None:
    hoa = HandedIn(b"1", "TV04", "Trần Thị Hòa", 33, 30, 2, ("LD-2023-004", "LD-2023-017"), 1)
    full = HandedIn(b"2", "TV05", "Cil Văn Quỳnh", 30, 30, 0, (), 0)
    lines = receive_words.missing([hoa, full])
    assert lines[1] == "Đ/c Trần Thị Hòa (TV04) còn thiếu 2/33 phiếu: 004, 017."
    assert "1 phiếu đã nộp nhưng không có" in lines[0] and len(lines) == 2
    assert receive_words.unconfirmed([hoa, full]) == (
        "Chờ xác nhận khóa, chưa tính: đ/c Trần Thị Hòa 2 phiếu."
    )


def test_written_files(watch: Watch) -> None:
    model = WrittenFiles()
    watch(model)
    model.show(
        [
            Written(Path("a.thamdinh"), "Thư ký", 1_600_000, "AAAA-BBBB", 12),
            Written(Path("a.minhchung"), "Thư ký", 3 * GB, note="3 minh chứng"),
        ]
    )
    rows = [[model.index(r, c).data(DISPLAY) for c in range(5)] for r in range(2)]
    assert rows[0] == ["a.thamdinh", "Thư ký", "1,6 MB", "12 phiếu", "AAAA-BBBB"]
    assert rows[1] == ["a.minhchung", "Thư ký", "3 GB", "3 minh chứng", ""]


def test_amounts_round_files_up_and_free_room_down() -> None:
    assert (amount(0), amount(1), amount(1024**2 + 1)) == ("1 KB", "1 KB", "1,1 MB")
    drive = Drive(Path("/x"), "KINGSTON", "FAT32", 2 * GB - 1, 4 * GB, readonly=False)
    assert drive_words(drive) == "KINGSTON, còn trống 1,9 GB"


def test_key_rows(session: Session, watch: Watch) -> None:
    model = KeyRows(session)
    watch(model)
    model.load()
    assert model.counts() == (0, 5)
    assert model.index(0, KeyColumn.STATE).data(DISPLAY) == "Chưa có khóa"
    assert model.index(0, KeyColumn.PAPER).data(DISPLAY) == "3"
    own = session.member
    assert own is not None
    signer = make_member_key(session.book.home, session.book.id, own.id, "2468")
    with session.book.write() as operation:
        operation.set("member", own.id, {f"key:{signer.public.hex()}": "paper Phiếu in 20/11"})
    model.load()
    row = [key.member.code for key in model.rows].index("TV04")
    assert model.index(row, KeyColumn.STATE).data(DISPLAY) == (
        "Đã xác nhận: chữ ký giấy (Phiếu in 20/11)"
    )
    session.run(members.withdraw_key, own, signer.public, "Mất máy")
    model.load()
    assert model.index(row, KeyColumn.STATE).data(DISPLAY) == "Đã thu hồi: Mất máy"


def test_open_matters(qtbot: object, tmp_path: Path, home: Home, watch: Watch) -> None:
    path = make_book(tmp_path / "so.thamdinh", home, submissions=5)
    taken_in(path, home, second_office(path, home, tmp_path))
    book = Book.open(path, home)
    session = Session(book)
    model = OpenMatters(session)
    watch(model)
    model.load()
    assert {matter.what for matter in model.matters} == {"conflict", "ballots", "same_code"}
    row = [matter.what for matter in model.matters].index("ballots")
    assert model.index(row, 1).data(DISPLAY) == "Phiếu của đ/c Bùi Đức Mai, hồ sơ LD-2023-004"
    assert {card.value for card in model.cards(row)} == {"Tổng 8,50 điểm", "Tổng 6,50 điểm"}
    details = [card.detail.split(" · ") for card in model.cards(row)]
    assert [mark.split()[0] for mark in details[0]] == ["TC1", "TC2", "TC3", "TC4", "DT1", "DT2"]
    assert details[0] != details[1], "the marks tell which is which, also where totals are equal"
    assert not model.settle(row, model.cards(row)[0]), "without a reason nothing happens"
    assert model.settle(row, model.cards(row)[0], "Nhập nhầm")
    model.load()
    assert "ballots" not in {matter.what for matter in model.matters}
    session.close()


def test_looking_sorts_files_by_what_they_are(
    session: Session, tmp_path: Path, home: Home
) -> None:
    folder = tmp_path / "usb"
    folder.mkdir()
    (folder / "ket-qua.giaonop").write_bytes(b"x" * 900)
    (folder / "hong.thamdinh").write_bytes(b"SQLite format 3\0" + b"x" * 900)
    (folder / "trong.thamdinh").write_bytes(b"")
    (folder / "ghi-chu.txt").write_text("không phải", "utf-8")
    (folder / "._an.thamdinh").write_bytes(b"x")
    for bin_ in (".Trash-1000", "$RECYCLE.BIN"):
        (folder / bin_).mkdir()
        (folder / bin_ / "da-xoa.thamdinh").write_bytes(b"x")
    (folder / "kin.giaonop.age").write_bytes(b"age-encryption.org/v1\n" + b"x" * 99)
    outside = tmp_path / "bang.pdf"
    outside.write_bytes(b"%PDF-1.7")
    with_paths = (folder, outside)
    found = incoming.look(session.book, session.campaign, with_paths, {}, quiet)
    states = {line.path.name: line.state for line in found.lines}
    assert states == {
        "ket-qua.giaonop": "refused",
        "hong.thamdinh": "refused",
        "trong.thamdinh": "refused",
        "kin.giaonop.age": "locked",
        "bang.pdf": "refused",
    }
    reasons = {line.path.name: line.reason for line in found.lines}
    assert "PDF" in reasons["bang.pdf"] and all(reasons.values())
    found.close()
    assert list(home.folder("temp").iterdir()) == []


def test_a_full_stick_is_walked_with_progress(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "_STEP", 3)
    for number in range(7):
        (tmp_path / f"{number}.jpg").write_bytes(b"x")
    told: list[tuple[int, int]] = []
    assert incoming.found_in([tmp_path], lambda *at: told.append(at)) == []
    assert told == [(3, 0), (6, 0)]


def test_stopping_a_look_leaves_nothing_behind(
    session: Session, tmp_path: Path, home: Home
) -> None:
    stick = handed_in(session.path, home, tmp_path, ("TV04",), numbers=(1,))

    def stop(done: int, of: int) -> None:
        raise CancelledError()

    with pytest.raises(CancelledError):
        incoming.look(session.book, session.campaign, [stick], {}, stop)
    assert list(home.folder("temp").iterdir()) == []
