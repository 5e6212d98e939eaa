"""Books: new, campaign, rubric, check, repair, office-key."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from db import campaigns, keys, profiles, rubrics, rule_changes
from db.book import Book
from db.check import check as check_book
from db.errors import FileUnusableError, RubricUnsoundError
from db.home import Home
from db.profiles import Profile
from db.records import Campaign, Rubric
from db.repair import repair as repair_book
from db.rule_changes import rule_of
from db.rule_effects import Touched
from db.rules import bands
from desktop import profile_files
from desktop.commands.because import asking, because_of, touched_by, touched_lines
from desktop.commands.outcome import Outcome, UsageError
from desktop.faults import trouble
from desktop.words import KINDS


def new(arguments: Namespace) -> Outcome:
    """A new book, its office key, its first campaign, its rubrics: all or nothing."""
    _check_year(arguments.year)
    if not arguments.body.strip():
        raise UsageError("Tên cơ quan không được để trống; hãy ghi tên sau --body.")
    found = [rubrics.read_file(path) for path in arguments.rubric]
    for rubric in found:
        problems = (*bands.check(rubric), *bands.unworded(rubric)) if rubric.confirmed else ()
        if problems:
            raise RubricUnsoundError(rubric=rubric.name, problems=problems)
    if len({r.applies_to for r in found}) < len(found):
        raise UsageError("Mỗi loại đối tượng chỉ có một thang điểm; hãy bỏ bớt --rubric.")
    profile = _profile(arguments.profile, arguments.year)
    book = Book.create(arguments.book, Home.default())
    try:
        with book:
            campaign = campaigns.create(
                book,
                arguments.year,
                arguments.body.strip(),
                unit=arguments.code,
                parent=arguments.parent,
                place=arguments.place,
                form=arguments.form,
            )
            for rubric in found:
                rubrics.store(book, campaign, rubric)
            if profile is not None:
                profiles.choose(book, campaign, profile)
    except BaseException:
        arguments.book.unlink(missing_ok=True)  # nothing changed: it is seconds old
        raise
    return Outcome(
        {
            "book": str(arguments.book),
            "id": book.id.hex(),
            "year": arguments.year,
            "rubrics": [rubric.id for rubric in found],
            "profile": None if profile is None else profile.id,
        },
        [
            f"Đã tạo sổ {arguments.book.name} cho đợt {arguments.year} của {arguments.body}.",
            "Khóa cơ quan nằm trên máy này; hãy xuất ra và cất giữ: thamdinh office-key "
            f"{arguments.book.name} --export TỆP --passphrase-file TỆP",
        ],
    )


def campaign(arguments: Namespace) -> Outcome:
    """A further campaign with the settings, rubrics and units of the last one."""
    _check_year(arguments.year)
    profile = _profile(arguments.profile, arguments.year)
    with Book.open(arguments.book, Home.default()) as book:
        book.require_pen()
        made = campaigns.create_next(book, arguments.year)
        if profile is not None:
            profiles.choose(book, made, profile)
    payload = {"year": made.year, "profile": None if profile is None else profile.id}
    return Outcome(payload, [f"Đã thêm đợt thẩm định năm {made.year}."])


def _profile(name: str, year: int) -> Profile | None:
    """The profile of that id for that year, before anything is written; None for ""."""
    if not name:
        return None
    found = profile_files.of_name(name)
    profiles.check_year(found, year)
    return found


def rubric(arguments: Namespace) -> Outcome:
    """Loads a rubric into the campaign."""
    found = rubrics.read_file(arguments.file)
    with Book.open(arguments.book, Home.default()) as book:
        book.require_pen()
        campaign = campaigns.find(book.connection, arguments.year)
        former = campaigns.rubrics(book.connection, campaign.id).get(found.applies_to)
        with asking():
            rubrics.store(book, campaign, found, because_of(arguments))
        touched = _touched(book, campaign, former)
    state = "đã xác nhận" if found.confirmed else "chưa xác nhận"
    return Outcome(
        {
            "id": found.id,
            "applies_to": str(found.applies_to),
            "confirmed": found.confirmed,
            "criteria": len(found.criteria),
            "touched": [asdict(ballot) for ballot in touched],
        },
        [
            f"Đã nạp thang điểm “{found.name}” ({KINDS[found.applies_to].lower()}, {state}).",
            *touched_lines(touched),
        ],
    )


def _touched(book: Book, campaign: Campaign, former: Rubric | None) -> list[Touched]:
    """The ballots that count otherwise than under the rubric that stood before."""
    if former is None or not rule_changes.begun(book.connection, campaign.id, former.applies_to):
        return []
    what = rule_changes.of_rubric(former.applies_to)
    return touched_by(book, campaign, what, rule_of(former))


def check(arguments: Namespace) -> Outcome:
    """Checks file, log, picture and signatures; exit 1 where something is wrong."""
    with Book.open(arguments.book, Home.default(), readonly=True) as book:
        problems = [trouble(found.code, found.facts) for found in check_book(book)]
    lines = problems or ["Sổ nguyên vẹn: tệp, nhật ký, chữ ký và các bảng đều khớp."]
    return Outcome({"ok": not problems, "problems": problems}, lines, int(bool(problems)))


def office_key(arguments: Namespace) -> Outcome:
    """Exports the office key under a passphrase, or takes an exported one in."""
    home = Home.default()
    passphrase = first_line(arguments.passphrase_file)
    with Book.open(arguments.book, home, readonly=True) as book:
        if arguments.export is not None:
            if arguments.export.exists():
                raise UsageError(
                    f"Đã có “{arguments.export.name}”; hãy chọn tên khác để không ghi đè."
                )
            keys.export_office_key(home, book.id, arguments.export, passphrase)
            return Outcome(
                {"exported": str(arguments.export)},
                [f"Đã xuất khóa cơ quan ra {arguments.export.name}; hãy cất nơi an toàn."],
            )
        keys.import_office_key(home, book.id, arguments.take, passphrase)
    return Outcome({"taken": str(arguments.take)}, ["Máy này nay giữ khóa cơ quan của sổ."])


def repair(arguments: Namespace) -> Outcome:
    """All that is readable of a damaged book into a new one, and what is lost."""
    made = repair_book(arguments.book, arguments.out, Home.default())
    payload = {
        "path": str(made.path),
        "changes": made.changes,
        "rewritten": made.rewritten,
        "ballots": made.ballots,
        "lists": made.lists,
        "snapshots": made.snapshots,
        "omitted": made.omitted,
        "lost": [{"who": who, "time": ms, "changes": count} for who, ms, count in made.lost],
    }
    lines = [
        f"Đã cứu vào “{made.path.name}”: {made.changes + made.rewritten} thay đổi, "
        f"{made.ballots} phiếu, {made.snapshots} bản chốt."
    ]
    lines += [
        f"Mất một phần: lần ghi lúc {datetime.fromtimestamp(ms / 1000):%d/%m/%Y %H:%M} "
        f"(còn {count} thay đổi)."
        for _, ms, count in made.lost
    ]
    if made.omitted:
        lines.append(f"Thiếu {made.omitted} phiếu đã nộp; hãy ghép lại tệp của thành viên.")
    if made.lost and not made.rewritten:
        lines.append("Hãy ghép thêm bản sao của thư ký hoặc thành viên để lấy lại phần còn thiếu.")
    bad = bool(made.lost or made.omitted)
    complaint = "Sổ mới chưa đủ so với sổ cũ; phần mất đã nêu ở trên." if bad else ""
    return Outcome(payload, lines, 1 if bad else 0, complaint)


def first_line(path: Path) -> str:
    """The first line of a file that holds a PIN or passphrase."""
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()[0].strip()
    except OSError as error:
        raise FileUnusableError(path=path, errno=error.errno) from error
    except (UnicodeDecodeError, IndexError) as error:
        raise UsageError(f"Tệp “{path.name}” không có mã PIN hoặc mật khẩu đọc được.") from error


def _check_year(year: int) -> None:
    if not 2000 <= year <= 2100:
        raise UsageError(f"Năm {year} không đúng; hãy ghi năm như 2023.")
