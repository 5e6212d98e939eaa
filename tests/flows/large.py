"""Lists with 10,000 submissions: pictures, and the longest gap of the event loop at each, in
milliseconds of the window's own thread.

    QT_QPA_PLATFORM=offscreen .venv/bin/python -m tests.flows.large OUT [SUBMISSIONS]

The book is made once in OUT and opened again the next time.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path

from PySide6.QtWidgets import QApplication

from db import ballots, entries
from db.home import Home
from db.paper_marks import keep_marks
from db.queries.minutes import meetings
from desktop.sample.book import make
from tests.flows.driver import Driver
from tests.flows.gaps import FELT, Gaps

PARTS = (
    ("overview", ""), ("register", "list"), ("register", "recheck"), ("report", "list"),
    ("report", "due"), ("report", "roster"), ("report", "promises"), ("score", "one"),
    ("score", "panel"), ("score", "meeting"), ("score", "assignment"), ("score", "agreed"),
    ("results", "results"), ("results", "excellent"), ("results", "gap"), ("minutes", ""),
    ("exchange", "handing"), ("log", ""),
)  # fmt: skip
_QUIET = 3.0  # seconds that a place has to come to rest


def main(words: list[str]) -> int:
    """Makes or takes the book, shows every list, light and dark, in both sizes, prints a line a
    list: its opening; then a mark, a ballot and an absence while it is in front."""
    out = Path(words[0])
    out.mkdir(parents=True, exist_ok=True)
    home, book = Home(out / "home"), out / "lon.thamdinh"
    if not book.exists():
        make(book, home, submissions=int(words[1]) if len(words) > 1 else 10_000)
    driver = Driver(home)
    driver.window.resize(1366, 768)
    gaps = Gaps()
    with gaps.going():
        _tell(gaps, "mở sổ", gaps.of(lambda: driver.window.open_book(book), _QUIET))
        writes = _Writes(driver)
        for scheme, scale in product(("light", "dark"), (100, 175)):
            driver.look.set_scheme(scheme)
            driver.look.set_scale(scale)
            for place, part in PARTS:
                name = f"{place}-{part}".rstrip("-")
                stood = gaps.of(partial(_show, driver, place, part), _QUIET)
                driver.window.grab().save(str(out / f"{name}-{scheme}-{scale}.png"))
                _tell(gaps, f"{name} {scheme} {scale} %", stood)
                if (scheme, scale) == ("light", 100):
                    for what, write in writes.all():
                        _tell(gaps, f"{name}, {what}", gaps.of(write, 1.0))
    driver.close()
    return 0


class _Writes:
    """What is written while a list is in front, each time to another submission."""

    def __init__(self, driver: Driver) -> None:
        self._session = session = driver.session
        around = session.around
        self._member = around.members[-1]
        found = session.book.connection.execute(
            "SELECT submission FROM ballot_state b WHERE member = ? AND status = 'valid' AND paper "
            "AND NOT EXISTS (SELECT 1 FROM frozen f WHERE f.submission = b.submission) LIMIT 200",
            (self._member.id,),
        )
        self._idents = [ident for (ident,) in found]
        self._meeting = meetings(session.book, around.campaign)[-1].id

    def all(self) -> list[tuple[str, Callable[[], object]]]:
        """What, and what does it."""
        session, member, around = self._session, self._member, self._session.around
        submission = ballots.by_id(session.book, self._idents.pop())
        criterion = around.rubrics[submission.kind].criteria[0].code
        ballots.begin_new_version(session.book, around, member, submission, "Chấm lại")
        absent = f"absent:{around.members[-2].id.hex()}"
        run = session.run
        return [
            ("một điểm", partial(run, keep_marks, around, submission, [(member, criterion, 25)])),
            ("một phiếu", partial(run, ballots.submit, around, member, submission, None)),
            ("vắng", partial(run, entries.save, "session", self._meeting, {absent: "Bận"})),
            ("có mặt", partial(run, entries.save, "session", self._meeting, {absent: None})),
        ]


def _tell(gaps: Gaps, name: str, stood: float) -> None:
    print(f"{stood * 1000:6.0f} ms  {name}  {gaps.what if stood > FELT else ''}", flush=True)


def _show(driver: Driver, place: str, part: str) -> None:
    if part:
        driver.workspace.show_part(place, part)
    else:
        driver.workspace.show_place(place)


if __name__ == "__main__":
    code = main(sys.argv[1:])
    QApplication.quit()
    sys.exit(code)
