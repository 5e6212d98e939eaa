"""Judges the signatures of a PDF one by one: who, when, whole, trusted by whom, revoked or not.

A signature is judged as of the moment that it claims, for nobody stamps times offline; so that a
certificate that has run out since does no harm, and one that had run out by then does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from cryptography import x509

from db.rules.vietnamese import fold
from desktop.documents.certificates import holder, to_asn1
from desktop.documents.pdf_signatures import at, field_objects, items, quiet, signed_fields
from desktop.documents.revocation import Revocation, RevocationState, revocation
from desktop.documents.signature_container import is_exact
from desktop.documents.trust import Trust

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import PdfSignatureStatus

_AHEAD: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something does not hold, or what could not be looked at.

    Codes of signatures: ``broken``, ``blemished``, ``unreadable``, ``coverage``, ``changed``,
    ``after_lock``, ``untrusted``, ``expired`` (day), ``early`` (day), ``future``, ``revoked``
    (day), ``unchecked``, ``stale`` (day), ``cleared`` (day), ``other_name`` (expected); all with
    ``field`` and ``signer``.
    """

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SignatureVerdict:
    """One field to sign. ``signer`` is None while it is empty. ``valid``: the bytes are as
    signed, only signatures were added since, the certificate was in its days and not revoked.
    ``authority`` is the imported CA that trust rests on, "" where there is none. ``problems``
    stand against the signature; ``remarks`` do not."""

    field: str
    signer: str | None = None
    time: datetime | None = None
    valid: bool = False
    trusted: bool = False
    authority: str = ""
    covers_all: bool = False
    problems: tuple[Reason, ...] = ()
    remarks: tuple[Reason, ...] = ()


def check_signatures(
    reader: PdfFileReader, trust: Trust, now: datetime
) -> tuple[SignatureVerdict, ...]:
    """The signatures from the oldest to the newest, then the fields still empty in the order
    of the form."""
    signed = signed_fields(reader)
    found = []
    for place, (name, signature) in enumerate(signed.items()):
        last = place == len(signed) - 1
        try:
            with quiet():
                found.append(_Judge(name, signature, trust, now, last).verdict())
        except Exception:  # what a forger writes may stop the reader anywhere
            reason = Reason("unreadable", {"field": name, "signer": ""})
            found.append(SignatureVerdict(name, "", problems=(reason,)))
    empty = [name for name in field_objects(reader) if name not in signed]
    return (*found, *(SignatureVerdict(name) for name in empty))


