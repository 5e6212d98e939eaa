"""The real window in a process of its own: types marks until it is killed.

``python -m tests.flows.typing_child BOOK MEMBER MARK …``: every mark but the last is entered
with Enter; the last is left in its editor. Prints a line after each. Where the last is "submit"
it begins when a line is read, hands the ballot in at the next, and closes when there is no more.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from db.home import Home
from tests.flows.driver import CTRL, Driver


def main(arguments: list[str]) -> int:
    """Types, then waits to be killed."""
    book, member, *marks = arguments
    driver = Driver(Home.default())
    driver.open(Path(book), member)
    hands_in = marks[-1] == "submit"
    if hands_in:
        print("open", flush=True)
        sys.stdin.readline()
    for mark in marks[:-1]:
        driver.enter(mark)
        print("kept", mark, flush=True)
    if hands_in:
        sys.stdin.readline()
        driver.key(Qt.Key.Key_Return, CTRL)
        print("submitted", flush=True)
        sys.stdin.read()
        driver.close()
        return 0
    driver.type(marks[-1])
    print("typing", marks[-1], flush=True)
    return QApplication.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
