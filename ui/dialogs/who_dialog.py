"""Which of the people at this laptop gets the new passphrase."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.domain.person import Person
from ui.dialogs.base import Dialog
from ui.widgets.choices import RadioCards
from ui.widgets.labels import Label


class WhoDialog(Dialog):
    """`ask()` is True when somebody was chosen; `person_id` says whom."""

    def __init__(self, people: Sequence[Person], *, parent: QWidget | None = None) -> None:
        super().__init__("", width=Dialog.NARROW, parent=parent)
        self.title.setText(self.tr("给谁定新口令"))
        self.setWindowTitle(self.title.text())
        said = self.tr("这台电脑上有几个人。只有选中的这一位换口令和签名密钥，别人的照旧。")
        self.people = RadioCards(self.tr("给谁定新口令"), [(one.id, one.name, one.post) for one in people])
        self.people.set_value(people[0].id)
        self.body.addWidget(Label(said, "second", wrap=True))
        self.body.addWidget(self.people)
        self.set_cancel()
        self.set_main(self.tr("就是他"), hint="Enter")
        self.focus_first(self.people)

    @property
    def person_id(self) -> str:
        """Who was chosen."""
        return self.people.value or ""  # one is chosen from the start
