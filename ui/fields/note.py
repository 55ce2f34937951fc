"""Something that is written down and costs nothing."""

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from app.scoring.rules import Note
from ui.fields.entry import WordsEntry
from ui.fields.field import Facts, Field
from ui.widgets.layouts import row


class NoteField(Field):
    """`{"text"}`, or nothing when it is empty."""

    def __init__(self, rule: Note, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: Facts = None
        self.text = WordsEntry(rule.text)
        self.text.setPlaceholderText(self.tr("只记录，不计分"))
        row(self.text, parent=self)
        self.text.committed.connect(self._commit)

    def show_facts(self, facts: Facts) -> None:
        """Show the saved words."""
        self._facts = facts
        with QSignalBlocker(self.text):
            self.text.show_kept(facts.get("text") if isinstance(facts, Mapping) else None)

    def first_control(self) -> QWidget | None:
        """The line."""
        return self.text

    def settle(self) -> bool:
        """Keep what is being typed."""
        return self.text.commit()

    def _commit(self, text: object) -> None:
        facts = {"text": str(text)} if text else None
        if facts != self._facts:
            self._facts = facts
            self.answered.emit(facts)
