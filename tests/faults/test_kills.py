"""kill -9 at random instants: afterwards each operation is wholly done or not at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.operations import OPERATIONS

ROOT = Path(__file__).parents[2]
FEW, MANY = 6, 500

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the harness forks")


def _killed(operation: str, runs: int) -> dict[str, Any]:
    line = [sys.executable, "-m", "tests.faults.kills", operation, str(runs), "2023"]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said


@pytest.mark.parametrize("operation", OPERATIONS)
def test_killed_in_the_middle(operation: str) -> None:
    said = _killed(operation, FEW)
    assert said["faults"] == []
    assert said["cut"] > 0, "nothing was cut short"


@pytest.mark.long
@pytest.mark.parametrize("operation", OPERATIONS)
def test_killed_in_the_middle_many_times(operation: str) -> None:
    said = _killed(operation, MANY)
    print(operation, said)
    assert said["faults"] == []
    assert said["cut"] > MANY // 3
    assert said["before"] and said["after"]
