"""Who tries to bend a result: each attack is caught or harmless, and what the officer reads is
the assertion."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db import amending, ballot_picture, campaigns, decisions, enrolment, freeze, members, rubrics
from db.book import Book
from db.canonical import dumps
from db.check import check
from db.conflicts import open_matters
from db.errors import (
    FingerprintMismatchError,
    NoOfficeKeyError,
    ReasonMissingError,
    RubricLockedError,
    ThamdinhError,
)
from db.exchange import copy_out, merge
from db.exchange.deliver import deliver
from db.exchange.report import NOTHING_NEW
from db.home import Home
from db.keys import Signer, fingerprint, make_member_key, member_key
from db.operation import SignedBallot
from db.queries.proof_codes import find_code
from db.record import read_record, record_of
from db.record_check import faults as record_faults
from db.rules import proof
from db.rules.points import show
from db.sessions import find, standing_snapshot
from desktop.faults import trouble
from desktop.matter_words import WHAT, choice_words, subject_of
from desktop.merge_words import file_line, missing_lines, note_lines, summary
from desktop.messages import sentence
from desktop.verify_words import _FAULTS as RECORD_WORDS
from tests.amending import amended, closed, put_right, rescore, session_id
from tests.support import START, Clock, Sample, collective, copy_of, session_row

PIN = "2468"
Laptop = Callable[[str], Sample]
NOT_COUNTED = "ký bằng khóa chưa xác nhận cho người này nên chưa tính"


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_N", 2**4)


@pytest.fixture
def laptop(sample: Sample, tmp_path: Path) -> Iterator[Laptop]:
    """Opens a member's copy on a laptop of its own."""
    opened: list[Book] = []

    def of(code: str) -> Sample:
        folder = tmp_path / f"may-{code}"
        folder.mkdir()
        path = folder / "ban.thamdinh"
        copy_out.copy(sample.book, path, for_member=sample.member(code))
        book = Book.open(path, Home(folder / "home"), clock=Clock(START + 60_000))
        opened.append(book)
        return Sample(book, sample.campaign)

    yield of
    for book in opened:
        book.close()


@pytest.fixture
def scored(sample: Sample) -> Sample:
    """Everybody but TV04 scored HS1 (8,00)."""
    for code in ("TV01", "TV02", "TV03", "TV05"):
        sample.score(code, "HS1", 800)
    return sample


def take(sample: Sample, *paths: Path) -> merge.Report:
    with merge.plan(sample.book, paths) as planned:
        return merge.merge(sample.book, planned)


def own(there: Sample, code: str, total: int = 800, **more: Any) -> bytes:
    """The member's ballot on HS1 under the own key."""
    signer, _ = enrolment.signer_of(there.book, there.member(code).id, PIN)
    return there.score(code, "HS1", total, signer=signer, **more)


def back(there: Sample, name: str = "ve.thamdinh") -> Path:
    return copy_out.copy(there.book, there.book.path.parent / name).path


