"""Session bodies as freeze composes them, of any size, and a reader of the PDFs made of them.

Names, units and titles are invented after the shape of a district's real workbook.
"""

from __future__ import annotations

import ctypes
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from db.queries.office_papers import Brief, OfficeFacts, Owing, Signer
from db.queries.status import Status
from db.queries.submission import Details, Target
from db.records import Campaign, Settings, SubjectKind

Body = dict[str, Any]

FAMILY = ["Bùi", "Ya", "Bon", "Cil", "Phan", "Ngô", "Vũ", "Nguyễn", "Lê", "K'", "Đặng", "Huỳnh"]
MIDDLE = ["Đức", "Văn", "Thị", "Quốc", "Hữu", "Thị Ngọc", "Xuân", "Minh"]
GIVEN = ["Mai", "Cường", "Lợi", "Quỳnh", "Sơn", "Thủy", "Ý", "Đạt", "Ưng", "Hạnh", "Ánh", "Nở"]
UNITS = [
    "Đảng bộ thị trấn Lạc Dương",
    "Đảng bộ xã Đạ Sar",
    "Đảng bộ xã Đưng K'Nớh",
    "Ban Tuyên giáo Huyện ủy",
    "Ủy ban Mặt trận Tổ quốc Việt Nam huyện",
    "Hội Liên hiệp Phụ nữ huyện",
    "Phòng Nông nghiệp và Phát triển nông thôn",
    "Trung tâm Chính trị huyện",
]
TITLES = [
    "Đối thoại định kỳ giữa bí thư cấp ủy với nhân dân",
    "Vườn cà phê cảnh quan liên kết hộ nghèo",
    "Quỹ “Nuôi heo đất” giúp học sinh nghèo đến trường",
    "Chi bộ “4 tốt” gắn với “5 rõ” trong phân công đảng viên",
    "Số hóa sổ tay đảng viên bằng mã QR",
    "Rút ngắn 1/3 thời gian giải quyết thủ tục đất đai",
    "Truyền thông pháp luật bằng tiếng K'Ho",
    "Tổ công nghệ số cộng đồng hỗ trợ người đồng bào dân tộc thiểu số",
]
CRITERIA = [
    ("TC1", "Ban hành văn bản lãnh đạo, chỉ đạo; triển khai, hướng dẫn, phát động, đăng ký", 200),
    ("TC2", "Kết quả thực hiện, có số liệu chứng minh", 400),
    ("TC3", "Tính mới; hiệu quả tác động, sức lan tỏa, phạm vi ảnh hưởng, áp dụng", 200),
    ("TC4", "Chỉ đạo sơ, tổng kết, rút kinh nghiệm, nhân rộng", 100),
    ("DT1", "Đề xuất kịp thời tháo gỡ khó khăn, vướng mắc", 50),
    ("DT2", "Điểm thưởng khác (số liệu minh họa)", 50),
]
BANDS = [("Tốt", 800), ("Khá", 650), ("Đạt", 500), ("Không đạt", 0)]
ROLES = ["chair", "vice_chair", "secretary"]


def _half_up(total: int, number: int) -> int:
    return (2 * total + number) // (2 * number)


def build_body(
    members: int = 7,
    submissions: int = 33,
    form: str = "hd36_2018",
    seq: int = 0,
    confirmed: bool = True,
    illustrative: bool = True,
    recusals: bool = True,
    remarks: bool = True,
    seed: int = 1,
) -> Body:
    """A whole body; the same arguments give the same body."""
    chance = random.Random(seed)
    panel = [_member(place, chance) for place in range(members)]
    body: Body = {
        "format": "thamdinh-session-1",
        "book": "00" * 16,
        "campaign": {
            "year": 2023,
            "body": "Huyện ủy Lạc Dương",
            "unit": "LD",
            "parent": "Tỉnh ủy Lâm Đồng",
            "place": "Lạc Dương",
            "form": form,
        },
        "illustrative": illustrative,
        "session": {
            "number": 1,
            "minutes_no": "03-BB/TTĐ",
            "date": "2023-11-24",
            "start": "08:00",
            "end": "11:30",
            "place": "Phòng họp số 2, Huyện ủy",
            "chair": "TV01",
            "secretary": "TV03" if members > 2 else "TV01",
            "guests": "",
            "agenda": "",
            "decision": "Quyết định số 412-QĐ/HU, ngày 06/11/2023",
            "conclusion": "Thống nhất kết quả thẩm định, trình Ban Thường vụ Huyện ủy xem xét, "
            "quyết định.",
            "recipients": "",
        },
        "seq": seq,
        "panel": panel,
        "rubrics": [
            _rubric(kind, confirmed, illustrative) for kind in ("collective", "individual")
        ],
        "settings": {"recusal_by_unit": True, "drop_extremes": False},
        "submissions": [
            _submission(place, panel, confirmed, recusals, remarks, chance)
            for place in range(submissions)
        ],
        "left_out": [
            {
                "code": f"LD-2023-9{place:02d}",
                "title": TITLES[place % len(TITLES)],
                "subject": UNITS[place % len(UNITS)],
                "unit_name": UNITS[place % len(UNITS)],
                "code_reason": reason,
                "clause": clause,
            }
            for place, (reason, clause) in enumerate(
                [("barred", "R8"), ("quorum", ""), ("barred", "R9"), ("barred", "R8")]
            )
        ],
        "counts": {},
    }
    _rank(body, confirmed)
    return body


