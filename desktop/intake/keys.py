"""The code that a row is about: there, written once in its sheet, in the book's spelling."""

from __future__ import annotations

from desktop.intake.gathering import Codes, quoted
from desktop.intake.sheet_rows import SheetRow


class OwnCodes:
    """The codes of one sheet's rows. ``known`` grows by them."""

    def __init__(self, heading: str, known: Codes) -> None:
        self._heading = heading
        self._known = known
        self._rows: dict[str, int] = {}

    def take(self, row: SheetRow, name: str = "code") -> str | None:
        """The row's code as the book spells it; None where it is missing.

        A code for the second time is refused, but given back, so that what hangs on it is
        not refused as well.
        """
        code = row.code(name)
        if not code:
            if not row.refused:
                row.refuse(name, f"thiếu {self._heading}; hãy điền mã hoặc xóa dòng này")
            return None
        code = self._known.resolve(code) or code
        first = self._rows.setdefault(code.casefold(), row.number)
        if first != row.number:
            row.refuse(name, f"mã {quoted(code)} đã có ở dòng {first}; mỗi mã chỉ ghi một lần")
        self._known.add(code)
        return code
