"""Lists: what a narrow column still tells."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.widgets.list_cell import elide_mode


def test_codes_keep_their_end() -> None:
    assert elide_mode("MH-2023-00001") == Qt.TextElideMode.ElideLeft
    for text in ("Đảng bộ thị trấn", "Kinh tế - xã hội", "Tốt"):
        assert elide_mode(text) == Qt.TextElideMode.ElideRight
