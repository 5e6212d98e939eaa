"""The fields of a signed file in signing order, and the trusted authorities: tables of texts."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from desktop.models.import_words import number
from desktop.models.table_model import TableModel
from desktop.models.words import shown_time
from desktop.verify_words import signature_note

if TYPE_CHECKING:
    from desktop.documents.signature_check import SignatureVerdict
    from desktop.documents.signing_copy import FieldLine
    from desktop.documents.trust import TrustItem


class Column(IntEnum):
    """What stands where."""

    FIELD = 0
    SIGNER = 1
    TIME = 2
    STATE = 3
    TRUST = 4
    REVOKED = 5


_REVOKED = {
    "revoked": "Đã thu hồi",
    "cleared": "Không",
    "stale": "Chưa kiểm tra",
    "unchecked": "Chưa kiểm tra",
}
WORDS = ("Nguyên vẹn", "Không hợp lệ", "Chưa kiểm tra")
"""Words that are never cut."""


class SignatureRows(TableModel):
    """Lines as they are given; nothing is judged here."""

    headings = ("Ô ký", "Người ký", "Lúc ký", "Chữ ký", "Tin cậy theo", "Thu hồi")

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[FieldLine, ...] = ()

    def show(self, lines: tuple[FieldLine, ...]) -> None:
        """Another file's fields, or other words on them."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rows_shown(self) -> int:
        """One row a field."""
        return len(self.lines)

    def cell_text(self, row: int, column: int) -> str:
        """A name, a time, a word."""
        line = self.lines[row]
        signature = line.signature
        if column == Column.FIELD:
            return field_words(line)
        if signature.signer is None:
            return "Chưa ký" if column == Column.SIGNER else ""
        match column:
            case Column.SIGNER:
                return signature.signer or "Không đọc được"
            case Column.TIME:
                return _time(signature)
            case Column.STATE:
                return "Nguyên vẹn" if signature.valid else "Không hợp lệ"
            case Column.TRUST:
                return signature.authority if signature.trusted else "Chưa tin cậy"
            case Column.REVOKED:
                told = [r.code for r in (*signature.problems, *signature.remarks)]
                return next((_REVOKED[code] for code in told if code in _REVOKED), "")
        return ""

    def note(self, row: int) -> str:
        """All there is to say of a signature, "" where the field is empty."""
        if not 0 <= row < len(self.lines):
            return ""
        signature = self.lines[row].signature
        if signature.signer is None:
            return ""
        name, when = self.cell_text(row, Column.SIGNER), _time(signature)
        return f"{name}{', ký lúc ' + when if when else ''}: {signature_note(signature)}"


def _time(signature: SignatureVerdict) -> str:
    stamp = signature.time
    return shown_time(round(stamp.timestamp() * 1000)) if stamp is not None else ""


def field_words(line: FieldLine) -> str:
    """As "Thư ký: Lê Văn Cường"; the field's own name where the paper does not say whose."""
    title = line.title.capitalize() if line.title.isupper() else line.title
    if line.person:
        return f"{title}: {line.person}" if title else line.person
    return title or f"Ô {line.name}"


class TrustColumn(IntEnum):
    """What stands where."""

    NAME = 0
    KIND = 1
    UNTIL = 2
    MARK = 3


class TrustRows(TableModel):
    """What this laptop trusts."""

    headings = ("Tổ chức cấp", "Là", "Đến ngày", "Dấu")

    def __init__(self) -> None:
        super().__init__()
        self.items: tuple[TrustItem, ...] = ()

    def show(self, items: tuple[TrustItem, ...]) -> None:
        """What is kept now."""
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def rows_shown(self) -> int:
        """One row an entry."""
        return len(self.items)

    def cell_text(self, row: int, column: int) -> str:
        """The authority, what was imported, its days and the start of its fingerprint."""
        item = self.items[row]
        match column:
            case TrustColumn.NAME:
                return item.name
            case TrustColumn.KIND:
                if item.kind == "authority":
                    return "Chứng thư"
                return f"Danh sách thu hồi ({number(item.revoked)})"
            case TrustColumn.UNTIL:
                return f"{item.end:%d/%m/%Y}" if item.end is not None else "Không ghi"
        return " ".join(item.id[at : at + 4] for at in range(0, 12, 4)).upper()