def _member(place: int, chance: random.Random) -> Body:
    name = " ".join((chance.choice(FAMILY), chance.choice(MIDDLE), chance.choice(GIVEN)))
    return {
        "code": f"TV{place + 1:02d}",
        "name": name.replace("' ", "' "),
        "role": ROLES[place] if place < len(ROLES) else "member",
        "unit": f"U{place % len(UNITS)}",
        "unit_name": UNITS[place % len(UNITS)],
        "post": "Trưởng ban" if place == 0 else "Chuyên viên",
        "present": True,
        "absence": "",
    }


def _rubric(kind: str, confirmed: bool, illustrative: bool) -> Body:
    name = "Tập thể" if kind == "collective" else "Cá nhân"
    return {
        "id": f"minh-hoa-{kind}",
        "name": f"{name} (số liệu minh họa)" if illustrative else name,
        "applies_to": kind,
        "basis": "Hướng dẫn số 09-HD/BTCTU, ngày 14/12/2022 của Ban Tổ chức Tỉnh ủy Lâm Đồng",
        "total": 1000,
        "step": 25,
        "confirmed": confirmed,
        "bands_basis": ("Số liệu minh họa" if illustrative else "Quyết định số 5-QĐ/HU")
        if confirmed
        else "",
        "illustrative": illustrative,
        "criteria": [
            {"code": code, "name": name, "max": most, "bonus": code.startswith("DT")}
            for code, name, most in CRITERIA
        ],
        "bands": [{"class": c, "from": f} for c, f in BANDS] if confirmed else [],
    }


def _submission(
    place: int,
    panel: list[Body],
    confirmed: bool,
    recusals: bool,
    remarks: bool,
    chance: random.Random,
) -> Body:
    kind = "collective" if place % 5 < 3 else "individual"
    unit = chance.randrange(len(UNITS))
    person = " ".join((chance.choice(FAMILY), chance.choice(MIDDLE), chance.choice(GIVEN)))
    recused = []
    if recusals and place % 6 == 1 and len(panel) > 2:
        for code in ("TV01", "TV04") if place % 12 == 1 and len(panel) > 4 else ("TV02",):
            recused.append({"member": code, "origin": "unit", "reason": "same_unit"})
    away = {row["member"] for row in recused}
    level = chance.choice([0.55, 0.7, 0.8, 0.9])
    ballots = [
        _ballot(member["code"], level, chance) for member in panel if member["code"] not in away
    ]
    totals = sorted(ballot["total"] for ballot in ballots)
    final = _half_up(sum(totals), len(totals))
    self_marks = {code: most if most < 100 else most - 25 for code, _, most in CRITERIA}
    half = len(totals) // 2
    median = totals[half] if len(totals) % 2 else _half_up(totals[half - 1] + totals[half], 2)
    return {
        "code": f"LD-2023-{place + 1:03d}",
        "kind": kind,
        "title": TITLES[place % len(TITLES)],
        "subject": UNITS[unit] if kind == "collective" else person,
        "post": "" if kind == "collective" else "Chuyên viên",
        "unit": f"U{unit}",
        "unit_name": UNITS[unit],
        "field": "Xây dựng Đảng, hệ thống chính trị",
        "self_score": sum(self_marks.values()),
        "self_class": "Tốt",
        "self_marks": self_marks,
        "eligible": True,
        "eligible_code": "",
        "recused": recused,
        "absent": [],
        "entitled": len(panel) - len(away),
        "present": len(panel) - len(away),
        "quorum": True,
        "issued": len(ballots),
        "collected": len(ballots),
        "valid": len(ballots),
        "agreed": False,
        "ballots": ballots,
        "criteria": {
            code: _half_up(sum(b["marks"][code] for b in ballots), len(ballots))
            for code, _, _ in CRITERIA
        },
        "final": final,
        "median": median,
        "spread": totals[-1] - totals[0],
        "wide": ["TC3"] if place % 7 == 3 else [],
        "class": next(c for c, start in BANDS if final >= start) if confirmed else None,
        "class_code": "" if confirmed else "unconfirmed",
        "rank": None,
        "borderline": False,
        "chair": "TV02" if "TV01" in away else "TV01",
        "summary": "Mô hình đã triển khai tại 6 thôn, 412 hộ tham gia."
        if remarks and place % 4 == 0
        else "",
        "opinions": "Đề nghị bổ sung số liệu so sánh trước và sau khi thực hiện."
        if remarks and place % 4 == 0
        else "",
        "votes_for": None,
        "votes_against": None,
        "conclusion": "",
        "rescored": [
            {
                "member": "TV05",
                "old_total": 600,
                "new_total": 725,
                "reason": "bổ sung minh chứng tại cuộc họp",
            }
        ]
        if remarks and place == 9 and len(panel) > 4
        else [],
    }


