"""The proof code's QR code: on every page, read back from scans."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from desktop.documents import proof_mark
from desktop.documents.errors import ScanUnreadableError
from desktop.documents.minutes import write_minutes
from desktop.documents.scan_code import scan_codes
from desktop.messages import sentence

CODE = "7K3D-90QX-MB2T"
Make = Callable[..., dict[str, Any]]


def test_read_from_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "qr.png"
    path.write_bytes(proof_mark.png(CODE))
    assert scan_codes(path) == (CODE,)
    assert len(proof_mark.modules(CODE)) == 21


@pytest.mark.parametrize(("dots", "angle"), [(100, 3), (150, -7), (200, 90), (150, 180)])
def test_read_from_every_page_of_a_scan(
    tmp_path: Path, make_body: Make, dots: int, angle: int
) -> None:
    """Crooked, upside down, with the noise of JPEG."""
    written = write_minutes(make_body(submissions=2), tmp_path / "m.pdf", CODE)
    assert scan_codes(written.path) == (CODE,)
    pdf = pypdfium2.PdfDocument(written.path)
    for number in range(written.pages):
        page = pdf[number].render(scale=dots / 72).to_pil().convert("L")
        scan = tmp_path / "scan.jpg"
        page.rotate(angle, expand=True, fillcolor=255).save(scan, quality=60)
        assert scan_codes(scan) == (CODE,)
    pdf.close()


def test_drafts_bear_none(tmp_path: Path, make_body: Make) -> None:
    assert scan_codes(write_minutes(make_body(submissions=1), tmp_path / "m.pdf").path) == ()


def test_other_qr_codes_are_passed_over(tmp_path: Path) -> None:
    other = Image.new("L", (800, 400), 255)
    for at, text in ((20, "HTTPS://VIDU.VN"), (420, CODE)):
        rows = proof_mark.modules(text)
        for down, row in enumerate(rows):
            for right, dark in enumerate(row):
                if dark:
                    x, y = at + 8 * right, 40 + 8 * down
                    other.paste(0, (x, y, x + 8, y + 8))
    other.save(tmp_path / "two.png")
    assert scan_codes(tmp_path / "two.png") == (CODE,)


def test_what_is_no_scan(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_text("x")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7\nx")
    for name in ("a.png", "b.pdf", "c.png"):
        with pytest.raises(ScanUnreadableError) as caught:
            scan_codes(tmp_path / name)
        assert name in sentence(caught.value)
