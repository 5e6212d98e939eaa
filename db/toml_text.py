"""TOML from elsewhere: a rubric or a letter's profile, which a stranger may have written.

``tomllib`` reads any depth, and a key with ten thousand parts costs it gigabytes; a number with a
million digits and brackets without end raise what no caller expects. Here all that is one error.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

_PART = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_DEEP = re.compile(rf"(?:^|[\[{{,])[ \t]*{_PART}(?:[ \t]*\.[ \t]*{_PART}){{16}}", re.MULTILINE)


class TomlTextError(ValueError):
    """Not TOML, or none that a person wrote."""


def parse(content: bytes | str) -> dict[str, Any]:
    """The table. Raises TomlTextError."""
    try:
        text = content if isinstance(content, str) else content.decode("utf-8-sig")
        if _DEEP.search(text) is not None:
            raise TomlTextError("a key with too many parts")
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise TomlTextError(str(error)) from error