class _Judge:
    def __init__(
        self,
        name: str,
        signature: EmbeddedPdfSignature,
        trust: Trust,
        now: datetime,
        last: bool,
    ) -> None:
        self.name, self.signature, self.trust = name, signature, trust
        self.now, self.last = now, last
        self.certificate = _certificate(signature.signer_cert)
        self.signer = holder(self.certificate).name
        self.claimed = signature.self_reported_timestamp
        self.problems: list[Reason] = []
        self.remarks: list[Reason] = []

    def verdict(self) -> SignatureVerdict:
        from pyhanko.sign.validation.status import SignatureCoverageLevel

        time = (self.claimed or self.now).astimezone(UTC)
        status = self._status(time)
        trusted = bool(status.trusted)
        self._sound(status)
        self._days(time)
        if not trusted and status.intact and status.valid:  # else nobody asked
            self._against("untrusted")
        chain = self._chain(status) if trusted else [self.certificate]
        if not is_exact(self.signature, chain):
            self._against("blemished")
        self._revoked(revocation(chain, self.trust.revocations, time, self.now))
        self._named()
        valid = not [reason for reason in self.problems if reason.code != "untrusted"]
        return SignatureVerdict(
            self.name,
            self.signer,
            time,
            valid,
            trusted,
            holder(chain[-1]).name if trusted else "",
            status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
            tuple(self.problems),
            tuple(self.remarks),
        )

    def _status(self, time: datetime) -> PdfSignatureStatus:
        from pyhanko.sign.validation import validate_pdf_signature
        from pyhanko.sign.validation.settings import KeyUsageConstraints
        from pyhanko_certvalidator import ValidationContext

        make_context: Any = ValidationContext  # without types
        context = make_context(
            trust_roots=[to_asn1(each) for each in self.trust.authorities],
            moment=time,
            allow_fetching=False,
            revocation_mode="soft-fail",  # revocation.py looks at the lists
        )
        usage = KeyUsageConstraints(
            key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
        )
        return validate_pdf_signature(
            self.signature, signer_validation_context=context, key_usage_settings=usage
        )

    def _sound(self, status: PdfSignatureStatus) -> None:
        """The bytes, and what was added after them."""
        from pyhanko.sign.fields import FieldMDPAction
        from pyhanko.sign.validation.status import SignatureCoverageLevel

        if not (status.intact and status.valid):
            self._against("broken")
            return
        if status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
            self._against("coverage")
            return
        spec = self.signature.fieldmdp
        if not self.last and spec is not None and spec.action == FieldMDPAction.ALL:
            self._against("after_lock")
        elif not status.docmdp_ok:
            self._against("changed")

    def _days(self, time: datetime) -> None:
        certificate = self.certificate
        if time > certificate.not_valid_after_utc:
            self._against("expired", certificate.not_valid_after_utc)
        elif time < certificate.not_valid_before_utc:
            self._against("early", certificate.not_valid_before_utc)
        if time > self.now + _AHEAD:
            self._against("future")

    def _chain(self, status: PdfSignatureStatus) -> list[x509.Certificate]:
        """From the signer's certificate up to the imported CA's."""
        path = status.validation_path
        assert path is not None  # it is trusted
        chain = [_certificate(each) for each in path.iter_certs(include_root=True)][::-1]
        return chain if chain[0] == self.certificate else [self.certificate, *chain]

    def _revoked(self, answer: Revocation) -> None:
        facts = {"day": answer.day.isoformat() if answer.day else ""}
        match answer.state:
            case RevocationState.REVOKED:
                self._against("revoked", None, facts)
            case RevocationState.GOOD:
                self.remarks.append(self._reason("cleared", facts))
            case RevocationState.STALE:
                self.remarks.append(self._reason("stale", facts))
            case RevocationState.UNCHECKED:
                self.remarks.append(self._reason("unchecked", {}))

    def _named(self) -> None:
        """Whether the certificate is that of the person whose block it is. No more than a
        remark: an office's certificate, or a name spelled otherwise, is no forgery."""
        expected = str(at(self.signature.sig_field, "/TU") or "").rpartition(": ")[2]
        if expected and fold(expected) not in fold(self.signer):
            self.remarks.append(self._reason("other_name", {"expected": expected}))

    def _against(
        self, code: str, day: datetime | None = None, facts: Mapping[str, Any] | None = None
    ) -> None:
        more = {"day": day.date().isoformat()} if day else dict(facts or {})
        self.problems.append(self._reason(code, more))

    def _reason(self, code: str, facts: Mapping[str, Any]) -> Reason:
        return Reason(code, {"field": self.name, "signer": self.signer, **facts})


def _certificate(certificate: Any) -> x509.Certificate:
    return x509.load_der_x509_certificate(certificate.dump())


def shown_without_signature(reader: PdfFileReader) -> tuple[str, ...]:
    """Fields that nobody signed and that show something all the same: a drawn-on signature."""
    signed = signed_fields(reader)
    found = []
    for name, widget in field_objects(reader).items():
        if name not in signed and any(_shows(each) for each in _widgets(widget)):
            found.append(name)
    return tuple(found)


def _widgets(widget: Any) -> list[Any]:
    return [widget, *items(at(widget, "/Kids"))]


def _shows(widget: Any) -> bool:
    """Whether its appearance, or one of its states, has anything in it."""
    appearance = at(at(widget, "/AP"), "/N")
    if appearance is None:
        return False
    if hasattr(appearance, "data"):
        return bool(appearance.data.strip())
    return any(at(appearance, state).data.strip() for state in appearance)
