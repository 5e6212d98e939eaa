"""Every place has its page, every link and picture is there, words are found without marks."""

from __future__ import annotations

import re

import pytest

from desktop import help_pages
from desktop.places import PLACES
from tests.flows.help_pictures import SCENE_OF
from tests.flows.screens import _SCENES

_LINK = re.compile(r"\[[^\]]*\]\(([^)]+)\)")
_MOST = 3_000_000  # bytes of all pages and pictures


def test_every_place_has_a_page() -> None:
    for place in PLACES:
        assert help_pages.key_for(place.key) == place.key
    assert help_pages.key_for("score", "panel") == "score-panel"
    assert help_pages.key_for("settings", "no such part") == "settings"
    assert help_pages.key_for("nowhere") == help_pages.FIRST


def test_the_contents_are_the_files() -> None:
    files = {path.stem for path in help_pages.folder().glob("*.md")}
    assert files == set(help_pages.ORDER)
    titles = [page.title for page in help_pages.pages()]
    assert len(set(titles)) == len(titles) and all(titles)


@pytest.mark.parametrize("key", help_pages.ORDER)
def test_links_and_pictures_lead_somewhere(key: str) -> None:
    text = help_pages.path_of(key).read_text("utf-8")
    for target in _LINK.findall(text):
        assert (help_pages.folder() / target).is_file(), target
    if key in SCENE_OF:
        assert f"hinh/{key}.png" in text


def test_every_picture_has_its_scene_and_its_page() -> None:
    assert set(SCENE_OF.values()) <= set(_SCENES)
    pictures = {path.stem for path in (help_pages.folder() / "hinh").glob("*.png")}
    assert pictures == set(SCENE_OF) <= set(help_pages.ORDER)


def test_all_of_it_stays_small() -> None:
    sizes = [path.stat().st_size for path in help_pages.folder().rglob("*") if path.is_file()]
    assert sum(sizes) < _MOST


@pytest.mark.parametrize(
    ("words", "first"),
    [("sao luu", "settings-backups"), ("ma pin", "settings-profile"), ("PHÍM TẮT", "keys")],
)
def test_words_are_found_without_marks(words: str, first: str) -> None:
    assert help_pages.search(words)[0].page.key == first


def test_what_is_found_shows_its_place() -> None:
    hit = next(h for h in help_pages.search("giaonop") if h.page.key == "exchange-desk")
    assert ".giaonop" in hit.around
    assert help_pages.search("khong co chu xyzzy") == []
    assert len(help_pages.search("")) == len(help_pages.ORDER)
