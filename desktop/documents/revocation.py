"""Whether a certificate was revoked, by the lists that were imported, and never by silence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm


class RevocationState(StrEnum):
    """What the lists say."""

    GOOD = "good"
    REVOKED = "revoked"
    UNCHECKED = "unchecked"  # no list of its issuer was imported
    STALE = "stale"  # the newest one is older than the signature and out of date


@dataclass(frozen=True, slots=True)
class Revocation:
    """The answer; ``day`` is that of the revocation, or of the list that was looked at."""

    state: RevocationState
    day: date | None = None


def revocation(
    chain: Sequence[x509.Certificate],
    lists: Iterable[x509.CertificateRevocationList],
    signed: datetime,
    now: datetime,
) -> Revocation:
    """Of the first certificate of ``chain`` (the signer's); each is issued by the next one.

    A certificate on any list of its issuer is revoked, whatever day it says: a signature's own
    time proves nothing. An authority between signer and root counts the same. A list clears the
    signer if it was made after the signature, or is still in force.
    """
    known = list(lists)
    answer = Revocation(RevocationState.UNCHECKED)
    for place, (certificate, issuer) in enumerate(pairwise(chain)):
        for each in _of_issuer(known, issuer):
            entry = each.get_revoked_certificate_by_serial_number(certificate.serial_number)
            if entry is not None:
                return Revocation(RevocationState.REVOKED, entry.revocation_date_utc.date())
            if place == 0:
                answer = _better(answer, each, signed, now)
    return answer


def _of_issuer(
    lists: Sequence[x509.CertificateRevocationList], issuer: x509.Certificate
) -> list[x509.CertificateRevocationList]:
    """The lists that the issuer itself signed, the newest first."""
    own = []
    for each in lists:
        try:
            # The key decides; types that cannot sign lists raise TypeError.
            if each.issuer == issuer.subject and each.is_signature_valid(issuer.public_key()):  # type: ignore[arg-type]
                own.append(each)
        except (TypeError, ValueError, UnsupportedAlgorithm):
            continue
    return sorted(own, key=lambda each: each.last_update_utc, reverse=True)


def _better(
    answer: Revocation, found: x509.CertificateRevocationList, signed: datetime, now: datetime
) -> Revocation:
    if answer.state is RevocationState.GOOD:
        return answer
    until = found.next_update_utc
    clears = found.last_update_utc >= signed or (until is not None and until >= now)
    state = RevocationState.GOOD if clears else RevocationState.STALE
    if answer.state is RevocationState.STALE and state is RevocationState.STALE:
        return answer  # the newest one speaks
    return Revocation(state, found.last_update_utc.date())
