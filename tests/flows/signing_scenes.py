"""Scenes of signing, attaching and checking minutes, for ``tests.flows.screens``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding
from PySide6.QtCore import Qt

from db.home import Home
from desktop.documents import trust
from desktop.documents.signing import sign
from desktop.screens.minutes_screen import MinutesScreen
from desktop.screens.signed_files import SignedFilesScreen
from desktop.widgets.signed_file_view import SignedFileView
from tests.flows.driver import Driver
from tests.flows.entry_scenes import Scene
from tests.flows.paper_scenes import minutes_frozen
from tests.scans import scanned
from tests.signing_support import authority, signers


def made_copy(driver: Driver) -> tuple[MinutesScreen, SignedFilesScreen, Path]:
    """The sample's meeting frozen, its copy to sign made and looked at."""
    minutes_frozen(driver)
    screen = driver.workspace.screen_in_front
    assert isinstance(screen, MinutesScreen)
    path = driver.session.path.with_name("bien-ban-so-1-2023.pdf")
    screen.freezing.signed.attaching.make_copy(path)
    driver.wait(lambda: driver.workspace.place_in_front == "signed")
    place = driver.workspace.screen_in_front
    assert isinstance(place, SignedFilesScreen)
    shown(driver, place.view)
    return screen, place, path


def shown(driver: Driver, view: SignedFileView) -> None:
    """Waits until the file was looked at."""
    driver.wait(lambda: not view.file.busy and not view.states.notice)
    for _ in range(5):
        driver.settle()


def imports_ca(home: Home, folder: Path, *, revoked: bool = False) -> None:
    """The CA of the tests, and its revocation list."""
    ca, listed = folder / "ca.pem", folder / "ca.crl"
    ca.write_bytes(authority().certificate.public_bytes(Encoding.PEM))
    people = (signers()[1],) if revoked else ()
    listed.write_bytes(authority().revocations(*people).public_bytes(Encoding.PEM))
    trust.keep(home, [ca, listed])


def _new(driver: Driver) -> None:
    made_copy(driver)


def _form(driver: Driver) -> None:
    _, place, path = made_copy(driver)
    place.view.sign_button.click()
    form = place.view.form
    form.key_file.set(path.with_name("le-van-cuong.p12"))
    form.last.setChecked(True)
    form.pin.setFocus()
    driver.type("246810")


def _form_refused(driver: Driver) -> None:
    _, place, path = made_copy(driver)
    place.view.sign_button.click()
    form = place.view.form
    form.key_file.set(signers()[0].file(path.parent).path)
    form.pin.setFocus()
    driver.type("sai")
    driver.key(Qt.Key.Key_Return)
    driver.wait(lambda: not place.view.file.signing and not form.complaint.isHidden())


def _form_token(driver: Driver) -> None:
    _, place, _ = made_copy(driver)
    place.view.sign_button.click()
    place.view.form.by_token.click()


def _signed(driver: Driver, *, revoked: bool = False, trusted: bool = True) -> Path:
    _, place, path = made_copy(driver)
    if trusted:
        imports_ca(driver.session.book.home, path.parent, revoked=revoked)
    fields = ("ThuKy", "ThanhVien1", "ChuTri")
    for field, person in zip(fields, signers(), strict=True):
        sign(path, field, person.file(path.parent))
    place.accept(path)
    shown(driver, place.view)
    driver.wait(lambda: place.view.file.copy is not None and place.view.file.copy.path == path)
    shown(driver, place.view)
    return path


def _valid(driver: Driver) -> None:
    _signed(driver)


def _untrusted(driver: Driver) -> None:
    _signed(driver, trusted=False)


def _revoked(driver: Driver) -> None:
    _signed(driver, revoked=True)
    place = driver.workspace.screen_in_front
    assert isinstance(place, SignedFilesScreen)
    place.view.trust_button.click()


def _altered(driver: Driver) -> None:
    path = _signed(driver)
    path.write_bytes(path.read_bytes() + b"\n% more\n")
    place = driver.workspace.screen_in_front
    assert isinstance(place, SignedFilesScreen)
    place.accept(path)
    driver.wait(lambda: place.view.verdict.text().startswith("KHÔNG"))
    place.view.codes.edit.setText("7k3d 90qx mb2t")
    place.view.codes.ask()
    driver.wait(lambda: not place.view.codes.answer.isHidden())


def _empty(driver: Driver) -> None:
    driver.workspace.show_place("signed")


def _attached(driver: Driver, *, ask: bool = False) -> None:
    path = _signed(driver)
    place = driver.workspace.screen_in_front
    assert isinstance(place, SignedFilesScreen)
    place.view.attach_button.click()
    screen = driver.workspace.screen_in_front
    assert isinstance(screen, MinutesScreen)
    block = screen.freezing.signed
    block.form.attach_button.click()
    driver.wait(lambda: bool(block.openers))
    block.open_form(scanned(path, path.with_name("quet-co-dau.pdf")))
    block.form.attach_button.click()
    driver.wait(lambda: len(block.openers) == 2)
    if ask:
        block.open_form(driver.session.path.with_name("quet-mo.png"))
        (driver.session.path.with_name("quet-mo.png")).write_bytes(_blank())
        block.form.attach_button.click()
        driver.wait(lambda: block.form.complaint.isVisible())
    for _ in range(5):
        driver.settle()
    screen.freezing.ensureWidgetVisible(block)


def _blank() -> bytes:
    import io

    from PIL import Image

    target = io.BytesIO()
    Image.new("L", (300, 300), 255).save(target, "PNG")
    return target.getvalue()


def _attached_list(driver: Driver) -> None:
    _attached(driver)


def _attach_no_code(driver: Driver) -> None:
    _attached(driver, ask=True)


def _no_book(driver: Driver, folder: Path) -> None:
    driver.window.check_signed()


START_SCENES = {"signed-no-book": _no_book}

SCENES: dict[str, tuple[Scene, dict[str, Any]]] = {
    "signed-empty": (_empty, {}),
    "signed-new": (_new, {}),
    "signed-form": (_form, {}),
    "signed-form-refused": (_form_refused, {}),
    "signed-form-token": (_form_token, {}),
    "signed-valid": (_valid, {}),
    "signed-untrusted": (_untrusted, {}),
    "signed-revoked": (_revoked, {}),
    "signed-altered": (_altered, {}),
    "minutes-attached": (_attached_list, {}),
    "minutes-attach-no-code": (_attach_no_code, {}),
}
