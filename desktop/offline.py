"""The program opens no connection, and no library in it may: said before any of them is loaded.

Libraries for signatures could fetch revocation lists; nothing here asks them to, and this keeps
it so. Sockets within this laptop stay allowed: an event loop has a pair of them.
"""

from __future__ import annotations

import sys
from typing import Any, Final

_NAMES: Final = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
_ADDRESSES: Final = frozenset(
    {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"}
)
_HERE: Final = frozenset({"127.0.0.1", "::1"})
_kept = False


class OnlineError(RuntimeError):
    """Something in the program asked for a connection."""


def keep_offline() -> None:
    """Refuses every connection of this process from now on; it cannot be taken back."""
    global _kept
    if not _kept:
        _kept = True
        sys.addaudithook(_look)


def _look(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _NAMES or (event in _ADDRESSES and not _is_here(arguments[1])):
        raise OnlineError(f"the program works offline, but something called {event}")


def _is_here(address: object) -> bool:
    """Whether it lies within this laptop: a name in the file system, or the loopback."""
    if isinstance(address, tuple):
        return bool(address) and address[0] in _HERE
    return address is None or isinstance(address, str | bytes)
