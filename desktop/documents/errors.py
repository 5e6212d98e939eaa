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


class PaperEmptyError(PaperError):
    """There is no submission that the paper could speak of; facts: paper."""


class PaperTooLongError(PaperError):
    """One line of a table, or a name in a heading, is longer than a page."""


class SecretMarkError(PaperError):
    """The paper bears Mật, Tối mật or Tuyệt mật; facts: mark, text."""


class PaperFileError(PaperError):
    """The operating system refuses to write the paper; facts: path, errno."""


class ScanUnreadableError(PaperError):
    """Neither a picture nor a PDF that can be read; facts: path, errno."""


class SignedPaperError(PaperError):
    """A paper would replace one that bears digital signatures; facts: path."""


class WordFormError(PaperError):
    """A Word file that cannot be read as one of our forms; facts: path, detail (missing,
    damaged, encrypted, too_large, not_a_form)."""


class WordFormRefusedError(PaperError):
    """A filled form with fields that must be mended; facts: path, refused ((label, reason))."""


class TemplateError(PaperError):
    """An upper level's workbook that cannot be filled; facts: path, cell, detail (sheet, cell,
    field, rows, taken, unmapped)."""
