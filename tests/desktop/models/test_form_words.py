"""The entry form knows every field of the two papers, and the lists of the workbook."""

from __future__ import annotations

from dataclasses import fields

import pytest

from db.kinds import KINDS
from db.records import Settings
from desktop.intake.layout import Holds as Cell
from desktop.intake.template import _CHOICES
from desktop.models.campaign_words import (
    FORM_NAMES,
    SETTINGS,
    Shape,
    read_percent,
    stored,
    to_setting,
)
from desktop.models.submission_words import (
    CHOICES,
    FIELDS,
    REGISTRATION,
    REPORT,
    REVIEW,
    SELF_CLASS,
    Holds,
)

OURS = {  # not typed as a field
    "campaign", "withdrawn", "novelty_finding", "novelty_basis", "continues", "reward",
    "reward_by", "ruling", "ruling_date", "ruling_document", "ruling_reason", "ruling_rules",
}  # fmt: skip


def test_every_field_of_the_papers_is_there() -> None:
    names = [field.name for field in (*REGISTRATION, *REPORT, SELF_CLASS, *REVIEW)]
    assert sorted(names) == sorted(set(KINDS["submission"].fields) - OURS)


def test_choices_have_their_words() -> None:
    chosen = {
        f.name for f in (*REGISTRATION, *REPORT, SELF_CLASS, *REVIEW) if f.holds is Holds.CHOICE
    }
    assert chosen == set(CHOICES)
    assert tuple(_CHOICES[Cell.FIELD]) == FIELDS


def test_every_setting_is_there() -> None:
    known = {field.name for field in fields(Settings)} - {"bases"}
    assert {words.name for words in SETTINGS} == known


def test_every_form_has_a_name() -> None:
    from desktop.documents.forms import known_forms

    assert set(known_forms()) == set(FORM_NAMES)


@pytest.mark.parametrize("name", [words.name for words in SETTINGS])
def test_settings_come_back(name: str) -> None:
    settings = Settings()
    assert to_setting(name, stored(settings, name)) == getattr(settings, name)


@pytest.mark.parametrize("text", ["0", "101", "x", "", "-5", "1,5"])
def test_a_percentage_that_cannot_be(text: str) -> None:
    with pytest.raises(ValueError, match="từ 1 đến 100"):
        read_percent(text)
    assert Shape.PERCENT in {words.shape for words in SETTINGS}
    assert read_percent(" 40 %") == "40"
