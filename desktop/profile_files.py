"""The profiles of letters that come with the program (``resources/profiles``), by name."""

from __future__ import annotations

from importlib.resources import as_file, files

from db import profiles
from db.errors import UnknownCodeError
from db.profiles import Profile


def bundled() -> list[Profile]:
    """All of them, by name. A damaged one raises ProfileFileError: the installation is bad."""
    found = []
    for entry in (files("resources") / "profiles").iterdir():
        if entry.name.endswith(".toml"):
            with as_file(entry) as path:
                found.append(profiles.read_file(path))
    return sorted(found, key=lambda profile: profile.id)


def of_name(name: str) -> Profile:
    """The profile of that id. Raises UnknownCodeError."""
    for profile in bundled():
        if profile.id == name:
            return profile
    raise UnknownCodeError(kind="profile", code=name)
