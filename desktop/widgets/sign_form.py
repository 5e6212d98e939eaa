"""Ký số: which field, which key, the PIN; nothing is kept of a PIN."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.messages import sentence
from desktop.models.signed_file import SignedFile
from desktop.models.signed_file_rows import field_words
from desktop.theme.look import Look
from desktop.widgets.button_foot import ButtonFoot
from desktop.widgets.file_line import FileLine
from desktop.widgets.form_lines import FormLine
from desktop.widgets.labels import say, unsaid, wrapped

if TYPE_CHECKING:
    from desktop.documents.signing import KeySource
    from desktop.documents.token import TokenCertificate

P12, TOKEN, MODULE = "p12", "token", "pkcs11"
_KEY_FILES = "Tệp khóa (*.p12 *.pfx);;Mọi tệp (*)"
_MODULES = "Thư viện PKCS#11 (*.so *.dll *.dylib);;Mọi tệp (*)"
_PICTURES = "Ảnh chữ ký (*.png *.jpg *.jpeg);;Mọi tệp (*)"
_LOCKING = (
    "Khóa rồi thì không ai ký thêm, văn thư cũng không thêm được số, ngày, dấu và chữ ký của "
    "cơ quan."
)


class SignForm(QFrame):
    """Opens for the file that is looked at; the work itself is done away from the window."""

    closed = Signal()

    def __init__(self, file: SignedFile, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "ask")
        self.file, self._look = file, look
        self._found: tuple[TokenCertificate, ...] = ()
        self._out: Path | None = None
        self.fields = QComboBox()
        self.by_file = QRadioButton("Tệp khóa (.p12, .pfx)")
        self.by_token = QRadioButton("Thiết bị ký số (USB)")
        self.by_file.toggled.connect(self._renew)
        self.by_token.clicked.connect(self._list)
        self.key_file = FileLine("Tệp khóa", "Chọn tệp khóa…", _KEY_FILES, none="Chưa chọn")
        self.module = FileLine(
            "Thư viện của hãng", "Chọn thư viện…", _MODULES, none="Chưa chọn"
        )
        self.module.chosen.connect(self._list)
        self.certificates = QComboBox()
        self.certificates_line = FormLine("Thiết bị, chứng thư", self.certificates)
        self.again = QPushButton("Tìm lại thiết bị")
        self.again.setProperty("role", "plain")
        self.again.clicked.connect(self._list)
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setMaxLength(128)
        # Queued: the same Enter must not press the button that gets the focus by then.
        self.pin.returnPressed.connect(self.sign, Qt.ConnectionType.QueuedConnection)
        self.pin_line = FormLine("Mật khẩu", self.pin)
        self.image = FileLine(
            "Ảnh chữ ký tay (không bắt buộc)", "Chọn ảnh…", _PICTURES,
            none="Không có: hiện khung tên, thư điện tử, ngày ký", optional=True,
        )  # fmt: skip
        self._locking = unsaid("muted")
        self.last = QCheckBox("Khóa văn bản sau chữ ký này")
        self.last.toggled.connect(lambda on: say(self._locking, _LOCKING if on else ""))
        self.complaint = unsaid("bad")
        self.elsewhere = QPushButton("Ghi vào chỗ khác…")
        self.elsewhere.clicked.connect(self._ask_out)
        self.elsewhere.hide()
        self.sign_button, self.drop_button = QPushButton("Ký"), QPushButton("Thôi")
        self.sign_button.setProperty("role", "primary")
        self.sign_button.clicked.connect(self.sign)
        self.drop_button.clicked.connect(self.close_form)
        self._lay_out()
        self.fields.currentIndexChanged.connect(lambda _: self._renew())
        self.key_file.chosen.connect(lambda: self.pin.setFocus(Qt.FocusReason.OtherFocusReason))
        file.listed.connect(self._listed)
        file.refused.connect(self._refused)
        file.signed.connect(lambda _: self.close_form())
        self.hide()

    def open_form(self) -> None:
        """Asks for the key; the next free field in signing order stands first."""
        copy = self.file.copy
        if copy is None or not copy.free:
            return
        self.fields.clear()
        for line in copy.free:
            self.fields.addItem(field_words(line), line.name)
        preferences = self._look.preferences
        self._out = None
        self.module.set(preferences.file_of(MODULE))
        self.key_file.folder = preferences.folder_of(P12) or Path.home()
        kept = preferences.signs_with == TOKEN
        (self.by_token if kept else self.by_file).setChecked(True)
        self.last.setChecked(False)
        self.pin.clear()
        self._say("")
        self._renew()
        self.show()
        self.fields.setFocus(Qt.FocusReason.OtherFocusReason)
        if kept:
            self._list()

    def close_form(self) -> None:
        """The PIN is forgotten."""
        self.pin.clear()
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def sign(self) -> None:
        """Signs; why not stands in the form, and the file is as it was."""
        if self.file.signing:
            return
        source = self._source()
        self.pin.clear()
        if source is None:
            return
        self._say("")
        self._remember()
        self.sign_button.setEnabled(False)
        self.sign_button.setText("Đang ký…")
        self.file.sign(
            str(self.fields.currentData()),
            source,
            last=self.last.isChecked(),
            image=self.image.path,
            out=self._out,
        )

    def _source(self) -> Callable[[], KeySource] | None:
        """What makes the key; None where something is not said yet."""
        pin = self.pin.text()
        path = self.key_file.path if self.by_file.isChecked() else self.module.path
        if path is None:
            line = self.key_file if self.by_file.isChecked() else self.module
            self._say(
                "Hãy chọn tệp khóa." if self.by_file.isChecked() else "Hãy chọn thư viện của hãng."
            )
            line.button.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        if not pin and self.by_token.isChecked():
            self.pin_line.complain("Hãy gõ mã PIN của thiết bị.")
            return None
        if self.by_file.isChecked():

            def key_file() -> KeySource:
                from desktop.documents.certificates import KeyFile

                return KeyFile(path, pin)

            return key_file
        chosen = self._chosen()

        def token() -> KeySource:
            from desktop.documents.token import Token

            if chosen is None:
                return Token(path, pin)
            return Token(path, pin, chosen.serial, chosen.id)

        return token

    def _chosen(self) -> TokenCertificate | None:
        place = self.certificates.currentIndex()
        return self._found[place] if 0 <= place < len(self._found) else None

    def _remember(self) -> None:
        """Which key was taken; never the PIN."""
        preferences = self._look.preferences
        preferences.signs_with = P12 if self.by_file.isChecked() else TOKEN
        if self.key_file.path is not None:
            preferences.remember_folder(P12, self.key_file.path.parent)
        if self.module.path is not None:
            preferences.remember_folder(MODULE, self.module.path)

    def _list(self) -> None:
        """Asks the vendor's module what is plugged in."""
        path = self.module.path
        if path is None:
            return
        self._look.preferences.remember_folder(MODULE, path)
        self._renew()
        self.certificates_line.hint("Đang tìm thiết bị…")
        self.file.list_token(path)

    def _listed(self, found: tuple[TokenCertificate, ...], error: Exception | None) -> None:
        self._found = found
        self.certificates.clear()
        for each in found:
            until = f", đến {each.until:%d/%m/%Y}" if each.until is not None else ""
            name = each.name or "chứng thư chỉ đọc được sau khi gõ mã PIN"
            self.certificates.addItem(f"{name}{until} ({each.token})")
        self.certificates_line.hint("" if found else "Chưa thấy thiết bị nào; hãy cắm thiết bị.")
        if error is not None:
            self.certificates_line.hint(sentence(error))

    def _refused(self, error: Exception) -> None:
        if self.isHidden():
            return
        self.sign_button.setEnabled(True)
        self._renew()
        self._say(sentence(error))
        self.elsewhere.setVisible(type(error).__name__ == "PaperFileError")
        (self.elsewhere if not self.elsewhere.isHidden() else self.pin).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def _ask_out(self) -> None:
        path = self.file.path
        if path is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self, "Ghi bản đã ký vào", str(Path.home() / path.name), "PDF (*.pdf)"
        )
        if name:
            self._out = Path(name)
            self._say(f"Bản đã ký sẽ ghi vào “{self._out.name}”; hãy gõ lại mã rồi ký.")
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, words: str) -> None:
        say(self.complaint, words)
        self.elsewhere.hide()
        self.pin_line.clear_fault()

    def _renew(self) -> None:
        token = self.by_token.isChecked()
        self.key_file.setVisible(not token)
        self.module.setVisible(token)
        for widget in (self.certificates_line, self.again):
            widget.setVisible(token and self.module.path is not None)
        self.pin_line.rename("Mã PIN của thiết bị" if token else "Mật khẩu của tệp khóa")
        name = self.fields.currentText()
        self.sign_button.setText("Ký")
        self.sign_button.setAccessibleName(f"Ký ô {name}")
        self.sign_button.setEnabled(not self.file.signing and bool(name))

    def _lay_out(self) -> None:
        keys = QHBoxLayout()
        keys.addWidget(self.by_file)
        keys.addWidget(self.by_token)
        keys.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(FormLine("Ký ô", self.fields))
        column.addLayout(keys)
        for widget in (
            self.key_file, self.module, self.certificates_line, self.again, self.pin_line,
            self.image, self.last, self._locking, self.complaint, self.elsewhere,
            wrapped("Mật khẩu, mã PIN chỉ dùng cho lần ký này, không lưu lại.", "muted"),
            ButtonFoot(self.drop_button, self.sign_button),
        ):  # fmt: skip
            column.addWidget(widget)
