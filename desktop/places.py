"""The places of the window in the order of the work. A new screen is one line here.

Numbers are those of Ctrl+1…8 and never change. A place is imported when it is first shown: all of
them together take longer than everything else that opens a book.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.screen import Screen


def _always(session: Session) -> bool:
    return True


def _with_results(session: Session) -> bool:
    return session.sees_results


def _at_the_office(session: Session) -> bool:
    return session.office


def _overview(session: Session, look: Look) -> Screen:
    from desktop.screens.overview import OverviewScreen

    return OverviewScreen(session, look)


def _register(session: Session, look: Look) -> Screen:
    from desktop.register_place import RegisterPlace

    return RegisterPlace(session, look)


def _report(session: Session, look: Look) -> Screen:
    from desktop.report_place import ReportPlace

    return ReportPlace(session, look)


def _score(session: Session, look: Look) -> Screen:
    from desktop.score_place import ScorePlace

    return ScorePlace(session, look)


def _results(session: Session, look: Look) -> Screen:
    from desktop.result_place import ResultPlace

    return ResultPlace(session, look)


def _minutes(session: Session, look: Look) -> Screen:
    from desktop.screens.minutes_screen import MinutesScreen

    return MinutesScreen(session, look)


def _exchange(session: Session, look: Look) -> Screen:
    from desktop.exchange_place import ExchangePlace

    return ExchangePlace(session, look)


def _log(session: Session, look: Look) -> Screen:
    from desktop.screens.history import HistoryScreen

    return HistoryScreen(session, look)


def _signed(session: Session, look: Look) -> Screen:
    from desktop.screens.signed_files import SignedFilesScreen

    return SignedFilesScreen(session, look)


def _import_workbook(session: Session, look: Look) -> Screen:
    from desktop.screens.import_workbook import ImportScreen

    return ImportScreen(session, look)


def _settings(session: Session, look: Look) -> Screen:
    from desktop.settings_place import SettingsPlace

    return SettingsPlace(session, look)


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
    Place(1, "overview", "Tổng quan", _overview),
    Place(2, "register", "Đăng ký", _register),
    Place(3, "report", "Báo cáo", _report),
    Place(4, "score", "Chấm điểm", _score),
    Place(5, "results", "Kết quả", _results, _with_results),
    Place(6, "minutes", "Biên bản", _minutes, _with_results),
    Place(7, "exchange", "Giao nhận", _exchange),
    Place(8, "log", "Nhật ký", _log),
    Place(0, "signed", "Bản đã ký", _signed, listed=False),
    Place(0, "import", "Nhập bảng", _import_workbook, _at_the_office),
    Place(0, "settings", "Cài đặt", _settings),
)
