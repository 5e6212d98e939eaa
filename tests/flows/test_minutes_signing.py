"""What the window exports of a frozen meeting is ready to be signed, and what is signed stays."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from desktop.documents.pdf_signatures import attachment, field_objects, open_pdf, read_pdf
from desktop.documents.signing import sign
from desktop.models.paper_source import MINUTES, gather
from desktop.screens.minutes_screen import FREEZE
from tests.flows.driver import Driver
from tests.flows.minutes_steps import SPACE, TAB, part, with_meeting
from tests.signing_support import signers


def test_exported_to_be_signed(driver: Driver, path: Path, tmp_path: Path) -> None:
    screen = with_meeting(driver, path)
    screen.form.go_to("date")
    driver.type("24/11/2023")
    driver.key(TAB)
    part(driver, screen, FREEZE)
    driver.key(SPACE)
    assert screen.meeting.frozen
    out, message = tmp_path / "giay", screen.papers.message
    screen.papers.export_to(out)
    driver.wait(lambda: message.text.startswith("Đã ghi"))
    minutes = out / "minutes.pdf"
    reader = open_pdf(read_pdf(minutes), minutes)
    fields = list(field_objects(reader))
    assert fields[0] == "ThuKy" and fields[-1] == "ChuTri" and len(fields) > 2
    assert attachment(reader) == gather(screen.meeting, (MINUTES,)).record
    sign(minutes, "ThuKy", signers()[0].file(tmp_path))
    before = minutes.read_bytes()
    screen.papers.export_to(out)
    driver.wait(lambda: "Giữ nguyên bản đã ký số: minutes.pdf." in message.text)
    assert message.text.startswith("Đã ghi"), "all else is written anew"
    with pypdfium2.PdfDocument(out / "packet.pdf") as packet:
        assert len(packet) > len(reader.root["/Pages"]["/Kids"])
    assert minutes.read_bytes() == before