def tampered(path: Path, *statements: str) -> Path:
    """The file after somebody wrote to it with another program."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for statement in statements:
        assert connection.execute(statement).rowcount, statement
    connection.commit()
    connection.close()
    return path


def read_of(report: merge.Report) -> str:
    """Everything that the officer reads of a merge."""
    lines = [file_line(file) for file in report.files]
    return " ".join([*lines, summary(report), *note_lines(report.notes), *missing_lines(report)])


def check_words(book: Book) -> list[str]:
    return [trouble(found.code, found.facts) for found in check(book)]


def said(act: Callable[..., object], *arguments: Any, **more: Any) -> tuple[type[Exception], str]:
    """The error of an act that must fail, and the sentence for it."""
    with pytest.raises(ThamdinhError) as caught:
        act(*arguments, **more)
    return caught.type, sentence(caught.value)


# -- ballots ------------------------------------------------------------------------------------


def test_forged_ballot(scored: Sample, laptop: Laptop) -> None:
    """TV05's laptop signs in TV04's name."""
    forger = laptop("TV05")
    signer = make_member_key(forger.book.home, forger.book.id, forger.member("TV04").id, "9999")
    forger.score("TV04", "HS1", 100, signer=signer)
    report = take(scored, back(forger))
    assert f"Phiếu của đ/c K'Brít, hồ sơ HS1: {NOT_COUNTED}." in read_of(report)
    assert scored.result("HS1").final == 800


def test_replayed_ballot(scored: Sample, laptop: Laptop) -> None:
    """The former version comes again after the member mended it: it is known and stays former."""
    there = laptop("TV04")
    own(there, "TV04", 300)
    old = back(there, "cu.thamdinh")
    take(scored, old)
    own(there, "TV04", 800, reason="Cộng nhầm")
    take(scored, back(there, "moi.thamdinh"))
    assert scored.result("HS1").final == 800
    report = take(scored, old)
    assert "đã ghép bản mới hơn" in read_of(report)
    assert "Không có gì mới; sổ giữ nguyên." in read_of(report)
    assert scored.result("HS1").final == 800


def test_ballot_moved_to_another_submission(scored: Sample, laptop: Laptop) -> None:
    there = laptop("TV04")
    own(there, "TV04")
    path = tampered(
        back(there),
        f"UPDATE ballot SET submission = x'{scored.submission('HS3').id.hex()}'",
    )
    before = scored.book.path.read_bytes()
    assert "“ve.thamdinh” đã bị sửa ngoài chương trình" in read_of(take(scored, path))
    assert scored.book.path.read_bytes() == before


def test_altered_ballot(scored: Sample, laptop: Laptop) -> None:
    there = laptop("TV04")
    own(there, "TV04", 500)
    path = tampered(
        back(there),
        "UPDATE ballot SET body = CAST(replace(CAST(body AS TEXT), ':0', ':100') AS BLOB)",
    )
    words = read_of(take(scored, path))
    assert "không nhận. " in words and "đã bị sửa ngoài chương trình" in words
    assert "hãy xin lại bản khác" in words
    assert scored.status("TV04", "HS1") is None


@pytest.mark.parametrize(
    "change",
    [
        {"TC1": 173},  # on no step
        {"TC1": 900},  # above the maximum
        {"TC1": -50},
        {"TC1": 1.5},
        {"TC9": 100},  # a criterion that there is not
    ],
)
def test_ballot_made_by_hand(scored: Sample, laptop: Laptop, change: dict[str, Any]) -> None:
    """TV04 signs with the own key what no program of ours would let through."""
    there = laptop("TV04")
    _by_hand(there, lambda body: {"marks": {**body["marks"], **change}})
    take(scored, back(there))
    assert (scored.result("HS1").final, scored.result("HS1").ballots_valid) == (800, 4)
    _, words = said(freeze.freeze, scored.book, scored.campaign, 1)
    assert (
        "Phiếu của K'Brít cho hồ sơ HS1 chấm theo tiêu chí khác thang điểm hiện tại; "
        "hãy chấm lại hoặc hủy phiếu." in words
    )


def test_ballot_that_fills_the_memory(
    scored: Sample, laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred megabytes of brackets, rightly signed, took gigabytes before they were refused."""
    there = laptop("TV04")
    _by_hand(there, lambda body: {"comment": [[]] * 20_000})
    path = back(there)
    monkeypatch.setattr(ballot_picture, "_LARGEST", 50_000)
    words = read_of(take(scored, path))
    assert "đã bị sửa ngoài chương trình (phiếu chấm không khớp chữ ký)" in words
    assert scored.result("HS1").ballots_valid == 4


