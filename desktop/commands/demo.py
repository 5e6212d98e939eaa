"""The illustrative campaign."""

from __future__ import annotations

import sys
from argparse import Namespace

from db.home import Home
from desktop.commands.outcome import Outcome, UsageError


def demo(arguments: Namespace) -> Outcome:
    """Makes the sample campaign and its papers; --play walks it through the screens."""
    from desktop.sample.demo import demo as make

    if arguments.years < 1 or (arguments.scale is not None and arguments.scale < 1):
        raise UsageError("Số hồ sơ và số năm phải từ 1 trở lên; hãy gõ lại.")

    def say(line: str) -> None:
        if not arguments.json:
            print(line, file=sys.stderr, flush=True)

    home = Home.default()
    report = make(arguments.folder, home, scale=arguments.scale, years=arguments.years, say=say)
    files = [str(path) for path in report.files]
    if arguments.play:
        from desktop.sample.play import play

        files += [str(path) for path in play(arguments.folder, home)]
    return Outcome(
        {"folder": str(arguments.folder), "files": files},
        [f"Đã dựng đợt minh họa trong {arguments.folder}: {len(files)} tệp."],
    )
