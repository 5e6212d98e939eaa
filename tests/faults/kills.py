"""``python -m tests.faults.kills OPERATION RUNS SEED``: kill -9 in the middle, again and again.

An operation is begun in a process of its own and killed at a random instant, every second time
shortly after it began to write; then another process looks at what is left: the book opens,
``check`` is clean, and the operation is wholly done or not at all. Prints JSON: runs, how many
were cut short, and what was found wrong.

Everything is made once; each run begins with a fresh copy in the same place. Processes are forks
of this one, which has all libraries loaded, so that a run costs what the operation costs.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from db.home import VARIABLE
from tests.faults.operations import OPERATIONS, Operation

_TRIALS = 3  # undisturbed runs, to know how long the operation takes
_PATIENCE = 5  # times as many runs at most, until one was cut short
_WRITING = 0.02  # seconds after the first sign of a write within which it is cut short


def main(arguments: list[str]) -> int:
    """Runs one operation so many times."""
    name, runs, seed = arguments[0], int(arguments[1]), int(arguments[2])
    with tempfile.TemporaryDirectory(prefix="thamdinh-kills-") as folder:
        print(json.dumps(Kills(OPERATIONS[name], Path(folder)).run(runs, random.Random(seed))))
    return 0


class Kills:
    """One operation, begun and cut short in ``folder``."""

    def __init__(self, operation: Operation, folder: Path) -> None:
        self._operation = operation
        self._work, self._clean = folder / "work", folder / "clean"
        os.environ[VARIABLE] = str(self._work / "home")
        self._work.mkdir()
        operation.prepare(self._work)
        self._work.rename(self._clean)

    def run(self, runs: int, chance: random.Random) -> dict[str, Any]:
        """Counts, and the faults as sentences."""
        took = sorted(self._once(None)[0] for _ in range(_TRIALS))[_TRIALS // 2]
        before = self._look(fresh=True)
        after = self._look(done=True)
        cut, faults, states = 0, list[str](), {"before": 0, "after": 0, "between": 0}
        number = -1
        while (number := number + 1) < runs or (not cut and number < _PATIENCE * runs):
            if number % 2:
                _, acknowledged, killed = self._once(chance.uniform(0, _WRITING), writing=True)
            else:
                _, acknowledged, killed = self._once(chance.uniform(0, 1.05 * took))
            cut += killed
            seen = self._answer(partial(self._operation.look, self._work, acknowledged))
            faults += [f"{number}: {fault}" for fault in seen["faults"]]
            state = seen["state"]
            if state == before:
                states["before"] += 1
            elif state == after:
                states["after"] += 1
            elif self._operation.by_steps:
                states["between"] += 1
            else:
                faults.append(f"{number}: half done: {state}, not {before} or {after}")
        return {"runs": number, "cut": cut, "faults": faults, **states}

    def _fresh(self) -> None:
        shutil.rmtree(self._work, ignore_errors=True)
        shutil.copytree(self._clean, self._work)

    def _once(
        self, delay: float | None, *, writing: bool = False
    ) -> tuple[float, list[str], bool]:
        """(seconds, what was acknowledged, whether it was cut short)."""
        self._fresh()
        source, sink = os.pipe()
        begun = time.perf_counter()
        child = os.fork()
        if child == 0:
            os.close(source)
            _leave(lambda: self._operation.act(self._work, lambda said: _tell(sink, said)))
        os.close(sink)
        if delay is not None:
            while writing and not self._begun_to_write() and _lives(child):
                pass
            time.sleep(delay)
            os.kill(child, signal.SIGKILL)
        with os.fdopen(source, encoding="utf-8") as stream:
            said = stream.read().splitlines()
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status) and status != 0:
            raise RuntimeError(f"the operation itself failed: {said}")
        return time.perf_counter() - begun, said, os.WIFSIGNALED(status)

    def _begun_to_write(self) -> bool:
        """Whether a journal or an unfinished file lies somewhere."""
        return any(
            name.endswith(("-journal", ".part"))
            for _, _, names in os.walk(self._work)
            for name in names
        )

    def _look(self, *, fresh: bool = False, done: bool = False) -> Any:
        """The state before anything, or after all of it."""
        if fresh:
            self._fresh()
        if done:
            self._once(None)
        seen = self._answer(lambda: self._operation.look(self._work, []))
        if seen["faults"]:
            raise RuntimeError(f"undisturbed: {seen['faults']}")
        return seen["state"]

    def _answer(self, ask: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """What another process finds: nothing of it stays in this one."""
        reading, sink = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            _leave(lambda: _tell(sink, json.dumps(_asked(ask))))
        os.close(sink)
        with os.fdopen(reading, encoding="utf-8") as stream:
            text = stream.read()
        os.waitpid(child, 0)
        if not text:
            return {"state": None, "faults": ["looking at it ended the process"]}
        found: dict[str, Any] = json.loads(text)
        return found


def _asked(ask: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return ask()
    except Exception as error:  # whatever it is: the book could not be looked at
        return {"state": None, "faults": [f"{type(error).__name__}: {error}"]}


def _tell(pipe: int, said: str) -> None:
    os.write(pipe, said.encode() + b"\n")


def _lives(child: int) -> bool:
    """Whether the process is not done yet; it is not reaped."""
    found = os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    return found is None


def _leave(do: Callable[[], object]) -> None:
    """Does it in this fork and ends without anything that an ordinary end would do."""
    code = 1
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            do()
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
