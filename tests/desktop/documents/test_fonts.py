"""The typeface is found, checked letter by letter, and never leaves a letter out silently."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop.documents import fonts
from desktop.documents.errors import FontMissingError
from desktop.documents.font_files import candidates, system_folders
from desktop.documents.fonts import BOX, VIETNAMESE, find_typeface, typeface


def test_there_are_186_vietnamese_letters() -> None:
    assert len(VIETNAMESE) == 186
    assert {"Ằ", "ỡ", "Đ", "ỵ", "w"} <= VIETNAMESE


def test_typeface_of_this_computer_covers_them() -> None:
    face = typeface()
    assert {ord(letter) for letter in VIETNAMESE | set("“”–…•")} <= face.coverage
    assert len({face.regular, face.bold, face.italic, face.bold_italic}) == 4


def test_no_font_at_all(tmp_path: Path) -> None:
    with pytest.raises(FontMissingError) as caught:
        find_typeface([tmp_path, tmp_path / "none"])
    assert caught.value.facts["families"] == ("Times New Roman", "Liberation Serif", "Tinos")


def test_unreadable_fonts_are_passed_over(tmp_path: Path) -> None:
    for style in ("Regular", "Bold", "Italic", "BoldItalic"):
        (tmp_path / f"Tinos-{style}.ttf").write_bytes(b"not a font")
    with pytest.raises(FontMissingError):
        find_typeface([tmp_path])


def test_three_of_four_styles_are_no_family(tmp_path: Path) -> None:
    for style in ("Regular", "Bold", "Italic"):
        (tmp_path / f"Tinos-{style}.ttf").touch()
    assert candidates([tmp_path]) == []


def test_a_family_that_lacks_a_letter_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Stands for Liberation 1.07, whose files bear the same names as those of 2.
    found = candidates(system_folders())[0]
    names = ("times.ttf", "TIMESBD.TTF", "timesi.ttf", "timesbi.ttf")
    for path, name in zip(found.paths, names, strict=True):
        shutil.copy(path, tmp_path / name)
    assert find_typeface([tmp_path]).family == "Times New Roman"
    monkeypatch.setattr(fonts, "NEEDED", fonts.NEEDED | {"中"})
    with pytest.raises(FontMissingError):
        find_typeface([tmp_path])


@pytest.mark.parametrize(
    ("typed", "shown", "lost"),
    [
        ("Tiê\u0301ng Viê\u0323t", "Tiếng Việt", set()),
        ("tốt 😀 中", f"tốt {BOX} {BOX}", {"😀", "中"}),
        ("a\u200bb\u00adc\ufeff", "abc", set()),
        ("a\u00a0b\tc", "a b c", set()),
        ("một\nhai\rba", "một\nhai\nba", set()),
        ("bảo\u2011đảm －５％", "bảo-đảm -5%", set()),
    ],
)
def test_readable(typed: str, shown: str, lost: set[str]) -> None:
    missing: set[str] = set()
    assert typeface().readable(typed, missing) == shown
    assert missing == lost
