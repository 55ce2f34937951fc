"""The word that is typed before a dangerous step: it names what happens, which a Yes does not."""

from PySide6.QtWidgets import QLineEdit, QWidget


class TypedWord(QLineEdit):
    """`is_given` once `word` stands in it, blanks around it aside."""

    def __init__(self, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = word
        self.setAccessibleName(self.tr("输入“{word}”").format(word=word))

    @property
    def is_given(self) -> bool:
        """Whether the word stands there."""
        return self.text().strip() == self._word

    @property
    def asked(self) -> str:
        """What is asked for, as a label."""
        return self.tr("要继续，请输入“{word}”：").format(word=self._word)

    @property
    def missing(self) -> str:
        """Why one cannot go on yet, "" once the word is there."""
        return "" if self.is_given else self.tr("先输入“{word}”。").format(word=self._word)
