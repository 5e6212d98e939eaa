"""State secrets never enter this program: papers whose heading bears a mark are refused.

A mark stands alone on its line, or opens a heading in capitals ("TỐI MẬT - Kế hoạch …").
The words inside a title ("bảo vệ bí mật nhà nước") are only asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from db.rules.secrecy import MARKS, mentions_secrecy, secret_mark
from desktop.documents.errors import SecretMarkError

__all__ = ["MARKS", "mentions_secrecy", "refuse_secret", "secret_mark"]


def refuse_secret(body: Mapping[str, Any]) -> None:
    """SecretMarkError where any text of a session's body bears a mark."""
    for text in _texts(body):
        mark = secret_mark(text)
        if mark is not None:
            raise SecretMarkError(mark=mark, text=text)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
