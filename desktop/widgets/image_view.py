"""A picture as wide as its place and never larger than it is, or as large as one wishes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

_MOST = 400  # per cent of the picture's own size


class ImageView(QScrollArea):
    """Scrolls where it is larger than its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._zoom = 0  # per cent, 0 fits the width
        self._label = QLabel()
        self._label.setAccessibleName("Ảnh minh chứng")
        self._label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._label)
        self.setWidgetResizable(True)
        self.setAccessibleName("Khung xem ảnh")

    @property
    def image(self) -> QImage:
        """What is shown."""
        return self._image

    def show_image(self, image: QImage) -> None:
        """Another picture."""
        self._image, self._zoom = image, 0
        self._fit()

    def zoom(self, step: int) -> None:
        """Larger, smaller, 0 fits the width."""
        if not self._image.isNull():
            now = self._zoom or round(100 * self._fitting() / self._image.width())
            self._zoom = min(max(round(now * 1.25**step), 10), _MOST) if step else 0
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the width anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._image.isNull():
            return
        wide = round(self._image.width() * self._zoom / 100) if self._zoom else self._fitting()
        smooth = Qt.TransformationMode.SmoothTransformation
        self._label.setPixmap(QPixmap.fromImage(self._image.scaledToWidth(max(wide, 1), smooth)))

    def _fitting(self) -> int:
        return min(self.viewport().width(), self._image.width())
