"""No connection leaves the program, whichever library asks for one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from db.home import VARIABLE

ROOT = Path(__file__).parents[2]
ASKS = {
    "connect": "socket.socket().connect(('192.0.2.1', 80))",
    "connect by name": "socket.create_connection(('example.invalid', 80))",
    "name": "socket.gethostbyname('example.invalid')",
    "send": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
    "serve": "socket.socket().bind(('0.0.0.0', 0))",
    "fetch": "__import__('urllib.request').request.urlopen('http://192.0.2.1/')",
    "event loop": "asyncio.run(asyncio.sleep(0))",
    "pair": "[end.close() for end in socket.socketpair()]",
}
WITHIN = ("event loop", "pair")


@pytest.mark.parametrize("what", ASKS)
def test_what_asks_for_a_connection_is_refused(what: str) -> None:
    script = (
        "import asyncio, socket\n"
        "from desktop.offline import OnlineError, keep_offline\n"
        "keep_offline(); keep_offline()\n"
        f"try:\n    {ASKS[what]}\n    print('done')\n"
        "except OnlineError:\n    print('refused')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == ("done" if what in WITHIN else "refused"), done.stderr


def test_window_and_commands_begin_with_it() -> None:
    source = (ROOT / "desktop" / "__main__.py").read_text("utf-8")
    assert source.index("keep_offline()") < source.index("_window(Path(words[0])")


WATCHED = """
import sys
seen = []
def look(event, arguments):
    if event.startswith("socket.") and not (
        event == "socket.__new__" and arguments[1] == getattr(__import__("socket"), "AF_UNIX", None)
    ):
        seen.append(event)
sys.addaudithook(look)
from desktop.__main__ import main
code = main(["demo", sys.argv[1], "--scale", "20", "--years", "1", "--play"])
print("SEEN", code, seen)
"""


@pytest.mark.long
def test_the_whole_sample_in_the_window_asks_for_nothing(tmp_path: Path) -> None:
    """A campaign from workbook to papers, then the window through all its places."""
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(tmp_path / "demo")], cwd=ROOT, capture_output=True,
        text=True, check=False,
        env={**os.environ, VARIABLE: str(tmp_path / "home"), "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert done.stdout.strip().endswith("SEEN 0 []"), done.stdout[-500:] + done.stderr[-500:]
