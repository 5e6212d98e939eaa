"""Which evidence submissions have, and whether its contents are on this laptop."""

from __future__ import annotations

from dataclasses import dataclass, replace

from db.book import Book
from db.change_log import id_of
from db.evidence_file import HASH, EvidenceFile, path_beside

_FEW = 100


@dataclass(frozen=True, slots=True)
class Evidence:
    """One file of a submission. ``size`` in bytes, ``added`` in milliseconds since 1970;
    ``here`` is false where the content is not on this laptop (chưa có tệp)."""

    id: bytes
    submission: bytes
    name: str
    hash: bytes
    size: int
    media: str
    note: str
    added: int | None
    here: bool = False


def listing(book: Book, submission: bytes) -> list[Evidence]:
    """A submission's evidence in its order. Raises EvidenceFileError of some kind."""
    return _with_contents(book, _rows(book, "e.submission = ?", (submission,)))


def listed(book: Book, campaign: bytes) -> list[Evidence]:
    """All evidence of a campaign, by submission code. Raises as :func:`listing`."""
    return _with_contents(book, _rows(book, "s.campaign = ?", (campaign,)))


def missing(book: Book, campaign: bytes) -> list[Evidence]:
    """What the campaign's submissions have and this laptop does not (chưa có tệp)."""
    return [item for item in listed(book, campaign) if not item.here]


def named(book: Book) -> set[bytes]:
    """Every content that the log speaks of, in proposals and rows taken away too."""
    found = book.connection.execute(
        "SELECT val FROM change WHERE fld IN ('evidence.hash', 'signed_paper.hash')"
    )
    return {hash_ for (text,) in found if (hash_ := hash_of(text)) is not None}


def hash_of(text: object) -> bytes | None:
    """The hash that a cell spells, None where it is none."""
    found = id_of(text) if isinstance(text, str) else None
    return found if found is not None and len(found) == HASH else None


def _rows(book: Book, where: str, values: tuple[bytes, ...]) -> list[Evidence]:
    """Rows with a readable hash; of several with one content the first counts."""
    found: dict[tuple[bytes, bytes], Evidence] = {}
    for ident, submission, name, text, size, media, note, added in book.connection.execute(
        "SELECT e.id, e.submission, e.name, e.hash, e.size, e.media, e.note, e.added "
        "FROM evidence e JOIN submission s ON s.id = e.submission "
        f"WHERE {where} ORDER BY s.code, s.id, e.position, e.added, e.id",
        values,
    ):
        hash_ = hash_of(text)
        if hash_ is not None and (submission, hash_) not in found:
            found[submission, hash_] = Evidence(
                ident, submission, name or "", hash_, size or 0, media or "", note or "", added
            )
    return list(found.values())


def _with_contents(book: Book, items: list[Evidence]) -> list[Evidence]:
    store = EvidenceFile.read(path_beside(book.path)) if items else None
    if store is None:
        return items
    with store:
        here = store.hashes() if len(items) > _FEW else {i.hash for i in items if i.hash in store}
    return [replace(item, here=item.hash in here) for item in items]
