"""Cài đặt: the campaign, its rubrics, panel and units, the office key, and this window."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.parts_screen import Part, PartsScreen
from desktop.screens.backups import BackupsScreen
from desktop.screens.campaign_settings import CampaignSettingsScreen
from desktop.screens.office_key import OfficeKeyScreen
from desktop.screens.panel_settings import PanelSettingsScreen
from desktop.screens.profile import ProfileScreen
from desktop.screens.rubric_editor import RubricEditorScreen
from desktop.screens.settings import SettingsScreen
from desktop.screens.unit_settings import UnitSettingsScreen
from desktop.session import Session
from desktop.theme.look import Look

CAMPAIGN, RUBRIC, PANEL, UNITS = "campaign", "rubric", "panel", "units"
KEY, WINDOW = "key", "window"
PROFILE, BACKUPS = "profile", "backups"


class SettingsPlace(PartsScreen):
    """What belongs to the book first, what only this laptop remembers last."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(
            session,
            look,
            "Phần của Cài đặt",
            (
                Part(CAMPAIGN, "Đợt thẩm định", CampaignSettingsScreen),
                Part(RUBRIC, "Thang điểm", RubricEditorScreen),
                Part(PANEL, "Tổ thẩm định", PanelSettingsScreen),
                Part(UNITS, "Đơn vị", UnitSettingsScreen),
                Part(KEY, "Khóa cơ quan", OfficeKeyScreen),
                Part(PROFILE, "Khóa, mã PIN của tôi", ProfileScreen),
                Part(BACKUPS, "Sao lưu", BackupsScreen),
                Part(WINDOW, "Hiển thị", SettingsScreen),
            ),
            parent,
        )
