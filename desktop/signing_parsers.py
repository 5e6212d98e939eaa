"""The words of the commands for digital signatures."""

from __future__ import annotations

from pathlib import Path

from desktop.exchange_parsers import Add, WithBook


def add_signing(add: Add, with_book: WithBook) -> None:
    """sign, verify, trust, attach."""
    sign = add("sign", "Ký số một ô trên biên bản", "signing", "sign")
    sign.add_argument("file", type=Path, metavar="TỆP.pdf")
    sign.add_argument("--field", required=True, metavar="Ô_KÝ", help="tên ô, xem bằng verify")
    key = sign.add_mutually_exclusive_group(required=True)
    key.add_argument("--p12", type=Path, metavar="TỆP", help="tệp khóa .p12 hoặc .pfx")
    key.add_argument("--token", type=Path, metavar="THƯ_VIỆN", help="thư viện PKCS#11 của hãng")
    sign.add_argument("--pin-file", type=Path, required=True, metavar="TỆP")
    sign.add_argument("--last", action="store_true", help="chữ ký cuối, khóa tệp lại")
    sign.add_argument("--image", type=Path, metavar="ẢNH", help="ảnh chữ ký tay thay cho khung chữ")
    sign.add_argument("--out", type=Path, metavar="TỆP.pdf", help="mặc định: ghi vào chính tệp đó")

    verify = add("verify", "Kiểm tra biên bản đã ký", "signing", "verify")
    verify.add_argument("file", type=Path, metavar="TỆP.pdf")
    verify.add_argument(
        "--trust", type=Path, action="append", default=[], metavar="CA.pem",
        help="chứng thư của tổ chức cấp, chỉ dùng lần này",
    )  # fmt: skip
    verify.add_argument(
        "--crl", type=Path, action="append", default=[], metavar="TỆP",
        help="danh sách thu hồi, chỉ dùng lần này",
    )  # fmt: skip
    verify.add_argument("--against", type=Path, metavar="SỔ", help="đối chiếu với sổ")
    verify.add_argument("--code", metavar="MÃ", help="mã đối chiếu gõ từ giấy")

    trust = add("trust", "Tổ chức cấp chứng thư được tin cậy", "signing", "trust")
    trust.add_argument("files", type=Path, nargs="*", metavar="TỆP", help="nhập vào máy này")
    trust.add_argument("--remove", metavar="DẤU", help="bỏ một mục theo dấu của nó")

    attach = with_book(add("attach", "Đính bản biên bản đã ký", "attaching", "attach"))
    attach.add_argument("file", type=Path, metavar="TỆP", help="PDF đã ký số, PDF hoặc ảnh quét")
    attach.add_argument("--session", type=int, required=True, metavar="SỐ")
    attach.add_argument("--code", metavar="MÃ", help="mã đối chiếu, khi không đọc được từ tệp")
    attach.add_argument("--number", default="", metavar="SỐ_VĂN_BẢN")
    attach.add_argument("--date", default="", metavar="NGÀY", help="ngày văn bản, dd/mm/yyyy")
