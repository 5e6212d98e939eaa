"""The pictures of the help, made by the program itself: ``python -m tests.flows.help_pictures``.

Each page that names a picture gets a scene of the window at a size that a help page has room for,
in its 256 most frequent colours, so that all of them together stay small.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor, QImage
from PySide6.QtWidgets import QApplication

from desktop import help_pages
from tests.flows.screens import _SCENES

WIDTH, SIZE = 740, (1100, 640)
SCENE_OF = {
    "start": "start-empty",
    "new-book": "new-scales",
    "overview": "overview-late",
    "register": "register-opened",
    "register-intake": "intake",
    "register-recheck": "recheck-checklist",
    "register-earlier": "earlier",
    "report": "reports",
    "report-due": "due",
    "report-roster": "roster",
    "report-promises": "promises",
    "score": "score-wrong",
    "score-panel": "grid",
    "score-meeting": "room-spread",
    "score-pass": "pass-score",
    "score-assignment": "shares",
    "results": "results-opened",
    "results-excellent": "excellent",
    "results-gap": "gap-criteria",
    "minutes": "minutes-cases",
    "signed": "signed-valid",
    "exchange": "exchange-planned",
    "exchange-matters": "exchange-matters",
    "exchange-desk": "desk",
    "exchange-keys": "exchange-keys",
    "log": "log-opened",
    "import": "import-columns",
    "settings": "campaign",
    "settings-rubric": "rubric",
    "settings-panel": "panel",
    "settings-key": "office-key",
    "settings-profile": "profile-pin",
    "settings-backups": "backups-asking",
    "settings-window": "settings",
}
"""Page -> scene of ``tests.flows.screens``."""


def picture(page: str, folder: Path) -> QImage:
    """What the page shows, from the sample."""
    driver = _SCENES[SCENE_OF[page]](folder, "light", 100)
    try:
        driver.window.resize(*SIZE)
        QCursor.setPos(driver.window.mapToGlobal(driver.window.rect().bottomRight()))
        for _ in range(3):
            driver.settle()
        image = driver.window.grab().toImage()
    finally:
        driver.close()
    small = image.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)
    small = small.convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(small.constBits()).cast("B").cast("I")
    table = [colour for colour, _ in Counter(pixels).most_common(256)]
    return small.convertToFormat(
        QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.ThresholdDither
    )


def main(arguments: list[str]) -> int:
    """Makes all pictures, or those of the pages named."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    out = help_pages.folder() / "hinh"
    out.mkdir(exist_ok=True)
    for page in arguments or SCENE_OF:
        with tempfile.TemporaryDirectory() as folder:
            path = out / f"{page}.png"
            picture(page, Path(folder)).save(str(path), quality=0)
            print(f"{path.name} {path.stat().st_size // 1000} KB", flush=True)
    return 0


if __name__ == "__main__":
    code = main(sys.argv[1:])
    QApplication.quit()
    sys.exit(code)
