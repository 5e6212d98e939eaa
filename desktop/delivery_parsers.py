"""The words of the commands for decisions and deliveries."""

from __future__ import annotations

from pathlib import Path

from desktop.exchange_parsers import Add, WithBook


def add_deliveries(add: Add, with_book: WithBook) -> None:
    """decide, deliver, receive, desk."""
    decide = with_book(add("decide", "Ghi quyết định của Ban Thường vụ", "deliveries", "decide"))
    decide.add_argument("--session", type=int, required=True, metavar="SỐ")
    decide.add_argument("--document", required=True, metavar="SỐ_QUYẾT_ĐỊNH")
    decide.add_argument("--date", required=True, metavar="NGÀY")
    decide.add_argument("--note", default="", metavar="GHI_CHÚ")
    decide.add_argument(
        "--change", action="append", default=[], metavar="MÃ=XẾP_LOẠI", help="đổi xếp loại"
    )
    decide.add_argument(
        "--reason", action="append", default=[], metavar="LÝ_DO", help="lý do của mỗi lần đổi"
    )

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

    desk = with_book(add("desk", "Bàn tiếp nhận: đơn vị nào đã gửi", "desk", "desk"))
    desk.add_argument(
        "--out", type=Path, metavar="THƯ_MỤC", help="ghi giấy biên nhận, đôn đốc, tổng hợp"
    )
    desk.add_argument("--forms", type=Path, metavar="THƯ_MỤC", help="ghi mẫu cho từng đơn vị")
