"""Gathers the answer to a unit on its registrations (R20): accepted, to be revised, refused,
with what the board says of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from db.queries.office_papers import Signer
from db.rules.recheck import ACCEPTED, REFUSED, REVISE
from desktop.documents.authority import signer_text
from desktop.documents.blocks import Block, Cell, Column, Letter, Letters, Line, Marks, Para, Table
from desktop.documents.content_office import body_heading, models
from desktop.documents.facts import Facts
from desktop.documents.forms import Form, load_form
from desktop.documents.wording import DOTS, as_list, count, listed

OUTCOMES: Final = {ACCEPTED: "Chấp nhận", REVISE: "Đề nghị sửa", REFUSED: "Không chấp nhận"}


@dataclass(frozen=True, slots=True)
class Answered:
    """One registration with its outcome; ``lacking`` what the checklist found wanting."""

    unit_name: str
    subject: str
    post: str
    code: str
    title: str
    outcome: str
    note: str
    lacking: tuple[str, ...] = ()


def recheck_letters(facts: Facts, rows: Sequence[Answered], signer: Signer) -> Letters:
    """A letter for each unit, in the order of the rows."""
    form = load_form(facts.form)
    marks = Marks(draft=False, illustrative=facts.illustrative, proof_code=None)
    units = list(dict.fromkeys(row.unit_name for row in rows))
    letters = tuple(
        _letter(facts, form, [row for row in rows if row.unit_name == unit], signer)
        for unit in units
    )
    title = f"Kết quả rà soát đăng ký {models(facts)}"
    return Letters(form, marks, letters, title, facts.body)


def _letter(facts: Facts, form: Form, rows: Sequence[Answered], signer: Signer) -> Letter:
    by = {outcome: sum(row.outcome == outcome for row in rows) for outcome in OUTCOMES}
    said = listed(
        (
            f"{count(by[ACCEPTED])} đăng ký được chấp nhận" if by[ACCEPTED] else "",
            f"{count(by[REVISE])} đăng ký đề nghị sửa" if by[REVISE] else "",
            f"{count(by[REFUSED])} đăng ký không chấp nhận" if by[REFUSED] else "",
        )
    )
    basis = facts.bases.get("rule.R20", "") or facts.bases.get("profile", "")
    start = f"Thực hiện {basis}, qua rà soát" if basis else "Qua rà soát"
    blocks: list[Block] = [
        Para(
            f"{start} các đăng ký {models(facts)} của đơn vị, {facts.body} thông báo kết quả "
            f"như sau: {said}; cụ thể:"
        ),
        _table(rows),
    ]
    if by[REVISE]:
        blocks.append(
            Para(
                "Đề nghị đơn vị chỉ đạo tập thể, cá nhân bổ sung, sửa các đăng ký nêu trên và gửi "
                f"lại {facts.body} để tổng hợp."
            )
        )
    blocks.append(Para(f"Đề nghị đơn vị quan tâm, thực hiện{form.text.ending}"))
    return Letter(
        heading=body_heading(facts, form, "", f"V/v kết quả rà soát đăng ký {models(facts)}"),
        type_name="",
        subject="",
        addressed=(f"{form.words.addressed}:", rows[0].unit_name or DOTS),
        blocks=tuple(blocks),
        signer=signer_text(form, signer),
        recipients=as_list(
            ["Như trên", f"Lưu {facts.body}"], form.recipients.separator, form.recipients.last
        ),
    )


def _table(rows: Sequence[Answered]) -> Table:
    columns = (
        Column("TT", Cell.NUMBER),
        Column("Tập thể, cá nhân; mô hình, cách làm sáng tạo", Cell.TEXT, weight=1.1),
        Column("Kết quả rà soát", Cell.CLASS, least=24),
        Column("Ý kiến", Cell.TEXT),
    )
    lines = tuple(
        Line(
            (
                str(number),
                f"{listed((row.subject, row.post)) or DOTS}: {row.title} ({row.code})",
                OUTCOMES[row.outcome],
                _opinion(row),
            )
        )
        for number, row in enumerate(rows, start=1)
    )
    return Table(columns, lines)


def _opinion(row: Answered) -> str:
    lacking = f"Chưa rõ: {', '.join(row.lacking)}." if row.lacking else ""
    note = row.note.strip()
    if note and note[-1] not in ".!?…":
        note += "."
    return " ".join(part for part in (note, lacking) if part)
