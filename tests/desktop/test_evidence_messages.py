"""Every error of evidence has a sentence of its own that names the file and the next step."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import errors
from desktop.evidence_messages import EVIDENCE
from desktop.messages import sentence

PATH = Path("thu-muc") / "bao-cao.pdf"
FACTS = {"path": PATH, "name": "bao-cao.pdf", "mark": "Tối mật", "limit": 50 << 20, "format": 2}


@pytest.mark.parametrize("kind", EVIDENCE, ids=lambda kind: kind.__name__)
def test_a_sentence_of_its_own(kind: type[errors.ThamdinhError]) -> None:
    said = sentence(kind(**FACTS))
    assert "“bao-cao.pdf”" in said and "hãy" in said.lower() and said.endswith(".")
    assert "thu-muc" not in said and "ngoài dự kiến" not in said


def test_no_error_of_evidence_is_forgotten() -> None:
    named = {kind for kind in vars(errors).values() if "Evidence" in getattr(kind, "__name__", "")}
    bases = {errors.EvidenceError, errors.EvidenceFileError}
    assert named - bases == EVIDENCE.keys()


@pytest.mark.parametrize("detail", ["empty", "name", "macros", "unknown"])
def test_each_way_in_which_a_file_is_no_evidence(detail: str) -> None:
    others = {"empty", "name", "macros", "unknown"} - {detail}
    said = sentence(errors.EvidenceKindError(path=PATH, detail=detail))
    assert all(sentence(errors.EvidenceKindError(path=PATH, detail=o)) != said for o in others)


def test_without_a_name() -> None:
    assert sentence(errors.EvidenceMissingError(hash="ab")).startswith("Minh chứng này chưa có tệp")
