"""``python -m tests.faults.kills OPERATION RUNS SEED``: kill -9 in the middle, again and again.

An operation is begun in a process of its own and killed at a random instant: a third of the times
anywhere, a third shortly after it began to write, a third about when its last journal or unfinished
file goes, where it becomes done. Then another process looks at what is left: the book opens,
``check`` is clean, and the operation is wholly done or not at all. Prints JSON: runs, how many
were cut short, how many were found as before, after and (many small writes) between, and what was
found wrong.

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
from typing import Any, NamedTuple

from db.home import VARIABLE
from tests.faults.operations import OPERATIONS, Operation

_TRIALS = 3  # undisturbed runs, to know how long the operation takes
_PATIENCE = 5  # times as many runs at most, until one was cut short
_WRITING = 0.02  # seconds after the first sign of a write within which it is cut short
_ENDING = 0.015  # seconds before and after the last one


def main(arguments: list[str]) -> int:
    """Runs one operation so many times."""
    name, runs, seed = arguments[0], int(arguments[1]), int(arguments[2])
    with tempfile.TemporaryDirectory(prefix="thamdinh-kills-") as folder:
        print(json.dumps(Kills(OPERATIONS[name], Path(folder)).run(runs, random.Random(seed))))
    return 0


class _Once(NamedTuple):
    """``wrote``: seconds from the first to the last sign of a write; ``told``: acknowledged."""

    seconds: float
    wrote: float
    killed: bool
    told: list[str]


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
        trials = sorted(self._once(None, writing=True) for _ in range(_TRIALS))
        took, wrote = trials[_TRIALS // 2].seconds, trials[_TRIALS // 2].wrote
        before = self._look(fresh=True)
        after = self._look(done=True)
        cut, faults, states = 0, list[str](), {"before": 0, "after": 0, "between": 0}
        number = -1
        while (number := number + 1) < runs or (not cut and number < _PATIENCE * runs):
            if number % 3 == 0:
                once = self._once(chance.uniform(0, 1.05 * took))
            elif number % 3 == 1:
                once = self._once(chance.uniform(0, _WRITING), writing=True)
            else:
                delay = wrote + chance.uniform(-_ENDING, _ENDING)
                once = self._once(max(0, delay), writing=True)
            cut += once.killed
            seen = self._answer(partial(self._operation.look, self._work, once.told))
            faults += [f"{number}: {fault}" for fault in seen["faults"]]
            state = seen["state"]
            if not once.killed and state != after:
                faults.append(f"{number}: it was done, and is not: {state}, not {after}")
            elif state == before:
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

    def _once(self, delay: float | None, *, writing: bool = False) -> _Once:
        """One run, cut short after ``delay`` seconds (``writing``: since it began to write)."""
        self._fresh()
        source, sink = os.pipe()
        begun = time.perf_counter()
        child = os.fork()
        if child == 0:
            os.close(source)
            _leave(lambda: self._operation.act(self._work, lambda said: _tell(sink, said)))
        os.close(sink)
        while writing and not self._writes() and _lives(child):
            pass
        first = last = time.perf_counter()
        if delay is not None:
            time.sleep(delay)
            os.kill(child, signal.SIGKILL)
        while delay is None and writing and _lives(child):
            if self._writes():
                last = time.perf_counter()
        with os.fdopen(source, encoding="utf-8") as stream:
            said = stream.read().splitlines()
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status) and status != 0:
            raise RuntimeError(f"the operation itself failed: {said}")
        took = time.perf_counter() - begun
        return _Once(took, last - first, os.WIFSIGNALED(status), said)

    def _writes(self) -> bool:
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