def _by_hand(there: Sample, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """TV04's second version, changed before it is signed."""
    ident = own(there, "TV04", 800)
    signer = member_key(there.book.home, there.book.id, there.member("TV04").id, PIN)
    query = "SELECT body FROM ballot WHERE id = ?"
    body = json.loads(there.book.connection.execute(query, (ident,)).fetchone()[0])
    raw = dumps({**body, "prev": [ident.hex()], "seq": 2, **change(body)})
    new = hashlib.blake2b(raw, digest_size=16).digest()
    what, who = there.submission("HS1").id, there.member("TV04").id
    with there.book.write(signer=signer) as operation:
        ballot = SignedBallot(new, who, what, ident, raw, signer.sign(raw), signer.public)
        operation.add_ballot(ballot)


def test_omitted_ballot(scored: Sample, laptop: Laptop) -> None:
    """Whoever carries the stick takes an unwelcome ballot out of the file."""
    there = laptop("TV04")
    own(there, "TV04", 300)
    signer, _ = enrolment.signer_of(there.book, there.member("TV04").id, PIN)
    there.score("TV04", "HS3", 800, signer=signer)
    path = tampered(
        back(there),
        f"DELETE FROM ballot WHERE submission = x'{scored.submission('HS1').id.hex()}'",
    )
    words = read_of(take(scored, path))
    assert (
        "Đ/c K'Brít (TV04): 1 phiếu đã nộp nhưng không có trong các tệp; "
        "hãy xin lại tệp của thành viên này." in words
    )
    assert check_words(scored.book) == ["Thiếu 1 phiếu so với danh sách thành viên đã ký."]


def test_others_ballots_smuggled_into_a_members_copy(scored: Sample, laptop: Laptop) -> None:
    """The copy that comes back holds ballots for TV01 and TV02, under the member's own key."""
    there = laptop("TV04")
    own(there, "TV04", 800)
    mine = member_key(there.book.home, there.book.id, there.member("TV04").id, PIN)
    for code in ("TV01", "TV02"):
        there.score(code, "HS1", 0, signer=mine)
    report = take(scored, back(there))
    words = read_of(report)
    for name in ("Nguyễn Văn An", "Trần Thị Bình"):
        assert f"Phiếu của đ/c {name}, hồ sơ HS1: {NOT_COUNTED}." in words
    assert scored.result("HS1").final == 800
    assert scored.result("HS1").ballots_valid == 5


# -- keys and laptops --------------------------------------------------------------------------


def test_key_swapped_before_confirmation(scored: Sample) -> None:
    """On the way somebody put a ballot under another key in the place of the member's."""
    true = make_member_key(scored.book.home, scored.book.id, scored.member("TV04").id, PIN)
    forger = scored.elsewhere("ke-gian")
    swapped = make_member_key(forger.book.home, forger.book.id, forger.member("TV04").id, "0000")
    forger.score("TV04", "HS1", 100, signer=swapped)
    path = copy_out.copy(forger.book, forger.book.path.parent / "ve.thamdinh").path
    assert NOT_COUNTED in read_of(take(scored, path))
    kind, words = said(
        members.confirm, scored.book, scored.campaign, "TV04", fingerprint(true.public)
    )
    assert kind is FingerprintMismatchError
    assert words == "Dấu vân tay khóa không khớp; hãy đọc lại với chính thành viên đó."
    assert scored.result("HS1").final == 800


def test_key_that_confirms_itself_twice(scored: Sample, laptop: Laptop, tmp_path: Path) -> None:
    """The copy with its one-time secret was copied: only the first key to come is confirmed."""
    there = laptop("TV04")
    stolen = copy_of(there.book, "trom")
    own(there, "TV04", 800)
    assert take(scored, back(there)).confirmed == (scored.member("TV04").id,)
    with Book.open(stolen, Home(tmp_path / "trom-home"), clock=Clock(START + 90_000)) as other:
        thief = Sample(other, scored.campaign)
        own(thief, "TV04", 100)
        report = take(scored, copy_out.copy(other, tmp_path / "trom.thamdinh").path)
    assert report.confirmed == ()
    assert f"hồ sơ HS1: {NOT_COUNTED}." in read_of(report)
    assert scored.result("HS1").final == 800


def test_key_that_writes_its_own_confirmation(scored: Sample, laptop: Laptop) -> None:
    """A member's laptop sets the office's cell that confirms its key: a proposal, no more."""
    there = laptop("TV05")
    signer = make_member_key(there.book.home, there.book.id, there.member("TV04").id, "9999")
    with there.book.write(signer=signer) as operation:
        field = f"key:{signer.public.hex()}"
        operation.set("member", there.member("TV04").id, {field: "tự xác nhận"})
    there.score("TV04", "HS1", 100, signer=signer)
    words = read_of(take(scored, back(there)))
    assert "1 đề nghị" in words and "1 chỗ cần xem" in words and NOT_COUNTED in words
    assert scored.result("HS1").final == 800


def test_cloned_laptop(scored: Sample, laptop: Laptop, tmp_path: Path) -> None:
    """Two laptops with one key hand in different marks: neither counts until a person says."""
    there = laptop("TV04")
    enrolment.signer_of(there.book, there.member("TV04").id, PIN)
    there.book.close()
    shutil.copytree(there.book.path.parent, tmp_path / "nhan-ban")
    paths = []
    for number, folder in enumerate((there.book.path.parent, tmp_path / "nhan-ban")):
        home, now = Home(folder / "home"), Clock(START + 70_000 + number)
        with Book.open(folder / "ban.thamdinh", home, clock=now) as book:
            one = Sample(book, scored.campaign)
            own(one, "TV04", 100 + 700 * number)
            paths.append(copy_out.copy(book, folder / "ve.thamdinh").path)
    words = read_of(take(scored, *paths))
    assert "hồ sơ HS1: có hai phiếu nộp riêng rẽ nên chưa tính phiếu nào; hãy chọn một" in words
    assert scored.result("HS1").final == 800 and scored.result("HS1").ballots_valid == 4
    (matter,) = [m for m in open_matters(scored.book) if m.what == "ballots"]
    assert WHAT[matter.what] == "hai phiếu của một thành viên"
    assert subject_of(scored.book, matter) == "phiếu của đ/c K'Brít, hồ sơ HS1"
    _, words = said(freeze.freeze, scored.book, scored.campaign, 1)
    assert "K'Brít có hai phiếu cho hồ sơ HS1; hãy giải quyết trước khi chốt." in words


@pytest.mark.parametrize("years", [-10, 3])
def test_clock_set_years_off(scored: Sample, tmp_path: Path, years: int) -> None:
    """The office's second laptop writes with a wrong clock, then the first one mends the title:
    what had seen the other stands, whatever the clocks say."""
    path = copy_of(scored.book, "sai-gio")
    now = Clock(START + years * 365 * 86_400_000)
    with Book.open(path, scored.book.home, clock=now) as book:
        wrong = Sample(book, scored.campaign)
        wrong.set("submission", wrong.submission("HS1").id, title="Tên ghi lúc sai giờ")
    words = read_of(take(scored, path))
    ahead = "đồng hồ máy gửi chạy nhanh hơn một ngày" in words
    assert ahead == (years > 0)
    assert any("muộn hơn hiện tại quá một ngày" in line for line in check_words(scored.book)) == (
        years > 0
    )
    assert scored.submission("HS1").title == "Tên ghi lúc sai giờ"
    scored.set("submission", scored.submission("HS1").id, title="Tên sửa sau")
    assert scored.submission("HS1").title == "Tên sửa sau"
    assert take(scored, path).files[0].verdict == NOTHING_NEW
    assert scored.submission("HS1").title == "Tên sửa sau"


def test_old_backup_merged_again(scored: Sample, tmp_path: Path) -> None:
    """Who wants the former marks back brings a backup from before they were mended."""
    scored.score("TV01", "HS1", 400, reason="Nhầm")
    old = Path(shutil.copy(scored.book.path, tmp_path / "sao-luu.thamdinh"))
    scored.score("TV01", "HS1", 800, reason="Đúng theo phiếu giấy")
    scored.set("submission", scored.submission("HS1").id, title="Tên đúng")
    assert "Không có gì mới; sổ giữ nguyên." in read_of(take(scored, old))
    assert scored.result("HS1").final == 800
    assert scored.submission("HS1").title == "Tên đúng"


# -- rubric, office cells -----------------------------------------------------------------------


def test_rubric_changed_after_ballots(scored: Sample) -> None:
    old = collective()
    more = {"TC1": 50, "TC2": -50}
    criteria = tuple(replace(c, max=c.max + more.get(c.code, 0)) for c in old.criteria)
    changed = replace(old, criteria=criteria)
    kind, words = said(rubrics.store, scored.book, scored.campaign, changed)
    assert kind is RubricLockedError
    assert "đã có phiếu chấm nên không đổi tiêu chí được" in words
    assert scored.result("HS1").final == 800


def test_bands_changed_by_who_has_no_office_key(scored: Sample, laptop: Laptop) -> None:
    there = laptop("TV05")
    before = scored.result("HS1").class_name
    row = there.book.connection.execute("SELECT id FROM rubric LIMIT 1").fetchone()[0]
    there.set("rubric", row, band_tot=100, confirmed=False)
    report = take(scored, back(there))
    assert "đề nghị" in read_of(report)
    assert scored.result("HS1").class_name == before


def test_office_cell_changed_without_the_office_key(scored: Sample, laptop: Laptop) -> None:
    there = laptop("TV04")
    there.set("submission", there.submission("HS1").id, title="Tên có lợi hơn")
    words = read_of(take(scored, back(there)))
    assert "1 đề nghị" in words and "1 chỗ cần xem" in words
    assert scored.submission("HS1").title == "Mô hình HS1"
    (matter,) = open_matters(scored.book)
    assert WHAT[matter.what] == "đề nghị sửa"
    assert subject_of(scored.book, matter).startswith("hồ sơ HS1: ")
    assert any("“Tên có lợi hơn”" in choice_words(matter, c) for c in matter.choices)
    assert any(choice_words(matter, c).endswith("(đề nghị)") for c in matter.choices)


def test_freezing_without_the_office_key(scored: Sample, laptop: Laptop) -> None:
    there = laptop("TV04")
    kind, words = said(freeze.freeze, there.book, there.campaign, 1)
    assert kind is NoOfficeKeyError
    assert "Máy này không giữ khóa cơ quan của sổ" in words


# -- what is frozen -----------------------------------------------------------------------------


def frozen(sample: Sample) -> Sample:
    sample.score_all()
    freeze.freeze(sample.book, sample.campaign, 1)
    return sample


def test_results_altered_after_freezing_in_a_file(sample: Sample, tmp_path: Path) -> None:
    frozen(sample)
    path = tampered(
        copy_out.copy(sample.book, tmp_path / "kq.thamdinh").path,
        "UPDATE snapshot SET body = CAST(replace(CAST(body AS TEXT), '850', '950') AS BLOB)",
    )
    with Book.open(path, Home(tmp_path / "x")) as opened:
        assert opened.readonly and opened.altered is not None
        assert "đã bị sửa ngoài chương trình" in sentence(opened.altered)
        assert "Kết quả đã chốt không đúng chữ ký của cơ quan." in check_words(opened)
    assert "đã bị sửa ngoài chương trình" in read_of(take(sample, path))


def test_results_altered_after_freezing_in_the_book(sample: Sample) -> None:
    """By somebody at the office with another program: the table that the screens read is no
    longer what the log says, and the next opening makes it anew."""
    frozen(sample)
    final, year = sample.result("HS1").final, sample.campaign.year
    path, home = sample.book.path, sample.book.home
    tampered(path, "UPDATE tally SET final = 999 WHERE final IS NOT NULL")
    assert check_words(sample.book) == [
        "Bảng tally không khớp nhật ký; chương trình sẽ dựng lại."
    ]
    sample.book.close()
    tampered(path, "UPDATE tally SET final = 998 WHERE final IS NOT NULL")
    with Book.open(path, home, clock=Clock(START + 90_000)) as again:
        assert check_words(again) == []
        assert Sample(again, campaigns.find(again.connection, year)).result("HS1").final == final


def test_mark_written_after_freezing(sample: Sample) -> None:
    frozen(sample)
    _, words = said(sample.score, "TV01", "HS1", 1000, reason="Nâng điểm")
    assert words.startswith("Kết quả cuộc họp số 1 đã chốt để ký; muốn sửa hãy vào Biên bản")


def test_two_laptops_freeze_one_session(sample: Sample) -> None:
    sample.score_all()
    path = copy_of(sample.book, "may-hai")
    with Book.open(path, sample.book.home, clock=Clock(START + 50_000)) as book:
        other = Sample(book, sample.campaign)
        other.score("TV01", "HS1", 1000, reason="Nâng điểm")
        freeze.freeze(book, other.campaign, 1)
    freeze.freeze(sample.book, sample.campaign, 1)
    take(sample, path)
    (matter,) = [m for m in open_matters(sample.book) if m.what == "two_frozen"]
    assert WHAT[matter.what] == "hai bản chốt của một cuộc họp"
    assert len({choice_words(matter, choice) for choice in matter.choices}) == 2
    for choice in matter.choices:
        assert find_code(sample.book, str(choice.value)).state == "double"
    target = sample.book.path.parent / "kq.giaonop"
    _, words = said(deliver, sample.book, sample.campaign, 1, target, undecided=True)
    assert "hai bản chốt" in words and not target.exists()


def test_two_snapshots_with_one_code(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even if somebody found other results with the same twelve letters: a code that two frozen
    results answer to proves neither."""
    frozen(sample)
    sample.take([session_row(2, date="2023-12-12")])
    decisions.record(
        sample.book, sample.campaign, 1, "215-QĐ/HU", "2023-12-05", send_back={"HS1": "Chưa rõ"}
    )
    for number in range(1, 6):
        sample.score(f"TV0{number}", "HS1", 1000)
    freeze.freeze(sample.book, sample.campaign, 2)
    monkeypatch.setattr("db.queries.proof_codes._code", lambda _: "0000-0000-0000")
    assert find_code(sample.book, "0000-0000-0000").state == "double"


def test_forged_record_in_the_papers_attachment(sample: Sample) -> None:
    """The record that minutes carry is counted anew from its signed ballots."""
    frozen(sample)
    found = _record(sample)
    body = json.loads(found["snapshot"]["body"])
    body["submissions"][0]["final"] = 999
    raw = dumps(body)
    key = sample.book.require_office()
    found["snapshot"] |= {"body": raw.decode(), "sig": key.sign(raw).hex()}
    words = _record_words(found)
    assert "Hồ sơ HS1: điểm kết luận không khớp các phiếu kèm theo (ghi 9,99, tính lại 8,50)." in (
        words
    )
    found["ballots"] = found["ballots"][1:]
    assert any(line.endswith("bị bỏ ra khỏi tệp.") for line in _record_words(found))


def _record(sample: Sample) -> dict[str, Any]:
    snapshot = standing_snapshot(sample.book.connection, session_id(sample))
    assert snapshot is not None
    found: dict[str, Any] = json.loads(record_of(sample.book, snapshot))
    return found


def _record_words(found: dict[str, Any]) -> list[str]:
    told = record_faults(read_record(json.dumps(found).encode()))
    return [RECORD_WORDS[fault.code](fault.facts) for fault in told]


# -- amending, and a round sent back ------------------------------------------------------------


def test_amendment_without_a_reason(sample: Sample) -> None:
    closed(sample)
    put_right(sample)
    rescore(sample)
    kind, words = said(amending.amend, sample.book, sample.campaign, 1, "  ")
    assert kind is ReasonMissingError
    assert words == "Việc này cần ghi lý do; hãy ghi lý do rồi làm lại."


def test_closed_results_written_to_without_amending(sample: Sample) -> None:
    closed(sample)
    _, words = said(rescore, sample)
    assert "số 1" in words and "hãy" in words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda b: b["amends"].update(reason=" "), "không ghi lý do"),
        (lambda b: b["amends"].update(number=3), "sai số lần bổ sung"),
        (lambda b: b["amends"].update(code="0000-0000-0000"), "sai mã đối chiếu"),
        (lambda b: b["amends"].update(differences=[]), "các chỗ thay đổi ghi không đúng"),
    ],
)
def test_forged_amendment(
    sample: Sample, change: Callable[[dict[str, Any]], object], words: str
) -> None:
    """Even by who holds the office key: the amending body is counted against what it amends."""
    closed(sample)
    put_right(sample)
    rescore(sample)
    amended(sample)
    found = _record(sample)
    body = json.loads(found["snapshot"]["body"])
    change(body)
    raw = dumps(body)
    key = sample.book.require_office()
    found["snapshot"] |= {"body": raw.decode(), "sig": key.sign(raw).hex()}
    assert any(words in line for line in _record_words(found))
    with sample.book.write() as operation:
        operation.add_snapshot(session_id(sample), body["seq"], raw)
    assert any(words in line for line in check_words(sample.book))


def test_code_of_amended_minutes(sample: Sample) -> None:
    """Who shows the old paper after the amending one is answered so."""
    code = freeze.body_of(closed(sample).book, sample.campaign, 1)[1]
    put_right(sample)
    rescore(sample)
    amended(sample)
    assert code is not None
    found = find_code(sample.book, code)
    assert (found.state, found.amended_by) == ("amended", 1)


def _sent_back(sample: Sample) -> Sample:
    frozen(sample)
    sample.take([session_row(2, date="2023-12-12")])
    decisions.record(
        sample.book, sample.campaign, 1, "215-QĐ/HU", "2023-12-05", send_back={"HS1": "Chưa rõ"}
    )
    return sample


def test_ballots_of_the_round_before_come_again(sample: Sample, tmp_path: Path) -> None:
    """A copy from before the decision brings the favourable ballots of round 1: none counts."""
    sample.score_all()
    old = copy_out.copy(sample.book, tmp_path / "vong-mot.thamdinh").path
    freeze.freeze(sample.book, sample.campaign, 1)
    sample.take([session_row(2, date="2023-12-12")])
    decisions.record(
        sample.book, sample.campaign, 1, "215-QĐ/HU", "2023-12-05", send_back={"HS1": "Chưa rõ"}
    )
    assert "Không có gì mới; sổ giữ nguyên." in read_of(take(sample, old))
    assert sample.result("HS1").ballots_valid == 0 and sample.result("HS1").final is None
    sample.score("TV01", "HS1", 500)
    assert show(sample.result("HS1").final or 0) == "5,00"


def test_round_sent_back_by_who_is_not_the_office(sample: Sample, laptop: Laptop) -> None:
    frozen(sample)
    there = laptop("TV04")
    kind, words = said(
        decisions.record, there.book, there.campaign, 1, "1-QĐ", "2023-12-05",
        send_back={"HS1": "Tự ý"},
    )  # fmt: skip
    assert kind is NoOfficeKeyError or "khóa cơ quan" in words or "chốt" in words
    assert sample.result("HS1").round == 1


def test_old_round_frozen_again_under_the_new_meeting(sample: Sample) -> None:
    """Nothing was scored anew: the second meeting has nothing to freeze."""
    _sent_back(sample)
    _, words = said(freeze.freeze, sample.book, sample.campaign, 2)
    assert "Chưa chốt được cuộc họp số 2" in words


def test_a_stranger_signs_a_snapshot(sample: Sample) -> None:
    """Its signature is right, its key no office's: it stands for nothing."""
    frozen(sample)
    body, _ = freeze.body_of(sample.book, sample.campaign, 1)
    stranger = Signer(b"s" * 32)
    raw = dumps({**body, "seq": 9})
    where = find(sample.book.connection, sample.campaign, 1).id
    other = sample.elsewhere("la")
    with other.book.write(signer=stranger) as operation:
        operation.add_snapshot(where, 9, raw)
    other.book.close()
    words = read_of(take(sample, other.book.path))
    assert "đã bị sửa ngoài chương trình (bản chốt không khớp chữ ký của cơ quan)" in words
    standing = standing_snapshot(sample.book.connection, where)
    assert standing is not None and standing.seq != 9
    assert [m for m in open_matters(sample.book) if m.what == "two_frozen"] == []
