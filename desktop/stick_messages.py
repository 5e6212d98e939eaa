"""The sentences for sticks, files under a passphrase, backups and files of drafts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from db import errors

Facts = Mapping[str, Any]


def _file(facts: Facts) -> str:
    path = facts.get("path")
    return f"tệp “{Path(str(path)).name}”" if path is not None else "tệp"


def _begun(facts: Facts) -> str:
    text = _file(facts)
    return text[:1].upper() + text[1:]


def _amount(size: int, *, up: bool = True) -> str:
    """Bytes as people read them, rounded up; what is free is rounded down."""
    for unit, name in ((1024**3, "GB"), (1024**2, "MB")):
        if size >= unit:
            whole, rest = divmod((size * 10 + (unit - 1 if up else 0)) // unit, 10)
            return f"{whole},{rest} {name}" if rest else f"{whole} {name}"
    return f"{(size + (1023 if up else 0)) // 1024} KB"


def _full(facts: Facts) -> str:
    if facts.get("free") is None:
        return (
            f"Ổ đĩa nhận đã đầy khi đang ghi {_file(facts)}; hãy xóa bớt tệp trên ổ đó "
            "hoặc chọn ổ khác rồi ghi lại."
        )
    room = (
        f"còn trống {_amount(facts['free'], up=False)}" if facts["free"] else "không còn chỗ trống"
    )
    return (
        f"Ổ đĩa nhận {room} mà cần {_amount(facts['need'])}; "
        "hãy xóa bớt tệp trên ổ đó hoặc chọn ổ khác."
    )


def _written_since(facts: Facts) -> str:
    time = facts.get("time")
    when = f" lúc {datetime.fromtimestamp(time / 1000):%H:%M ngày %d/%m/%Y}" if time else ""
    return (
        f"Sổ đã thay đổi sau lần ghép{when} nên không bỏ lần ghép được nữa; "
        "nếu cần, hãy khôi phục từ một bản sao lưu."
    )


STICK: Mapping[type[BaseException], Callable[[Facts], str]] = {
    errors.TooLargeToSealError: lambda f: (
        f"{_begun(f)} lớn hơn {_amount(f['limit'])} nên không đặt mật khẩu được; "
        "hãy ghi bản không kèm minh chứng, hoặc chia nhỏ thành nhiều lần ghi."
    ),
    errors.TooLargeForDriveError: lambda f: (
        f"{_begun(f)} lớn hơn 4 GB mà ổ kiểu FAT32 không nhận; hãy ghi bản không kèm minh chứng, "
        "hoặc dùng USB kiểu exFAT."
    ),
    errors.WrongFilePassphraseError: lambda f: (
        f"Mật khẩu không mở được {_file(f)}; hãy hỏi lại người gửi rồi gõ lại."
    ),
    errors.SealDamagedError: lambda f: (
        f"{_begun(f)} có đặt mật khẩu nhưng bị hỏng hoặc không do chương trình này ghi; "
        "hãy xin người gửi ghi lại."
    ),
    errors.OwnFileError: lambda f: (
        f"{_begun(f)} chính là tệp đang dùng trên máy này; hãy chọn tên hoặc thư mục khác."
    ),
    errors.DriveFullError: _full,
    errors.DriveGoneError: lambda f: (
        f"Ổ đĩa bị rút hoặc bị lỗi khi đang ghi {_file(f)}, bản ghi chưa xong; "
        "hãy cắm lại rồi ghi lại, sổ trên máy vẫn nguyên."
    ),
    errors.CopyDamagedError: lambda f: (
        f"Đọc lại {_file(f)} vừa ghi thì không giống bản gốc, ổ đĩa có thể hỏng; hãy ghi ra ổ khác."
    ),
    errors.StickAwayError: lambda f: (
        f"Chưa thấy USB có {_file(f)}; hãy cắm lại đúng USB đã lấy sổ rồi ghi lại, "
        "sổ trên máy vẫn nguyên."
    ),
    errors.StickNewerError: lambda f: (
        f"{_begun(f)} trên USB có nội dung mới mà sổ ở máy này chưa có nên không ghi đè; "
        "hãy ghép bản trên USB trước, rồi ghi lại."
    ),
    errors.NoMergeToUndoError: lambda f: (
        "Chưa có lần ghép nào để bỏ; sổ vẫn như cũ, nếu cần hãy khôi phục từ một bản sao lưu."
    ),
    errors.WrittenSinceMergeError: _written_since,
    errors.BackupDamagedError: lambda f: (
        f"Bản sao lưu “{Path(str(f.get('path'))).name}” bị hỏng hoặc của sổ khác; "
        "hãy chọn bản sao lưu khác."
    ),
    errors.DraftFileError: lambda f: (
        f"{_begun(f)} bị hỏng hoặc không phải tệp phiếu nháp; hãy ghi lại từ máy kia."
    ),
    errors.DraftsOfOtherBookError: lambda f: (
        f"{_begun(f)} là phiếu nháp của sổ khác; hãy mở đúng sổ rồi nhận lại."
    ),
}
