"""Signing tokens (USB) through the vendor's PKCS#11 module."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography import x509

from desktop.documents.certificates import require_suitable, to_asn1
from desktop.documents.signing_errors import CertificateError, TokenError, TokenPinError

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer


@dataclass(frozen=True, slots=True)
class Token:
    """The one token that is plugged in, its vendor's module (.so, .dll) and its PIN."""

    module: Path
    pin: str

    @contextmanager
    def open(self, moment: datetime) -> Iterator[Signer]:
        """The token's key, ready to sign while the context lasts.

        Raises TokenError, TokenPinError, CertificateError; also for what fails in between.
        """
        import pkcs11

        try:
            token = self._find()
            with self._login(token) as session:
                yield _signer(session, moment, self.module)
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
        import pkcs11
        from pkcs11.constants import TokenFlag

        try:
            library = pkcs11.lib(str(self.module))
        except (pkcs11.PKCS11Error, OSError, RuntimeError) as error:
            raise TokenError(path=self.module, code="module") from error

        def plugged() -> list[Any]:
            tokens = [slot.get_token() for slot in library.get_slots(token_present=True)]
            return [token for token in tokens if token.flags & TokenFlag.TOKEN_INITIALIZED]

        tokens = plugged()
        if not tokens:  # plugged in after the module was loaded
            with contextlib.suppress(pkcs11.PKCS11Error):
                library.reinitialize()
            tokens = plugged()
        if len(tokens) != 1:  # a PIN tried on the wrong token would cost one of its tries
            raise TokenError(path=self.module, code="several" if tokens else "absent")
        return tokens[0]

    @contextmanager
    def _login(self, token: Any) -> Iterator[Any]:
        import pkcs11
        from pkcs11.constants import TokenFlag

        try:
            session = token.open(user_pin=self.pin)
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


def _signer(session: Any, moment: datetime, module: Path) -> Signer:
    """The newest certificate with a private key beside it that may sign now."""
    from pkcs11 import Attribute, ObjectClass
    from pyhanko.sign.pkcs11 import PKCS11Signer

    objects = list(session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}))
    keys = {
        bytes(key[Attribute.ID])
        for key in session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})
    }
    certificates = {}
    for each in objects:
        with contextlib.suppress(ValueError):
            certificates[bytes(each[Attribute.ID])] = x509.load_der_x509_certificate(
                bytes(each[Attribute.VALUE])
            )
    own = sorted(
        (ident for ident in certificates if ident in keys),
        key=lambda ident: certificates[ident].not_valid_before_utc,
        reverse=True,
    )
    if not own:
        raise TokenError(path=module, code="empty")
    refusals = []
    for ident in own:
        try:
            require_suitable(certificates[ident], moment)
        except CertificateError as error:
            refusals.append(error)
            continue
        chain = [to_asn1(certificate) for certificate in certificates.values()]
        return PKCS11Signer(
            session, signing_cert=to_asn1(certificates[ident]), key_id=ident, ca_chain=chain
        )
    raise refusals[0]
