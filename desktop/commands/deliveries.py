"""Decisions and deliveries: decide, deliver, receive."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from db import campaigns, decisions
from db.book import Book
from db.exchange import deliver as delivering
from db.exchange.receive import FileReport, Report, Verdict
from db.home import Home
from desktop.commands.books import first_line
from desktop.commands.outcome import Outcome, UsageError
from desktop.delivery_words import FLAGS, VERDICTS, verdict_reason
from desktop.intake.dates import DateRefusedError, read_date


def decide(arguments: Namespace) -> Outcome:
    """Records the standing committee's decision on a session."""
    changes, returned = _ruled(arguments.ruled, arguments.reason)
    try:
        day = read_date(arguments.date)
    except DateRefusedError:
        day = arguments.date  # refused where all other rules of a decision's date stand
    with Book.open(arguments.book, Home.default()) as book:
        book.require_pen()
        campaign = campaigns.find(book.connection, arguments.year)
        decisions.record(
            book, campaign, arguments.session, arguments.document, day, changes,
            note=arguments.note, send_back=returned,
        )  # fmt: skip
    payload = {
        "session": arguments.session,
        "document": arguments.document,
        "date": day,
        "changed": sorted(changes),
        "sent_back": sorted(returned),
    }
    said = f"; đổi xếp loại {len(changes)} hồ sơ" if changes else ""
    said += f"; trả lại để thẩm định lại {len(returned)} hồ sơ" if returned else ""
    number = arguments.session
    return Outcome(
        payload, [f"Đã ghi quyết định {arguments.document} cho cuộc họp số {number}{said}."]
    )


def _ruled(
    ruled: Sequence[tuple[str, str]], reasons: Sequence[str]
) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    """Class and reason of what was changed, the reason of what was sent back, by code."""
    if len(reasons) not in (len(ruled), 1 if ruled else 0):
        raise UsageError("Mỗi --change hay --send-back cần một --reason, ghi theo đúng thứ tự.")
    changes: dict[str, tuple[str, str]] = {}
    returned: dict[str, str] = {}
    for place, (option, text) in enumerate(ruled):
        reason = reasons[place if len(reasons) > 1 else 0]
        code = text.strip()
        if option == "change":
            code, name = _pair(text, "--change", "MÃ=XẾP_LOẠI")
        if code in changes or code in returned:
            raise UsageError(f"Hồ sơ {code} được ghi hai lần; hãy ghi một lần.")
        if option == "change":
            changes[code] = (name, reason)
        else:
            returned[code] = reason
    return changes, returned


def _pair(text: str, option: str, how: str) -> tuple[str, str]:
    left, sign, right = text.rpartition("=")
    if not sign or not left.strip() or not right.strip():
        raise UsageError(f"{option} phải ghi như {how}; hãy gõ lại.")
    return left.strip(), right.strip()


def deliver(arguments: Namespace) -> Outcome:
    """Writes a session's results for the level above."""
    with Book.open(arguments.book, Home.default()) as book:
        book.require_pen()
        campaign = campaigns.find(book.connection, arguments.year)
        made = delivering.deliver(
            book, campaign, arguments.session, arguments.out, undecided=arguments.undecided
        )
    body = made.body
    payload = {
        "path": str(made.path),
        "session": arguments.session,
        "seq": body.seq,
        "proof_code": body.proof_code,
        "submissions": len(body.lines),
        "decided": body.decision is not None,
    }
    state = "" if body.decision else " Gói ghi rõ: chưa có quyết định."
    return Outcome(
        payload,
        [
            f"Đã ghi “{made.path.name}”: {len(body.lines)} hồ sơ, mã đối chiếu "
            f"{body.proof_code}.{state}",
            "Hãy rút USB an toàn trước khi tháo.",
        ],
    )


def receive(arguments: Namespace) -> Outcome:
    """Takes in what units sent; a folder with damaged files gives the good ones, exit 1."""
    from desktop.intake.receive_files import receive_files

    passphrase = arguments.passphrase_file and first_line(arguments.passphrase_file)
    with Book.open(arguments.book, Home.default()) as book:
        book.require_pen()
        report = receive_files(
            book,
            campaigns.find(book.connection, arguments.year),
            arguments.files,
            units=dict(_pair(one, "--unit", "TỆP=MÃ") for one in arguments.unit),
            trust=dict(_pair(one, "--trust", "MÃ=DẤU_VÂN_TAY") for one in arguments.trust),
            passphrase=passphrase,
        )
    if not report.files:
        raise UsageError("Thư mục không có tệp kết quả nào; hãy chọn thư mục khác.")
    return _received(report)


def _received(report: Report) -> Outcome:
    payload = {
        "files": [
            {
                "name": one.path.name,
                "unit": one.unit,
                "verdict": str(one.verdict),
                "reason": _reason(one),
                "proof_code": one.proof_code,
            }
            for one in report.files
        ],
        "missing": list(report.missing),
    }
    lines = [_file_line(one) for one in report.files]
    counts = [
        f"{sum(one.verdict is verdict for one in report.files)} {VERDICTS[verdict]}"
        for verdict in Verdict
    ]
    lines.append(f"Tổng cộng {len(report.files)} tệp: {'; '.join(counts)}.")
    if report.missing:
        lines.append(f"Chưa gửi ({len(report.missing)} đơn vị): {', '.join(report.missing)}.")
    bad = [one for one in report.files if one.verdict is Verdict.REFUSED]
    if not bad:
        return Outcome(payload, lines)
    if len(bad) == len(report.files):  # nothing could be taken: bad input
        more = f" ({len(bad) - 1} tệp khác cũng không nhận được.)" if len(bad) > 1 else ""
        return Outcome(payload, lines, 2, f"“{bad[0].path.name}”: {_reason(bad[0])}{more}")
    complaint = f"Có {len(bad)} tệp không nhận được; các tệp khác đã xong."
    return Outcome(payload, lines, 1, complaint)


def _reason(one: FileReport) -> str | None:
    return verdict_reason(str(one.verdict), one.code, one.facts)


def _file_line(one: FileReport) -> str:
    whose = f", đơn vị {one.unit}" if one.unit else ""
    code = f", mã đối chiếu {one.proof_code}" if one.proof_code else ""
    undecided = one.verdict is Verdict.RECEIVED and one.proof_code and not one.decided
    note = f" ({FLAGS['undecided']})" if undecided else ""
    reason = _reason(one)
    tail = f". {reason}" if reason else f"{whose}{code}{note}."
    return f"{one.path.name}: {VERDICTS[one.verdict]}{tail}"
