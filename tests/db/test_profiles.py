"""The four letters as profiles: strictly read, put into a campaign, nothing half."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import campaigns, profiles
from db.book import Book
from db.errors import FileMissingError, ProfileFileError, ProfileYearError
from db.records import Campaign
from db.rules.deadlines import last_day
from db.year_rules import read
from desktop import profile_files
from desktop.messages import sentence
from tests.support import Sample

HEAD = 'id = "x"\nname = "X"\nletter = "Công văn X"\n'

# Worked out by hand from the four letters: kind, level, last day in time.
LETTERS = {
    "lac-duong-804": (2022, {("report", "grassroots", "2022-12-14"),
                             ("report", "committee", "2022-12-19")}, set()),
    "lac-duong-848": (2023, {("registration", "committee", "2023-03-27"),
                             ("report", "committee", "2023-11-14"),
                             ("panel", "committee", "2023-11-29")}, set()),
    "bao-lam-854": (2023, {("registration", "committee", "2023-03-09"),
                           ("aggregate", "superior", "2023-03-23")},
                    {("register", "collective", 100)}),
    "khoi-doanh-nghiep-436": (2023, {("registration", "committee", "2023-03-14"),
                                     ("aggregate", "superior", "2023-03-23")},
                              {("register", "all", 90), ("product", "all", 25)}),
}  # fmt: skip


def test_the_four_letters_come_with_the_program() -> None:
    assert {profile.id for profile in profile_files.bundled()} == set(LETTERS)


@pytest.mark.parametrize("name", LETTERS)
def test_what_a_letter_asks_stands_in_the_campaign_with_its_basis(book: Book, name: str) -> None:
    year, days, asked = LETTERS[name]
    made = campaigns.create(book, year, "Huyện ủy A")
    profiles.choose(book, made, profile_files.of_name(name))
    made = campaigns.find(book.connection, year)
    rules = read(book.connection, made)
    found = {(d.name, d.level, last_day(d).isoformat()) for d in rules.deadlines}
    assert (found, {(t.kind, t.of, t.least) for t in rules.targets}) == (days, asked)
    assert all([d.basis for d in rules.deadlines] + [t.basis for t in rules.targets])
    assert rules.profile == name and name[-3:] in rules.letter
    assert made.settings.exclude_kinds is (name != "khoi-doanh-nghiep-436")


def test_another_letter_takes_the_place_of_the_first(sample: Sample) -> None:
    profiles.choose(sample.book, sample.campaign, profile_files.of_name("khoi-doanh-nghiep-436"))
    profiles.choose(sample.book, sample.campaign, profile_files.of_name("lac-duong-848"))
    rules = read(sample.book.connection, sample.campaign)
    assert (len(rules.deadlines), rules.targets, rules.profile) == (3, (), "lac-duong-848")
    assert "rule.R1" not in sample.campaign.settings.bases


def test_days_of_another_year_are_refused_and_nothing_is_written(sample: Sample) -> None:
    made = campaigns.create_next(sample.book, 2024)
    with pytest.raises(ProfileYearError) as caught:
        profiles.choose(sample.book, made, profile_files.of_name("lac-duong-848"))
    assert "2023" in sentence(caught.value) and "2024" in sentence(caught.value)
    assert read(sample.book.connection, made).profile == ""


def test_the_next_campaign_keeps_what_is_yearly_and_drops_last_years_days(book: Book) -> None:
    campaigns.create(book, 2023, "Huyện ủy A")
    profiles.choose(book, _newest(book), profile_files.of_name("lac-duong-804"))
    dated = {"set:deadline.panel.committee": "2023-11-30", "basis:deadline.panel.committee": "x"}
    campaigns.change(book, _newest(book), dated)
    made = campaigns.create_next(book, 2024)
    found = {(d.name, d.date, d.yearly) for d in read(book.connection, made).deadlines}
    assert found == {("report", "2024-12-15", True), ("report", "2024-12-20", True)}
    assert "deadline.panel.committee" not in made.settings.bases


def _newest(book: Book) -> Campaign:
    return campaigns.find(book.connection, None)


DEADLINE = '[[deadline]]\nkind = "report"\nlevel = "committee"\n'


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("id = [", ""),
        ("\x00", ""),
        (HEAD.replace('id = "x"', "id = 7"), "id"),
        (HEAD.replace('name = "X"\n', ""), "name"),
        (HEAD + 'exec = "x"', "exec"),
        (HEAD + "deadline = 3", "deadline"),
        (HEAD + DEADLINE + 'before = "2023-11-15"', "deadline[1].basis"),
        (HEAD + DEADLINE + 'before = "2023-02-30"\nbasis = "x"', "deadline[1].before"),
        (HEAD + DEADLINE + 'before = "15/11/2023"\nbasis = "x"', "deadline[1].before"),
        (HEAD + DEADLINE + 'before = "<=2023-11-15"\nbasis = "x"', "deadline[1].before"),
        (HEAD + 2 * (DEADLINE + 'before = "11-15"\nbasis = "x"\n'), "deadline[2]"),
        (HEAD + DEADLINE.replace("report", "party") + 'before = "11-15"\nbasis = "x"',
         "deadline[1].kind"),
        (HEAD + '[[target]]\nkind = "register"\nof = "all"\nleast = 90.5\nbasis = "x"',
         "target[1].least"),
        (HEAD + '[[target]]\nkind = "register"\nof = "all"\nleast = true\nbasis = "x"',
         "target[1].least"),
        (HEAD + '[[target]]\nkind = "register"\nof = "all"\nleast = 101\nbasis = "x"',
         "target[1].least"),
        (HEAD + '[[setting]]\nname = "bases"\nvalue = "x"\nbasis = "x"', "setting[1].name"),
        (HEAD + '[[setting]]\nname = "blind"\nvalue = "có"\nbasis = "x"', "setting[1].value"),
        (HEAD + '[clause]\nR99 = "x"', "clause.R99"),
        (HEAD + '[clause]\nR8 = ""', "clause.R8"),
        (HEAD + '[clause]\nR8 = "a\\u0000b"', "clause.R8"),
    ],
)  # fmt: skip
def test_a_poisoned_file_is_one_sentence(tmp_path: Path, text: str, key: str) -> None:
    path = tmp_path / "cong-van.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ProfileFileError) as caught:
        profiles.read_file(path)
    assert caught.value.facts["key"] == key
    said = sentence(caught.value)
    assert "cong-van.toml" in said and "hãy" in said and said.count(". ") == 0
    assert key in said


def test_a_file_that_is_not_there_or_too_large(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError):
        profiles.read_file(tmp_path / "x.toml")
    path = tmp_path / "lon.toml"
    path.write_bytes(b"#" * 300_000)
    with pytest.raises(ProfileFileError):
        profiles.read_file(path)
