"""Signing tokens (USB) through the vendor's PKCS#11 module."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography import x509

from db.sealed import typed
from desktop.documents.certificates import holder, is_authority, require_suitable, to_asn1
from desktop.documents.signing_errors import CertificateError, TokenError, TokenPinError

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer


@dataclass(frozen=True, slots=True)
class TokenCertificate:
    """A certificate on a token that is plugged in, as it can be read without the PIN; ``name``
    is "" and ``until`` None where the token shows none before that. ``serial`` is the token's,
    ``id`` the certificate's."""

    token: str
    serial: bytes
    id: bytes = b""
    name: str = ""
    until: date | None = None


def certificates(module: Path) -> tuple[TokenCertificate, ...]:
    """What could be signed with: every certificate on every token, those that are no CA's.

    Raises TokenError (module | failed).
    """
    import pkcs11
    from pkcs11 import Attribute, ObjectClass

    found = []
    try:
        for token in _plugged(module):
            held = []
            with contextlib.suppress(pkcs11.PKCS11Error), token.open() as session:
                for each in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
                    with contextlib.suppress(ValueError):
                        read = x509.load_der_x509_certificate(bytes(each[Attribute.VALUE]))
                        if not is_authority(read):
                            held.append((bytes(each[Attribute.ID]), read))
            label = str(token.label).strip()
            found += [
                TokenCertificate(
                    label, token.serial, ident, holder(read).name, read.not_valid_after_utc.date()
                )
                for ident, read in held
            ] or [TokenCertificate(label, token.serial)]
    except pkcs11.PKCS11Error as error:
        raise TokenError(path=module, code="failed") from error
    return tuple(found)


def _plugged(module: Path) -> list[Any]:
    """The tokens that are plugged in and set up. Raises TokenError (module)."""
    import pkcs11
    from pkcs11.constants import TokenFlag

    try:
        library = pkcs11.lib(str(module))
    except (pkcs11.PKCS11Error, OSError, RuntimeError) as error:
        raise TokenError(path=module, code="module") from error

    def look() -> list[Any]:
        tokens = [slot.get_token() for slot in library.get_slots(token_present=True)]
        return [token for token in tokens if token.flags & TokenFlag.TOKEN_INITIALIZED]

    tokens = look()
    if not tokens:  # plugged in after the module was loaded
        with contextlib.suppress(pkcs11.PKCS11Error):
            library.reinitialize()
        tokens = look()
    return tokens


@dataclass(frozen=True, slots=True)
class Token:
    """A token that is plugged in, its vendor's module (.so, .dll) and its PIN. ``serial`` and
    ``certificate`` say which one where there are several (see :func:`certificates`)."""

    module: Path
    pin: str
    serial: bytes = b""
    certificate: bytes = b""

    @contextmanager
    def open(self, moment: datetime) -> Iterator[Signer]:
        """The token's key, ready to sign while the context lasts.

        Raises TokenError, TokenPinError, CertificateError; also for what fails in between.
        """
        import pkcs11

        try:
            token = self._find()
            with self._login(token) as session:
                yield _signer(session, moment, self.module, self.certificate)
        except pkcs11.PKCS11Error as error:
            gone = (
                pkcs11.DeviceRemoved,
                pkcs11.DeviceError,
                pkcs11.TokenNotPresent,
                pkcs11.TokenNotRecognised,
                pkcs11.SessionHandleInvalid,
                pkcs11.SessionClosed,
                pkcs11.SlotIDInvalid,
                pkcs11.UserNotLoggedIn,
            )
            code = "removed" if isinstance(error, gone) else "failed"
            raise TokenError(path=self.module, code=code) from error

    def _find(self) -> Any:
        tokens = [each for each in _plugged(self.module) if self.serial in (b"", each.serial)]
        if len(tokens) != 1:  # a PIN tried on the wrong token would cost one of its tries
            raise TokenError(path=self.module, code="several" if tokens else "absent")
        return tokens[0]

    @contextmanager
    def _login(self, token: Any) -> Iterator[Any]:
        import pkcs11
        from pkcs11.constants import TokenFlag

        try:
            session = token.open(user_pin=typed(self.pin))
        except pkcs11.PinLocked as error:
            raise TokenPinError(code="locked") from error
        except (pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange) as error:
            flags = token.slot.get_token().flags
            code = "wrong"
            for flag, said in (
                (TokenFlag.USER_PIN_COUNT_LOW, "low"),
                (TokenFlag.USER_PIN_FINAL_TRY, "last"),
                (TokenFlag.USER_PIN_LOCKED, "locked"),
            ):
                code = said if flags & flag else code
            raise TokenPinError(code=code) from error
        try:
            yield session
        finally:
            with contextlib.suppress(pkcs11.PKCS11Error):
                session.close()


def _signer(session: Any, moment: datetime, module: Path, wanted: bytes) -> Signer:
    """The wanted certificate, or the newest one with a private key beside it that may sign now."""
    from pkcs11 import Attribute, ObjectClass
    from pyhanko.sign.pkcs11 import PKCS11Signer

    objects = list(session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}))
    keys = {
        bytes(key[Attribute.ID])
        for key in session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})
    }
    known = {}
    for each in objects:
        with contextlib.suppress(ValueError):
            known[bytes(each[Attribute.ID])] = x509.load_der_x509_certificate(
                bytes(each[Attribute.VALUE])
            )
    own = sorted(
        (ident for ident in known if ident in keys and wanted in (b"", ident)),
        key=lambda ident: known[ident].not_valid_before_utc,
        reverse=True,
    )
    if not own:
        raise TokenError(path=module, code="empty")
    refusals = []
    for ident in own:
        try:
            require_suitable(known[ident], moment)
        except CertificateError as error:
            refusals.append(error)
            continue
        chain = [to_asn1(certificate) for certificate in known.values()]
        return PKCS11Signer(
            session, signing_cert=to_asn1(known[ident]), key_id=ident, ca_chain=chain
        )
    raise refusals[0]
