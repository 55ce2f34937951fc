"""What the unit gave itself, and what was found last time."""

from decimal import Decimal

from PySide6.QtWidgets import QSizePolicy, QWidget

from app.services.opened import Comparison
from ui.fields.typed import chinese_day
from ui.numbers import written
from ui.tokens import Gap
from ui.widgets.frames import Frame
from ui.widgets.labels import ElidingLabel, Label
from ui.widgets.layouts import row


class ComparisonStrip(Frame):
    """One line: 自评 4 本次低 1.5 | 上次 3 2025年6月12日：…"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("sunken", parent)
        self._own, self._own_marks, self._own_said = Label("", "second"), Label("", "strong"), Label("", "second")
        self._line = Frame("upright")
        self._last, self._last_marks, self._last_said = (
            Label("", "second"),
            Label("", "strong"),
            ElidingLabel("", "second"),
        )
        parts = (self._own, self._own_marks, self._own_said, self._line, self._last, self._last_marks, self._last_said)
        self._last_said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = row(*parts, margins=(Gap.M, Gap.S, Gap.M, Gap.S), parent=self)
        layout.setStretchFactor(self._last_said, 1)
        layout.addStretch(0)

    def show_item(self, code: str, marks: Decimal | None, own: Comparison | None, last: Comparison | None) -> None:
        """Compare one item; hidden when there is nothing to compare with."""
        has_own = own is not None and code in own.item_marks
        has_last = last is not None and code in last.item_marks
        self.setVisible(has_own or has_last)
        self._line.setVisible(has_own and has_last)
        for part in (self._own, self._own_marks, self._own_said):
            part.setVisible(has_own)
        for part in (self._last, self._last_marks, self._last_said):
            part.setVisible(has_last)
        if own is not None and has_own:
            theirs = own.item_marks[code]
            self._own.setText(self.tr("自评（导入的）") if own.is_imported else self.tr("自评"))
            self._own_marks.setText(written(theirs))
            self._own_said.setText(self._difference(marks, theirs))
        if last is not None and has_last:
            self._last.setText(self.tr("上次"))
            self._last_marks.setText(written(last.item_marks[code]))
            self._last_said.setText(self._said(last, code))

    def _said(self, last: Comparison, code: str) -> str:
        """Its day and reason; of an imported one only the year is certain, and no reason is no finding."""
        reason = last.item_reasons.get(code, "")
        if last.is_imported:
            words = self.tr("{year}年，导入的：{reason}") if reason else self.tr("{year}年，导入的")
            return words.format(year=last.visited_on.year, reason=reason)
        return f"{chinese_day(last.visited_on)}：{reason or self.tr('无问题')}"

    def _difference(self, marks: Decimal | None, theirs: Decimal | None) -> str:
        if marks is None or theirs is None:
            return ""
        if marks == theirs:
            return self.tr("与本次相同")
        if marks < theirs:
            return self.tr("本次低 {by}").format(by=written(theirs - marks))
        return self.tr("本次高 {by}").format(by=written(marks - theirs))
