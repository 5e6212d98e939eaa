"""One gesture takes in copies, deliveries of units and evidence, and says so line by line."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db import campaigns
from db.book import Book
from db.home import Home
from db.rules import proof
from desktop.models import copying_out, incoming, receive_words, taking_in
from desktop.models.copying_out import Order
from desktop.session import Session
from desktop.undo_stack import Step
from tests.deliveries import UnitBook, district_units, template
from tests.evidence_support import attach, carry, hash_of, held_by, pdf
from tests.support import Clock, Sample

DISTRICT = "Huyện ủy Lạc Dương"


def quiet(done: int, of: int) -> None:
    """Nobody listens."""


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def states(found: incoming.Incoming) -> dict[str, str]:
    """Every file's state, by name."""
    return {line.path.name: line.state for line in found.lines}


def look(session: Session, *paths: Path, **passphrases: str) -> incoming.Incoming:
    known = {path: words for path in paths for words in passphrases.values()}
    return incoming.look(session.book, session.campaign, paths, known, quiet)


def test_deliveries_of_units_go_to_the_desk(
    qtbot: QtBot, sample: Sample, tmp_path: Path, stick: Path, clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(proof, "_N", 2**4)
    source = template(sample)
    book = Book.create(tmp_path / "huyen.thamdinh", Home(tmp_path / "may-huyen"), clock)
    campaigns.create(book, 2023, DISTRICT, unit="V", parent="Tỉnh ủy Lâm Đồng")
    Sample(book, campaigns.find(book.connection, 2023)).take(district_units(3))
    first, second = (UnitBook(source, f"DU{n:02}", f"Đảng ủy xã {n:02}", DISTRICT) for n in (1, 2))
    first.write(stick / "xa-01.giaonop")
    second.write(stick / "xa-02.giaonop")
    first.write(stick / "xa-01-lai.giaonop", seq=2)
    UnitBook(source, "KHAC", "Đơn vị khác", "Tỉnh khác").write(stick / "khac.giaonop")
    session = Session(book)
    found = look(session, stick)
    assert set(states(found).values()) == {"ready"}
    assert {line.source for line in found.lines} >= {"Đảng ủy xã 01", "Đơn vị khác"}
    assert taking_in.take(session, found, quiet)
    assert states(found) == {
        "khac.giaonop": "refused",
        "xa-01-lai.giaonop": "done",
        "xa-01.giaonop": "done",
        "xa-02.giaonop": "done",
    }
    words = {line.path.name: receive_words.verdict(line) for line in found.lines}
    assert words["xa-02.giaonop"] == "Đã ghép: đã nhận, đơn vị DU02"
    assert "bản cũ" in words["xa-01.giaonop"]
    again = look(session, stick / "xa-02.giaonop")
    assert taking_in.take(session, again, quiet)
    assert states(again) == {"xa-02.giaonop": "nothing"}
    session.close()


def test_a_member_receives_no_deliveries(qtbot: QtBot, sample: Sample, stick: Path) -> None:
    source = UnitBook(template(sample), "DU01", "Đảng ủy xã 01", DISTRICT)
    other = sample.elsewhere("thanh-vien")
    session = Session(other.book)
    found = look(session, source.write(stick / "xa-01.giaonop"))
    assert states(found) == {"xa-01.giaonop": "refused"}
    session.close()


def test_evidence_goes_along_and_comes_in(
    qtbot: QtBot, sample: Sample, tmp_path: Path, stick: Path
) -> None:
    scans = [attach(sample, "HS1", f"{n}.pdf", pdf(n)) for n in (1, 2)]
    session = Session(sample.book)
    assert copying_out.has_evidence(sample.book)
    member = sample.member("TV04")
    outcome = copying_out.write(
        session, Order(stick, (member,), "mật khẩu dài", evidence=True), quiet
    )
    copy, evidence = outcome.value
    assert copy.path.name.endswith(".thamdinh.age")
    assert evidence.path.name.endswith(".minhchung.age") and evidence.note == "2 minh chứng"
    own = tmp_path / "cua-toi.thamdinh"
    second = copying_out.write(session, Order(tmp_path, (member,)), quiet).value[0]
    second.path.rename(own)
    there = Session(Book.open(own, Home(tmp_path / "laptop")))
    locked = look(there, evidence.path)
    assert states(locked) == {evidence.path.name: "locked"}
    found = look(there, evidence.path, passphrase="mật khẩu dài")
    assert found.lines[0].reason == "2 tệp minh chứng"
    assert taking_in.take(there, found, quiet)
    assert found.lines[0].reason == "2 tệp minh chứng mới, 0 đã có"
    assert set(held_by(there.book)) == set(scans)
    there.close()
    session.close()


def test_evidence_that_nobody_speaks_of_is_left_alone(
    qtbot: QtBot, sample: Sample, stick: Path
) -> None:
    session = Session(sample.book)
    path = carry(stick / "la.minhchung", pdf(7))
    found = look(session, path)
    assert taking_in.take(session, found, quiet)
    assert states(found) == {"la.minhchung": "nothing"}
    assert hash_of(pdf(7)) not in held_by(sample.book)
    session.close()


def test_a_copy_that_fails_says_what_was_written_before(
    qtbot: QtBot, sample: Sample, stick: Path
) -> None:
    session = Session(sample.book)
    errors: list[Exception] = []
    session.failed.connect(errors.append)
    gone = stick / "khong-co"
    outcome = copying_out.write(session, Order(gone, (None,)), quiet)
    assert not outcome and outcome.value == [] and len(errors) == 1
    assert copying_out.write(session, Order(stick, (None,)), quiet).value[0].ballots == 0
    session.close()


def test_undoing_forgets_what_could_be_taken_back(
    qtbot: QtBot, sample: Sample, stick: Path
) -> None:
    other = sample.elsewhere("may-khac")
    other.set("submission", other.submission("HS1").id, title="Đề nghị")
    other.book.close()
    session = Session(sample.book)
    found = look(session, other.book.path)
    assert taking_in.take(session, found, quiet)
    step = Step("điểm TC1", (b"", b""), (), ())
    session.history.push(step)
    session.history.push(step)
    session.undo()
    noted: list[str] = []
    session.noted.connect(noted.append)
    assert taking_in.undo(session, quiet)
    session.undo()
    session.redo()
    assert noted == ["Không còn gì để hoàn tác.", "Không còn gì để làm lại."]
    assert not taking_in.undo(session, quiet)
