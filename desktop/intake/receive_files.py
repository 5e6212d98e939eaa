"""Whatever units hand in, sorted and taken in at once: delivery files, signed minutes (PDF),
and forms in workbooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from db.book import Book
from db.errors import FileUnusableError, WorkbookError
from db.exchange.delivery_file import Parcel
from db.exchange.folders import inside
from db.exchange.receive import Form, Progress, Report, receive
from db.records import Campaign
from desktop.intake.unit_form import is_unit_form, read_unit_form

_WORKBOOKS: Final = (".xlsx", ".xls")
_NO_FORM: Final = (
    "Bảng tính này không phải mẫu gửi kết quả; nếu là bảng dữ liệu thì vào “Nhập bảng”."
)
_UNREADABLE: Final = "Bảng tính không đọc được; hãy xin đơn vị lưu lại dạng .xlsx rồi gửi lại."


def receive_files(
    book: Book,
    campaign: Campaign,
    paths: Sequence[Path],
    *,
    units: Mapping[str, str] | None = None,
    trust: Mapping[str, str] | None = None,
    passphrase: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Takes in files and folders; parameters, report and errors as of ``receive``."""
    forms = [read_form(path) for path in workbooks_in(paths)]
    others = [path for path in paths if path.is_dir() or path.suffix.lower() not in _WORKBOOKS]
    return receive(
        book,
        campaign,
        others,
        forms=forms,
        read_others=OTHERS,
        units=units,
        trust=trust,
        passphrase=passphrase,
        progress=progress,
    )


def _minutes(path: Path) -> Parcel:
    """Signed minutes; what reads signatures is loaded only for them."""
    from desktop.documents.minutes_parcel import read_minutes

    return read_minutes(path)


OTHERS: Final = {".pdf": _minutes}  # endings of further files that carry results


def workbooks_in(paths: Sequence[Path]) -> Iterator[Path]:
    """The workbooks among files and folders, in name order."""
    for path in paths:
        if path.is_dir():
            yield from sorted(
                found
                for found in inside(path)
                if found.suffix.lower() in _WORKBOOKS
            )
        elif path.suffix.lower() in _WORKBOOKS:
            yield path


def read_form(path: Path) -> Form:
    """What a workbook says as a unit's form, or why it says nothing."""
    try:
        if not is_unit_form(path):
            return Form(path, sentence=_NO_FORM)
        read = read_unit_form(path)
    except (WorkbookError, FileUnusableError):
        return Form(path, sentence=_UNREADABLE)
    return Form(path, read.year, read.unit, read.keyed, read.sentence)
