"""Hints for the re-check: ten texts as units write them, and what strikes in each."""

from __future__ import annotations

import pytest

from db.rules.recheck import GENERIC, NO_FIGURES, SHORT, hints

NEW = "Chưa đơn vị nào trong huyện làm theo cách này"
LONG = "Thực hiện ở các thôn trên địa bàn xã, mỗi quý sơ kết một lần và rút kinh nghiệm"


@pytest.mark.parametrize(
    ("title", "content", "found"),
    [
        ("Vườn cà phê cảnh quan liên kết hộ nghèo", f"{LONG}; giúp 25 hộ thoát nghèo", ()),
        ("Trồng 2000 cây xanh trên các tuyến đường", LONG, ()),
        ("Tủ sách pháp luật lưu động", f"{LONG}; phục vụ hai mươi lăm lượt mỗi tuần", ()),
        ("Bộ phận một cửa trả kết quả tại nhà", f"{LONG}; giảm một nửa thời gian chờ", ()),
        ("Gắn mã QR cho 100% hồ sơ đảng viên", LONG, ()),
        ("Đối thoại với Nhân dân", f"{LONG} theo Nghị quyết số 18-NQ/TW năm 2023", (NO_FIGURES,)),
        ("Ngày thứ Bảy vì dân", f"{LONG}; bắt đầu ngày 12/3/2023, xong tháng 11", (NO_FIGURES,)),
        ("Mô hình mới, cách làm sáng tạo.", f"{LONG}; 30 hộ", (GENERIC,)),
        ("Nâng cao chất lượng, hiệu quả công tác lãnh đạo", f"{LONG}; 30 hộ", (GENERIC,)),
        ("Camera an ninh", "Lắp 5 cái", (SHORT,)),
    ],
)
def test_ten_texts(title: str, content: str, found: tuple[str, ...]) -> None:
    new = "Mới" if SHORT in found else NEW
    assert hints(title, (content,), new, ()) == found
