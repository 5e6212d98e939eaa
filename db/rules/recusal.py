"""Who leaves the scoring of a submission, and why (domain.md §4).

A member is recused who declares an interest, who is the subject, or who sits in the
subject's unit (the last is a setting of the campaign). A false hit of the latter two can
be dismissed; a declaration cannot: only the member takes that back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from db.records import Member, Recusal, Settings, SubjectKind, Submission
from db.rules.vietnamese import fold

DECLARED: Final = "declared"
SUBJECT: Final = "subject"
UNIT: Final = "unit"

SAME_NAME_AND_UNIT: Final = "same_name_and_unit"
SAME_NAME_AND_POST: Final = "same_name_and_post"
SAME_UNIT: Final = "same_unit"


class Recuser:
    """The panel, indexed once, then asked submission by submission.

    *Being the subject* is our reading of the columns at hand, because people have no code
    of their own: an individual of the same name as the member, and either of the same
    unit or of the same post. Name alone would hit namesakes, who are common; names and
    posts are compared folded (case, diacritics, spacing), because a miss would go
    unnoticed while a false hit can be dismissed. An empty unit or post proves nothing.
    """

    def __init__(self, members: Iterable[Member], settings: Settings) -> None:
        """``members`` are the panel; ``settings`` says whether the unit alone recuses."""
        self._by_unit: dict[str, list[bytes]] = {}
        self._by_name: dict[str, list[tuple[bytes, str, str]]] = {}
        self._ids: set[bytes] = set()
        for member in members:
            self._ids.add(member.id)
            if settings.recusal_by_unit and member.unit:
                self._by_unit.setdefault(member.unit, []).append(member.id)
            name = fold(member.name)
            if name:
                described = (member.id, member.unit, fold(member.post))
                self._by_name.setdefault(name, []).append(described)

    def of(
        self,
        submission: Submission,
        declared: Mapping[bytes, str],
        dismissed: Collection[bytes],
    ) -> dict[bytes, Recusal]:
        """The recusals of one submission by member id; at most one a member.

        ``declared`` are the standing declarations, member id to typed reason ("LQ" where
        none was given); ``dismissed`` the members whose hit was found false. Where several
        reasons hold, the declaration goes before the subject, the subject before the unit.
        ``reason`` is the typed text, or one of the codes of this module. Ids that are not
        of the panel are passed over.
        """
        found: dict[bytes, Recusal] = {}
        for member in self._by_unit.get(submission.unit, ()):
            found[member] = Recusal(member, submission.id, UNIT, SAME_UNIT)
        if submission.kind == SubjectKind.INDIVIDUAL:
            for member, reason in self._subject(submission):
                found[member] = Recusal(member, submission.id, SUBJECT, reason)
        if found:
            for member in dismissed:
                found.pop(member, None)
        for member, reason in declared.items():
            if member in self._ids:
                found[member] = Recusal(member, submission.id, DECLARED, reason)
        return found

    def _subject(self, submission: Submission) -> list[tuple[bytes, str]]:
        """Members who are the individual appraised, each with what tells so."""
        namesakes = self._by_name.get(fold(submission.subject), ())
        hits = []
        for member, unit, post in namesakes:
            if unit and unit == submission.unit:
                hits.append((member, SAME_NAME_AND_UNIT))
            elif post and post == fold(submission.post):
                hits.append((member, SAME_NAME_AND_POST))
        return hits


def recusals(
    submission: Submission,
    members: Iterable[Member],
    settings: Settings,
    declared: Mapping[bytes, str],
    dismissed: Collection[bytes],
) -> dict[bytes, Recusal]:
    """The recusals of one submission; for more than a few, keep a ``Recuser``."""
    return Recuser(members, settings).of(submission, declared, dismissed)
