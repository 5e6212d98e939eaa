"""Báo cáo: which submissions have sent their result report, and by how many days late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from db.queries.register import Filter
from desktop.models.register_model import Column
from desktop.widgets.submission_list import SubmissionList


class ReportsScreen(SubmissionList):
    """The register seen from its reports."""

    name: ClassVar[str] = "Danh sách báo cáo kết quả"
    remember: ClassVar[str] = "reports"
    filters: ClassVar[Sequence[tuple[Filter, str]]] = (
        (Filter.ALL, "Tất cả"),
        (Filter.COLLECTIVE, "Tập thể"),
        (Filter.INDIVIDUAL, "Cá nhân"),
        (Filter.REPORTED, "Đã báo cáo"),
        (Filter.UNREPORTED, "Chưa báo cáo"),
        (Filter.OVERDUE, "Quá hạn"),
        (Filter.LATE, "Báo cáo chậm"),
        (Filter.UNSCORED, "Chưa tự chấm"),
    )
    widths: ClassVar[Mapping[Any, int]] = {
        **SubmissionList.widths,
        Column.LATENESS: 22,
        Column.STATE: 16,
    }
    spare: ClassVar[Sequence[Column]] = (
        Column.UNIT, Column.SELF, Column.REPORTED, Column.SELF_CLASS,
    )  # fmt: skip
    extra: ClassVar[Sequence[Column]] = (
        Column.POST, Column.KIND, Column.FIELD, Column.REGISTERED, Column.ARRIVAL,
        Column.RECHECK, Column.AIMS, Column.EVIDENCE, Column.STATE,
    )  # fmt: skip

    def show_nothing(self) -> None:
        """What the list is for."""
        self.states.show_empty(
            "Chưa có hồ sơ nào để báo cáo",
            "Ở đây theo dõi ai đã gửi, chưa gửi hay gửi chậm báo cáo kết quả. Hồ sơ đăng ký, "
            "báo cáo được nhập từ bảng tính hoặc gõ từng phiếu.",
            *self.way_to_import,
        )
