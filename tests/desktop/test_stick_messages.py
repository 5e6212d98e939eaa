"""What goes wrong with sticks, passphrases and backups is said in a sentence that helps."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import errors
from db.errors import ThamdinhError
from desktop.messages import sentence
from desktop.stick_messages import STICK

PATH = Path("/media/an/so.thamdinh")
MEGABYTE = 1024**2


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (errors.TooLargeToSealError(path=PATH, limit=500 * MEGABYTE), ["500 MB", "minh chứng",
                                                                       "chia nhỏ"]),
        (errors.TooLargeForDriveError(path=PATH, size=2**33), ["4 GB", "minh chứng", "exFAT"]),
        (errors.WrongFilePassphraseError(path=PATH), ["Mật khẩu không mở được", "gõ lại"]),
        (errors.WrongFilePassphraseError(path=None), ["không mở được tệp;"]),
        (errors.SealDamagedError(path=PATH, detail="header"), ["Tệp “so.thamdinh”", "hỏng"]),
        (errors.OwnFileError(path=PATH), ["đang dùng", "hãy chọn"]),
        (errors.DriveFullError(path=PATH, need=40 * MEGABYTE + 1, free=12 * MEGABYTE + 99),
         ["còn trống 12 MB", "cần 40,1 MB"]),
        (errors.DriveFullError(path=PATH, need=3 * 2**30, free=0),
         ["không còn chỗ trống", "cần 3 GB"]),
        (errors.DriveFullError(path=PATH, need=5, free=None), ["đã đầy khi đang ghi"]),
        (errors.DriveGoneError(path=PATH), ["bị rút", "cắm lại", "sổ trên máy vẫn nguyên"]),
        (errors.CopyDamagedError(path=PATH), ["không giống bản gốc", "ổ khác"]),
        (errors.NoMergeToUndoError(), ["Chưa có lần ghép nào để bỏ"]),
        (errors.WrittenSinceMergeError(time=1_700_000_000_000), ["Sổ đã thay đổi sau lần ghép",
                                                                 "/11/2023", "sao lưu"]),
        (errors.BackupDamagedError(path=PATH), ["Bản sao lưu “so.thamdinh”", "hãy chọn"]),
        (errors.DraftFileError(path=PATH), ["phiếu nháp", "ghi lại"]),
        (errors.DraftsOfOtherBookError(path=PATH), ["sổ khác", "mở đúng sổ"]),
    ],
)  # fmt: skip
def test_a_sentence_says_what_happened_and_what_next(
    error: ThamdinhError, words: list[str]
) -> None:
    said = sentence(error)
    assert [word for word in words if word not in said] == []
    assert said.endswith(".") and said[0].isupper() and "None" not in said
    assert str(PATH.parent) not in said
    assert type(error) in STICK
