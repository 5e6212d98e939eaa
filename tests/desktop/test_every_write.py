"""Every write of the window is a step for Ctrl+Z, or stands here with the reason why not.

The calls are found in the source, so a new write that is neither fails this test.
"""

from __future__ import annotations

import ast
from pathlib import Path

DESKTOP = Path(__file__).parents[2] / "desktop"
_NOT_THE_WINDOW = {"commands", "sample", "documents", "intake"}

_SIGNED = "a signed ballot is never taken out: it is opened anew with a reason"
_OWN_WAY = "it has a way back of its own, beside it"
_FILE = "it writes a file outside the book"
_NOTHING = "it writes nothing into the book"

# file, what is written -> why Ctrl+Z does not take it back
REASONS = {
    ("pass_laptop", "passing.begin"): _NOTHING,
    ("pass_round", "passing.end"): _NOTHING,
    ("dropped", "take_word"): f"an import: {_OWN_WAY} (Nhật ký, Sao lưu)",
    ("screens/import_workbook", "write_rows"): f"an import: {_OWN_WAY} (Nhật ký, Sao lưu)",
    ("models/after_freezing", "deliver"): _FILE,
    ("models/amending", "correcting.begin"): f"closed again by “Thôi điều chỉnh”: {_OWN_WAY}",
    ("models/amending", "correcting.give_up"): f"begun again with a reason: {_OWN_WAY}",
    ("models/amending", "amending.amend"): "signed minutes: what is wrong in them is amended again",
    ("models/attaching", "signed_papers.attach"): "what was signed stays on record",
    ("models/desk_receiving", "write"): "remembered for Ctrl+Z where something was written",
    ("models/meeting_jobs", "ballots.submit"): _SIGNED,
    (
        "models/meeting_jobs",
        "ballots.void",
    ): "handed in anew, with both on record",
    ("models/meeting_jobs", "reassigning.reassign"): _SIGNED,
    ("models/meeting_jobs", "second_entry.settle"): "who settled a mismatch stays on record",
    ("models/minutes_meeting", "entries.save"): "it comes with a step of its own",
    ("models/open_matters", "conflicts.settle"): f"Nhật ký restores the other value: {_OWN_WAY}",
    ("models/open_matters", "conflicts.keep_shown"): f"as one settled alone: {_OWN_WAY}",
    ("models/open_matters", "conflicts.settle_all"): f"as one settled alone: {_OWN_WAY}",
    ("models/taking_in", "backups.undo_merge"): "it is the way back itself",
    ("models/taking_in", "merge.merge"): f"undone by “Hoàn tác” beside its outcome: {_OWN_WAY}",
    ("models/taking_in", "receive.receive"): "remembered for Ctrl+Z where something was written",
    ("models/taking_in", "evidence_take.take"): "evidence files beside the book only ever grow",
    ("screens/backups", "backups.restore"): "what was there before is backed up first",
    ("screens/member_keys", "members.confirm"): f"a key is withdrawn with a reason: {_OWN_WAY}",
    ("screens/member_keys", "members.confirm_on_paper"): f"likewise: {_OWN_WAY}",
    ("screens/member_keys", "members.withdraw_key"): "a withdrawn key is not trusted by one press",
    ("screens/member_keys", "enrolment.renew_key"): "a new PIN: only its owner knows either",
    ("widgets/ballot_sheet", "ballots.submit"): _SIGNED,
    ("widgets/ballot_sheet", "ballots.recuse"): f"under the member's PIN; “Rút lại”: {_OWN_WAY}",
    ("widgets/entry_turns", "keyed.name_typists"): _NOTHING,
    ("widgets/minutes_freeze", "freezing.freeze"): f"mở chốt, with a reason: {_OWN_WAY}",
    ("widgets/minutes_freeze", "freezing.unfreeze"): f"chốt again: {_OWN_WAY}",
    ("widgets/reason_asking", "mark_reasons.set_reasons"): "goes with the ballot handed in by it",
    ("widgets/rescore_form", "rescoring.rescore"): "a ballot; the first one stays on record",
    ("widgets/unsent_block", "self._submit"): _SIGNED,
}


def _written(call: ast.Call) -> str:
    """The function that is handed to ``session.run``, as it stands in the source."""
    first = call.args[0]
    if isinstance(first, ast.Lambda) and isinstance(first.body, ast.Call):
        return ast.unparse(first.body.func)
    return ast.unparse(first)


def _plain_writes() -> set[tuple[str, str]]:
    """(file, function) of every ``….session.run(…)`` without a step."""
    found = set()
    for path in DESKTOP.rglob("*.py"):
        name = path.relative_to(DESKTOP).with_suffix("").as_posix()
        if name.split("/")[0] in _NOT_THE_WINDOW or name in ("session", "undoable"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "run"
                and ast.unparse(node.func.value).endswith("session")
                and not any(word.arg == "step" for word in node.keywords)
            ):
                found.add((name, _written(node)))
    return found


def test_every_write_can_be_taken_back_or_says_why_not() -> None:
    found = _plain_writes()
    assert found - REASONS.keys() == set(), "neither a step for Ctrl+Z nor a reason"
    stale = {key for key in REASONS.keys() - found if "step of its own" not in REASONS[key]}
    assert not stale, "a reason for what is written no more"
