"""What the window remembers on this laptop: text size, light or dark, recent books, its own size,
how lists and panels were arranged, where one was."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from db.home import Home, write_private

SCALES = (100, 110, 125, 150, 175)
SCHEMES = ("system", "light", "dark")
CURTAINS = (2, 5, 10, 15, 0)
_MOST_RECENT = 8
_MOST_PLACES = 40
_MOST_WIDE = 4000  # pixels of a column: more is a damaged file


@dataclass(slots=True)
class ListState:
    """How somebody arranged a list; columns by their names."""

    widths: dict[str, int] = field(default_factory=dict)  # pixels at 100 %
    order: list[str] = field(default_factory=list)  # from the left; [] as it is by itself
    sort: str = ""  # the column that was sorted by, with "-" before it from the largest down


@dataclass(slots=True)
class Preferences:
    """Kept as JSON in THAMDINH_HOME; a damaged file counts as none."""

    home: Home
    scale: int = 100
    scheme: str = "system"
    recent: list[str] = field(default_factory=list)
    members: dict[str, str] = field(default_factory=dict)  # book -> member last chosen, in hex
    folders: dict[str, str] = field(default_factory=dict)  # what for -> the folder last chosen
    hints_done: list[str] = field(default_factory=list)  # first-run hints dismissed
    signs_with: str = "p12"  # the kind of key last signed with: p12 | token
    reading: str = "evidence"  # beside a ballot: summary, evidence, "" for neither
    columns: dict[str, list[str]] = field(default_factory=dict)  # of a list -> those chosen
    lists: dict[str, ListState] = field(default_factory=dict)
    splits: dict[str, list[int]] = field(default_factory=dict)  # shares of parts, per mille
    places: dict[str, str] = field(default_factory=dict)  # book -> "place" or "place/part"
    geometry: str = ""  # size and place of the window as Qt keeps them, in hex
    curtain: int = 5  # minutes without input until the curtain of Chuyền máy falls; 0: never
    papers: list[str] | None = None  # written together for a meeting; None: the usual ones
    two_sides: bool = False  # margins of such papers for both sides

    def end_hint(self, name: str) -> None:
        """A hint was understood: it never comes again on this laptop."""
        if name not in self.hints_done:
            self.hints_done.append(name)
            self.save()

    @classmethod
    def load(cls, home: Home) -> Preferences:
        """Reads what was kept; what is not understood is left out."""
        found = cls(home)
        try:
            kept = json.loads(_path(home).read_text("utf-8"))
        except (OSError, ValueError):
            return found
        if not isinstance(kept, dict):
            return found
        if kept.get("scale") in SCALES:
            found.scale = kept["scale"]
        if kept.get("scheme") in SCHEMES:
            found.scheme = kept["scheme"]
        if kept.get("reading") in ("summary", "evidence", ""):
            found.reading = kept["reading"]
        if isinstance(kept.get("recent"), list):
            found.recent = [p for p in kept["recent"] if isinstance(p, str)][:_MOST_RECENT]
        if isinstance(kept.get("members"), dict):
            found.members = {str(b): str(m) for b, m in kept["members"].items()}
        if isinstance(kept.get("hints_done"), list):
            found.hints_done = [name for name in kept["hints_done"] if isinstance(name, str)]
        if isinstance(kept.get("folders"), dict):
            found.folders = {str(what): str(path) for what, path in kept["folders"].items()}
        if isinstance(kept.get("columns"), dict):
            found.columns = {
                str(name): [c for c in chosen if isinstance(c, str)]
                for name, chosen in kept["columns"].items()
                if isinstance(chosen, list)
            }
        if isinstance(kept.get("lists"), dict):
            found.lists = {
                str(name): _list_state(one)
                for name, one in kept["lists"].items()
                if isinstance(one, dict)
            }
        if isinstance(kept.get("splits"), dict):
            found.splits = {str(name): _numbers(one) for name, one in kept["splits"].items()}
        if isinstance(kept.get("places"), dict):
            found.places = {str(book): str(place) for book, place in kept["places"].items()}
        if isinstance(kept.get("geometry"), str):
            found.geometry = kept["geometry"]
        if kept.get("curtain") in CURTAINS:
            found.curtain = kept["curtain"]
        if isinstance(kept.get("papers"), list):
            found.papers = [name for name in kept["papers"] if isinstance(name, str)]
        found.two_sides = kept.get("two_sides") is True
        if kept.get("signs_with") in ("p12", "token"):
            found.signs_with = kept["signs_with"]
        return found

    def save(self) -> None:
        """Keeps them; a full disk or a locked folder is no reason to disturb anybody."""
        kept = asdict(self)
        del kept["home"]
        with contextlib.suppress(OSError):
            self.home.folder("settings")
            content = json.dumps(kept, ensure_ascii=False, indent=1)
            write_private(_path(self.home), content.encode())

    def remember(self, path: Path) -> None:
        """Puts a book at the head of the recent ones."""
        text = str(path.absolute())
        self.recent = [text, *(p for p in self.recent if p != text)][:_MOST_RECENT]
        self.save()

    def forget(self, path: str) -> None:
        """Takes a book off the recent ones."""
        self.recent = [p for p in self.recent if p != path]
        self.save()

    def folder_of(self, what: str) -> Path | None:
        """The folder last chosen for something, None where it is not there any more."""
        path = Path(self.folders[what]) if self.folders.get(what) else None
        return path if path is not None and path.is_dir() else None

    def file_of(self, what: str) -> Path | None:
        """The file last chosen for something, None where it is not there any more."""
        path = Path(self.folders[what]) if self.folders.get(what) else None
        return path if path is not None and path.is_file() else None

    def remember_folder(self, what: str, path: Path) -> None:
        """Keeps it."""
        self.folders[what] = str(path.absolute())
        self.save()

    def remember_columns(self, name: str, columns: list[str]) -> None:
        """Keeps which columns a list shows; [] for those that it shows by itself."""
        self.columns[name] = columns
        if not columns:
            del self.columns[name]
        self.save()

    def list_of(self, name: str) -> ListState:
        """How a list was arranged; what is changed in it is kept with the next :meth:`save`."""
        return self.lists.setdefault(name, ListState())

    def remember_place(self, book: bytes, place: str) -> None:
        """Keeps where somebody was in a book."""
        if self.places.get(book.hex()) != place:
            self.places.pop(book.hex(), None)
            self.places[book.hex()] = place  # the newest at the end
            self.places = dict(list(self.places.items())[-_MOST_PLACES:])
            self.save()

    def member_of(self, book: bytes) -> bytes | None:
        """The member last chosen in that book."""
        with contextlib.suppress(ValueError):
            return bytes.fromhex(self.members.get(book.hex(), "")) or None
        return None

    def remember_member(self, book: bytes, member: bytes | None) -> None:
        """Keeps whose ballots were typed last."""
        self.members[book.hex()] = member.hex() if member else ""
        self.save()


def _path(home: Home) -> Path:
    return home.root / "settings" / "window.json"


def _list_state(kept: dict[str, Any]) -> ListState:
    """What is understood of it."""
    widths, order, sort = kept.get("widths"), kept.get("order"), kept.get("sort")
    return ListState(
        {
            str(column): wide
            for column, wide in (widths.items() if isinstance(widths, dict) else ())
            if type(wide) is int and 0 < wide <= _MOST_WIDE
        },
        [str(column) for column in order] if isinstance(order, list) else [],
        sort if isinstance(sort, str) else "",
    )


def _numbers(kept: object) -> list[int]:
    """Shares that can be used, else none."""
    good = isinstance(kept, list) and all(type(one) is int and 0 <= one <= 1000 for one in kept)
    return list(kept) if good and isinstance(kept, list) else []
