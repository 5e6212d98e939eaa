"""The words of the genre that say nothing about what is new, and those that say one thing.

Both lists are folded (db.rules.vietnamese.fold). They are read from what registrations and
letters of the field repeat whatever the model is about (the four letters and the sample): two
models that share only these share nothing, and two that differ only in these are one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

FILLERS: Final[tuple[str, ...]] = (
    # what every model is called, and what every report says it achieved
    "mo hinh moi", "mo hinh", "cach lam sang tao", "cach lam hay", "cach lam moi", "cach lam",
    "sang tao", "hieu qua", "nang cao hieu qua cong tac", "nang cao hieu qua",
    "nang cao chat luong", "gop phan nang cao", "gop phan", "nham nang cao", "nham",
    "tang cuong cong tac", "tang cuong", "day manh", "doi moi", "tiep tuc", "thuc hien tot",
    "to chuc thuc hien", "trien khai thuc hien", "trien khai", "thuc hien", "to chuc",
    "xay dung", "phat huy vai tro", "phat huy", "chu trong", "quan tam", "thuong xuyen",
    "kip thoi", "thiet thuc", "cu the", "phu hop", "tich cuc", "chu dong", "dong bo",
    "quyet liet", "nhan rong", "suc lan toa", "lan toa", "dien hinh",
    # where and when everything happens
    "tren dia ban", "dia ban", "tai dia phuong", "o dia phuong", "dia phuong",
    "trong thoi gian qua", "thoi gian qua", "trong nam", "hang nam", "giai doan", "hien nay",
    "den nay", "tai co so", "trong cong tac", "cong tac", "ve viec", "viec", "doi voi",
    "gan voi", "thong qua", "voi muc tieu", "nhiem vu chinh tri", "hoan thanh nhiem vu",
    "nhiem vu", "duoi su lanh dao cua", "su lanh dao cua cap uy", "lanh dao chi dao",
    "hoc tap va lam theo",
    # the formulas that such papers open and close with
    "duoc su quan tam cua", "su quan tam", "cap tren", "can cu tinh hinh thuc te",
    "tinh hinh thuc te", "nham cu the hoa", "cu the hoa",
    "nghi quyet dai hoi dang bo cac cap", "nhiem ky", "dai hoi",
    "tu tuong dao duc phong cach", "chuyen bien tich cuc", "nhan thuc va hanh dong",
    "dong tinh", "ung ho", "duoc can bo dang vien va nhan dan",
    "can bo dang vien va nhan dan", "theo quy dinh", "bao cao ket qua", "so ket", "tong ket",
    "dang ky", "phan cong phu trach", "phuong phap", "thuc te", "de nghi", "chat luong",
    "thong nhat", "cong van", "ban thuong vu", "huyen uy",
    # who everybody is
    "cap uy chinh quyen", "cap uy", "don vi", "toan huyen", "toan tinh", "tap the",
    "cap uy dang chinh quyen", "he thong chinh tri", "cac cap cac nganh",
)  # fmt: skip
"""Phrases taken out before comparing; the longest that fits goes first."""

PARTICLES: Final = frozenset(
    "va cac cua cho tai trong voi de duoc la co mot nhung khi den tu theo ve vao ra bang cung "
    "nay do se da dang moi tren duoi giua nhu hoac ma thi o cu boi nen con".split()
)
"""Syllables that join words; most carry another meaning with a tone ("từ", "tư"), and lose
little: the word pairs around them stay."""

_SAME: Final[Mapping[str, str]] = {
    "dan": "nguoi dan, nhan dan, ba con, ba con nhan dan, quan chung nhan dan, cong dan, ho dan, "
    "cac ho dan, ho gia dinh, gia dinh",
    "truc_tuyen": "truc tuyen, qua mang, tren mang, tren moi truong mang, tu xa",
    "can_bo": "can bo cong chuc, cong chuc, can bo cong chuc vien chuc, can bo",
    "thanh_lap": "thanh lap, lap, lap ra, ra mat",
    "ho_tro": "ho tro, giup do, giup, giup suc, tro giup",
    "van_dong": "van dong, keu goi, huy dong",
    "tuyen_truyen": "tuyen truyen, pho bien, truyen thong, thong tin",
    "hoc_sinh": "hoc sinh, cac em, tre em, cac chau",
    "rac": "rac, rac thai, chat thai, phe lieu",
    "hop": "hop, sinh hoat, cuoc hop, buoi hop, hoi hop",
    "hang_thang": "hang thang, moi thang, dinh ky thang",
    "hang_tuan": "hang tuan, moi tuan",
    "tiet_kiem": "tiet kiem, danh dum",
    "dien_thoai": "dien thoai, di dong, dien thoai thong minh",
    "nha": "tai nha, tan nha, den tung nha, tung nha, tan noi, tai cho",
    "nop": "nop, gui",
    "giai_quyet": "giai quyet, xu ly, thao go",
    "huong_dan": "huong dan, chi dan, chi bao, cam tay chi viec",
    "dang_vien": "dang vien, nguoi dang vien",
    "ngheo": "ngheo, ho ngheo, kho khan, hoan canh kho khan, can ngheo, ho can ngheo",
    "phu_nu": "phu nu, chi em, hoi vien phu nu, chi em phu nu",
    "thanh_nien": "thanh nien, doan vien, doan vien thanh nien, tuoi tre, ban tre",
    "ma_quet": "ma qr, qr, ma quet, ma vuong, ma phan hoi nhanh",
    "nhom": "nhom, to, doi",
    "tra_ket_qua": "tra ket qua, tra ho so, giao ket qua",
}
_FILLERS_SPLIT: Final = {tuple(text.split()): "" for text in FILLERS}
_SAME_SPLIT: Final = {
    tuple(text.strip().split()): word for word, all_ in _SAME.items() for text in all_.split(",")
}
PHRASES: Final[Mapping[tuple[str, ...], str]] = {**_SAME_SPLIT, **_FILLERS_SPLIT}
"""Folded phrase -> the one word that stands for it, "" for a filler."""

LONGEST: Final = max(map(len, PHRASES))

PLACE_KINDS: Final = frozenset(
    tuple(text.split())
    for text in (
        "xa", "phuong", "thi tran", "huyen", "quan", "thi xa", "thanh pho", "tinh", "thon", "buon",
        "ban", "ap", "khu pho", "to dan pho", "khu dan cu", "xom", "dac khu",
    )
)  # fmt: skip
"""What stands before the name or the number of a place."""
