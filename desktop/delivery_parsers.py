"""The words of the commands for decisions and deliveries."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from desktop.exchange_parsers import Add, WithBook


def _ruled(option: str, text: str) -> tuple[str, str]:
    return option, text


def add_deliveries(add: Add, with_book: WithBook) -> None:
    """decide, deliver, receive, key-in, desk."""
    decide = with_book(add("decide", "Ghi quyết định của Ban Thường vụ", "deliveries", "decide"))
    decide.add_argument("--session", type=int, required=True, metavar="SỐ")
    decide.add_argument("--document", required=True, metavar="SỐ_QUYẾT_ĐỊNH")
    decide.add_argument("--date", required=True, metavar="NGÀY")
    decide.add_argument("--note", default="", metavar="GHI_CHÚ")
    # Both into one list, so that reasons are told apart by the order in which all were written.
    for option, metavar, words in (
        ("change", "MÃ=XẾP_LOẠI", "đổi xếp loại"),
        ("send-back", "MÃ", "trả lại để thẩm định lại"),
    ):
        decide.add_argument(
            f"--{option}", action="append", default=[], dest="ruled", metavar=metavar, help=words,
            type=partial(_ruled, option),
        )  # fmt: skip
    decide.add_argument(
        "--reason", action="append", default=[], metavar="LÝ_DO",
        help="lý do của mỗi lần đổi hoặc trả lại, theo đúng thứ tự",
    )  # fmt: skip

    deliver = with_book(add("deliver", "Ghi gói kết quả gửi cấp trên", "deliveries", "deliver"))
    deliver.add_argument("out", type=Path, metavar="TỆP_HOẶC_THƯ_MỤC")
    deliver.add_argument("--session", type=int, required=True, metavar="SỐ")
    deliver.add_argument("--undecided", action="store_true", help="chưa có quyết định, vẫn gửi")

    receive = with_book(add("receive", "Nhận kết quả của các đơn vị", "deliveries", "receive"))
    receive.add_argument("files", type=Path, nargs="+", metavar="TỆP")
    receive.add_argument(
        "--unit", action="append", default=[], metavar="TỆP=MÃ", help="tệp này của đơn vị nào"
    )
    receive.add_argument(
        "--trust", action="append", default=[], metavar="MÃ=DẤU_VÂN_TAY",
        help="khóa mới của đơn vị, đã gọi đối chiếu",
    )  # fmt: skip
    receive.add_argument("--passphrase-file", type=Path, metavar="TỆP")

    keyed = with_book(add("key-in", "Nhập kết quả của đơn vị từ giấy", "keying", "key_in"))
    keyed.add_argument("--unit", required=True, metavar="MÃ")
    keyed.add_argument("--submissions", required=True, metavar="SỐ", help="tổng số hồ sơ")
    keyed.add_argument("--final-sum", default="", metavar="ĐIỂM", help="cộng điểm thẩm định")
    for option, name, words in (
        ("--class", "classes", "Tổ xếp loại"),
        ("--decided", "decided", "quyết định xếp loại"),
    ):
        keyed.add_argument(
            option, action="append", default=[], dest=name, metavar="XẾP_LOẠI=SỐ", help=words
        )
    for name, words in (
        ("must-register", "đối tượng phải đăng ký"),
        ("must-registered", "trong đó đã đăng ký"),
        ("registered", "hồ sơ đã đăng ký"),
        ("reported", "hồ sơ đã có báo cáo"),
        ("appraised", "hồ sơ đã thẩm định"),
    ):
        keyed.add_argument(f"--{name}", default="", metavar="TẬP_THỂ[,CÁ_NHÂN]", help=words)
    keyed.add_argument("--minutes", default="", metavar="SỐ_BIÊN_BẢN")
    keyed.add_argument("--held", default="", metavar="NGÀY_HỌP")
    keyed.add_argument("--document", default="", metavar="SỐ_QUYẾT_ĐỊNH")
    keyed.add_argument("--date", default="", metavar="NGÀY_QUYẾT_ĐỊNH")

    desk = with_book(add("desk", "Bàn tiếp nhận: đơn vị nào đã gửi", "desk", "desk"))
    desk.add_argument(
        "--out", type=Path, metavar="THƯ_MỤC", help="ghi giấy biên nhận, đôn đốc, tổng hợp"
    )
    desk.add_argument("--forms", type=Path, metavar="THƯ_MỤC", help="ghi mẫu cho từng đơn vị")
