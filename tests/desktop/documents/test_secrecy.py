"""A mark in a heading is refused; the words inside a title are only asked about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from desktop.documents.errors import SecretMarkError
from desktop.documents.secrecy import mentions_secrecy, refuse_secret, secret_mark


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("MẬT", "Mật"),
        ("  tối   mật ", "Tối mật"),
        ("Độ mật: Tuyệt mật", "Tuyệt mật"),
        ("Kế hoạch\n[TUYỆT MẬT]\nnăm 2023", "Tuyệt mật"),
        ("TỐI MẬT - Phương án phòng thủ", "Tối mật"),
        ("Tô\u0301i mâ\u0323t", "Tối mật"),
        ("Bảo vệ bí mật nhà nước", None),
        ("Mật ong rừng Lạc Dương", None),
        ("MẬT ONG RỪNG", None),
        ("Nguyễn Văn Mật", None),
        ("", None),
    ],
)
def test_marks(text: str, mark: str | None) -> None:
    assert secret_mark(text) == mark


def test_mentions() -> None:
    assert mentions_secrecy("Mô hình bảo vệ bí mật nhà nước")
    assert not mentions_secrecy("Mật ong rừng")


def test_a_body_is_searched_whole(make_body: Callable[..., dict[str, Any]]) -> None:
    body = make_body(submissions=2)
    body["submissions"][1]["title"] = "Bảo vệ bí mật nhà nước"
    refuse_secret(body)
    body["submissions"][1]["opinions"] = "Ý kiến\nTối mật"
    with pytest.raises(SecretMarkError) as caught:
        refuse_secret(body)
    assert caught.value.facts["mark"] == "Tối mật"
