"""The panel in which one row of the roster is typed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from db.change_log import Value
from desktop.models.explained import explained_html, explained_person
from desktop.models.folded_choices import FoldedChoices, unit_choices
from desktop.models.roster_entry import RosterEntry
from desktop.models.submission_words import KIND_CHOICES
from desktop.session import Outcome
from desktop.theme.look import Look
from desktop.widgets.labels import say, unsaid, wrapped
from desktop.widgets.minutes_choice import ChoiceField
from desktop.widgets.minutes_fields import LineField, SavedField
from desktop.widgets.scrolling import ScrolledPage
from desktop.widgets.side_panel import ClosingPanel
from desktop.widgets.submission_form_fields import CheckField, PickField


class RosterForm(ClosingPanel):
    """Enter goes to the next field; every field saves itself."""

    removal_asked = Signal()

    def __init__(self, entry: RosterEntry, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "Đối tượng", "khung đối tượng", parent)
        self.entry = entry
        self.units = FoldedChoices(self)
        save = self._save
        kind = ChoiceField("kind", "Tập thể hay cá nhân", save)
        kind.offer(KIND_CHOICES)
        unit = PickField(
            "unit", "Đơn vị", save, self.units, "đơn vị", "gõ mã hoặc tên, không cần dấu"
        )
        self.fields: dict[str, SavedField] = {
            field.name: field
            for field in (
                LineField("name", "Tên tập thể hoặc cá nhân", save, _line),
                kind,
                LineField("post", "Chức vụ", save, _line),
                unit,
                LineField("authority", "Thẩm quyền đánh giá", save, _line),
                CheckField("must_register", "Phải đăng ký", save),
                CheckField("aims_excellent", "Đề nghị hoàn thành xuất sắc nhiệm vụ", save),
                LineField("code", "Mã đối tượng", save, _code),
            )
        }
        self.remove_button = QPushButton("Bỏ khỏi danh sách…")
        self.remove_button.clicked.connect(self.removal_asked)
        self.explain_button = QPushButton("Giải thích")
        self.explain_button.setToolTip("Quy định áp dụng cho đối tượng này, kèm điều khoản")
        self.explain_button.clicked.connect(self._explain)
        self.head.insertWidget(1, self.explain_button)
        self.explanation = unsaid("")
        self.explanation.setTextFormat(Qt.TextFormat.RichText)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(8)
        column.addWidget(self.explanation)
        for field in self.fields.values():
            column.addWidget(field)
            if isinstance(field, LineField):
                field.edit.returnPressed.connect(partial(self.focusNextPrevChild, True))
        hint = "Thẩm quyền: cấp đánh giá, xếp loại, như “Ban Thường vụ Huyện ủy”, “Đảng ủy cơ sở”."
        column.addWidget(wrapped(hint, "muted"))
        column.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._page = ScrolledPage("Các ô của đối tượng")
        self._page.hold(inner)
        self.column.addWidget(self._page, 1)
        entry.loaded.connect(self._load)
        entry.renewed.connect(self._reread)

    def begin(self) -> None:
        """The name first."""
        self.fields["name"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> bool:
        """Saves what is being typed; False where something cannot be read or written."""
        if self.isHidden() or (self.entry.ident is None and not self.fields["name"].dirty):
            return True
        kept = [field.keep() for field in self.fields.values()]
        if not all(kept):
            wrong = next(f for f, good in zip(self.fields.values(), kept, strict=True) if not good)
            wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return all(kept)

    def _save(self, name: str, value: Value) -> Outcome:
        label = self.fields[name].label
        words = f"{label[:1].lower()}{label[1:]}, đối tượng {self.entry.code}"
        return self.entry.save(name, value, words)

    def _explain(self) -> None:
        """Every rule that the person or collective is held to, filed or not."""
        if self.keep():
            self._tell()
            self._page.ensureWidgetVisible(self.explanation)

    def _tell(self) -> None:
        ident = self.entry.ident
        told = None if ident is None else explained_person(self.entry.session, ident)
        say(self.explanation, explained_html(told, self._look.colour))

    def _load(self) -> None:
        say(self.explanation, "")
        self._offer()
        for name, field in self.fields.items():
            field.lock(False)
            field.reset(self.entry.value(name))
        self._reread()

    def _reread(self) -> None:
        self._offer()
        for name, field in self.fields.items():
            field.set_stored(self.entry.value(name))
            field.lock(self.entry.locked)
        self.explain_button.setVisible(self.entry.ident is not None)
        if not self.explanation.isHidden():
            self._tell()
        self.remove_button.setVisible(self.entry.ident is not None and not self.entry.locked)

    def _offer(self) -> None:
        wanted = unit_choices(self.entry.session.around.units.values())
        if wanted != getattr(self, "_offered", None):
            self._offered = wanted
            self.units.offer(wanted)


def _line(text: str) -> Value:
    return " ".join(text.split()) or None


def _code(text: str) -> Value:
    code = " ".join(text.split())
    if not code:
        raise ValueError("đối tượng phải có mã; hãy gõ mã như DT001")
    return code
