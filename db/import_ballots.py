"""The paper ballots and recusals of a workbook, signed by the office's key."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace

from db import rounds
from db.ballot_body import add
from db.ballot_picture import read_body, whole
from db.ballots import require_sound, rubric_for
from db.drafts import Draft
from db.import_cells import CellWriter, ImportRow
from db.keys import Signer
from db.locked import locked_in
from db.operation import Operation
from db.records import Member, Rubric, SubjectKind, Submission
from db.surroundings import Surroundings
from db.tallies import submissions

_CORRECTED = "Sửa theo bảng dữ liệu nhập lại"


class BallotImporter:
    """Hands in the ballots of one import; a member's own ballot stays."""

    def __init__(
        self, operation: Operation, around: Surroundings, signer: Signer, cells: CellWriter
    ) -> None:
        self._operation, self._around, self._signer = operation, around, signer
        self._cells, self._connection = cells, operation.connection

    def run(self, rows: Iterable[ImportRow], id_of: Callable[[str, str], bytes]) -> None:
        """Takes the rows; ``id_of`` gives the id of a submission's or member's code.

        Raises RubricMissingError, RubricUnsoundError, BallotIncompleteError, MarkError.
        """
        self._operation.derive()  # ballots need the rows that came in just now
        facts = {s.id: s for s in submissions(self._connection, self._around.campaign.id)}
        panel = {member.id: member for member in self._around.members}
        sound: set[SubjectKind] = set()
        for row in rows:
            submission = facts.get(id_of("submission", row.key[0]))
            member = panel.get(id_of("member", row.key[1]))
            if submission is None or member is None:  # taken away here
                self._cells.keep(row, "marks", None, row.values.get("marks"))
                self._cells.count("ballot", "unchanged")
                continue
            cell = f"recused:{member.id.hex()}"
            if row.values.get("recused"):
                self._cells.count("ballot", self._recusal(submission.id, cell, row))
                continue
            if self._cells.came_in("submission", submission.id, cell):  # marks instead of LQ
                self._cells.write("submission", submission.id, {cell: None}, row)
            rubric = rubric_for(self._around, submission)
            if rubric.applies_to not in sound:
                require_sound(rubric)
                sound.add(rubric.applies_to)
            self._cells.count("ballot", self._ballot(submission, member, rubric, row))

    def _recusal(self, submission: bytes, cell: str, row: ImportRow) -> str:
        first = not self._cells.came_in("submission", submission, cell)
        reason = {cell: row.values.get("reason") or "Liên quan"}
        if "recused" in row.cells:
            row = replace(row, cells={**row.cells, cell: row.cells["recused"]})
        outcome = self._cells.write("submission", submission, reason, row)
        return "added" if first and outcome == "changed" else outcome

    def _ballot(
        self, submission: Submission, member: Member, rubric: Rubric, row: ImportRow
    ) -> str:
        frozen = locked_in(self._connection, submission.id) is not None
        comment = unicodedata.normalize("NFC", str(row.values.get("comment", "")))
        content = Draft(dict(row.values["marks"]), comment)
        stored = self._connection.execute(
            "SELECT status, entry, marks, comment FROM ballot_state "
            "WHERE submission = ? AND member = ?",
            (submission.id, member.id),
        ).fetchone()
        if stored is None and frozen:
            self._cells.keep(row, "marks", None, content.marks, "frozen")
            return "unchanged"
        if stored is None and (content.marks, comment) in self._imported(submission.id, member.id):
            return "unchanged"  # what it said of the round before
        if stored is not None:
            status, entry, marks, former = stored
            content.comment = content.comment or former  # an empty cell says nothing
            said, here = (content.marks, content.comment), (json.loads(marks), former)
            last = self._last_imported(submission.id, member.id)
            if said in (here, last):
                return "unchanged"
            if frozen or entry == "own" or status not in ("valid", "void") or here != last:
                why = "frozen" if frozen else "own_ballot" if entry == "own" else "both_changed"
                self._cells.keep(row, "marks", here[0], content.marks, why)
                return "unchanged"
            content.reason = _CORRECTED
            self._cells.edited(row, "marks", here[0], content.marks)
        add(
            self._operation,
            self._around,
            member,
            submission,
            rubric,
            content,
            signer=self._signer,
            entry="import",
        )
        return "changed" if stored is not None else "added"

    def _last_imported(self, submission: bytes, member: bytes) -> tuple[dict[str, int], str] | None:
        """(marks, comment) of the newest ballot that came out of a workbook."""
        imported = self._imported(submission, member)
        return imported[-1] if imported else None

    def _imported(self, submission: bytes, member: bytes) -> list[tuple[dict[str, int], str]]:
        """(marks, comment) of each ballot that came out of a workbook, the newest last."""
        imported = [
            body
            for raw, key in self._connection.execute(
                "SELECT body, key FROM ballot WHERE submission = ? AND member = ?",
                (submission, member),
            )
            if (body := read_body(raw)).get("entry") == "import"
            and key in self._operation.authority.office
        ]
        imported.sort(key=lambda body: (rounds.stated(body), whole(body, "seq")))
        return [(body["marks"], body["comment"]) for body in imported]
