"""A small book for the flow tests, made through the same doors as everybody's."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from db import campaigns, importing, rubrics
from db.book import Book
from db.home import Home
from db.importing import ImportRow
from db.records import Band, Criterion, Rubric, SubjectKind
from tests.moulds import cast

YEAR = 2023
RUBRIC = Rubric(
    id="minh-hoa-tap-the",
    name="Tập thể (số liệu minh họa)",
    applies_to=SubjectKind.COLLECTIVE,
    basis="Hướng dẫn số 09-HD/BTCTU",
    total=1000,
    step=25,
    criteria=(
        Criterion("TC1", "Ban hành văn bản lãnh đạo, chỉ đạo; triển khai, hướng dẫn", 200),
        Criterion("TC2", "Kết quả thực hiện, có số liệu chứng minh", 400),
        Criterion("TC3", "Tính mới; hiệu quả tác động, sức lan tỏa, phạm vi ảnh hưởng", 200),
        Criterion("TC4", "Chỉ đạo sơ, tổng kết, rút kinh nghiệm, nhân rộng", 100),
        Criterion("DT1", "Điểm thưởng: tháo gỡ khó khăn, vướng mắc", 50, bonus=True),
        Criterion("DT2", "Điểm thưởng khác (số liệu minh họa)", 50, bonus=True),
    ),
    bands=(Band("Tốt", 800), Band("Khá", 650), Band("Đạt", 500), Band("Không đạt", 0)),
    confirmed=True,
    bands_basis="Số liệu minh họa, không phải quy định",
    illustrative=True,
)
CODES = tuple(c.code for c in RUBRIC.criteria)
_ROLES = ("chair", "vice_chair", "secretary", "member", "member")
_PEOPLE = ("Bùi Đức Mai", "Bon Thị Lợi", "Ya Văn Cường", "Trần Thị Hòa", "Cil Văn Quỳnh")
_TITLES = (
    "Chi bộ “4 tốt” gắn với sổ tay sinh hoạt điện tử",
    "Số hóa sổ tay đảng viên bằng mã QR",
    "Vườn cà phê cảnh quan liên kết hộ nghèo",
    "Ngày thứ Bảy vì dân: tiếp nhận và trả hồ sơ tại thôn cho người dân ở xa trung tâm",
    "Quỹ “Nuôi heo đất” giúp học sinh nghèo đến trường",
    "Đối thoại định kỳ giữa bí thư cấp ủy với nhân dân",
    "Tổ công nghệ số cộng đồng “cầm tay chỉ việc”",
    "Tuyến đường hoa tự quản",
    "Phân loại rác tại nguồn, đổi rác lấy quà",
    "Đội phản ứng nhanh phòng cháy, chữa cháy rừng",
)
_UNITS = ("Đảng bộ xã Lát", "Đảng bộ xã Đạ Sar", "Đảng bộ thị trấn Lạc Dương", "Huyện đoàn")


def code(number: int) -> str:
    """The code of the n-th submission, from 1."""
    return f"LD-{YEAR}-{number:03d}"


def make_book(
    path: Path, home: Home, *, submissions: int = 10, ballots: bool = True, confirmed: bool = True
) -> Path:
    """Ten submissions of three units, five members (TV05 sits in the second unit), and the
    ballots of TV01 to TV03 on the first three. Submission 10 has no report."""
    name = (make_book, submissions, ballots, confirmed)
    return cast(name, partial(_make, submissions, ballots, confirmed), path, home)


def _make(submissions: int, ballots: bool, confirmed: bool, path: Path, home: Home) -> None:
    with Book.create(path, home) as book:
        campaign = campaigns.create(
            book, YEAR, "Huyện ủy Lạc Dương", parent="Tỉnh ủy Lâm Đồng", place="Lạc Dương"
        )
        bands = RUBRIC.bands if confirmed else ()
        rubric = replace(RUBRIC, confirmed=confirmed, bands=bands, illustrative=confirmed)
        for kind in SubjectKind:
            name = rubric.name if kind == SubjectKind.COLLECTIVE else "Cá nhân (số liệu minh họa)"
            rubrics.store(book, campaign, replace(rubric, applies_to=kind, name=name))
        rows = [*_units(), *_members(), *_submissions(submissions)]
        if ballots:
            rows += [
                _ballot(number, member) for number in (1, 2, 3) for member in (1, 2, 3)
            ]
        importing.apply(book, campaign, rows, file="flows.xlsx")


def _units() -> list[ImportRow]:
    return [
        ImportRow("unit", (f"LD{n:02d}",), {"name": name, "parent": "LD", "kind": "Đảng bộ cơ sở"})
        for n, name in enumerate(_UNITS, start=1)
    ]


def _members() -> list[ImportRow]:
    return [
        ImportRow(
            "member",
            (f"TV{n:02d}",),
            {
                "name": name,
                "role": _ROLES[n - 1],
                "unit": "LD02" if n == 5 else "LD90",
                "post": "Chuyên viên",
            },
        )
        for n, name in enumerate(_PEOPLE, start=1)
    ]


def _submissions(count: int) -> list[ImportRow]:
    rows = []
    for n in range(1, count + 1):
        person = n % 4 == 0
        unit = 1 if n == 4 else n % 3 + 1
        values = {
            "kind": "individual" if person else "collective",
            "subject": f"Trần Văn Nam {n}" if person else _UNITS[unit - 1],
            "post": "Chuyên viên" if person else "",
            "unit": f"LD{unit:02d}",
            "title": _TITLES[(n - 1) % len(_TITLES)],
            "field": "Kinh tế" if n % 2 else "Cải cách hành chính, chuyển đổi số",
            "content": "Tiếp nhận hồ sơ tại nhà văn hóa thôn vào sáng thứ Bảy.",
            "novelty": "Cán bộ xuống thôn; người dân không phải đi 30 km.",
            "product": "5 điểm tiếp nhận lưu động.",
            "registered_on": f"2023-02-{n % 27 + 1:02d}",
            "arrival_no": str(100 + n),
        }
        rows.append(ImportRow("submission", (code(n),), values))
        rows.append(
            ImportRow(
                "target",
                (code(n), "Hồ sơ trả tại thôn"),
                {"measure": "hồ sơ", "baseline": "0", "promised": "300", "actual": "412"},
            )
        )
        if n % 10:
            marks = (175, 350, 150, 75, 50, 25)
            report = {
                "has_report": True,
                "reported_on": "2023-11-10",
                "result": "Trả 412 hồ sơ tại thôn, 98 % đúng hạn.",
                "self_class": "Tốt",
                **{f"self:{c}": mark for c, mark in zip(CODES, marks, strict=True)},
            }
            rows.append(ImportRow("submission", (code(n),), report))
    return rows


def _ballot(number: int, member: int) -> ImportRow:
    less = 25 * ((number + member) % 3) + (75 if number == 2 else 0)
    marks = (175, 375 - less, 150 - less, 75, 25, 25)
    return ImportRow(
        "ballot",
        (code(number), f"TV{member:02d}"),
        {"marks": dict(zip(CODES, marks, strict=True)), "comment": "Có số liệu rõ."},
    )
