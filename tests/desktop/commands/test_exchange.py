"""The commands of exchange: nine copies out, scored, back in; refused; settled; undone."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from db import ballots, campaigns, enrolment, entries, evidence
from db.book import Book
from db.home import Home
from desktop.cli import main

FILES = Path(__file__).parents[2] / "files"
PANEL = 7

Given = tuple[str, dict[str, int]]  # submission, marks in hundredths


class Laptop:
    """Commands as typed on one laptop, with a home of its own."""

    def __init__(
        self, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.home, self._monkeypatch, self._capsys = home, monkeypatch, capsys
        home.mkdir(parents=True, exist_ok=True)
        (home / "pin").write_text("2468\n", "utf-8")

    def __call__(self, *words: object) -> tuple[int, str, str]:
        self._monkeypatch.setenv("THAMDINH_HOME", str(self.home))
        try:
            code = main([str(word) for word in words])
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = self._capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    def json(self, *words: object, code: int = 0) -> dict[str, Any]:
        found, out, err = self(*words, "--json")
        assert found == code, err
        payload = json.loads(out)
        assert isinstance(payload, dict)
        return payload


@pytest.fixture
def at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[str], Laptop]:
    return lambda name: Laptop(tmp_path / "homes" / name, monkeypatch, capsys)


@pytest.fixture
def office(at: Callable[[str], Laptop]) -> Laptop:
    return at("office")


def without_ballots(source: Path, target: Path) -> list[tuple[str, str, dict[str, int]]]:
    """The workbook as it is before anybody scored: of the ballots only the recusals stay.
    Returns (submission, member, marks in hundredths) of the ballots taken out."""
    workbook = openpyxl.load_workbook(source)
    sheet = workbook["Phiếu chấm"]
    rows = list(sheet.iter_rows(values_only=True))
    top = next(i for i, row in enumerate(rows) if "Mã thành viên" in row)
    heading = list(rows[top])
    who, what = heading.index("Mã thành viên"), heading.index("Mã hồ sơ")
    named = {i: str(name) for i, name in enumerate(heading)}
    criteria = {i: name for i, name in named.items() if name[:2] in ("TC", "DT")}
    taken = []
    for number in range(len(rows), top + 1, -1):
        row = rows[number - 1]
        marks = {code: row[i] for i, code in criteria.items() if row[i] not in (None, "")}
        if not marks or "LQ" in {str(mark).strip().upper() for mark in marks.values()}:
            continue
        hundredths = {c: int(Decimal(str(m).replace(",", ".")) * 100) for c, m in marks.items()}
        taken.append((str(row[what]).strip(), str(row[who]).strip(), hundredths))
        sheet.delete_rows(number)
    workbook.save(target)
    return taken


@pytest.fixture
def book(office: Laptop, tmp_path: Path) -> Path:
    path = tmp_path / "so.thamdinh"
    office.json(
        "new", path, "--year", 2023, "--body", "Huyện ủy Lạc Dương", "--code", "LD",
        "--rubric", FILES / "rubric-collective.toml",
        "--rubric", FILES / "rubric-individual.toml",
    )  # fmt: skip
    return path


@pytest.fixture
def marks(office: Laptop, book: Path, tmp_path: Path) -> dict[str, list[Given]]:
    """What each member will give, by member; the book has everything else of the workbook."""
    taken = without_ballots(FILES / "lac-duong-2023.xlsx", tmp_path / "chua-cham.xlsx")
    report = office.json("import", book, tmp_path / "chua-cham.xlsx")
    assert report["refused"] == []
    found: dict[str, list[Given]] = {}
    for submission, member, given in taken:
        found.setdefault(member, []).append((submission, given))
    return found


def score(book: Path, home: Path, member: str, given: list[Given]) -> None:
    """The member hands in ballots in the copy on the own laptop."""
    with Book.open(book, Home(home)) as opened:
        campaign = campaigns.find(opened.connection, 2023)
        around = campaigns.Surroundings(opened.connection, campaign)
        who = around.by_code[member]
        signer, _ = enrolment.signer_of(opened, who.id, "2468")
        for code, marks in given:
            submission = ballots.submission(opened, campaign.id, code)
            for criterion, mark in marks.items():
                ballots.set_mark(opened, around, who, submission, criterion, mark)
            ballots.submit(opened, around, who, submission, signer)


def expected() -> dict[str, Any]:
    found = json.loads((FILES / "lac-duong-2023.expected.json").read_text("utf-8"))
    return {row["code"]: row for row in found["submissions"]}


def test_the_panels_copies_come_back_in_any_order(
    at: Callable[[str], Laptop],
    office: Laptop,
    book: Path,
    marks: dict[str, list[Given]],
    tmp_path: Path,
) -> None:
    """Out to every member, scored under own keys, back in three orders, twice, and through one
    another: one fingerprint, and the results that were worked out independently."""
    sticks = tmp_path / "usb"
    back = []
    for member, given in sorted(marks.items()):
        folder = sticks / member
        folder.mkdir(parents=True)
        office.json("copy", book, folder / "di.thamdinh", "--for", member)
        there = at(member)
        score(folder / "di.thamdinh", there.home, member, given)
        made = there.json("copy", folder / "di.thamdinh", folder / "ve.thamdinh")
        assert made["ballots"] == len(given)
        back.append(folder / "ve.thamdinh")
    assert len(back) == PANEL

    preview = office.json("merge", book, *back, "--preview")
    before = book.read_bytes()
    assert preview["new_ballots"] == sum(map(len, marks.values()))
    assert book.read_bytes() == before
    report = office.json("merge", book, *back)
    assert {file["verdict"] for file in report["files"]} == {"merged"}
    assert report["fingerprint"] == preview["fingerprint"] or report["conflicts"] == 0
    assert all(m["confirmed"] for m in office.json("members", book)["members"])

    rows = {row["code"]: row for row in office.json("results", book)["results"]}
    for code, want in expected().items():
        for name in ("ballots_valid", "recused", "final", "median", "spread", "class", "rank"):
            assert rows[code][name] == want[name], (code, name)

    everything = sticks / "tat-ca.thamdinh"
    office.json("copy", book, everything)
    seen = set()
    shuffled = random.Random(24)
    for number in range(4):
        order = [*back, everything]
        shuffled.shuffle(order)
        other = at(f"thu-{number}")
        mine = tmp_path / f"thu-{number}.thamdinh"
        mine.write_bytes(order[0].read_bytes())
        for path in (*order, *order[:3]):
            other("merge", mine, path)
        found = other.json("merge", mine, everything)
        assert found["new_changes"] == 0 == found["new_ballots"]
        seen.add((found["fingerprint"], json.dumps(other.json("results", mine))))
    assert len(seen) == 1
    assert office.json("check", book) == {"ok": True, "problems": []}


def test_a_damaged_file_among_good_ones(
    office: Laptop, book: Path, marks: object, tmp_path: Path
) -> None:
    folder = tmp_path / "usb"
    folder.mkdir()
    office.json("copy", book, folder / "tot.thamdinh")
    (folder / "hong.thamdinh").write_bytes(b"khong phai so")
    report = office.json("merge", book, folder, code=1)
    assert [(f["name"], f["verdict"]) for f in report["files"]] == [
        ("hong.thamdinh", "refused"),
        ("tot.thamdinh", "nothing_new"),
    ]
    code, _, err = office("merge", book, folder / "hong.thamdinh")
    assert code == 2
    assert err.count("\n") == 1


def test_settling_and_undoing(
    at: Callable[[str], Laptop], office: Laptop, book: Path, marks: object, tmp_path: Path
) -> None:
    """A laptop without the office key proposes a title; the office takes it, in one command."""
    there = at("khac")
    mine = tmp_path / "khac.thamdinh"
    mine.write_bytes(book.read_bytes())
    with Book.open(mine, Home(there.home)) as opened:
        campaign = campaigns.find(opened.connection, 2023)
        ident = ballots.submission(opened, campaign.id, "LD-2023-001").id
        entries.save(opened, "submission", ident, {"title": "Tên đề nghị"})
    there.json("copy", mine, tmp_path / "ve.thamdinh")
    report = office.json("merge", book, tmp_path / "ve.thamdinh")
    assert (report["proposals"], report["conflicts"]) == (1, 0)
    (matter,) = office.json("conflicts", book)["conflicts"]
    assert "LD-2023-001" in matter["about"] and "Tên mô hình" in matter["about"]
    proposed = next(c for c in matter["choices"] if not c["stands"])
    assert proposed["value"] == "Tên đề nghị"
    found = office.json("settle", book, matter["id"], "--take", proposed["change"])
    assert found == {"conflicts": 0, "proposals": 0}
    titles = {r["code"]: r["title"] for r in office.json("results", book)["results"]}
    assert titles["LD-2023-001"] == "Tên đề nghị"
    code, _, err = office("undo-merge", book)  # written since
    assert code == 2 and err.count("\n") == 1
    office.json("merge", book, tmp_path / "ve.thamdinh")


def test_undoing_the_last_merge(
    at: Callable[[str], Laptop], office: Laptop, book: Path, marks: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "TV02"
    folder.mkdir()
    office.json("copy", book, folder / "di.thamdinh", "--for", "TV02")
    score(folder / "di.thamdinh", at("TV02").home, "TV02", marks["TV02"][:3])
    before = office.json("copy", book, tmp_path / "truoc.thamdinh")["fingerprint"]
    office.json("merge", book, folder / "di.thamdinh")  # the file itself, as people do
    assert office.json("undo-merge", book) == {"fingerprint": before}
    assert office.json("members", book)["members"][1]["ballots"] == 0


def test_under_a_passphrase(office: Laptop, book: Path, marks: object, tmp_path: Path) -> None:
    (tmp_path / "mk").write_text("một cụm dài\n", "utf-8")
    sealed = office.json(
        "copy", book, tmp_path / "kin.thamdinh.age", "--passphrase-file", tmp_path / "mk"
    )
    assert Path(sealed["path"]).read_bytes().startswith(b"age-encryption.org/v1")
    code, _, err = office("merge", book, sealed["path"])
    assert code == 2 and "cụm mật khẩu" in err
    report = office.json(
        "merge", book, sealed["path"], "--passphrase-file", tmp_path / "mk"
    )
    assert report["files"][0]["verdict"] == "nothing_new"


@pytest.mark.parametrize(
    "words",
    [
        ("copy", "{book}", "{tmp}/x.thamdinh", "--for", "TV99"),
        ("copy", "{book}", "{book}"),
        ("copy", "{book}", "{tmp}/khong/co/x.thamdinh"),
        ("merge", "{book}", "{tmp}/khong-co.thamdinh"),
        ("merge", "{book}", "{tmp}/homes"),
        ("settle", "{book}", "00000000", "--take", "none"),
        ("settle", "{book}", "all", "--take", "x"),
        ("undo-merge", "{book}"),
    ],
)
def test_wrong_use_is_one_sentence_and_changes_nothing(
    office: Laptop, book: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    before = book.read_bytes()
    code, out, err = office(*(word.format(book=book, tmp=tmp_path) for word in words))
    assert code == 2, out
    assert err.count("\n") == 1 and err.strip()[-1] in ".)"
    assert book.read_bytes() == before


def test_evidence_travels_beside_the_copy_by_need(
    at: Callable[[str], Laptop], office: Laptop, book: Path, marks: object, tmp_path: Path
) -> None:
    """Out to a member once; nothing new the second time; a new scan comes back in."""
    scan = tmp_path / "bao-cao.pdf"
    scan.write_bytes(b"%PDF-1.4\n" + b"x" * 5000)
    with Book.open(book, Home(office.home)) as opened:
        campaign = campaigns.find(opened.connection, 2023)
        ident = ballots.submission(opened, campaign.id, "LD-2023-001").id
        evidence.attach(opened, ident, scan)
    first = office.json("copy", book, tmp_path / "mot.thamdinh", "--for", "TV02")
    assert first["evidence_files"] == 1
    bare = office.json("copy", book, tmp_path / "b.thamdinh", "--for", "TV02", "--without-evidence")
    assert bare["evidence"] is None
    assert not (tmp_path / "b.minhchung").exists()
    folder = tmp_path / "TV02"
    folder.mkdir()
    shutil.copy(first["path"], folder / "so.thamdinh")
    there = at("TV02")
    report = there.json("merge", folder / "so.thamdinh", first["path"])  # its scans lie beside it
    assert report["evidence"] == [
        {"name": "mot.minhchung", "reason": None, "new": 1, "refused": []}
    ]
    again = office.json("copy", book, tmp_path / "hai.thamdinh", "--for", "TV02")
    assert again["evidence_files"] == 0
