"""What stands on the projector: only what was opened. No Qt."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from db.queries.meeting_cells import CellState
from desktop.models.hearing_live import Live
from desktop.models.words import shown_points

MEANS, TOTAL, CLASS, MEMBERS = "means", "total", "class", "members"
CHOICES = (
    (MEANS, "Điểm từng tiêu chí"),
    (TOTAL, "Điểm chung"),
    (CLASS, "Xếp loại"),
    (MEMBERS, "Phiếu từng thành viên"),
)
"""What may be opened; ballots of single members are never remembered as chosen."""


@dataclass(frozen=True, slots=True)
class Projected:
    """Texts alone; a row is (what, figure)."""

    heading: str
    title: str = ""
    subject: str = ""
    quorum: str = ""
    enough: bool = True
    rows: tuple[tuple[str, str], ...] = ()
    total: str = ""
    class_name: str = ""


def idle(body: str, year: int, number: int | None) -> Projected:
    """Nothing is opened: whose meeting it is."""
    meeting = f"Cuộc họp số {number} · " if number else ""
    return Projected(
        f"{meeting}Đợt {year}", "Thẩm định mô hình mới, cách làm sáng tạo", body
    )


def projected(live: Live, opened: bool, wanted: Collection[str]) -> Projected:
    """The submission, and of its results what is wanted once they are opened."""
    sheet = live.sheet
    enough = "đủ hai phần ba" if live.enough else "chưa đủ hai phần ba"
    rows: list[tuple[str, str]] = []
    if opened and MEANS in wanted:
        rows += [
            (f"{line.code}  {line.name}", f"{shown_points(line.mean) or '–'} / "
             f"{shown_points(line.most)}")
            for line in live.lines
        ]  # fmt: skip
    if opened and MEMBERS in wanted:
        rows += [
            (
                f"Đ/c {ballot.member.name}",
                "không chấm"
                if ballot.state is CellState.AWAY
                else shown_points(ballot.total) or "–",
            )
            for ballot in sheet.ballots
            if ballot.state is not CellState.DRAFT
        ]
    where = sheet.submission.subject
    if sheet.unit_name and sheet.unit_name != where:
        where += f" · {sheet.unit_name}"
    return Projected(
        sheet.submission.code,
        sheet.submission.title,
        where,
        f"Dự họp {sheet.present}/{sheet.entitled}, {enough}",
        live.enough,
        tuple(rows),
        shown_points(sheet.tally.final) if opened and TOTAL in wanted else "",
        (live.class_name or "") if opened and CLASS in wanted else "",
    )
