"""Qt's own texts in Vietnamese: the package brings none for OK and Cancel."""

from __future__ import annotations

import json
from importlib.resources import files

from PySide6.QtCore import QObject, QTranslator


class VietnameseTexts(QTranslator):
    """Looks texts up in resources/translations/vi.json, by context and English text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        source = files("resources") / "translations" / "vi.json"
        self._texts: dict[str, dict[str, str]] = json.loads(source.read_text("utf-8"))

    def isEmpty(self) -> bool:
        """Qt asks no translator that is empty."""
        return False

    def translate(  # None is Qt's null string: "not known here"
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """The Vietnamese text, or None where this file has none."""
        return self._texts.get(context, {}).get(sourceText)
