"""Digital signatures on minutes: sign, verify, and whom this laptop trusts."""

from __future__ import annotations

from argparse import Namespace
from contextlib import nullcontext
from datetime import datetime

from db.book import Book
from db.home import Home
from desktop.commands.books import first_line
from desktop.commands.outcome import Outcome, UsageError
from desktop.documents import trust as trusting
from desktop.documents.certificates import KeyFile
from desktop.documents.signature_check import SignatureVerdict
from desktop.documents.signing import KeySource
from desktop.documents.signing import sign as add_signature
from desktop.documents.stamp import VIETNAM
from desktop.documents.token import Token
from desktop.documents.trust import TrustItem, TrustKind
from desktop.documents.verifying import verify as check
from desktop.verify_words import sentences, signature_note, verdict_line


def sign(arguments: Namespace) -> Outcome:
    """Adds one signature, to the file itself or to --out."""
    pin = first_line(arguments.pin_file)
    source: KeySource = (
        KeyFile(arguments.p12, pin)
        if arguments.p12 is not None
        else Token(arguments.token.absolute(), pin)
    )
    done = add_signature(
        arguments.file,
        arguments.field,
        source,
        last=arguments.last,
        out=arguments.out,
        image=arguments.image,
    )
    lines = [f"{done.signer.name} đã ký ô {done.field} lúc {_when(done.time)}: {done.path}."]
    if done.locked:
        lines.append("Tệp đã khóa, không ký thêm được.")
    elif done.left:
        lines.append(f"Còn các ô chưa ký: {', '.join(done.left)}.")
    payload = {
        "file": str(done.path),
        "field": done.field,
        "signer": done.signer.name,
        "time": done.time.astimezone(VIETNAM).isoformat(),
        "locked": done.locked,
        "unsigned": list(done.left),
    }
    return Outcome(payload, lines)


def _when(time: datetime) -> str:
    return f"{time.astimezone(VIETNAM):%H:%M:%S ngày %d/%m/%Y}"


def verify(arguments: Namespace) -> Outcome:
    """One verdict and its reasons; exit 0 only where all of it holds."""
    home = Home.default()
    trust = trusting.kept(home) + trusting.read_trust([*arguments.trust, *arguments.crl])
    opened = (
        nullcontext(None)
        if arguments.against is None
        else Book.open(arguments.against, home, readonly=True)
    )
    with opened as book:
        verdict = check(arguments.file, trust, book=book, code=arguments.code)
    line = verdict_line(verdict)
    payload = {
        "valid": verdict.valid,
        "signatures": [
            {
                "field": each.field,
                "signer": each.signer,
                "time": None if each.time is None else each.time.astimezone(VIETNAM).isoformat(),
                "valid": each.valid,
                "trusted": each.trusted,
                "reason": signature_note(each),
            }
            for each in verdict.signatures
        ],
        "whole_file": verdict.whole_file,
        "proof_code": verdict.proof_code,
        "recomputed": verdict.recomputed,
        "reasons": sentences(verdict.reasons),
    }
    lines = [line, *(f"- {text}" for text in sentences(verdict.reasons))]
    lines += [_signature(each) for each in verdict.signatures]
    if verdict.proof_code is not None:
        lines.append(f"Mã đối chiếu: {verdict.proof_code}")
    told = [reason for each in verdict.signatures for reason in each.remarks]
    lines += sentences(reason for reason in verdict.remarks if reason not in told)
    return Outcome(payload, lines, 0 if verdict.valid else 1)


def _signature(signature: SignatureVerdict) -> str:
    if signature.signer is None or signature.time is None:
        return f"{signature.field}: {signature_note(signature)}"
    state = "hợp lệ" if signature.valid and signature.trusted else "KHÔNG hợp lệ"
    when = _when(signature.time)
    return f"{signature.field}: {signature.signer}, {when}, {state}. {signature_note(signature)}"


def trust(arguments: Namespace) -> Outcome:
    """Imports or removes authorities and revocation lists, and shows what is there."""
    home = Home.default()
    if arguments.remove is not None and arguments.files:
        raise UsageError("Mỗi lần chỉ nhập hoặc chỉ bỏ; hãy gõ lại.")
    if arguments.remove is not None:
        trusting.remove(home, arguments.remove)
    elif arguments.files:
        trusting.keep(home, arguments.files)
    found = trusting.items(home)
    payload = {
        "trusted": [
            {
                "id": item.id,
                "kind": str(item.kind),
                "name": item.name,
                "from": item.start.isoformat(),
                "until": None if item.end is None else item.end.isoformat(),
            }
            for item in found
        ]
    }
    lines = [_item(item) for item in found]
    return Outcome(payload, lines or ["Máy này chưa tin cậy tổ chức cấp chứng thư nào."])


def _item(item: TrustItem) -> str:
    until = "" if item.end is None else f" đến {item.end:%d/%m/%Y}"
    days = f"từ {item.start:%d/%m/%Y}{until}"
    if item.kind is TrustKind.AUTHORITY:
        return f"{item.id}  Tổ chức cấp: {item.name}, {days}"
    return f"{item.id}  Danh sách thu hồi của {item.name}: {item.revoked} chứng thư, {days}"
