"""Đăng ký and Chỉ tiêu."""

from __future__ import annotations

from collections.abc import Callable

from desktop.intake.records import Intake

HEAD = [
    *("Mã hồ sơ", "Đối tượng", "Tên đối tượng", "Chức vụ", "Mã đơn vị", "Người đứng đầu"),
    *("Tên mô hình", "Lĩnh vực", "Nội dung", "Tính mới", "Sản phẩm", "Ngày đăng ký", "Số đến"),
    "Đăng ký HTXSNV",
]
TARGETS = ["Mã hồ sơ", "Chỉ tiêu", "Đơn vị tính", "Hiện trạng", "Đăng ký", "Kết quả"]
Take = Callable[..., Intake]


def test_all_columns(take: Take) -> None:
    intake = take(
        {
            "Đăng ký": [
                HEAD,
                [
                    *("M1", "Cá nhân", " Ông  A ", "Bí thư", "LD01", "x", "Mô\nhình"),
                    *("Kinh tế", "một\nhai", "mới", "sổ", "05-03-2023", 12, "x"),
                ],
            ]
        }
    )
    assert not intake.refused
    assert not intake.warnings
    row = intake.of("submission")[0]
    assert row.key == ("M1",)
    assert row.values == {
        "kind": "individual",
        "subject": "Ông A",
        "post": "Bí thư",
        "unit": "LD01",
        "is_head": True,
        "title": "Mô hình",
        "field": "Kinh tế",
        "content": "một\nhai",
        "novelty": "mới",
        "product": "sổ",
        "registered_on": "2023-03-05",
        "arrival_no": "12",
        "aims_excellent": True,
    }
    assert row.cells["registered_on"] == "Đăng ký!L2"
    assert row.cells["aims_excellent"] == "Đăng ký!N2"


def test_kind_only_where_it_is_new(take: Take) -> None:
    table = [["Tên mô hình", "Mã hồ sơ"], ["Tên mới", "hs1"], ["Tên khác", "M9"]]
    intake = take({"Đăng ký": table})
    assert [(row.key, row.values) for row in intake.rows] == [(("HS1",), {"title": "Tên mới"})]
    assert [refusal.cell for refusal in intake.refused] == ["Đăng ký!B3"]
    assert "Tập thể hoặc Cá nhân" in intake.refused[0].reason


def test_dates_outside_the_year_are_told(take: Take) -> None:
    table = [
        ["Mã hồ sơ", "Đối tượng", "Ngày đăng ký"],
        ["M1", "Tập thể", "30/12/2022"],
        ["M2", "Tập thể", (45000, None, "dd/mm/yyyy")],
    ]
    intake = take({"Đăng ký": table})
    assert not intake.refused
    assert intake.warnings == [
        "Đăng ký!C2: ngày 30/12/2022 nằm ngoài năm 2023 của đợt; hãy xem lại."
    ]
    assert [row.values["registered_on"] for row in intake.rows] == ["2022-12-30", "2023-03-15"]


def test_refused(take: Take) -> None:
    intake = take(
        {
            "Đăng ký": [
                HEAD,
                ["M1", "Nhóm", None, None, "X", "?", "a", None, None, None, None, "03/24/2023"],
                ["M1", "Tập thể"],
            ]
        }
    )
    assert [refusal.cell for refusal in intake.refused] == [
        *("Đăng ký!B2", "Đăng ký!E2", "Đăng ký!F2", "Đăng ký!L2", "Đăng ký!A3")
    ]


def test_formulas_and_errors(take: Take) -> None:
    """openpyxl writes formulas without results, as some programs do."""
    table = [["Mã hồ sơ", "Đối tượng", "Tên mô hình"], ["M1", "Tập thể", "=A2"]]
    intake = take({"Đăng ký": [*table, ["=A2", "Tập thể"]]})
    assert [refusal.cell for refusal in intake.refused] == ["Đăng ký!C2", "Đăng ký!A3"]
    assert "Excel" in intake.refused[0].reason


def test_targets(take: Take) -> None:
    intake = take(
        {
            "Chỉ tiêu": [
                TARGETS,
                ["HS1", "Số hộ", "hộ", 12.0, 20.5, "đạt"],
                ["HS2", "Số hộ", None, (0.85, None, "0%")],
                ["HS1", "Tỷ lệ", "%", "85,5"],
            ]
        }
    )
    assert not intake.refused
    assert [(row.key, row.values) for row in intake.of("target")] == [
        (
            ("HS1", "Số hộ"),
            {
                "measure": "hộ",
                "baseline": "12",
                "promised": "20,5",
                "actual": "đạt",
                "position": 1,
            },
        ),
        (("HS2", "Số hộ"), {"baseline": "85%", "position": 1}),
        (("HS1", "Tỷ lệ"), {"measure": "%", "baseline": "85,5", "position": 2}),
    ]


def test_targets_refused(take: Take) -> None:
    table = [TARGETS, ["X", "a"], ["HS1"], [None, "b"], ["HS1", "c"], ["HS1", "c"]]
    intake = take({"Chỉ tiêu": table})
    assert [refusal.cell for refusal in intake.refused] == [
        *("Chỉ tiêu!A2", "Chỉ tiêu!B3", "Chỉ tiêu!A4", "Chỉ tiêu!B6")
    ]
