"""Every error of signing and every reason of a verification has a sentence of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from db.record_check import Fault
from db.rules.vietnamese import fold
from desktop.documents import signing_errors
from desktop.documents.signature_check import Reason
from desktop.documents.signing_errors import SigningError
from desktop.messages import sentence
from desktop.signature_messages import SIGNING
from desktop.verify_words import sentence as reason_sentence

PATH = Path("thu-muc") / "bien-ban.pdf"
SAID: dict[str, Any] = {
    "path": PATH, "field": "ChuTri", "fields": ("ThuKy", "ChuTri"), "signer": "Lê Văn Cường",
    "day": "2023-02-23", "id": "0a1b", "detail": "",
}  # fmt: skip
ERRORS = [
    error
    for error in vars(signing_errors).values()
    if isinstance(error, type) and issubclass(error, SigningError) and error is not SigningError
]
CODES = {
    "CertificateError": "expired early usage authority weak none",
    "KeyFileError": "missing passphrase damaged empty",
    "TokenError": "module absent several removed empty failed",
    "TokenPinError": "wrong low last locked",
    "TrustFileError": "unreadable person",
}


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_errors(kind: type[SigningError]) -> None:
    assert kind in SIGNING
    said = set()
    for code in CODES.get(kind.__name__, "-").split():
        text = sentence(kind(**SAID, code=code))
        assert text.endswith(".") and "ngoài dự kiến" not in text and "thu-muc" not in text
        assert not text.isascii()
        said.add(text)
    assert len(said) >= len(CODES.get(kind.__name__, "-").split()) - 1  # "none" is like "usage"


REASONS = (
    "broken blemished unreadable coverage changed after_lock untrusted expired early future "
    "revoked unchecked stale cleared other_name damaged unsigned added_after drawn no_record "
    "record_unreadable printed_code no_printed_code code book_agrees book_received "
    "book_amended book_withdrawn book_double book_other book_unknown"
).split()
FAULTS = (
    "snapshot_unreadable snapshot_altered office_unknown ballot_altered ballot_missing "
    "ballot_extra ballot_key ballot_differs counts amended_missing amended_altered amendment"
).split()
FACTS: dict[str, Any] = {
    "field": "ChuTri", "signer": "Lê Văn Cường", "expected": "Nguyễn Văn An", "day": "2023-02-23",
    "printed": "7K3D-90QX-MB2T", "counted": "0T1X-1NJZ-A04M", "typed": "7K3D", "session": 1,
    "year": 2023, "unit": "LD", "reason": "ghi nhầm", "member": "K'Brít", "submission": "HS1",
    "kind": "collective", "amended_by": 2, "number": 1, "what": "differences",
}  # fmt: skip


def _is_plain(text: str) -> None:
    assert text.endswith(".") and not text.isascii()
    assert "None" not in text and "{" not in text
    assert not {"pdf/a", "hash", "record", "snapshot"} & set(fold(text).split())


@pytest.mark.parametrize("code", REASONS)
def test_reasons(code: str) -> None:
    _is_plain(reason_sentence(Reason(code, FACTS)))


@pytest.mark.parametrize("code", FAULTS)
def test_faults(code: str) -> None:
    _is_plain(reason_sentence(Reason("record", {"fault": Fault(code, FACTS)})))


@pytest.mark.parametrize(
    ("what", "stated", "counted", "part"),
    [
        ("final", 845, 825, "ghi 8,45, tính lại 8,25"),
        ("class", "Tốt", None, "ghi Tốt, tính lại không"),
        ("valid", 5, 4, "ghi 5, tính lại 4"),
        ("criteria", {"TC1": 100}, {"TC1": 75}, "theo tiêu chí"),
        ("final", 845, None, "không khớp"),
    ],
)
def test_figures(what: str, stated: object, counted: object, part: str) -> None:
    fault = Fault(
        "figure", {"submission": "HS1", "what": what, "stated": stated, "counted": counted}
    )
    text = reason_sentence(Reason("record", {"fault": fault}))
    assert part in text and "HS1" in text
