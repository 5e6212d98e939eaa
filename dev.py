"""Everything an engineer does with this checkout; needs nothing but Python 3.11, 3.12 or 3.13.

    python3 dev.py run [-- ARGS]      open the window, or run `thamdinh ARGS`
    python3 dev.py test [--long] ...  ruff, mypy, pytest; further arguments go to pytest
    python3 dev.py bench ...          the benchmarks in tests/bench
    python3 dev.py build              a program folder for this platform in dist/thamdinh

Each command first sets up what is missing: the packages of requirements.lock in .venv and, on
Debian and Ubuntu as root, the system packages that Qt and the papers need.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
WINDOWS = sys.platform == "win32"
ME = "python dev.py" if WINDOWS else "python3 dev.py"

# shared library -> Debian package
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# Names that changed with Debian 13. Debian 12 has both fonts, but the old one lacks letters.
NEWER_NAMES = {"libglib2.0-0": "libglib2.0-0t64", "fonts-liberation2": "fonts-liberation"}
PAPER_FONTS = ("times.", "timesnewroman", "liberationserif-regular", "tinos-regular")
SCREEN_FONTS = ("sans", "arial", "cantarell", "roboto", "ubuntu")  # names without blanks


class SetUpError(Exception):
    """The command cannot go on; the text says why and what to do."""


def say(text: str) -> None:
    print(text, flush=True)


def call(line: Iterable[str | Path], **env: str) -> int:
    done = subprocess.run([str(part) for part in line], env={**os.environ, **env}, check=False)
    return done.returncode if done.returncode >= 0 else 128 - done.returncode


def python_problem(version: tuple[int, ...], args: Iterable[str] = ()) -> str | None:
    if (3, 11) <= version[:2] <= (3, 13):
        return None
    found = [n for n in ("python3.13", "python3.12", "python3.11") if shutil.which(n)]
    hint = " ".join(["type:", found[0], "dev.py", *args]) if found else "install one of them"
    have = ".".join(map(str, version[:3]))
    return f"This program needs Python 3.11, 3.12 or 3.13, and this is {have}; {hint}"


def vietnamese_letters() -> str:
    marks = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    toned = (unicodedata.normalize("NFC", base + m) for base in "aăâeêioôơuưy" for m in marks)
    small = "đ" + "".join(toned)
    return small + small.upper()


def covers(font: bytes, letters: str) -> bool:
    """Whether a TrueType or OpenType font has a glyph for each letter (character map format 4)."""

    def number(at: int, size: int = 2) -> int:
        return int.from_bytes(font[at : at + size], "big")

    wanted = {ord(letter) for letter in letters}
    for table in range(12, 12 + 16 * number(4), 16):
        if font[table : table + 4] != b"cmap":
            continue
        cmap = number(table + 8, 4)
        for record in range(cmap + 4, cmap + 4 + 8 * number(cmap + 2), 8):
            start = cmap + number(record + 4, 4)
            size = number(start + 6)  # of one column: ends, (padding), starts, deltas, offsets
            for end in range(start + 14, start + 14 + size, 2) if number(start) == 4 else ():
                first, delta = number(end + size + 2), number(end + 2 * size + 2)
                offset, at = number(end + 3 * size + 2), end + 3 * size + 2
                for code in [c for c in wanted if first <= c <= number(end)]:
                    glyph = number(at + offset + 2 * (code - first)) if offset else code + delta
                    if glyph % 0x10000:
                        wanted.discard(code)
    return not wanted


def font_files() -> Iterator[Path]:
    for name in ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"):
        folder = Path(name).expanduser()
        yield from sorted(p for p in folder.rglob("*") if p.suffix.lower() in (".ttf", ".otf"))


def has_font(files: Iterable[Path], names: tuple[str, ...], letters: str) -> bool:
    named = (p for p in files if any(n in re.sub("[ _]", "", p.name.lower()) for n in names))
    return any(covers(path.read_bytes(), letters) for path in named)


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing(command: str, env: Mapping[str, str]) -> dict[str, str]:
    """What this Linux lacks for the command: its name -> the Debian package that has it."""
    x11 = command == "run" and env.get("DISPLAY")
    libraries = {**QT_LIBRARIES, **(X11_LIBRARIES if x11 else {})}
    lacking = {lib: package for lib, package in libraries.items() if not loads(lib)}
    python = f"python3.{sys.version_info[1]}"
    if importlib.util.find_spec("ensurepip") is None:
        lacking["Python's ensurepip"] = f"{python}-venv"
    fonts, letters = list(font_files()), vietnamese_letters()
    if not has_font(fonts, PAPER_FONTS, letters):
        lacking["Times or Liberation Serif 2 with all Vietnamese letters"] = "fonts-liberation2"
    if not has_font(fonts, SCREEN_FONTS, letters):
        lacking["a sans-serif font with all Vietnamese letters"] = "fonts-dejavu-core"
    if command == "build":
        if not shutil.which("objdump"):
            lacking["objdump"] = "binutils"
        if sys.executable.startswith("/usr/bin/") and not loads(f"lib{python}.so.1.0"):
            lacking[f"lib{python}"] = f"lib{python}"
    return lacking


def apt_knows(package: str) -> bool:
    line = ["apt-cache", "show", package]
    return subprocess.run(line, capture_output=True, check=False).returncode == 0


def install_line(packages: Iterable[str], knows: Callable[[str], bool] = apt_knows) -> list[str]:
    names = {p if p not in NEWER_NAMES or knows(p) else NEWER_NAMES[p] for p in packages}
    return ["apt-get", "install", "-y", "--no-install-recommends", *sorted(names)]


def apt(line: list[str]) -> None:
    patient = [*line, "-qq", "-o", "DPkg::Lock::Timeout=300"]
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(patient, env=env, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SetUpError(f"{done.stderr.strip()}\nThis failed: {' '.join(line)}")


def system_packages(command: str) -> None:
    if not sys.platform.startswith("linux"):
        return
    lacking = missing(command, os.environ)
    if not lacking:
        return
    names = ", ".join(lacking)
    if not shutil.which("apt-get"):
        raise SetUpError(f"This system lacks {names}: install that with its package manager")
    if os.geteuid() != 0:
        line = " ".join(install_line(lacking.values()))
        raise SetUpError(f"This system lacks {names}; type: sudo apt-get update && sudo {line}")
    say(f"Installing system packages, because this system lacks {names}")
    apt(["apt-get", "update"])
    apt(install_line(lacking.values()))
    importlib.invalidate_caches()
    if still := missing(command, os.environ):
        raise SetUpError(f"Installed, but this system still lacks {', '.join(still)}")


def program(name: str) -> Path:
    return VENV / ("Scripts" if WINDOWS else "bin") / (name + (".exe" if WINDOWS else ""))


def stamp() -> str:
    """What .venv was made from; the settings of the tools in pyproject.toml do not count."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    parts = [project["project"], project["build-system"], project["tool"]["setuptools"]]
    text = json.dumps([parts, sys.version, str(ROOT)], sort_keys=True)
    return hashlib.sha256(LOCK.read_bytes() + text.encode()).hexdigest()


