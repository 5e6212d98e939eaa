"""A unit's results as they are typed from its paper: control totals, counts, the list. No Qt.

Texts are kept as typed (comma or point); a text that cannot be read is refused at once, so
what stands here can always be read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from db.errors import KeyInError, MarkUnreadableError
from db.exchange.control_totals import compared
from db.exchange.delivery_body import Decided, KindCounts, Line, Totals, totals_of
from db.exchange.held import PAPER
from db.exchange.key_in import Keyed
from db.records import SubjectKind
from db.rules.bands import CLASSES
from db.rules.points import parse_points, show
from desktop.intake.dates import DateRefusedError, read_date
from desktop.messages import sentence
from desktop.models.words import KINDS

TOTALS = (
    ("submissions", "Tổng số hồ sơ"),
    ("final_sum", "Cộng điểm thẩm định"),
    *((f"panel:{name}", f"Tổ xếp loại {name}") for name in CLASSES),
    *((f"decided:{name}", f"Quyết định xếp loại {name}") for name in CLASSES),
)
COUNTS = (
    ("must_register", "Đối tượng phải đăng ký"),
    ("must_registered", "Trong đó đã đăng ký"),
    ("registered", "Hồ sơ đã đăng ký"),
    ("reported", "Hồ sơ đã có báo cáo"),
    ("appraised", "Hồ sơ đã thẩm định"),
)
LINE = (
    ("code", "Mã hồ sơ"),
    ("kind", "Đối tượng"),
    ("subject", "Tên đối tượng"),
    ("title", "Tên mô hình"),
    ("field", "Lĩnh vực"),
    ("final", "Điểm"),
    ("class_name", "Tổ xếp loại"),
    ("decided_class", "Quyết định"),
    ("reason", "Lý do thay đổi"),
    ("excellent", "HTXSNV"),
)
KIND_KEYS = tuple(str(kind) for kind in SubjectKind)
_KIND_OF = {word: str(kind) for kind, word in KINDS.items()}
_MOST = 10**7
NO_YES = ("", "x")


class UnreadableError(ValueError):
    """What was typed cannot be read; the text is the sentence that says so."""


@dataclass(slots=True)
class UnitFigures:
    """Everything that is typed for one unit."""

    head: dict[str, str] = field(default_factory=dict)  # minutes_no, date, document, decided_on
    totals: dict[str, str] = field(default_factory=dict)
    counts: dict[tuple[str, str], str] = field(default_factory=dict)  # (name, kind)
    lines: list[dict[str, str]] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing is typed yet."""
        typed = (*self.head.values(), *self.totals.values(), *self.counts.values(), *self.lines)
        return not any(typed)

    def set_total(self, name: str, text: str) -> None:
        """A control total. Raises UnreadableError."""
        if name == "final_sum":
            text = _points(text)
        else:
            _whole(text)
        self.totals[name] = text

    def set_count(self, name: str, kind: str, text: str) -> None:
        """A count of the whole campaign. Raises UnreadableError."""
        _whole(text)
        self.counts[name, kind] = text

    def set_cell(self, row: int, name: str, text: str) -> None:
        """A cell of the list; the row after the last begins a new one. Raises UnreadableError."""
        read = _CELLS.get(name)
        if read is not None:
            text = read(text)
        if name == "code" and text and any(
            line.get("code") == text for place, line in enumerate(self.lines) if place != row
        ):
            raise UnreadableError(f"Hồ sơ {text} đã có ở dòng khác; hãy ghi mã khác.")
        if row == len(self.lines):
            self.lines.append({"kind": KINDS[SubjectKind.COLLECTIVE]})
        self.lines[row][name] = text

    def listed(self) -> Totals:
        """What the list itself adds up to."""
        return totals_of(self._lines())

    def listed_text(self, name: str) -> str:
        """The same for one control total, as it is shown; "" without a list."""
        if not self.lines:
            return ""
        listed = self.listed()
        if name == "final_sum":
            return show(listed.final_sum or 0)
        what, _, grade = name.partition(":")
        if not grade:
            return str(listed.submissions)
        return str((listed.classes if what == "panel" else listed.decided)[grade])

    def differing(self) -> frozenset[str]:
        """Names of the control totals that the list does not give."""
        names = {"submissions": "submissions", "final_sum": "final_sum"}
        kinds = {"classes": "panel", "decided": "decided"}
        return frozenset(
            names.get(one.what) or f"{kinds[one.what]}:{one.grade}"
            for one in compared(self._totals(), self._lines())
        )

    def keyed(self) -> Keyed:
        """All of it, to be recorded. Raises UnreadableError, KeyInError (decided_without)."""
        head = {name: text.strip() for name, text in self.head.items()}
        held_on = read_day(head.get("date", ""), "Ngày họp")
        decided_on = read_day(head.get("decided_on", ""), "Ngày quyết định")
        document, totals = head.get("document", ""), self._totals()
        if totals is not None and not self.totals.get("submissions"):
            raise UnreadableError("Đã ghi số tổng nhưng chưa ghi tổng số hồ sơ; hãy ghi thêm.")
        if decided_on and not document:
            raise KeyInError(what="decided_without")
        if totals is not None and totals.decided and not document:
            raise KeyInError(what="decided_without")
        for place, line in enumerate(self.lines, start=1):
            if not line.get("code"):
                raise UnreadableError(f"Dòng {place} của danh sách thiếu mã hồ sơ; hãy ghi mã.")
        return Keyed(
            lines=self._lines(),
            totals=totals,
            counts=self._counts(),
            decision=Decided(document, decided_on) if document else None,
            minutes_no=head.get("minutes_no", ""),
            date=held_on,
            source=PAPER,
        )

    def _totals(self) -> Totals | None:
        """None where nothing is stated; only while it is compared may the count be the list's."""
        said = {name: text for name, text in self.totals.items() if text}
        if not said:
            return None

        def by_class(what: str) -> dict[str, int]:
            names = {grade: f"{what}:{grade}" for grade in CLASSES}
            return {grade: int(said[name]) for grade, name in names.items() if name in said}

        points = parse_points(said["final_sum"]) if "final_sum" in said else None
        count = int(said.get("submissions", len(self.lines)))
        return Totals(count, points, by_class("panel"), by_class("decided"))

    def _counts(self) -> dict[str, KindCounts]:
        found = {}
        for kind in KIND_KEYS:
            values = {
                name: int(text)
                for name, _ in COUNTS
                if (text := self.counts.get((name, kind), ""))
            }
            if values:
                found[kind] = KindCounts(**values)
        return found

    def _lines(self) -> tuple[Line, ...]:
        return tuple(_line(line) for line in self.lines)


