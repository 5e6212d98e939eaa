"""What a submission says: registration, targets beside results, report. Read-only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextBrowser, QWidget

from db.queries.scoring import MemberBallot
from db.queries.submission import Details, Target
from db.records import Rubric, SubjectKind
from db.rules.totals import total
from desktop.models.words import BALLOT_STATUS, KINDS, shown_date, shown_points
from desktop.novelty_words import finding_words
from desktop.theme.look import Look
from desktop.words import eligible_note

_REGISTRATION = (
    ("content", "Nội dung"),
    ("basis", "Căn cứ"),
    ("current_state", "Hiện trạng"),
    ("novelty", "Tính mới"),
    ("solution", "Giải pháp"),
    ("product", "Sản phẩm"),
    ("scope", "Phạm vi"),
    ("schedule", "Tiến độ"),
    ("partners", "Phối hợp"),
    ("lead", "Chủ trì"),
)
_REPORT = (
    ("result", "Kết quả"),
    ("directing_documents", "Văn bản chỉ đạo"),
    ("rollout", "Triển khai"),
    ("evidence_note", "Minh chứng"),
    ("effect", "Hiệu quả, sức lan tỏa"),
    ("reviews", "Sơ kết, tổng kết"),
    ("obstacles", "Tháo gỡ vướng mắc"),
    ("limits", "Hạn chế"),
    ("superior_opinion", "Ý kiến cấp trên"),
)


class SubmissionView(QTextBrowser):
    """Shows :class:`Details`; the screen decides which parts."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._details: Details | None = None
        self._options: tuple[bool, Rubric | None, tuple[MemberBallot, ...], str] = (
            True, None, (), "",
        )  # fmt: skip
        self.setAccessibleName("Nội dung hồ sơ")
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        look.changed.connect(self._render)

    def show_details(
        self,
        details: Details | None,
        *,
        heading: bool = True,
        rubric: Rubric | None = None,
        ballots: Iterable[MemberBallot] = (),
        lead: str = "",
    ) -> None:
        """``heading`` with code, title and subject; ``rubric`` to show the self score by
        criterion; ``ballots`` for the office; ``lead`` is HTML that goes before."""
        self._details = details
        self._options = (heading, rubric, tuple(ballots), lead)
        self._render()

    def _render(self) -> None:
        details = self._details
        if details is None:
            self.clear()
            return
        heading, rubric, ballots, lead = self._options
        parts = [self._heading(details) if heading else "", lead, self._facts(details)]
        parts.append(self._section("Đăng ký", self._texts(details, _REGISTRATION)))
        if details.targets:
            parts.append(self._section("Chỉ tiêu và kết quả", self._targets(details.targets)))
        reported = bool(details.values.get("has_report"))
        text = self._texts(details, _REPORT)
        if not reported:
            text = self._muted("Chưa có báo cáo kết quả.")
        parts.append(self._section("Báo cáo kết quả", text))
        if rubric is not None and details.self_marks:
            parts.append(self._section("Tự chấm", self._self_marks(details, rubric)))
        if ballots:
            parts.append(self._section("Phiếu của từng thành viên", self._ballots(ballots)))
        self.setHtml("".join(parts))

    def _heading(self, details: Details) -> str:
        values = details.values
        kind = KINDS.get(SubjectKind(str(values.get("kind"))), "") if values.get("kind") else ""
        title = escape(str(values.get("title", "")))
        subject = escape(str(values.get("subject", "")))
        line = " · ".join(part for part in (escape(str(values.get("code", ""))), kind) if part)
        return (
            f"<p style='margin:0'>{self._muted(line, block=False)}</p>"
            f"<p style='margin:2px 0 4px 0; font-size:{self._look.font(2).pointSizeF():.1f}pt'>"
            f"<b>{title}</b></p><p style='margin:0 0 6px 0'>{subject}</p>"
        )

    def _facts(self, details: Details) -> str:
        values = details.values
        facts = [
            ("Đơn vị", details.unit_name),
            ("Chức vụ", values.get("post")),
            ("Lĩnh vực", values.get("field")),
            ("Ngày đăng ký", shown_date(_text(values.get("registered_on"))) or "chưa đăng ký"),
            ("Số đến", values.get("arrival_no")),
            ("Ngày báo cáo", shown_date(_text(values.get("reported_on")))),
            ("Tự chấm", shown_points(total(details.self_marks)) if details.self_marks else ""),
            ("Tự xếp loại", values.get("self_class")),
            ("Căn cứ thay thế", values.get("alternative_basis")),
            ("Tính mới", finding_words(values)),
            ("Đề nghị", "Hoàn thành xuất sắc nhiệm vụ" if values.get("aims_excellent") else ""),
        ]
        rows = "".join(
            f"<tr><td style='padding:1px 10px 1px 0'>{self._muted(name, block=False)}</td>"
            f"<td style='padding:1px 0'>{escape(str(value))}</td></tr>"
            for name, value in facts
            if value
        )
        registered = "registered_on" in details.values
        reported = bool(details.values.get("has_report"))
        code, ruling = details.eligible_code, details.ruling
        note = eligible_note(code, registered, reported, details.bases, ruling)
        barred = ""
        if note:
            inks = {None: "warn", True: "text", False: "bad"}
            ink = self._look.colour(inks[details.eligible]).name()
            barred = f"<p style='color:{ink}; margin:6px 0'>{escape(note)}</p>"
        return f"<table cellspacing='0'>{rows}</table>{barred}"

    def _section(self, name: str, body: str) -> str:
        line = self._look.colour("line").name()
        return (
            f"<table width='100%' cellspacing='0' style='margin-top:10px'><tr>"
            f"<td style='border-bottom:1px solid {line}; padding-bottom:2px'><b>{name}</b></td>"
            f"</tr></table>{body}"
        )

    def _texts(self, details: Details, fields: Iterable[tuple[str, str]]) -> str:
        found = "".join(
            f"<p style='margin:6px 0 0 0'>{self._muted(label, block=False)}<br>"
            f"{escape(str(details.values[name])).replace(chr(10), '<br>')}</p>"
            for name, label in fields
            if details.values.get(name)
        )
        return found or self._muted("Không ghi.")

    def _targets(self, targets: Iterable[Target]) -> str:
        rows = [
            (
                f"{t.name} ({t.measure})" if t.measure else t.name,
                t.baseline,
                t.promised,
                t.actual,
            )
            for t in targets
        ]
        return self._table(("Chỉ tiêu", "Hiện trạng", "Đăng ký", "Kết quả"), rows)

    def _self_marks(self, details: Details, rubric: Rubric) -> str:
        rows = [
            (c.code, shown_points(c.max), shown_points(details.self_marks.get(c.code)))
            for c in rubric.criteria
        ]
        return self._table(("Tiêu chí", "Tối đa", "Tự chấm"), rows)

    def _ballots(self, ballots: Iterable[MemberBallot]) -> str:
        rows = []
        for ballot in ballots:
            note = "; ".join(
                part
                for part in (
                    BALLOT_STATUS.get(ballot.status, ""),
                    "phiếu giấy" if ballot.paper else "",
                    ballot.comment,
                )
                if part
            )
            rows.append((ballot.member, shown_points(ballot.total), note))
        return self._table(("Thành viên", "Tổng", "Ghi chú"), rows, figures=1)

    def _table(
        self, headings: Sequence[str], rows: Sequence[Sequence[str]], figures: int = 9
    ) -> str:
        """Figures stand to the right: columns 1 up to ``figures``."""

        def cells(tag: str, row: Sequence[str]) -> str:
            return "".join(
                f"<{tag} align='{'right' if 1 <= n <= figures else 'left'}' "
                f"style='padding:2px 6px 2px 0; font-weight:normal'>{text}</{tag}>"
                for n, text in enumerate(row)
            )

        head = cells("td", [self._muted(word, block=False) for word in headings])
        body = "".join(f"<tr>{cells('td', [escape(text) for text in row])}</tr>" for row in rows)
        return f"<table width='100%' cellspacing='0'><tr>{head}</tr>{body}</table>"

    def _muted(self, text: str, *, block: bool = True) -> str:
        ink = self._look.colour("muted").name()
        tag = "p style='margin:6px 0 0 0; " if block else "span style='"
        return f"<{tag}color:{ink}'>{escape(text)}</{tag.split()[0]}>"


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
