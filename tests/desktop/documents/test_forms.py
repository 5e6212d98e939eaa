"""Forms are data: the layout table of domain.md §5, value by value."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.documents.errors import FormUnknownError
from desktop.documents.forms import known_forms, load_form


def test_three_forms_come_with_the_program() -> None:
    assert known_forms() == ("hd05_2026", "hd36_2018", "nd30_2020")


@pytest.mark.parametrize("form_id", known_forms())
def test_margins_and_running_text(form_id: str) -> None:
    form = load_form(form_id)
    page = form.page
    assert (page.top, page.bottom, page.left, page.right) == (20, 20, 30, 15)
    assert page.number_size == 14
    text = form.text
    assert (text.size, text.leading, text.indent, text.between) == (14, 18, 10, 6)


def test_party_form() -> None:
    form = load_form("hd36_2018")
    assert [(r.text, r.size, r.rule) for r in form.heading.right] == [
        ("ĐẢNG CỘNG SẢN VIỆT NAM", 15, True)
    ]
    assert (form.heading.parent_size, form.heading.body_size, form.heading.separator) == (
        14,
        14,
        "*",
    )
    assert (form.title.type_size, form.title.subject_size, form.title.below) == (16, 14, "-----")
    assert (form.signature.left, form.signature.right) == ("NGƯỜI GHI BIÊN BẢN", "CHỦ TRÌ HỘI NGHỊ")
    assert (form.recipients.title_size, form.recipients.list_size) == (14, 12)
    assert form.words.person == "đồng chí"
    assert form.heading.place_date_on_minutes


def test_state_form() -> None:
    form = load_form("nd30_2020")
    assert [(r.text, r.size, r.rule) for r in form.heading.right] == [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, False),
        ("Độc lập - Tự do - Hạnh phúc", 14, True),
    ]
    assert (form.heading.parent_size, form.heading.number_size) == (13, 13)
    assert (form.signature.left, form.signature.right) == ("THƯ KÝ", "CHỦ TỌA")
    assert (form.recipients.title_size, form.recipients.list_size) == (12, 11)
    assert form.words.person == "ông/bà"
    assert not form.heading.place_date_on_minutes


def test_form_of_2026_differs_from_that_of_2018_as_reported() -> None:
    old, new = load_form("hd36_2018"), load_form("hd05_2026")
    assert new.recipients.separator == ";"
    assert new.recipients.last == "."
    assert (old.text.ending, new.text.ending) == ("./.", ".")
    assert not new.heading.place_date_on_minutes
    assert new.page == old.page
    assert new.heading.right == old.heading.right


def test_dates_of_validity() -> None:
    old, new = load_form("hd36_2018"), load_form("hd05_2026")
    assert old.valid_on(date(2018, 4, 3))
    assert not old.valid_on(date(2018, 4, 2))
    for day in (date(2026, 5, 26), date(2026, 5, 27)):
        assert old.valid_on(day) is not new.valid_on(day)


def test_unknown_form() -> None:
    with pytest.raises(FormUnknownError) as caught:
        load_form("../hd36_2018")
    assert caught.value.facts["form"] == "../hd36_2018"