def read_day(text: str, name: str) -> str | None:
    """ISO of a day as typed, None where nothing is. Raises UnreadableError."""
    if not text.strip():
        return None
    try:
        return read_date(text.strip())
    except DateRefusedError as error:
        raise UnreadableError(f"{name}: {error.reason}.") from error


def _line(line: dict[str, str]) -> Line:
    final = line.get("final", "")
    return Line(
        code=line.get("code", ""),
        title=line.get("title", ""),
        kind=_KIND_OF.get(line.get("kind", ""), KIND_KEYS[0]),
        subject=line.get("subject", ""),
        post="",
        unit="",
        unit_name="",
        field=line.get("field", ""),
        self_score=None,
        self_class="",
        final=parse_points(final) if final else None,
        class_name=line.get("class_name") or None,
        decided_class=line.get("decided_class") or None,
        reason=line.get("reason", ""),
        excellent=bool(line.get("excellent")),
    )


def _whole(text: str) -> None:
    if text and not (text.isascii() and text.isdecimal() and int(text) <= _MOST):
        raise UnreadableError(f"“{text}” không phải số nguyên; hãy ghi như 12.")


def _points(text: str) -> str:
    if not text:
        return ""
    try:
        return show(parse_points(text))
    except MarkUnreadableError as error:
        raise UnreadableError(sentence(error)) from error


def _one_of(words: tuple[str, ...], name: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        for word in words:
            if word.casefold() == text.casefold():
                return word
        raise UnreadableError(f"{name} phải là {', '.join(filter(None, words))}.")

    return read


_CELLS: dict[str, Callable[[str], str]] = {
    "kind": _one_of(tuple(KINDS.values()), "Đối tượng"),
    "final": _points,
    "class_name": _one_of(("", *CLASSES), "Tổ xếp loại"),
    "decided_class": _one_of(("", *CLASSES), "Quyết định xếp loại"),
    "excellent": _one_of(NO_YES, "HTXSNV"),
}
