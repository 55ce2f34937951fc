"""What is known of the unit one stands on, and what can be done with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.unit import UNIT_KIND_NAMES
from app.services.units import GRASS_ROOTS, UnitRow
from ui.models.units_model import row_state
from ui.numbers import written
from ui.pages.days import day_words
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.frames import Card
from ui.widgets.labels import ElidingLabel, Tag
from ui.widgets.layouts import column, row


class DetailCard(Card):
    """`pilot_asked(unit_id, is_pilot)` when the mark is to be given or taken."""

    pilot_asked = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margins=(Gap.CARD, Gap.M, Gap.L, Gap.M), parent=parent)
        self._row: UnitRow | None = None
        self._name = ElidingLabel("", "section")
        self._facts = ElidingLabel("", "second")
        self._facts.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._pilot_tag = Tag(self.tr("示范点试点"))
        self._sentence = ElidingLabel("", "second")
        self._sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.pilot_button = Button("", "quiet", icon="flag", on_click=self._ask_pilot)
        title = row(self._name, self._pilot_tag, self._facts, gap=Gap.M)
        words = column(title, self._sentence, gap=Gap.XS)
        across = row(words, self.pilot_button, gap=Gap.L)
        across.setStretch(0, 1)
        self.body.addLayout(across)

    def show_unit(self, shown: UnitRow | None) -> None:
        """Show a unit; None when none is marked."""
        self._row = shown
        self.pilot_button.setVisible(shown is not None and shown.unit.kind in GRASS_ROOTS and shown.unit.is_active)
        self._pilot_tag.setVisible(shown is not None and shown.unit.is_pilot)
        if shown is None:
            self._name.setText(self.tr("没有选中单位"))
            self._facts.setText("")
            self._sentence.setText(self.tr("用 ↑ ↓ 在表里选一个，按 Enter 开始或接着检查。"))
            return
        unit = shown.unit
        self._name.setText(unit.name)
        facts = [
            shown.parent_name,
            UNIT_KIND_NAMES[unit.kind],
            unit.class_ or "",
            self.tr("代码 {code}").format(code=unit.code) if unit.code else self.tr("没有代码"),
            "" if unit.is_active else self.tr("已停用"),
        ]
        self._facts.setText(" · ".join(fact for fact in facts if fact))
        self._sentence.setText(self._inspected(shown))
        self.pilot_button.set_label(self.tr("取消试点") if unit.is_pilot else self.tr("标为试点"))

    def _inspected(self, shown: UnitRow) -> str:
        if not shown.is_inspected and shown.inspection is None:
            return self.tr("这一级不作区级检查的对象。")
        last = self.tr("没有上次成绩可以对照")
        if shown.last_total is not None:
            last = self.tr("上次 {total} 分").format(total=written(shown.last_total))
        elif shown.imported_last is not None:
            day, total = shown.imported_last
            last = self.tr("上次 {total} 分（{year}年，导入的）").format(total=written(total), year=day.year)
        if shown.inspection is None:
            return self.tr("本活动还没有区级检查；{last}。").format(last=last)
        return self.tr("本活动区级检查：{state}，检查日期 {day}；{last}。").format(
            state=row_state(shown).words, day=day_words(shown.inspection.visited_on), last=last
        )

    def _ask_pilot(self) -> None:
        if self._row is not None:
            self.pilot_asked.emit(self._row.unit.id, not self._row.unit.is_pilot)
