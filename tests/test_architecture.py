"""Who may import whom, where SQL stands, how long a file may be (design part 2).

Read from the syntax of every file, imports inside functions too.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("db", "desktop", "resources")
LONGEST = 300
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def module_of(path: Path) -> str:
    """``db/rules/totals.py`` -> ``db.rules.totals``."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for path in SOURCES}


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def imports(path: Path, *, at_module_level: bool = False) -> Iterator[tuple[str, int]]:
    """(module, line) of each import; with ``from a import b`` both ``a`` and ``a.b`` where
    that is a module. At module level those under TYPE_CHECKING are left out."""
    nodes = _module_level(tree_of(path)) if at_module_level else ast.walk(tree_of(path))
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(path, node)
            yield base, node.lineno
            for alias in node.names:
                if f"{base}.{alias.name}" in MODULES:
                    yield f"{base}.{alias.name}", node.lineno


def _absolute(path: Path, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = module_of(path).split(".")
    if path.name != "__init__.py":
        package.pop()
    package = package[: len(package) - node.level + 1]
    return ".".join([*package, node.module] if node.module else package)


def _module_level(tree: ast.Module) -> Iterator[ast.AST]:
    """The statements that run on import."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting += node.orelse
            continue
        yield node
        waiting += ast.iter_child_nodes(node)


def _in(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(package + ".") for package in packages)


def _offenders(where: tuple[str, ...], forbidden: tuple[str, ...]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for module, path in MODULES.items()
        if _in(module, *where)
        for name, line in imports(path)
        if _in(name, *forbidden)
    ]


# -- who imports whom ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "forbidden"),
    [
        (("db",), ("desktop", "resources", "tests")),
        (("db", "desktop.documents", "desktop.intake"), ("PySide6", "shiboken6")),
        (("desktop.models",), ("PySide6.QtWidgets", "desktop.widgets", "desktop.screens",
                               "desktop.dialogs", "desktop.main_window", "desktop.app")),
        (("desktop.documents", "desktop.intake"),
         ("desktop.models", "desktop.screens", "desktop.widgets", "desktop.dialogs",
          "desktop.session", "desktop.main_window", "desktop.app")),
        (("desktop.widgets", "desktop.dialogs"), ("desktop.screens", "desktop.main_window")),
        (("resources",), ("db", "desktop")),
        (("db",), ("openpyxl", "xlrd", "reportlab", "pypdfium2", "pyhanko", "pikepdf", "PIL")),
        (PACKAGES, ("tests", "pytest", "hypothesis", "socket", "urllib.request", "http",
                    "requests", "PySide6.QtNetwork", "PySide6.QtWebEngineWidgets")),
    ],
)  # fmt: skip
def test_the_import_rule(where: tuple[str, ...], forbidden: tuple[str, ...]) -> None:
    assert _offenders(where, forbidden) == []


def test_rules_import_records_errors_and_each_other_alone() -> None:
    allowed = ("db.rules", "db.records", "db.errors")
    found = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for module, path in MODULES.items()
        if _in(module, "db.rules")
        for name, line in imports(path)
        if _in(name, *PACKAGES) and name != "db" and not _in(name, *allowed)
    ]
    assert found == []


def test_rules_do_no_input_and_no_output() -> None:
    outside = ("sqlite3", "os", "pathlib", "io", "time", "random", "subprocess", "shutil")
    assert _offenders(("db.rules",), outside) == []


def test_screens_never_import_each_other() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for module, path in MODULES.items()
        if _in(module, "desktop.screens") and module != "desktop.screens"
        for name, line in imports(path)
        if _in(name, "desktop.screens") and name not in ("desktop.screens", module)
    ]
    assert found == []


@pytest.mark.parametrize("start", ["desktop.__main__", "desktop.app", "desktop.main_window", "db"])
def test_the_program_starts_without_heavy_packages(start: str) -> None:
    """They are imported where they are used (design part 6): nobody waits for them."""
    heavy = (
        "openpyxl", "xlrd", "reportlab", "pypdfium2", "pyrage", "sqlite_utils", "platformdirs",
        "pyhanko", "pyhanko_certvalidator", "pikepdf", "pkcs11", "zxingcpp", "PIL",
    )  # fmt: skip
    waiting = [
        module for module in MODULES if module == start or (start, module[:3]) == ("db", "db.")
    ]
    reached: dict[str, str] = dict.fromkeys(waiting, "")
    found = []
    while waiting:
        module = waiting.pop()
        for name, line in imports(MODULES[module], at_module_level=True):
            if _in(name, *heavy):
                found.append(f"{module}:{line} imports {name}, reached from {reached[module]}")
            if name in MODULES and name not in reached:
                reached[name] = module
                waiting.append(name)
    assert found == []


@pytest.mark.parametrize("package", PACKAGES)
def test_there_are_no_import_cycles(package: str) -> None:
    graph = {
        module: {
            name
            for name, _ in imports(path, at_module_level=True)
            if name in MODULES and name != module and MODULES[name].name != "__init__.py"
        }
        for module, path in MODULES.items()
        if _in(module, package)
    }
    assert _cycles(graph) == []


def _cycles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Groups of modules that reach each other (Tarjan)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(node: str) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        for after in sorted(graph.get(node, ())):
            if after not in index:
                visit(after)
                low[node] = min(low[node], low[after])
            elif after in stack:
                low[node] = min(low[node], index[after])
        if low[node] == index[node]:
            group = []
            while node not in group:
                group.append(stack.pop())
            if len(group) > 1:
                found.append(sorted(group))

    for node in sorted(graph):
        if node not in index:
            visit(node)
    return found


# -- SQL only in db ------------------------------------------------------------------------

_SQL = re.compile(
    r"\s*(SELECT\s+[\w*(\"']|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\"?\w+\"?\s+SET\s"
    r"|DELETE\s+FROM\s|CREATE\s+(TEMP\s+)?(TABLE|INDEX|VIEW|TRIGGER|VIRTUAL)\s|DROP\s+TABLE\s"
    r"|PRAGMA\s+\w|BEGIN\s+(IMMEDIATE|EXCLUSIVE)|ATTACH\s|VACUUM\b)"
)
_CALLS = {"execute", "executemany", "executescript"}


def test_sql_stands_in_db_alone() -> None:
    found = []
    for module, path in MODULES.items():
        if _in(module, "db"):
            continue
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if _SQL.match(node.value):
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.value[:40]!r}")
            elif isinstance(node, ast.Attribute) and node.attr in _CALLS:
                found.append(f"{path.relative_to(ROOT)}:{node.lineno} .{node.attr}(")
    assert found == []


def test_nobody_outside_db_opens_a_database() -> None:
    used = {"sqlite3.Error", "sqlite3.DatabaseError", "sqlite3.OperationalError"}
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(node)}"
        for module, path in MODULES.items()
        if not _in(module, "db")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "sqlite3"
        and ast.unparse(node) not in used
    ]
    assert found == []


# -- files ---------------------------------------------------------------------------------


def test_a_file_is_short_or_says_why_not() -> None:
    """The reason stands among its first lines: "longer than 300 lines because …"."""
    found = {}
    for path in SOURCES:
        lines = path.read_text("utf-8").splitlines()
        if len(lines) > LONGEST and "longer than 300 lines" not in " ".join(lines[:20]):
            found[str(path.relative_to(ROOT))] = len(lines)
    assert found == {}


def test_a_file_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if path.name != "__init__.py" and not ast.get_docstring(tree_of(path))
    ]
    assert silent == []


def test_tests_mirror_the_source() -> None:
    """No test file is for a module that is not there any more."""
    for test in (ROOT / "tests").rglob("test_*.py"):
        folder = test.parent.relative_to(ROOT / "tests")
        own = folder.parts[:1] in ((), ("flows",), ("bench",), ("faults",))
        assert own or (ROOT / folder).is_dir(), test


# -- the checks themselves -----------------------------------------------------------------


def test_the_checks_see_what_they_look_for(tmp_path: Path) -> None:
    text = (
        "from __future__ import annotations\n"
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    from db import book\n"
        "def f():\n    import PySide6.QtWidgets\n"
    )
    path = ROOT / "db" / "rules" / "imagined.py"  # never written
    tree = ast.parse(text)
    lazy = [n for n in ast.walk(tree) if isinstance(n, ast.Import)]
    assert [n.names[0].name for n in lazy] == ["PySide6.QtWidgets"]
    eager = [n for n in _module_level(tree) if isinstance(n, ast.Import | ast.ImportFrom)]
    assert sorted(str(n.module) for n in eager if isinstance(n, ast.ImportFrom)) == [
        "__future__",
        "typing",
    ]
    relative = ast.parse("from ..errors import MarkError").body[0]
    assert isinstance(relative, ast.ImportFrom)
    assert _absolute(path, relative) == "db.errors"
    assert _cycles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]
    assert _SQL.match("  SELECT id FROM x") and not _SQL.match("Select a file")
