"""What can go wrong while a PDF is signed or verified; facts fill the Vietnamese sentence."""

from __future__ import annotations

from db.errors import ThamdinhError


class SigningError(ThamdinhError):
    """A PDF that cannot be signed or verified; nothing was written."""


class NotPdfError(SigningError):
    """The file is no PDF, or too large; facts: path, detail (kind | size)."""


class DamagedPdfError(SigningError):
    """A PDF that cannot be read as it stands; facts: path."""


class SignFieldUnknownError(SigningError):
    """There is no such field; facts: field, fields (names that are there, in signing order)."""


class SignFieldTakenError(SigningError):
    """The field is signed already; facts: field, signer."""


class SignLockedError(SigningError):
    """An earlier signature locked the file; facts: field, signer (of that signature)."""


class CertificateError(SigningError):
    """The certificate does not serve; facts: signer, code (expired | early | usage | authority |
    weak | none), day (ISO, of the limit that is passed)."""


class KeyFileError(SigningError):
    """A PKCS#12 file; facts: path, code (missing | passphrase | damaged | empty)."""


class TokenError(SigningError):
    """A PKCS#11 token; facts: path (of the module), code (module | absent | several | removed |
    empty | failed)."""


class TokenPinError(SigningError):
    """The token refuses the PIN; facts: code (wrong | low | last | locked), that is: how many
    tries are left where the token says so."""


class SignImageError(SigningError):
    """The picture of a signature cannot be used; facts: path."""


class TrustFileError(SigningError):
    """A file that holds neither a CA's certificate nor a revocation list; facts: path,
    code (unreadable | person)."""


class TrustUnknownError(SigningError):
    """Nothing of that mark is kept; facts: id."""
