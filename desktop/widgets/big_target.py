"""A large button with a picture, a name and a line on what it does."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.theme.look import Look
from desktop.widgets.icons import picture


class BigTarget(QPushButton):
    """Enter and Space press it as any button."""

    def __init__(
        self, look: Look, icon: str, name: str, about: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._icon = look, icon
        self.setProperty("role", "card")
        self.setAccessibleName(name)
        self.setAccessibleDescription(about)
        self._picture, self._name, self._about = QLabel(), QLabel(name), QLabel(about)
        self._name.setProperty("role", "title")
        self._about.setProperty("role", "muted")
        self._about.setWordWrap(True)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._name)
        texts.addWidget(self._about)
        texts.addStretch(1)
        self._row = row = QHBoxLayout(self)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for label in (self._picture, self._name, self._about):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        look.changed.connect(self._renew)
        self._renew()

    def say(self, about: str) -> None:
        """Another line on what it does."""
        self._about.setText(about)
        self.setAccessibleDescription(about)

    def hasHeightForWidth(self) -> bool:
        """The line on what it does goes on in the next line where the width ends."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its texts need."""
        return max(self._row.heightForWidth(width), self._look.px(112))

    def sizeHint(self) -> QSize:
        """At the width of the design."""
        width = self._look.px(360)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrower, then higher."""
        return QSize(self._look.px(220), self._look.px(112))

    def _renew(self) -> None:
        gap = self._look.px(18)
        self._row.setContentsMargins(gap, gap, gap, gap)
        self._row.setSpacing(self._look.px(14))
        size = self._look.px(44)
        self._picture.setPixmap(picture(self._icon, self._look.colour("accent"), size))
        self.updateGeometry()
