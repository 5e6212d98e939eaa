"""The three steps: what is missing is said in the page, and a failure leaves nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from db import campaigns, entries, rubrics
from db.book import Book
from db.errors import DiskFullError, FileUnusableError
from db.home import Home
from db.records import Role, SubjectKind
from desktop import keys_to_store
from desktop.app import make_look, prepare
from desktop.new_book_making import NewBook, PanelMember, make
from desktop.screens.new_book import NewBookScreen
from tests.support import collective

FILES = Path(__file__).parents[2] / "files"


@pytest.fixture
def screen(qtbot: QtBot, home: Home) -> NewBookScreen:
    prepare([])
    found = NewBookScreen(home, make_look(home))
    qtbot.addWidget(found)
    found.show()
    found.begin()
    return found


def answer(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    """What the person chooses in the system's dialog; None closes it."""
    found = (str(path) if path else "", "")
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_, **__: found)


def to_the_end(screen: NewBookScreen) -> None:
    screen.body.body.setText("Huyện ủy Lạc Dương")
    screen.go_on()
    screen.scales.year.setText("2023")
    screen.go_on()
    screen.go_on()


def test_the_body_is_needed(screen: NewBookScreen) -> None:
    screen.body.body.setText("  ")
    screen.go_on()
    assert screen.step == 0 and screen.body._body_line.fault
    screen.body.body.setText("Huyện ủy")
    screen.body.body.textEdited.emit("Huyện ủy")
    assert not screen.body._body_line.fault
    screen.go_on()
    assert screen.step == 1


@pytest.mark.parametrize("year", ["", "23", "abcd", "1999", "２０２３"])
def test_the_year_is_needed(screen: NewBookScreen, year: str) -> None:
    screen.body.body.setText("Huyện ủy")
    screen.go_on()
    screen.scales.year.setText(year)
    screen.go_on()
    assert screen.step == 1 and "bốn chữ số" in screen.scales._year_line.fault


def test_rubrics_are_listed_with_their_state(screen: NewBookScreen) -> None:
    collective_box, individual_box = screen.scales.boxes.values()
    words = [collective_box.itemText(n) for n in range(collective_box.count())]
    assert any("chưa xác nhận" in w for w in words) and any("minh họa" in w for w in words)
    assert not any(w.count("minh họa") > 1 for w in words)  # said once, not twice
    assert [rubric.id for rubric in screen.scales.scales] == ["hd09-2022-tap-the"]
    assert individual_box.currentText() == "Nạp sau"


