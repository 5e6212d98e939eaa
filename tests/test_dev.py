"""The parts of dev.py that need neither network nor system packages, and what stands beside it."""

import re
import struct
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import dev

PACKAGE = re.compile(r"^([A-Za-z0-9._-]+)==\S+", re.MULTILINE)


def font(*segments: tuple[int, int, int], glyphs: bytes = b"") -> bytes:
    """A font file with nothing but a character map: (first, last, delta or offset of glyphs)."""
    columns = [[last for _, last, _ in segments], [first for first, _, _ in segments]]
    columns.append([0 if glyphs else delta for _, _, delta in segments])
    columns.append([delta if glyphs else 0 for _, _, delta in segments])
    ends, starts, deltas, offsets = (struct.pack(f">{len(c)}H", *c) for c in columns)
    size = 2 * len(segments)
    table = ends + b"\0\0" + starts + deltas + offsets + glyphs
    cmap = struct.pack(">HHHHL", 0, 1, 3, 1, 12)
    cmap += struct.pack(">HHHHHHH", 4, 14 + len(table), 0, size, 0, 0, 0) + table
    head = struct.pack(">LHHHH", 0x00010000, 1, 0, 0, 0)
    return head + struct.pack(">4sLLL", b"cmap", 0, 28, len(cmap)) + cmap


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 7), (3, 13, 1)])
def test_supported_pythons(version: tuple[int, ...]) -> None:
    assert dev.python_problem(version) is None


@pytest.mark.parametrize("version", [(3, 10, 14), (3, 14, 0), (2, 7, 18)])
def test_another_python_gets_a_sentence(
    version: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: name if name == "python3.12" else None)
    problem = dev.python_problem(version, ["test", "--long"])
    assert problem is not None
    assert ".".join(map(str, version)) in problem
    assert problem.endswith("type: python3.12 dev.py test --long")
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert (dev.python_problem(version) or "").endswith("install one of them")


def test_vietnamese_letters() -> None:
    letters = dev.vietnamese_letters()
    assert len(letters) == len(set(letters)) == 2 * (12 * 6 + 1)
    assert set("ăâđêôơưĂÂĐÊÔƠƯ") | set("ằẵặẩờữỷỹỵỘỠỨỲ") <= set(letters)


def test_a_font_covers_what_its_character_map_has() -> None:
    latin = font((0x20, 0x7E, 3), (0xC0, 0x1FF, 3), (0xFFFF, 0xFFFF, 1))
    assert dev.covers(latin, "Thẩm".replace("ẩ", "ă"))
    assert not dev.covers(latin, "Thẩm")
    assert dev.covers(font((0x20, 0x7E, 3), (0xC0, 0x1EFF, 3)), dev.vietnamese_letters())


def test_a_mapped_letter_without_a_glyph_is_not_covered() -> None:
    one_glyph = font((0x41, 0x42, 2), glyphs=struct.pack(">HH", 7, 0))
    assert dev.covers(one_glyph, "A")
    assert not dev.covers(one_glyph, "B")


@pytest.mark.parametrize("data", [b"", b"no font at all", font((0x41, 0x42, 3))[:40]])
def test_a_damaged_font_covers_nothing(data: bytes) -> None:
    assert not dev.covers(data, "A")


def test_fonts_are_found_by_name_and_letters(tmp_path: Path) -> None:
    whole, old = tmp_path / "Times_New_Roman.ttf", tmp_path / "LiberationSerif-Regular.ttf"
    old.write_bytes(font((0x20, 0x7E, 3)))
    assert not dev.has_font([old], dev.PAPER_FONTS, dev.vietnamese_letters())
    whole.write_bytes(font((0x20, 0x1EFF, 3)))
    assert dev.has_font([old, whole], dev.PAPER_FONTS, dev.vietnamese_letters())
    assert not dev.has_font([old, whole], dev.SCREEN_FONTS, dev.vietnamese_letters())


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (("fonts-liberation2", "libglib2.0-0"), ["fonts-liberation2", "libgl1", "libglib2.0-0"]),
        ((), ["fonts-liberation", "libgl1", "libglib2.0-0t64"]),
    ],
)
def test_package_names_follow_the_release(known: tuple[str, ...], expected: list[str]) -> None:
    wanted = ["libglib2.0-0", "libgl1", "fonts-liberation2", "libgl1"]
    line = dev.install_line(wanted, knows=lambda package: package in known)
    assert line[:2] == ["apt-get", "install"]
    assert [part for part in line[2:] if not part.startswith("-")] == expected


def lacking(monkeypatch: pytest.MonkeyPatch, command: str, env: dict[str, str]) -> set[str]:
    monkeypatch.setattr(dev, "loads", lambda library: False)
    monkeypatch.setattr(dev, "font_files", lambda: iter(()))
    return set(dev.missing(command, env).values())


