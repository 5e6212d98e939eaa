"""Helpers that several tests use: a clock, sample rows, a campaign to play with."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from db import ballots, campaigns, importing
from db.book import Book
from db.drafts import Draft
from db.home import Home
from db.importing import ImportReport, ImportRow
from db.keys import Signer
from db.operation import Operation
from db.queries.results import Result, results
from db.records import Band, Campaign, Criterion, Member, Rubric, SubjectKind, Submission
from db.rule_changes import Because
from db.surroundings import Surroundings

START = 1_700_000_000_000


class Clock:
    """A clock that goes on by one millisecond at each look."""

    def __init__(self, now: int = START) -> None:
        self.now = now

    def __call__(self) -> int:
        self.now += 1
        return self.now


def collective() -> Rubric:
    """Four criteria (2 + 4 + 3 + bonus 1), step 0,25, confirmed illustrative bands."""
    return Rubric(
        id="tap-the",
        name="Tập thể (số liệu minh họa)",
        applies_to=SubjectKind.COLLECTIVE,
        basis="Hướng dẫn số 09-HD/BTCTU",
        total=1000,
        step=25,
        criteria=(
            Criterion("TC1", "Ban hành văn bản", 200),
            Criterion("TC2", "Kết quả", 400),
            Criterion("TC3", "Tính mới", 300),
            Criterion("DT1", "Tháo gỡ khó khăn", 100, bonus=True),
        ),
        bands=(Band("Tốt", 800), Band("Khá", 650), Band("Đạt", 500), Band("Không đạt", 0)),
        confirmed=True,
        bands_basis="Số liệu minh họa",
        illustrative=True,
    )


def individual() -> Rubric:
    """The same for individuals."""
    return replace(
        collective(),
        id="ca-nhan",
        name="Cá nhân (số liệu minh họa)",
        applies_to=SubjectKind.INDIVIDUAL,
    )


def marks(total: int = 800) -> dict[str, int]:
    """Marks in hundredths that add up to ``total`` (a multiple of 25, at most 1000)."""
    left, found = total, {}
    for criterion in collective().criteria:
        found[criterion.code] = min(left, criterion.max)
        left -= found[criterion.code]
    assert left == 0
    return found


# -- rows of a workbook --------------------------------------------------------------------


def row(table: str, key: str | tuple[str, ...], **values: Any) -> ImportRow:
    """One row as the intake hands it over; cells are named ``table!value``."""
    keys = (key,) if isinstance(key, str) else key
    return ImportRow(table, keys, values, {name: f"{table}!{name}" for name in values})


def submission_row(code: str, unit: str, **values: Any) -> ImportRow:
    """A collective's registered and reported submission, unless ``values`` say otherwise."""
    said = {
        "kind": "collective",
        "subject": f"Chi bộ {unit}",
        "unit": unit,
        "title": f"Mô hình {code}",
        "registered_on": "2023-02-02",
        "has_report": True,
        **values,
    }
    return row("submission", code, **said)


def ballot_row(submission: str, member: str, total: int = 800, comment: str = "") -> ImportRow:
    """A paper ballot with marks that add up to ``total``."""
    return row("ballot", (submission, member), marks=marks(total), comment=comment)


def session_row(number: int = 1, **values: Any) -> ImportRow:
    """A meeting chaired by TV01 and written down by TV03."""
    said = {"date": "2023-11-24", "chair": "TV01", "secretary": "TV03", **values}
    return row("session", str(number), number=number, **said)


def panel() -> list[ImportRow]:
    """Units V (the office), A, B and T (a hamlet's cell); members TV01 (chair), TV02
    (vice-chair), TV03 (secretary), TV04, all of V, and TV05 of B. Submissions: HS1 of A, HS2 of
    B (TV05 is recused), HS3 an individual of A, HS4 without report (R8), HS5 of T (R9)."""
    names = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường", "K'Brít", "Phạm Thị Đào")
    roles = ("chair", "vice_chair", "secretary", "member", "member")
    return [
        *(row("unit", code, name=f"Đảng ủy {code}", parent="", kind="Đảng ủy") for code in "VAB"),
        row("unit", "T", name="Chi bộ thôn 1", parent="A", kind="Chi bộ thôn, tổ dân phố"),
        *(
            row("member", f"TV0{i}", name=name, role=role, unit="B" if i == 5 else "V", post="")
            for i, (name, role) in enumerate(zip(names, roles, strict=True), start=1)
        ),
        submission_row("HS1", "A"),
        submission_row("HS2", "B"),
        submission_row("HS3", "A", kind="individual", subject="Cil Ha"),
        submission_row("HS4", "A", has_report=False),
        submission_row("HS5", "T"),
        session_row(),
    ]


