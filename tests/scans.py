"""Scans of papers for tests: pages as pictures, as a scanner gives them."""

from __future__ import annotations

from pathlib import Path

import pypdfium2


def scanned(pdf: Path, target: Path, *, pages: int = 2, dots: int = 150) -> Path:
    """The first pages of a PDF as a scan, a little askew; ``target`` ends in .pdf, .png, .jpg."""
    file = pypdfium2.PdfDocument(pdf)
    images = [
        file[number].render(scale=dots / 72).to_pil().convert("L").rotate(1, fillcolor=255)
        for number in range(min(pages, len(file)))
    ]
    file.close()
    if target.suffix == ".pdf":
        images[0].save(target, save_all=True, append_images=images[1:], resolution=dots)
    else:
        images[0].save(target)
    return target
