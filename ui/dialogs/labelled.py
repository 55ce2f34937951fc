"""A field with its label above and a hint below that turns into the objection when something is missing."""

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme import repolish
from ui.tokens import Gap
from ui.widgets.fields import PassphraseField
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row


class Labelled(QWidget):
    """`field` under its `label`; the line below is `hint`, or in the accent colour why the field is refused.

    With `beside` the label stands before the field and that widget after it, all in one line.
    """

    def __init__(
        self,
        label: str,
        field: QWidget,
        hint: str = "",
        *,
        beside: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._hint = hint
        self._label = Label(label, "field")
        self._label.setBuddy(field)
        self._below = Label(hint, "caption", wrap=True)
        if beside is None:
            column(self._label, field, self._below, gap=Gap.XS, parent=self)
        else:
            inline = row(self._label, field, beside, gap=Gap.M)
            inline.setStretch(1, 3)
            inline.setStretch(2, 2)
            column(inline, self._below, gap=Gap.XS, parent=self)
        self._line().setAccessibleDescription(hint)
        self._below.setVisible(bool(hint))
        self.setFocusProxy(field)

    @property
    def problem(self) -> str:
        """The objection that is shown now, "" for none."""
        return self._below.text() if self._below.property("state") == "missing" else ""

    def object_to(self, problem: str) -> None:
        """Show why the field is refused; an empty sentence brings the hint back."""
        self._below.setText(problem or self._hint)
        self._below.setVisible(bool(problem or self._hint))
        self._below.set_state("missing" if problem else "")
        repolish(self._line(), state="invalid" if problem else "")
        self._line().setAccessibleDescription(problem or self._hint)

    def rename(self, label: str) -> None:
        """Call the field by another name."""
        self._label.setText(label)
        self._line().setAccessibleName(label)

    def _line(self) -> QWidget:
        if isinstance(self.field, PassphraseField):
            return self.field.line
        return self.field if isinstance(self.field, QLineEdit) else self.field.findChild(QLineEdit) or self.field
