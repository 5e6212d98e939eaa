"""The settings of a campaign (domain.md part 4) with their names on the screen. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from db.change_log import Value
from db.records import Settings


class Shape(Enum):
    """What a setting holds."""

    FLAG = "flag"
    PERCENT = "percent"
    CHOICE = "choice"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class SettingWords:
    """``name`` is that of db.records.Settings; ``about`` says what follows from it."""

    name: str
    label: str
    about: str
    shape: Shape = Shape.FLAG


SETTINGS: Final = (
    SettingWords(
        "recusal_by_unit",
        "Không chấm hồ sơ của đơn vị mình",
        "Thành viên cùng đơn vị với hồ sơ không tham gia chấm. Ở chi bộ, ai cũng cùng đơn vị.",
    ),
    SettingWords(
        "drop_extremes",
        "Bỏ phiếu cao nhất và thấp nhất",
        "Chỉ khi có từ năm phiếu trở lên; điểm trung bình tính trên các phiếu còn lại.",
    ),
    SettingWords(
        "blind",
        "Chấm kín",
        "Khi đang chấm, thành viên không thấy điểm, tổng điểm, thứ hạng của người khác.",
    ),
    SettingWords(
        "absent_ballot_counts",
        "Tính phiếu gửi trước của người vắng",
        "Thành viên vắng mặt đã gửi phiếu thì phiếu vẫn vào điểm trung bình.",
    ),
    SettingWords(
        "agreed_mark",
        "Chấm thống nhất một điểm",
        "Cho chi bộ, cấp ủy nhỏ: nhập một điểm thống nhất thay cho phiếu; biên bản ghi rõ.",
    ),
    SettingWords(
        "members_sign",
        "Các thành viên cùng ký biên bản",
        "Biên bản có chỗ ký cho từng thành viên có mặt, giữa thư ký và chủ trì.",
    ),
    SettingWords(
        "spread_part",
        "Chênh lệch lớn (% điểm tối đa)",
        "Điểm một tiêu chí giữa các thành viên chênh quá mức này thì đưa ra họp.",
        Shape.PERCENT,
    ),
    SettingWords(
        "reason_edges",
        "Hỏi lý do khi cho điểm 0 hoặc điểm tối đa",
        "Phiếu có điểm như vậy chỉ nộp được khi ghi lý do; điểm thưởng 0 không hỏi.",
    ),
    SettingWords(
        "reason_gap",
        "Hỏi lý do khi điểm lệch tự chấm quá (% điểm tối đa)",
        "100 là không hỏi. Lý do in ở cột Lý do của phiếu chấm điểm.",
        Shape.PERCENT,
    ),
    SettingWords(
        "phrases",
        "Câu nhận xét mẫu, mỗi dòng một câu",
        "Khi ghi nhận xét, bấm F4 để chèn. Đổi danh sách này không làm thay đổi kết quả.",
        Shape.LINES,
    ),
    SettingWords(
        "several_models",
        "Đối tượng có nhiều mô hình",
        "Điểm nào là điểm của đối tượng.",
        Shape.CHOICE,
    ),
    SettingWords(
        "alternatives",
        "Xét căn cứ thay thế của cá nhân không đăng ký",
        "Người đứng đầu lấy kết quả Tốt, Khá của tổ chức; sáng kiến được công nhận; khen thưởng "
        "đột xuất. Bỏ chọn thì không đăng ký là không thẩm định.",
    ),
    SettingWords(
        "exclude_kinds",
        "Không thẩm định một số loại đơn vị",
        "Các loại ghi ở ô dưới, cả tập thể và cá nhân thuộc đơn vị đó.",
    ),
    SettingWords(
        "excluded_unit_kinds",
        "Loại đơn vị không thẩm định, mỗi loại một dòng",
        "So với cột Loại của đơn vị, không phân biệt hoa thường, dấu.",
        Shape.LINES,
    ),
)
OF_THE_SCREEN: Final = frozenset({"phrases"})
"""Settings that change no result: no reason is asked for."""

MODEL_CHOICES: Final = (
    ("highest", "Lấy điểm cao nhất"),
    ("mean", "Lấy điểm trung bình"),
    ("main", "Lấy điểm mô hình chính"),
)
SIGNING: Final = (
    ("", "Thay mặt (T/M, TM.)"),
    ("by_order", "Thừa lệnh (T/L, TL.)"),
    ("instead", "Ký thay (K/T, KT.)"),
    ("mandate", "Thừa ủy quyền (TUQ.)"),
    ("own", "Ký thẳng chức vụ"),
)
"""How whoever signs notices and letters of the body signs (domain.md part 5); "" until set."""

SIGNER: Final = {
    "signer_authority": "Thẩm quyền ký",
    "signer_of": "Ký thay mặt, thừa lệnh, thay cho",
    "signer_title": "Chức vụ người ký",
    "signer_name": "Họ và tên người ký",
}
"""The settings that say who signs, with their names on the screen."""

DECISION: Final = "Quyết định thành lập Tổ (số, ngày, cơ quan)"
SERIES: Final = "Ký hiệu số văn bản của cơ quan"
SERIES_HINT: Final = (
    "Như HU, BTC. Để trống thì biên bản lấy số của Tổ thẩm định, công văn để trống ký hiệu; số đã "
    "gõ đủ ký hiệu ở biên bản thì giữ nguyên."
)

FORM_NAMES: Final = {
    "hd36_2018": "Đảng: Hướng dẫn 36-HD/VPTW (2018)",
    "hd05_2026": "Đảng: Hướng dẫn 05-HD/VPTW (2026)",
    "nd30_2020": "Nhà nước: Nghị định 30/2020/NĐ-CP",
}


def stored(settings: Settings, name: str) -> Value:
    """The value of a setting as a field shows it."""
    found = getattr(settings, name)
    if isinstance(found, bool):
        return int(found)
    if isinstance(found, tuple):
        return "\n".join(found) or None
    return str(found)


def read_percent(text: str) -> Value:
    """A whole number of per cent from 1 to 100, as text. Raises ValueError."""
    typed = text.strip().removesuffix("%").strip()
    if not (typed.isascii() and typed.isdigit() and 1 <= int(typed) <= 100):
        raise ValueError(f"“{text.strip()[:12]}” không dùng được; hãy gõ số từ 1 đến 100")
    return str(int(typed))


def read_series(text: str) -> Value:
    """The sign of a number series, as "HU" or "BTC-TĐ". Raises ValueError."""
    typed = "".join(text.split())
    if typed and not (len(typed) <= 20 and all(s.isalnum() or s in "-/." for s in typed)):
        raise ValueError(f"“{text.strip()[:20]}” không dùng được; hãy gõ ký hiệu như HU hoặc BTC")
    return typed or None


def to_setting(name: str, value: Value) -> bool | int | str | tuple[str, ...]:
    """What ``campaigns.write_setting`` takes for the value of a field."""
    default = getattr(Settings(), name)
    if isinstance(default, bool):
        return bool(value)
    if isinstance(default, tuple):
        lines = str(value or "").splitlines()
        return tuple(" ".join(line.split()) for line in lines if line.strip())
    return int(str(value)) if isinstance(default, int) else str(value or default)