def _ballot(code: str, level: float, chance: random.Random) -> Body:
    marks = {}
    for criterion, _, most in CRITERIA:
        steps = most // 25
        marks[criterion] = 25 * max(0, min(steps, round(steps * level + chance.uniform(-1, 1))))
    total = sum(marks.values())
    comment = "Có số liệu chứng minh, cần mở rộng phạm vi." if chance.random() < 0.4 else ""
    return {
        "member": code,
        "id": "ab" * 16,
        "paper": True,
        "marks": marks,
        "total": total,
        "comment": comment,
        "seq": 1,
    }


def _rank(body: Body, confirmed: bool) -> None:
    for kind in ("collective", "individual"):
        rows = [row for row in body["submissions"] if row["kind"] == kind]
        for row in rows:
            row["rank"] = 1 + sum(other["final"] > row["final"] for other in rows)
        body["counts"][kind] = {
            name: sum(row["class"] == name for row in rows) for name, _ in BANDS if confirmed
        }


@pytest.fixture(scope="session")
def make_body() -> Callable[..., Body]:
    """The builder; see build_body for its arguments."""
    return build_body


MM = 72 / 25.4


@dataclass(frozen=True)
class Letter:
    """A drawn letter: origin and right edge in mm from the left and the top, size in points."""

    text: str
    x: float
    y: float
    right: float
    top: float
    size: float
    font: str


