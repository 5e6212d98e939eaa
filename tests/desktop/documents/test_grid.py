"""Tables break between groups, repeat their heading and lose no line."""

from __future__ import annotations

from desktop.documents.blocks import Cell, Column, Level, Line, Table
from desktop.documents.fonts import typeface
from desktop.documents.grid import Grid
from desktop.documents.grid_build import build_grid, fits, fitting_style, grid_style

PAGE, ROOM = 700.0, 467.0
COLUMNS = (
    Column("TT", Cell.NUMBER),
    Column("Mô hình", Cell.TEXT),
    Column("Nguyễn Thị Ánh", Cell.MEMBER),
    Column("Điểm", Cell.FIGURE, strong=True),
)


def table(groups: int, lines: int, whole: bool = True, title: str = "Một mô hình") -> Table:
    rows = []
    for group in range(groups):
        rows.append(Line((f"Nhóm {group}",), Level.BAND))
        rows += [Line((str(n), f"{title} {group}.{n}", "8,75", "8,50")) for n in range(lines)]
    return Table(COLUMNS, tuple(rows), whole)


def pages(grid: Grid, page: float = PAGE) -> list[Grid]:
    """The grid as a document would break it, each page empty at first."""
    done = []
    rest = grid
    while rest.height > page:
        parts = rest.split(ROOM, page)
        assert parts, "a fresh page must take something"
        first, *after = parts
        assert isinstance(first, Grid)
        done.append(first)
        assert len(after) == 1
        assert isinstance(after[0], Grid)
        rest = after[0]
    return [*done, rest]


def words(grids: list[Grid]) -> list[str]:
    return [" ".join(p.lines) for grid in grids for row in grid.rows for p in row.pieces if p.lines]


def test_all_lines_are_kept_and_the_heading_comes_again() -> None:
    grid = build_grid(table(20, 7), grid_style(typeface(), 11, PAGE), ROOM)
    broken = pages(grid)
    assert len(broken) > 2
    assert words(broken) == words([grid])
    assert all(part.header is grid.header for part in broken)
    assert all(part.height <= PAGE for part in broken)


def test_whole_groups_are_not_parted() -> None:
    grid = build_grid(table(20, 7), grid_style(typeface(), 11, PAGE), ROOM)
    for part in pages(grid):
        assert part.rows[0].band
        assert len(part.rows) % 8 == 0


def test_a_band_is_never_last() -> None:
    grid = build_grid(table(30, 3, whole=False), grid_style(typeface(), 11, PAGE), ROOM)
    assert all(not part.rows[-1].band for part in pages(grid, 300))


def test_what_does_not_fit_waits_for_the_next_page() -> None:
    grid = build_grid(table(1, 7), grid_style(typeface(), 11, PAGE), ROOM)
    assert grid.split(ROOM, grid.height - 1) == []


def test_a_row_taller_than_a_page_is_cut_between_lines() -> None:
    giant = table(1, 1, title="Sáng kiến " * 900)
    grid = build_grid(giant, grid_style(typeface(), 11, PAGE), ROOM)
    broken = pages(grid)
    assert len(broken) > 1
    assert " ".join(words(broken)).count("Sáng") == 900


def test_columns_fill_the_room_exactly() -> None:
    for wide in (ROOM, 714.0):
        grid = build_grid(table(1, 2), grid_style(typeface(), 11, PAGE), wide)
        assert abs(grid.edges[-1] - wide) < 1e-6


def test_many_members_ask_for_more_room_then_for_smaller_type() -> None:
    members = tuple(Column(f"Người {n}", Cell.MEMBER) for n in range(20))
    many = Table((*COLUMNS, *members), ())
    assert not fits(many, grid_style(typeface(), 11, PAGE), ROOM)
    assert fits(many, grid_style(typeface(), 11, PAGE), 714)
    assert fitting_style(many, typeface(), 11, PAGE, ROOM).size < 11
