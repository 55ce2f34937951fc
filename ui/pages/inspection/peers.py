"""The figures of the other units, typed in one line."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from ui.fields.entry import Entry
from ui.fields.typed import NotRead, plain, read_number
from ui.tokens import Gap
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row

BETWEEN = re.compile(r"[\s、，；;/]+|,(?!\d{3}(?:\D|$))")


class PeerNumbers(Entry):
    """Several numbers with blanks, commas or 、 between them."""

    def _read(self, text: str) -> object:
        numbers = [
            number
            for part in BETWEEN.split(text.strip())
            if part and (number := read_number(part, signed=True)) is not None
        ]
        return tuple(numbers) or None

    def _written(self, value: object) -> str:
        return "、".join(plain(number) for number in value) if isinstance(value, tuple) else ""

    def _objection(self, _fault: NotRead, _text: str) -> str:
        return self.tr("其中有的不是数，没有记下。各数之间用空格或顿号隔开。") + self._still()


class Peers(QWidget):
    """`answered` carries `{"values"}` or `{"marks"}` of the peers, or None."""

    answered = Signal(object)

    def __init__(self, *, is_marks: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = "marks" if is_marks else "values"
        self._given: Mapping[str, Any] = {}
        words = self.tr("其他单位本项得分") if is_marks else self.tr("其他单位的数")
        self._numbers = PeerNumbers(words)
        self._numbers.setPlaceholderText(self.tr("用空格或顿号隔开，如 58、61、64；活动汇总后也可以由区里统一填"))
        self._objection = Label("", "second", state="missing", wrap=True)
        self._objection.hide()
        line = row(Label(words, "field"), self._numbers, gap=Gap.M)
        line.setStretch(1, 1)
        column(line, self._objection, gap=Gap.XS, parent=self)
        self._numbers.committed.connect(self._commit)
        self._numbers.objected.connect(self._object)

    def show_given(self, given: Mapping[str, Any] | None) -> None:
        """Show what is saved."""
        self._given = given or {}
        with QSignalBlocker(self._numbers):
            numbers = tuple(Decimal(str(number)) for number in self._given.get(self._key) or () if number is not None)
            self._numbers.show_kept(numbers or None)

    def settle(self) -> bool:
        """Keep what is being typed."""
        return self._numbers.commit()

    def _commit(self, numbers: object) -> None:
        given = {key: value for key, value in self._given.items() if key != self._key}
        if isinstance(numbers, tuple):
            given[self._key] = [plain(number) for number in numbers]
        self.answered.emit(given or None)

    def _object(self, sentence: str) -> None:
        self._objection.setText(sentence)
        self._objection.setVisible(bool(sentence))