class Pdf:
    """A PDF as a reader sees it; lengths in mm from the upper left corner."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.document = pypdfium2.PdfDocument(path)

    def __len__(self) -> int:
        return len(self.document)

    def close(self) -> None:
        self.document.close()

    def size(self, page: int) -> tuple[float, float]:
        width, height = self.document[page - 1].get_size()
        return width / MM, height / MM

    def text(self, page: int | None = None) -> str:
        """The text of one page or all, blanks and line feeds squeezed."""
        pages = range(1, len(self) + 1) if page is None else (page,)
        words = " ".join(self.document[p - 1].get_textpage().get_text_range() for p in pages)
        return " ".join(words.split())

    def letters(self, page: int) -> list[Letter]:
        height = self.document[page - 1].get_height()
        textpage = self.document[page - 1].get_textpage()
        return [
            letter
            for index in range(textpage.count_chars())
            if (letter := _letter(textpage.raw, index, height)) is not None
        ]

    def lines(self, page: int) -> list[list[Letter]]:
        """Letters that share a baseline, from the top down."""
        rows: dict[float, list[Letter]] = {}
        for letter in self.letters(page):
            rows.setdefault(round(letter.y, 1), []).append(letter)
        return [sorted(rows[y], key=lambda a: a.x) for y in sorted(rows)]

    def line(self, page: int, words: str) -> list[Letter]:
        """The first line that contains ``words`` (blanks do not count), cut down to them."""
        wanted = words.replace(" ", "")
        for row in self.lines(page):
            seen = [letter for letter in row if letter.text.strip()]
            at = "".join(letter.text for letter in seen).find(wanted)
            if at >= 0:
                return seen[at : at + len(wanted)]
        raise AssertionError(f"{words!r} is not on page {page}")

    def rules(self, page: int) -> Iterator[tuple[float, float, float, float]]:
        """Boxes (left, top, right, bottom) of drawn paths."""
        height = self.document[page - 1].get_height()
        for item in self.document[page - 1].get_objects():
            if item.type == pdfium.FPDF_PAGEOBJ_PATH:
                left, bottom, right, top = item.get_bounds()
                yield left / MM, (height - top) / MM, right / MM, (height - bottom) / MM

    def fonts(self) -> dict[str, bool]:
        """Base names of the fonts that texts use, and whether they are embedded."""
        found: dict[str, bool] = {}
        for page in self.document:
            for item in page.get_objects():
                if item.type == pdfium.FPDF_PAGEOBJ_TEXT:
                    font = pdfium.FPDFTextObj_GetFont(item.raw)
                    name = ctypes.create_string_buffer(200)
                    pdfium.FPDFFont_GetBaseFontName(font, name, 200)
                    embedded = pdfium.FPDFFont_GetIsEmbedded(font) == 1
                    found[name.value.decode()] = embedded
        return found


def _letter(textpage: Any, index: int, height: float) -> Letter | None:
    code = pdfium.FPDFText_GetUnicode(textpage, index)
    if code < 32 or pdfium.FPDFText_IsGenerated(textpage, index):
        return None
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(textpage, index, box)
    name = ctypes.create_string_buffer(200)
    pdfium.FPDFText_GetFontInfo(textpage, index, name, 200, None)
    return Letter(
        chr(code),
        x.value / MM,
        (height - y.value) / MM,
        box.right / MM,
        (height - box.top) / MM,
        pdfium.FPDFText_GetFontSize(textpage, index),
        name.value.decode(),
    )


@pytest.fixture
def open_pdf() -> Iterator[Callable[[Path], Pdf]]:
    """Opens PDFs and closes them after the test."""
    opened: list[Pdf] = []

    def opener(path: Path) -> Pdf:
        opened.append(Pdf(path))
        return opened[-1]

    yield opener
    for pdf in opened:
        pdf.close()


def build_office(body: Body, owing: int = 4) -> OfficeFacts:
    """What a book would say beside the body: briefs of its submissions, and who is late."""
    form = body["campaign"]["form"]
    said = body["campaign"]
    campaign = Campaign(
        bytes(16), 2023, said["body"], "LD", said["parent"], said["place"], form, Settings()
    )
    briefs = [
        Brief(
            Details(
                id=bytes(16),
                unit_name=row["unit_name"],
                values={
                    **{key: row[key] for key in ("code", "kind", "title", "subject", "post")},
                    "content": "Tổ chức đối thoại định kỳ hằng tháng tại thôn.",
                    "result": row["opinions"] or "Đã tổ chức 12 cuộc đối thoại.",
                    "has_report": 1,
                    "registered_on": "2023-02-03",
                },
                self_marks=row["self_marks"],
                targets=(Target("Số cuộc đối thoại", "cuộc", "2", "12", "14"),),
                eligible=True,
                eligible_code="",
            ),
            ("Ảnh.pdf",),
        )
        for row in body["submissions"]
    ]
    late = [
        Owing(
            UNITS[place % len(UNITS)],
            SubjectKind.COLLECTIVE,
            UNITS[place % len(UNITS)],
            "",
            f"LD-2023-8{place:02d}" if place % 2 else "",
            TITLES[place % len(TITLES)] if place % 2 else "",
            ("registration", "report", "both")[place % 3],
        )
        for place in range(owing)
    ]
    return OfficeFacts(
        campaign=campaign,
        illustrative=bool(body["illustrative"]),
        received=Status(40, 38, 36, 33, 33),
        owing=tuple(late),
        briefs=tuple(briefs),
        signer=Signer("on_behalf", "Ban Thường vụ", "Bí thư", "Phạm Triều"),
    )


@pytest.fixture(scope="session")
def make_office() -> Callable[..., OfficeFacts]:
    """The builder; see build_office for its arguments."""
    return build_office
