"""What every decision about a signed inspection asks for at its end: the reason in words, and one's passphrase."""

from PySide6.QtWidgets import QWidget

from app.errors import AppError, ReasonMissing
from ui.dialogs.labelled import Labelled
from ui.dialogs.refusal import say_refusal
from ui.messages import message_for
from ui.tokens import Gap
from ui.widgets.fields import PassphraseField, TextField
from ui.widgets.frames import Notice
from ui.widgets.labels import Label
from ui.widgets.layouts import column


class DecisionFoot(QWidget):
    """`is_given()` says at the fields what is missing; an error of the decision is said with `say`."""

    def __init__(
        self, why: str, placeholder: str, *, asks_passphrase: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._asks = asks_passphrase
        self.reason = TextField(self.tr("原因"), placeholder=placeholder, least=2, most=5)
        self._reason_problem = Label("", "caption", state="missing", wrap=True)
        self._reason_problem.hide()
        self.passphrase = PassphraseField(self.tr("您的口令"))
        self.passphrase_field = Labelled(
            self.tr("您的口令"), self.passphrase, self.tr("决定用您的密钥签名，和原因一起留存。")
        )
        self.passphrase_field.setVisible(asks_passphrase)
        self.problem = Notice("", "missing")
        column(
            Label(why, "field", wrap=True),
            self.reason,
            self._reason_problem,
            self.passphrase_field,
            self.problem,
            gap=Gap.S,
            parent=self,
        )

    @property
    def reason_text(self) -> str:
        """The reason without blanks around it."""
        return self.reason.toPlainText().strip()

    @property
    def passphrase_text(self) -> str | None:
        """The passphrase, None where none is asked for (演练)."""
        return self.passphrase.text() if self._asks else None

    def is_given(self) -> bool:
        """Whether reason and passphrase are there; the first that is missing gets the keyboard."""
        self.problem.say("")
        self._object_to_reason("" if self.reason_text else self.tr("请写一句话的原因。"))
        needs = self._asks and not self.passphrase.text()
        self.passphrase_field.object_to(self.tr("请先输入口令。") if needs else "")
        if not self.reason_text:
            self.reason.setFocus()
        elif needs:
            self.passphrase.line.setFocus()
        return bool(self.reason_text) and not needs

    def say(self, error: AppError) -> None:
        """What went wrong, at the field it belongs to."""
        if isinstance(error, ReasonMissing):
            self._object_to_reason(message_for(error).happened)
        else:
            say_refusal(error, self.passphrase_field, self.problem)

    def forget(self) -> None:
        """Take the passphrase away."""
        self.passphrase.forget()

    def _object_to_reason(self, problem: str) -> None:
        self._reason_problem.setText(problem)
        self._reason_problem.setVisible(bool(problem))
