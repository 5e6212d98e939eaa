"""Fields of entry forms beyond plain ones: a tick, a unit found by its letters, a mark."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox

from db.change_log import Value
from db.errors import MarkError
from db.records import Criterion
from db.rules.marks import read_mark
from desktop.messages import sentence
from desktop.models.folded_choices import FoldedChoices
from desktop.models.words import shown_points
from desktop.widgets.folded_completer import FoldedCompleter
from desktop.widgets.minutes_fields import LineField, Save, SavedField


def shown_mark(value: Value) -> str:
    """Hundredths as ``1,75``."""
    return shown_points(value) if isinstance(value, int) else ""


class CheckField(SavedField):
    """Yes or no; saved at once."""

    def __init__(self, name: str, label: str, save: Save) -> None:
        self.box = QCheckBox(label)
        super().__init__(name, label, self.box, save, lambda text: 1 if text else 0)
        self.caption.hide()
        layout = self.layout()
        assert layout is not None
        layout.setAlignment(self.box, Qt.AlignmentFlag.AlignLeft)  # the frame goes round the words
        self.box.clicked.connect(lambda: self.keep())

    def text(self) -> str:
        return "1" if self.box.isChecked() else ""

    def put(self, text: str) -> None:
        with QSignalBlocker(self.box):
            self.box.setChecked(bool(text))

    def set_read_only(self, locked: bool) -> None:
        self.box.setEnabled(not locked)


class PickField(LineField):
    """One of many by its code or name: typing offers what fits, diacritics or not."""

    def __init__(
        self, name: str, label: str, save: Save, choices: FoldedChoices, thing: str, hint: str = ""
    ) -> None:
        """``thing`` is what the choices are called: "đơn vị"."""
        self._choices, self._thing = choices, thing
        super().__init__(name, label, save, self._find, self._label, hint)
        completer = FoldedCompleter(choices, self)
        self.edit.setCompleter(completer)
        self.edit.installEventFilter(self)  # anew: the list's own filter hides leaving
        # the editor takes the chosen line over after this signal
        completer.activated.connect(lambda _: QTimer.singleShot(0, self, self.keep))
        choices.modelReset.connect(self._relabel)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list that opens below does not mean that the field is left; leaving closes it."""
        if isinstance(event, QFocusEvent) and event.lostFocus():
            if event.reason() == Qt.FocusReason.PopupFocusReason:
                return False
            completer = self.edit.completer()
            popup = completer.popup() if completer is not None else None
            if popup is not None:
                popup.hide()
        return super().eventFilter(watched, event)

    def _keep_quietly(self) -> None:
        """Half a name may fit one unit only, and the wrong one: saved when it is left."""

    def _find(self, text: str) -> Value:
        if not text.strip():
            return None
        return find_choice(self._choices, text, self._thing)

    def _label(self, value: Value) -> str:
        return self._choices.label_of(str(value)) if value else ""

    def _relabel(self) -> None:
        """Names have changed."""
        if not self.edit.hasFocus():
            self.put(self._label(self._stored))


def find_choice(choices: FoldedChoices, text: str, thing: str) -> str:
    """The key that was meant. Raises ValueError with a sentence."""
    found = choices.find(text)
    if len(found) == 1:
        return found[0]
    if found:
        some = ", ".join(found[:4]) + ("…" if len(found) > 4 else "")
        raise ValueError(f"“{text.strip()}” khớp {len(found)} {thing} ({some}); hãy gõ thêm")
    raise ValueError(f"không có {thing} nào khớp “{text.strip()}”; hãy gõ mã hoặc một phần tên")


class MarkField(LineField):
    """One mark of the subject's own, judged by the rubric."""

    def __init__(self, criterion: Criterion, step: int, save: Save) -> None:
        self._criterion, self._step = criterion, step
        super().__init__(f"self:{criterion.code}", "", save, self._mark, shown_mark)
        self.label = f"tự chấm {criterion.code}"
        self.edit.setAccessibleName(
            f"Tự chấm {criterion.code}, tối đa {shown_points(criterion.max)}"
        )
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.edit.setMaxLength(12)

    def _mark(self, text: str) -> Value:
        if not text.strip():
            return None
        try:
            return read_mark(self._criterion, self._step, text)
        except MarkError as error:
            raise ValueError(sentence(error)) from error
