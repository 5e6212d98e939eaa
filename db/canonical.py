"""Canonical JSON: the bytes that are hashed and signed.

UTF-8, NFC, keys sorted, no spaces. Signed bytes are stored and never written anew.
"""

from __future__ import annotations

import json
import unicodedata
from typing import Any


def dumps(content: object) -> bytes:
    """The canonical bytes of plain JSON content (no floats: points are whole numbers).

    Texts are composed one by one, before they are written: in the finished JSON a mark at
    the start of a text would compose with the escape before it ("\\n" + U+0303).
    """
    text = _written(content)
    return (text if text.isascii() else _written(_composed(content))).encode()


def _written(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _composed(content: Any) -> Any:
    match content:
        case str():
            return unicodedata.normalize("NFC", content)
        case dict():
            return {_composed(key): _composed(value) for key, value in content.items()}
        case list() | tuple():
            return [_composed(value) for value in content]
    return content