def test_x11_libraries_are_wanted_for_a_window_only(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = lacking(monkeypatch, "run", {})
    assert {"libgl1", "libfontconfig1", "fonts-liberation2", "fonts-dejavu-core"} <= bare
    assert "libxcb-cursor0" not in bare | lacking(monkeypatch, "test", {"DISPLAY": ":0"})
    assert "libxcb-cursor0" in lacking(monkeypatch, "run", {"DISPLAY": ":0"})


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system packages of Linux")
def test_without_root_the_line_to_type_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "missing", lambda command, env: {"libGL.so.1": "libgl1"})
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(dev.SetUpError) as said:
        dev.system_packages("test")
    assert "lacks libGL.so.1; type: sudo apt-get update && sudo apt-get install" in str(said.value)
    assert str(said.value).endswith("libgl1")
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(dev.SetUpError, match=r"lacks libGL\.so\.1: install that with its package"):
        dev.system_packages("test")


@pytest.mark.parametrize(
    ("platform", "env", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_display(platform: str, env: dict[str, str], expected: bool) -> None:
    assert dev.has_display(platform, env) is expected


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("pyproject.toml", "requirements.lock"):
        (tmp_path / name).write_bytes((dev.ROOT / name).read_bytes())
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "LOCK", tmp_path / "requirements.lock")
    return tmp_path


def test_the_stamp_follows_lock_and_project_but_not_tool_settings(checkout: Path) -> None:
    project, before = checkout / "pyproject.toml", dev.stamp()
    text = project.read_text("utf-8")
    project.write_text(text.replace("line-length = 100", "line-length = 99"), "utf-8")
    assert dev.stamp() == before
    project.write_text(text.replace('version = "0.1.0"', 'version = "9.9.9"'), "utf-8")
    assert dev.stamp() != before
    project.write_text(text, "utf-8")
    dev.LOCK.write_bytes(dev.LOCK.read_bytes() + b"\n")
    assert dev.stamp() != before


def test_a_half_made_venv_is_not_ready(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "call", lambda line, **env: 0)
    assert not dev.is_ready()
    dev.program("python").parent.mkdir(parents=True)
    (dev.VENV / "stamp").write_text(dev.stamp(), "utf-8")
    assert not dev.is_ready()
    dev.program("thamdinh").touch()
    assert dev.is_ready()
    monkeypatch.setattr(dev, "call", lambda line, **env: 1)
    assert not dev.is_ready()
    monkeypatch.setattr(dev, "call", lambda line, **env: 0)
    (dev.VENV / "stamp").write_text("of another lock", "utf-8")
    assert not dev.is_ready()


def test_arguments_reach_the_program_and_its_exit_code_comes_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines: list[list[str]] = []

    def call(line: list[str | Path], **env: str) -> int:
        lines.append([str(part) for part in line])
        return 3

    monkeypatch.setattr(dev, "call", call)
    assert dev.run(["--", "results", "B", "--json"]) == 3
    assert dev.run(["status", "--", "-B"]) == 3
    assert [line[1:] for line in lines] == [["results", "B", "--json"], ["status", "--", "-B"]]


@pytest.mark.parametrize(
    ("fails", "expected"), [((), 0), (("ruff",), 1), (("mypy",), 1), (("pytest",), 1)]
)
def test_every_step_is_run_and_any_failure_counts(
    fails: tuple[str, ...], expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools: list[str] = []

    def call(line: list[str | Path], **env: str) -> int:
        tools.append(str(line[2]))
        return int(line[2] in fails)

    monkeypatch.setattr(dev, "call", call)
    assert dev.test(["-k", "dev"]) == expected
    assert tools == ["ruff", "mypy", "pytest"]


def test_the_demo_ends_with_what_to_do_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "mau.thamdinh").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(dev, "has_display", lambda platform, env: False)
    monkeypatch.setattr(dev, "call", lambda line, **env: 0)
    assert dev.run([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("There is no display here")
    assert f"  {dev.ME} run -- status demo/mau.thamdinh" in lines


@pytest.mark.parametrize(("args", "code"), [([], 2), (["--help"], 0), (["rum"], 2)])
def test_help(args: list[str], code: int) -> None:
    line = [sys.executable, str(dev.ROOT / "dev.py"), *args]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert "dev.py test" in (done.stdout if code == 0 else done.stderr)


def test_the_lock_pins_everything_with_hashes_and_names_no_index() -> None:
    text = dev.LOCK.read_text("utf-8")
    entries = text.replace("\\\n", " ").splitlines()
    pinned = [line for line in entries if line and not line.lstrip().startswith("#")]
    assert all(PACKAGE.match(line) and "--hash=sha256:" in line for line in pinned)
    assert not re.search(r"https?:|file:|--(extra-)?index|--find-links|/(home|root|tmp)/", text)


def test_the_lock_holds_what_the_project_asks_for() -> None:
    project = tomllib.loads((dev.ROOT / "pyproject.toml").read_text("utf-8"))
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {re.split(r"[^A-Za-z0-9._-]", line)[0].lower() for line in asked}
    assert names <= {name.lower() for name in PACKAGE.findall(dev.LOCK.read_text("utf-8"))}