def panel_workbook(folder: Path, code: str) -> Path:
    """A workbook that puts one more member into the panel."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Tổ thẩm định"
    sheet.append(["Mã thành viên", "Họ và tên", "Vai trò", "Chức vụ"])
    sheet.append([code, "K'Brôh", "Thành viên", "Chuyên viên"])
    book.save(folder / "to-tham-dinh.xlsx")
    return folder / "to-tham-dinh.xlsx"


# -- a campaign to play with ---------------------------------------------------------------


class Sample:
    """A book and its campaign, with short ways to do what the tests do over and over."""

    def __init__(self, book: Book, campaign: Campaign) -> None:
        self.book, self._year = book, campaign.year
        self._elsewhere: list[Book] = []

    @property
    def campaign(self) -> Campaign:
        """The campaign as it stands now."""
        return campaigns.find(self.book.connection, self._year)

    @property
    def around(self) -> Surroundings:
        """The surroundings as they stand now."""
        return Surroundings(self.book.connection, self.campaign)

    def member(self, code: str) -> Member:
        return self.around.by_code[code]

    def submission(self, code: str) -> Submission:
        return ballots.submission(self.book, self.campaign.id, code)

    def take(
        self,
        rows: Iterable[ImportRow],
        *,
        dry_run: bool = False,
        because: Because | None = None,
    ) -> ImportReport:
        """Imports rows as those of a workbook."""
        return importing.apply(
            self.book, self.campaign, rows, file="bang.xlsx", dry_run=dry_run, because=because
        )

    def set(self, kind: str, ident: bytes, /, **values: Any) -> Operation:
        """One write by the office (or by whoever holds this laptop)."""
        with self.book.write() as operation:
            operation.set(kind, ident, {name.replace("__", ":"): v for name, v in values.items()})
        return operation

    def settings(self, **values: Any) -> None:
        """Changes settings of the campaign."""
        texts = {f"set:{n}": campaigns.write_setting(value) for n, value in values.items()}
        campaigns.change(self.book, self.campaign, texts, Because("thử", "Kết luận 1"))

    def score(
        self,
        member: str,
        submission: str,
        total: int = 800,
        *,
        signer: Signer | None = None,
        reason: str = "",
    ) -> bytes:
        """Hands in a ballot; a reason makes it a new version. Returns its id."""
        around, who, what = self.around, self.member(member), self.submission(submission)
        if reason:
            ballots.begin_new_version(self.book, around, who, what, reason)
        for criterion, mark in marks(total).items():
            ballots.set_mark(self.book, around, who, what, criterion, mark)
        ballot, _ = ballots.submit(self.book, around, who, what, signer)
        return ballot

    def score_all(self, totals: Mapping[str, int] | None = None) -> None:
        """Paper ballots of every member who may score, on HS1, HS2 and HS3."""
        for submission, total in (totals or {"HS1": 850, "HS2": 700, "HS3": 600}).items():
            for number in range(1, 6):
                if (submission, number) != ("HS2", 5):
                    self.score(f"TV0{number}", submission, total)

    def status(self, member: str, submission: str) -> str | None:
        """The status of the standing ballot."""
        found = ballots.standing(self.book, self.member(member).id, self.submission(submission).id)
        return None if found is None else found.status

    def draft(self, member: str, submission: str) -> Draft | None:
        return ballots.draft(self.book, self.member(member).id, self.submission(submission).id)

    def result(self, code: str) -> Result:
        """The result of one submission."""
        return next(r for r in results(self.book, self.campaign) if r.code == code)

    def elsewhere(self, name: str, clock: Clock | None = None) -> Sample:
        """The same book on another laptop, which has none of this one's keys.

        :meth:`close_elsewhere` closes it, where the test itself has not.
        """
        path = copy_of(self.book, name)
        other = Book.open(path, Home(path.parent / "home"), clock=clock or Clock(START + 10_000))
        self._elsewhere.append(other)
        return Sample(other, self.campaign)

    def close_elsewhere(self) -> None:
        """Closes what :meth:`elsewhere` opened: a test that fails half way leaves nothing open."""
        for other in self._elsewhere:
            other.close()


def copy_of(book: Book, name: str) -> Path:
    """A copy of the book's file in a folder of its own beside it."""
    folder = book.path.parent / name
    folder.mkdir()
    return Path(shutil.copy(book.path, folder / book.path.name))


def changes(book: Book) -> int:
    """How many changes the log holds."""
    (count,) = book.connection.execute("SELECT count(*) FROM change").fetchone()
    return int(count)


def union(target: Book, source: Book) -> None:
    """Adds all that travels from another copy of the book, then makes the picture anew."""
    target.connection.execute("BEGIN IMMEDIATE")
    for table in ("change", "op", "ballot", "sent", "snapshot"):
        rows = source.connection.execute(f"SELECT * FROM {table}").fetchall()
        if rows:
            places = ", ".join("?" * len(rows[0]))
            target.connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({places})", rows)
    target.connection.execute("COMMIT")
    target.rebuild()
