"""While marks are given nothing stands over the page: what Chấm điểm, Họp and Chuyền máy are made
of opens no dialog; questions are asked in the page (``AskBar``), words said there."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_MODAL = {
    "QDialog", "QMessageBox", "QInputDialog", "QErrorMessage", "QProgressDialog", "QFileDialog",
    "QColorDialog", "QFontDialog", "QPrintDialog",
}  # fmt: skip
STARTS = (
    "desktop.screens.scoring",
    "desktop.screens.meeting",
    "desktop.screens.hearing_room",
    "desktop.screens.agreed",
    "desktop.score_place",
    "desktop.pass_laptop",
    "desktop.widgets.ballot_sheet",
)


@cache
def _tree(module: str) -> ast.Module | None:
    path = ROOT / (module.replace(".", "/") + ".py")
    return ast.parse(path.read_text("utf-8")) if path.is_file() else None


def _imports(tree: ast.Module) -> set[str]:
    """Modules of the window that it imports, also inside functions."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("desktop"):
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


def _closure(starts: tuple[str, ...]) -> set[str]:
    seen: set[str] = set()
    waiting = list(starts)
    while waiting:
        module = waiting.pop()
        tree = _tree(module)
        if module in seen or tree is None:
            continue
        seen.add(module)
        waiting += _imports(tree)
    return seen


def _modal_in(tree: ast.Module) -> set[str]:
    found = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id in _MODAL}
    calls = (n.func for n in ast.walk(tree) if isinstance(n, ast.Call))
    found |= {".exec()" for f in calls if isinstance(f, ast.Attribute) and f.attr == "exec"}
    modal = (n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute))
    return found | {name for name in modal if name in ("setModal", "setWindowModality")}


@pytest.mark.parametrize("start", STARTS)
def test_no_dialog_while_marks_are_given(start: str) -> None:
    modules = _closure((start,))
    assert len(modules) > 10, "the walk found nothing"
    for module in sorted(modules):
        tree = _tree(module)
        assert tree is not None and not _modal_in(tree), (start, module)
