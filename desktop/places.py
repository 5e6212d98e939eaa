"""The places of the window in the order of the work. A new screen is one line here.

Numbers are those of Ctrl+1…8 and never change; a place that does not exist yet is not shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.exchange_place import ExchangePlace
from desktop.register_place import RegisterPlace
from desktop.report_place import ReportPlace
from desktop.result_place import ResultPlace
from desktop.score_place import ScorePlace
from desktop.screens.history import HistoryScreen
from desktop.screens.import_workbook import ImportScreen
from desktop.screens.minutes_screen import MinutesScreen
from desktop.screens.overview import OverviewScreen
from desktop.screens.signed_files import SignedFilesScreen
from desktop.session import Session
from desktop.settings_place import SettingsPlace
from desktop.theme.look import Look
from desktop.widgets.screen import Screen


def _always(session: Session) -> bool:
    return True


def _with_results(session: Session) -> bool:
    return session.sees_results


def _at_the_office(session: Session) -> bool:
    return session.office


@dataclass(frozen=True, slots=True)
class Place:
    """One entry at the left. ``number`` 0 stands at the foot, without a key."""

    number: int
    key: str
    name: str
    make: Callable[[Session, Look], Screen]
    open_to: Callable[[Session], bool] = _always  # else the entry is not there at all
    listed: bool = True  # else it is reached from the menu and from other places


# 1 overview, 2 register, 3 report Báo cáo, 4 score, 5 results, 6 minutes Biên bản,
# 7 exchange Giao nhận, 8 log Nhật ký
PLACES: tuple[Place, ...] = (
    Place(1, "overview", "Tổng quan", OverviewScreen),
    Place(2, "register", "Đăng ký", RegisterPlace),
    Place(3, "report", "Báo cáo", ReportPlace),
    Place(4, "score", "Chấm điểm", ScorePlace),
    Place(5, "results", "Kết quả", ResultPlace, _with_results),
    Place(6, "minutes", "Biên bản", MinutesScreen, _with_results),
    Place(7, "exchange", "Giao nhận", ExchangePlace),
    Place(8, "log", "Nhật ký", HistoryScreen),
    Place(0, "signed", "Bản đã ký", SignedFilesScreen, listed=False),
    Place(0, "import", "Nhập bảng", ImportScreen, _at_the_office),
    Place(0, "settings", "Cài đặt", SettingsPlace),
)
