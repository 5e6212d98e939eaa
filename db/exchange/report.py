"""What a merge says of each file and of all together; a plan says the same beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from db.errors import ThamdinhError
from db.operation import Changes
from db.queries.ballot_notes import BallotNote
from db.queries.handed_in import HandedIn

MERGED, NOTHING_NEW, REFUSED = "merged", "nothing_new", "refused"


@dataclass(frozen=True, slots=True)
class FileReport:
    """What came of one file. ``source`` and ``made`` (ms) are what the copy says of itself."""

    path: Path
    verdict: str
    error: ThamdinhError | None = None
    fingerprint: str = ""
    source: str = ""
    made: int | None = None
    new_changes: int = 0
    new_ballots: int = 0
    known_ballots: int = 0
    conflicts: int = 0  # more (or fewer) open matters than before this file
    proposals: int = 0
    ahead: int = 0  # changes with a claimed time over a day ahead
    older: bool = False  # a newer copy from the same source is here already
    ballots: tuple[tuple[bytes, int, int], ...] = ()  # member, in the file, new


@dataclass(frozen=True, slots=True)
class Report:
    """What came of all files. ``members`` says what is still missing, campaign's panel order."""

    files: tuple[FileReport, ...]
    fingerprint: str
    members: tuple[HandedIn, ...]
    confirmed: tuple[bytes, ...]  # members whose keys the merge confirmed by itself
    conflicts: int  # open now, all together
    proposals: int
    changes: Changes
    notes: tuple[BallotNote, ...] = ()  # ballots that came and are not simply one more

    @property
    def new_changes(self) -> int:
        """New changes of all files."""
        return sum(file.new_changes for file in self.files)

    @property
    def new_ballots(self) -> int:
        """New ballots of all files."""
        return sum(file.new_ballots for file in self.files)

    @property
    def refused(self) -> list[FileReport]:
        """The files that were not taken."""
        return [file for file in self.files if file.verdict == REFUSED]
