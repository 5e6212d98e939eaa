"""How much memory a process holds; nothing of the program is imported here."""

from __future__ import annotations

import sys
from pathlib import Path


def peak() -> float:
    """Megabytes that this process held at most, 0 where the system does not tell. (What
    ``getrusage`` tells on Linux began with the process that started this one.)"""
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text("ascii").splitlines())
        return int(lines["VmHWM"].split()[0]) * 1024 / 1e6
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most * 1024 / 1e6