def test_a_rubric_file_goes_where_it_belongs(
    screen: NewBookScreen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    screen.scales.take_file(FILES / "rubric-individual.toml", SubjectKind.COLLECTIVE)
    assert [r.applies_to for r in screen.scales.scales] == ["collective", "individual"]
    assert "cá nhân" in screen.scales._lines[SubjectKind.COLLECTIVE].fault
    broken = tmp_path / "hong.toml"
    broken.write_text("id = ", "utf-8")
    answer(monkeypatch, broken)
    box = screen.scales.boxes[SubjectKind.INDIVIDUAL]
    box.setCurrentIndex(box.count() - 1)
    box.activated.emit(box.count() - 1)
    assert "không đọc được" in screen.scales._lines[SubjectKind.INDIVIDUAL].fault
    assert box.currentIndex() == 0  # as it was before
    screen.take_rubric(FILES / "rubric-collective.toml")
    assert screen.step == 1 and screen.scales.scales[0].confirmed


def test_closing_the_dialog_makes_nothing(
    screen: NewBookScreen, monkeypatch: pytest.MonkeyPatch, home: Home
) -> None:
    answer(monkeypatch, None)
    to_the_end(screen)
    assert screen.step == 2 and not (home.root / "keys").exists()


def test_an_existing_file_is_never_replaced(
    screen: NewBookScreen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "so.thamdinh"
    path.write_bytes(b"quan trong")
    answer(monkeypatch, path)
    to_the_end(screen)
    assert "Đã có “so.thamdinh”" in screen.trouble.text() and screen.trouble.isVisible()
    assert path.read_bytes() == b"quan trong"


def test_a_failure_leaves_no_file_and_no_key(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFullError(path=tmp_path)

    monkeypatch.setattr(rubrics, "store", full)
    folder = tmp_path / "usb"
    folder.mkdir()
    with pytest.raises(DiskFullError):
        make(folder / "so.thamdinh", home, NewBook("Huyện ủy", 2023, scales=(collective(),)))
    assert list(folder.iterdir()) == []
    assert list((home.root / "keys").iterdir()) == []


def test_a_missing_folder_is_said_by_the_name_that_was_asked_for(
    home: Home, tmp_path: Path
) -> None:
    path = tmp_path / "khong-co" / "so.thamdinh"
    with pytest.raises(FileUnusableError) as caught:
        make(path, home, NewBook("Huyện ủy", 2023))
    assert caught.value.facts["path"] == path


def test_the_panel_brings_its_units(home: Home, tmp_path: Path) -> None:
    panel = (
        PanelMember("An", Role.CHAIR, "BTC", "Trưởng ban"),
        PanelMember("Bình", Role.MEMBER, "Ban Tuyên giáo"),
        PanelMember("Cường", Role.SECRETARY, "Ban Tổ chức"),
        PanelMember("Đào"),
    )
    wanted = NewBook("Huyện ủy", 2023, "Tỉnh ủy", "Lạc Dương", "nd30_2020", panel=panel)
    with Book.open(make(tmp_path / "so.thamdinh", home, wanted), home) as book:
        campaign = campaigns.find(book.connection, 2023)
        around = campaigns.Surroundings(book.connection, campaign)
        assert (campaign.form, campaign.place, campaign.parent) == (
            "nd30_2020", "Lạc Dương", "Tỉnh ủy",
        )  # fmt: skip
        assert {c: u.name for c, u in around.units.items()} == {
            "BTC": "", "BTG": "Ban Tuyên giáo", "BTC2": "Ban Tổ chức",
        }  # fmt: skip
        assert {m.code: (m.name, m.unit, m.role) for m in around.members} == {
            "TV01": ("An", "BTC", Role.CHAIR),
            "TV02": ("Bình", "BTG", Role.MEMBER),
            "TV03": ("Cường", "BTC2", Role.SECRETARY),
            "TV04": ("Đào", "", Role.MEMBER),
        }
        assert book.office is not None
        entries.save(book, "unit", None, {"campaign": campaign.id, "code": "X"})


def test_the_key_can_wait_and_is_asked_again(
    screen: NewBookScreen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, home: Home
) -> None:
    path = tmp_path / "so.thamdinh"
    answer(monkeypatch, path)
    to_the_end(screen)
    assert screen.step == 3
    with Book.open(path, home) as book:
        assert keys_to_store.waiting(home, book.id)
    key = screen.key
    key.store()
    assert "ít nhất 8" in key.fault
    key.first.setText("mot hai ba")
    key.second.setText("mot hai bon")
    key.store()
    assert "không giống" in key.fault and key.second.text() == ""
    key.second.setText("mot hai ba")
    answer(monkeypatch, path)  # the book itself: refused
    key.store()
    qtbot.waitUntil(lambda: not key.busy)
    assert "Đã có" in key.fault
    with qtbot.waitSignal(screen.opened):
        key.later_button.click()
    assert keys_to_store.waiting(home, book.id)
    answer(monkeypatch, tmp_path / "khoa")
    key.first.setText("mot hai ba")
    key.second.setText("mot hai ba")
    key.store()
    qtbot.waitUntil(lambda: not key.busy)
    assert (tmp_path / "khoa.khoa").exists()
    assert not keys_to_store.waiting(home, book.id)
