"""The look that every screen shares: colours, text scale, fonts; tells when it changes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop.preferences import SCALES, Preferences
from desktop.theme.colours import DARK, LIGHT, Colours
from desktop.theme.fonts import base_font
from desktop.theme.stylesheet import stylesheet
from desktop.widgets.icons import file_of


class Look(QObject):
    """Colours and sizes as they stand; ``changed`` after either changed."""

    changed = Signal()

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.preferences = preferences
        self._base = base_font()
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        self.colours = self._chosen_colours()

    @property
    def scale(self) -> int:
        """The text scale in per cent, 100 to 175."""
        return self.preferences.scale

    @property
    def dark(self) -> bool:
        """Whether light text stands on a dark ground."""
        return self.colours is DARK

    def px(self, pixels: float) -> int:
        """A length of the 100 % design at the present scale."""
        return round(pixels * self.scale / 100)

    def font(self, points: float = 0, *, bold: bool = False) -> QFont:
        """The window's font, ``points`` larger than the body (at 100 %)."""
        font = QFont(self._base)
        font.setPointSizeF((self._base.pointSizeF() + points) * self.scale / 100)
        font.setBold(bold)
        return font

    def colour(self, name: str) -> QColor:
        """A colour by its name in ``Colours``."""
        return QColor(getattr(self.colours, name))

    def set_scheme(self, scheme: str) -> None:
        """``system``, ``light`` or ``dark``."""
        self.preferences.scheme = scheme
        self._renew()

    def set_scale(self, scale: int) -> None:
        """One of SCALES."""
        self.preferences.scale = scale
        self._renew()

    def zoom(self, steps: int) -> None:
        """Larger or smaller text by so many steps."""
        place = SCALES.index(self.scale) + steps
        self.set_scale(SCALES[max(0, min(place, len(SCALES) - 1))])

    def apply(self) -> None:
        """Gives palette, font and style sheet to the application."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setPalette(_palette(self.colours))
        app.setFont(self.font())
        ground = "dark" if self.dark else "light"
        up, down = file_of(f"arrow-up-{ground}"), file_of(f"arrow-{ground}")
        points = self.font().pointSizeF()
        check = file_of(f"check-{ground}")
        sheet = stylesheet(self.colours, points, self.scale, up=up, down=down, check=check)
        if app.styleSheet() != sheet:  # Qt would read it anew and polish every widget
            app.setStyleSheet(sheet)

    def _renew(self) -> None:
        self.preferences.save()
        self.colours = self._chosen_colours()
        self.apply()
        self.changed.emit()

    def _system_changed(self) -> None:
        if self.preferences.scheme == "system":
            self._renew()

    def _chosen_colours(self) -> Colours:
        scheme = self.preferences.scheme
        if scheme == "system":
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
            return DARK if dark else LIGHT
        return DARK if scheme == "dark" else LIGHT


def _palette(colours: Colours) -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette(QColor(colours.window))
    named = {
        roles.Window: colours.window,
        roles.WindowText: colours.text,
        roles.Base: colours.base,
        roles.AlternateBase: colours.stripe,
        roles.Text: colours.text,
        roles.PlaceholderText: colours.muted,
        roles.Button: colours.base,
        roles.ButtonText: colours.text,
        roles.ToolTipBase: colours.base,
        roles.ToolTipText: colours.text,
        roles.Highlight: colours.selected,
        roles.HighlightedText: colours.text,
        roles.Link: colours.accent,
        roles.Mid: colours.line,
        roles.Accent: colours.accent,
    }
    for role, colour in named.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.muted))
    return palette
