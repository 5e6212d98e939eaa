"""A process of its own that shows a window and says so: ``bare``, or the program's arguments.

The first line of standard output comes with the first paint; the second lists the packages
that were imported by then, the third says how many megabytes the process held at most.
"""

from __future__ import annotations

import os
import sys

from PySide6.QtWidgets import QApplication, QMainWindow


def _until_painted() -> int:
    """Instead of the event loop: an exposed window has painted itself when its event is over."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    while not any(
        window.isVisible() and window.windowHandle() and window.windowHandle().isExposed()
        for window in app.topLevelWidgets()
    ):
        app.processEvents()
    app.processEvents()
    print("painted", flush=True)
    print(*sorted({name.partition(".")[0] for name in sys.modules}), flush=True)
    from tests.bench.memory import peak

    print(peak(), flush=True)
    os._exit(0)  # how long it takes to close is no matter here


def main(arguments: list[str]) -> int:
    """Shows the window and ends."""
    if arguments == ["bare"]:
        app = QApplication([])
        window = QMainWindow()
        window.resize(1366, 768)
        window.show()
        assert app is not None
        return _until_painted()
    from desktop.__main__ import main as program

    QApplication.exec = staticmethod(_until_painted)  # type: ignore[method-assign]  # ends at once
    return program(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
