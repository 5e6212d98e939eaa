"""What can go wrong while papers are made; facts fill the Vietnamese sentence."""

from __future__ import annotations

from db.errors import ThamdinhError


class PaperError(ThamdinhError):
    """A paper that cannot be made."""


class FontMissingError(PaperError):
    """No typeface with Times metrics and all Vietnamese letters; facts: families (names)."""


class FormUnknownError(PaperError):
    """The campaign names a form that we do not have; facts: form, known (ids)."""


class PaperUnknownError(PaperError):
    """No paper of that name; facts: paper, known (names)."""


class SecretMarkError(PaperError):
    """The paper bears Mật, Tối mật or Tuyệt mật; facts: mark, text."""


class PaperFileError(PaperError):
    """The operating system refuses to write the paper; facts: path, errno."""
