"""Giấy biên nhận: what an organisation handed in, what is missing, until when it is to come."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, Final

from reportlab.platypus import Flowable, KeepTogether, Spacer

from db.records import Role
from desktop.documents.blocks import HeadingText, Marks, SignatureText
from desktop.documents.files import write_whole
from desktop.documents.fonts import Typeface, typeface
from desktop.documents.forms import load_form
from desktop.documents.headings import BelowTitle, Heading
from desktop.documents.layout import Properties, area, build, styles
from desktop.documents.running_text import centred, text
from desktop.documents.secrecy import refuse_secret
from desktop.documents.signatures import Signatures
from desktop.documents.wording import DOTS, date_figures, date_words, ended, read_date

_TYPE: Final = "GIẤY BIÊN NHẬN"
_CARRIERS: Final = {
    "paper": "bản giấy",
    "scan": "bản quét",
    "word": "tệp Word",
    "excel": "tệp Excel",
}
_WHATS: Final = {
    "registration": "phiếu đăng ký mô hình mới, cách làm sáng tạo",
    "report": "báo cáo kết quả mô hình mới, cách làm sáng tạo",
    "other": "hồ sơ, tài liệu kèm theo mô hình mới, cách làm sáng tạo",
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything the paper says; dates are ISO text or ""."""

    form: str
    parent: str
    body: str
    place: str
    year: int
    number: str
    date: str
    unit: str  # name
    what: str  # registration | report | other
    carrier: str  # paper | scan | word | excel
    submission: str = ""  # code
    title: str = ""  # of the model
    missing: str = ""
    return_by: str = ""
    completed_on: str = ""
    illustrative: bool = False


def write_receipt(receipt: Receipt, path: Path) -> Path:
    """Writes the paper. Raises SecretMarkError, FormUnknownError, FontMissingError,
    PaperFileError."""
    write_whole(path, receipt_pdf(receipt))
    return path


def receipt_pdf(receipt: Receipt) -> bytes:
    """The paper as PDF; raises as :func:`write_receipt`, the file aside."""
    said: dict[str, Any] = {field.name: getattr(receipt, field.name) for field in fields(receipt)}
    refuse_secret(said)
    face = typeface()
    missing: set[str] = set()
    readable: dict[str, Any] = {
        name: face.readable(value, missing) if isinstance(value, str) else value
        for name, value in said.items()
    }
    return _render(Receipt(**readable), face)


def sentences(receipt: Receipt) -> tuple[str, ...]:
    """The paragraphs of the paper."""
    day = _figures(receipt.date)
    what = _WHATS.get(receipt.what, _WHATS["other"])
    carrier = _CARRIERS.get(receipt.carrier, "")
    which = f"mã hồ sơ {receipt.submission}" if receipt.submission else ""
    model = f"mô hình “{receipt.title}”" if receipt.title else ""
    about = "; ".join(part for part in (which, model) if part)
    found = [
        f"{receipt.body} đã nhận của {receipt.unit or DOTS}:",
        ended(f"- Giấy tờ: {what} năm {receipt.year}{f' ({carrier})' if carrier else ''}"),
    ]
    if about:
        found.append(ended(f"- Về: {about}"))
    found.append(ended(f"- Số đến: {receipt.number or DOTS}, ngày đến {day}"))
    if not receipt.missing and not receipt.return_by:
        found.append("- Tình trạng: đủ giấy tờ theo danh mục lúc nhận.")
        return tuple(found)
    found.append(ended(f"- Còn thiếu: {receipt.missing or DOTS}"))
    if receipt.completed_on:
        found.append(ended(f"- Đã bổ sung ngày {_figures(receipt.completed_on)}"))
    elif receipt.return_by:
        found.append(
            ended(f"- Trả lại để bổ sung; đề nghị gửi trước hết ngày {_figures(receipt.return_by)}")
        )
    return tuple(found)


def _render(receipt: Receipt, face: Typeface) -> bytes:
    form = load_form(receipt.form)
    style, room = styles(form, face), area(form)
    day = read_date(receipt.date or None)
    subject = f"Hồ sơ mô hình mới, cách làm sáng tạo năm {receipt.year}"
    place_date = f"{receipt.place or DOTS}, {date_words(day, receipt.year)}"
    heading = HeadingText(receipt.parent.upper(), receipt.body.upper(), "", place_date)
    signing = [
        (0, SignatureText(Role.SECRETARY, "", "NGƯỜI NỘP", "")),
        (1, SignatureText(Role.CHAIR, "", "NGƯỜI NHẬN", "")),
    ]
    story: list[Flowable] = [
        Heading(form, face, heading, room.width),
        Spacer(0, 20),
        centred(style.type_name, _TYPE, room.width),
        centred(style.subject, subject, room.width),
        BelowTitle(form, face, subject, room.width),
        *(text(style.text, words) for words in sentences(receipt)),
        Spacer(0, 14),
        KeepTogether([Signatures(form, face, [tuple(signing)], room.width, {})]),
    ]
    marks = Marks(draft=False, illustrative=receipt.illustrative, proof_code=None)
    title = f"Giấy biên nhận số đến {receipt.number}"
    data, _ = build(form, face, marks, Properties(title, receipt.body, subject), story)
    return data


def _figures(iso: str) -> str:
    return date_figures(date.fromisoformat(iso)) if iso else DOTS
