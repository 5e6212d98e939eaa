"""The top line: where I am, which campaign, who I am, when it was last saved."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from desktop.session import Session
from desktop.widgets.elided_label import ElidedLabel

_LOCKED = "Chỉ xem"


class TopLine(QFrame):
    """Reads the session; the choices of campaign and member go back to it."""

    member_chosen = Signal(object)  # id or None

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "top")
        self._session, self._narrow, self._for_one = session, False, False
        self._place = QLabel()
        self._place.setProperty("role", "heading")
        self._campaign = ElidedLabel()
        self._campaign.setProperty("role", "muted")
        self._campaigns = QComboBox()
        self._campaigns.setAccessibleName("Đợt thẩm định")
        self._campaigns.activated.connect(self._campaign_chosen)
        self._mark = QLabel("số liệu minh họa")
        self._mark.setProperty("role", "mark")
        self._locked = QLabel(_LOCKED)
        self._locked.setToolTip(_LOCKED)
        self._locked.setAccessibleName(_LOCKED)
        self._locked.setProperty("role", "bad")
        self._who_label = QLabel("Nhập phiếu của")
        self._who_label.setProperty("role", "muted")
        self._who = QComboBox()
        self._who.setAccessibleName("Thành viên đang chấm")
        self._who.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._who.activated.connect(self._member_chosen)
        self._who_label.setBuddy(self._who)
        self._who_fixed = QLabel()
        self._saved = QLabel()
        self._saved.setProperty("role", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 14, 5)
        row.setSpacing(10)
        row.addWidget(self._place)
        row.addWidget(self._campaigns)
        row.addWidget(self._campaign, 1)
        for widget in (self._mark, self._locked, self._who_label, self._who, self._who_fixed):
            row.addWidget(widget)
        row.addWidget(self._saved)
        self._saved.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        session.saved.connect(self._show_saved)
        session.campaign_changed.connect(self.renew)
        session.viewer_changed.connect(self.renew)
        self.renew()

    def set_place(self, name: str, *, for_one_member: bool) -> None:
        """The name of the place that is shown, and whether one member's ballots stand there."""
        self._place.setText(name)
        self._for_one = for_one_member
        self._renew_who()

    def fit(self) -> None:
        """Gives the words their room at once, where painting cannot wait for it."""
        layout = self.layout()
        if layout is not None:
            layout.activate()

    def set_narrow(self, narrow: bool) -> None:
        """Leaves out what can be left out."""
        self._narrow = narrow
        self._who_label.setVisible(not narrow and not self._who.isHidden())

    def focus_member(self) -> None:
        """Opens the choice of the member."""
        self._who.setFocus()
        self._who.showPopup()

    def renew(self) -> None:
        """Reads the session again."""
        session = self._session
        campaign = session.campaign
        several = session.campaigns()
        self._campaigns.setVisible(len(several) > 1)
        self._mark.setVisible(session.illustrative)
        self._locked.setVisible(session.readonly)
        if campaign is None:
            self._campaign.setText("Sổ chưa có đợt thẩm định")
        elif len(several) > 1:
            self._campaign.setText(campaign.body)
            with QSignalBlocker(self._campaigns):
                self._campaigns.clear()
                for row, found in enumerate(several):  # findData does not find bytes
                    self._campaigns.addItem(f"Đợt {found.year}", found.id)
                    if found.id == campaign.id:
                        self._campaigns.setCurrentIndex(row)
        else:
            self._campaign.setText(f"Đợt {campaign.year} · {campaign.body}")
        self._renew_who()

    def _renew_who(self) -> None:
        session = self._session
        member = session.member
        keyed = session.keyed_members()
        fixed = not session.office and len(keyed) == 1 and member is not None
        panel = list(session.around.members) if session.campaign is not None else []
        choice = bool(panel) and not fixed and (self._for_one or not session.office)
        shown = (
            (self._who_fixed, not choice),
            (self._who, choice),
            (self._who_label, choice and not self._narrow),
        )
        for widget, on in sorted(shown, key=lambda one: one[1]):
            widget.setVisible(on)  # hidden ones first: together they would widen the window
        self._who_label.setText("Nhập phiếu của" if session.office else "Tôi là")
        if session.office:
            self._who_fixed.setText("Thư ký, máy giữ khóa cơ quan")
        else:
            self._who_fixed.setText(f"Đ/c {member.name} ({member.code})" if member else "")
        with QSignalBlocker(self._who):
            self._who.clear()
            self._who.addItem("(chọn thành viên)", None)
            for found in panel:
                self._who.addItem(f"Đ/c {found.name} ({found.code})", found.id)
            place = 0
            if member is not None:
                place = 1 + [found.id for found in panel].index(member.id)
            self._who.setCurrentIndex(place)

    def _campaign_chosen(self, row: int) -> None:
        wanted = self._campaigns.itemData(row)
        for campaign in self._session.campaigns():
            if campaign.id == wanted:
                self._session.choose_campaign(campaign)

    def _member_chosen(self, row: int) -> None:
        self.member_chosen.emit(self._who.itemData(row))

    def _show_saved(self, time: str) -> None:
        self._saved.setText(f"Đã lưu lúc {time}")