def is_ready() -> bool:
    try:
        if (VENV / "stamp").read_text("utf-8") != stamp() or not program("thamdinh").exists():
            return False
        return call([program("python"), "-c", "import pip"]) == 0
    except OSError:
        return False


def set_up(command: str) -> None:
    system_packages(command)
    if is_ready():
        return
    if Path(sys.prefix).resolve() == VENV.resolve():
        raise SetUpError("The folder .venv has to be made anew; start dev.py with another Python")
    say("Setting up .venv: some 200 MB to fetch, once")
    try:
        if VENV.exists():
            shutil.rmtree(VENV)
    except OSError as error:
        raise SetUpError(f"Cannot remove .venv ({error}): close what uses it") from None
    pip = [str(program("python")), "-m", "pip", "--disable-pip-version-check", "install", "-q"]
    steps: dict[str, list[str]] = {
        "making .venv": [sys.executable, "-m", "venv", str(VENV)],
        "packages": [*pip, "--require-hashes", "--only-binary=:all:", "-r", str(LOCK)],
        "thamdinh itself": [*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)],
    }
    for what, line in steps.items():
        if call(line, PYTHONWARNINGS="ignore"):
            raise SetUpError(f"Set-up failed at «{what}», see above; mend that and start again")
    (VENV / "stamp").write_text(stamp(), "utf-8")


def has_display(platform: str, env: Mapping[str, str]) -> bool:
    if env.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    return not platform.startswith("linux") or any(map(env.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def run(args: list[str]) -> int:
    thamdinh, args = program("thamdinh"), args[1:] if args[:1] == ["--"] else args
    if args:
        return call([thamdinh, *args])
    if has_display(sys.platform, os.environ):
        say(f"Opening the window; all commands: {ME} run -- --help")
        return call([thamdinh])
    say("There is no display here: playing the sample campaign offscreen, into ./demo")
    code = call([thamdinh, "demo", "./demo", "--play"], QT_QPA_PLATFORM="offscreen")
    if code == 0:
        book = next(iter(sorted(Path("demo").glob("*.thamdinh"))), Path("demo/BOOK.thamdinh"))
        say("Papers and pictures of the screens are in ./demo. What to do next:")
        say(f"  {ME} run -- status {book.as_posix()}")
        say(f"  {ME} run -- --help\n  {ME} run       (with a display: opens the window)")
    return code


def test(args: list[str]) -> int:
    failed = []
    for tool in (["ruff", "check"], ["mypy"]):
        say(f"== {' '.join(tool)}")
        if call([program("python"), "-m", *tool]):
            failed.append(tool[0])
    say(f"== pytest ({' and '.join(failed)} FAILED)" if failed else "== pytest")
    code = call([program("python"), "-m", "pytest", "-n", "2", *args], QT_QPA_PLATFORM="offscreen")
    return code or int(bool(failed))


def bench(args: list[str]) -> int:
    return call([program("python"), "-m", "tests.bench", *args], QT_QPA_PLATFORM="offscreen")


def build(args: list[str]) -> int:
    code = call([program("python"), "-m", "PyInstaller", "--noconfirm", *args, "build.spec"])
    if code == 0:
        say("The program is in dist/thamdinh")
    return code


COMMANDS = {"run": run, "test": test, "bench": bench, "build": build}


def main(args: list[str]) -> int:
    if not args or args[0] not in COMMANDS:
        asked = args[:1] in (["-h"], ["--help"])
        print((__doc__ or "").strip(), file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    try:
        if problem := python_problem(sys.version_info[:3], args):
            raise SetUpError(problem)
        set_up(args[0])
        if args[0] != "run":
            os.chdir(ROOT)
        return COMMANDS[args[0]](args[1:])
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
