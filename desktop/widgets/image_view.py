"""A picture as wide as its place, never larger than it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget


class ImageView(QScrollArea):
    """Scrolls where it is higher than its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._label = QLabel()
        self._label.setAccessibleName("Ảnh minh chứng")
        self._label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._label)
        self.setWidgetResizable(True)
        self.setAccessibleName("Khung xem ảnh")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def image(self) -> QImage:
        """What is shown."""
        return self._image

    def show_image(self, image: QImage) -> None:
        """Another picture."""
        self._image = image
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the width anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._image.isNull():
            return
        wide = min(self.viewport().width(), self._image.width())
        smooth = Qt.TransformationMode.SmoothTransformation
        self._label.setPixmap(QPixmap.fromImage(self._image.scaledToWidth(max(wide, 1), smooth)))
