"""待裁定与待选择: inspections of which several versions stand, and the way to decide."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.domain.inspection import KIND_NAMES
from app.services.deciding import Waiting
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.frames import Card, SectionTitle
from ui.widgets.labels import ElidingLabel, Label, Tag
from ui.widgets.layouts import clear, column, line, row


class ContestsCard(Card):
    """`decide_asked(id)` for signed versions, `choose_asked(id)` for drafts."""

    decide_asked = Signal(str)
    choose_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=Gap.S, parent=parent)
        self.buttons: list[Button] = []
        self._rows = column(gap=Gap.S)
        self.body.addWidget(SectionTitle(self.tr("待裁定与待选择")))
        self._words = Label("", "second", wrap=True)
        self.body.addWidget(self._words)
        self.body.addLayout(self._rows)
        self.show_waiting(())

    def show_waiting(self, waiting: Sequence[Waiting]) -> None:
        """One line for each, signed versions first."""
        clear(self._rows)
        self.buttons = []
        self._words.setText(
            self.tr("几台电脑上写的不一样。每个版本都留着；选定以前，不进排名，也不能签字。")
            if waiting
            else self.tr("没有要裁定或选择的检查。两台电脑上的同一份检查不一样时，列在这里，由人来定。")
        )
        for one in waiting:
            self._rows.addWidget(line())
            self._rows.addLayout(self._line(one))

    def _line(self, one: Waiting) -> QHBoxLayout:
        is_final = one.kind == "finals"
        tag = Tag(self.tr("待裁定") if is_final else self.tr("待选择"), state="deduct")
        unit = one.unit_name or self.tr("名册里没有的单位")
        kind = KIND_NAMES[one.inspection.kind]
        count = self.tr("{count}个已签字的版本") if is_final else self.tr("草稿有{count}处不同")
        who = self.tr("、").join(one.names) or self.tr("不认识的密钥")
        told = ElidingLabel(self.tr("{count}：{who}").format(count=count.format(count=one.count), who=who), "second")
        told.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        asked, wanted = (self.decide_asked if is_final else self.choose_asked), one.inspection.id
        button = Button(
            self.tr("去裁定") if is_final else self.tr("去选择"), "quiet", on_click=lambda: asked.emit(wanted)
        )
        button.setAccessibleDescription(f"{unit}，{kind}，{told.text()}")
        self.buttons.append(button)
        across = row(tag, Label(unit, "medium"), Label(kind), told, button, gap=Gap.M)
        across.setStretch(3, 1)
        return across
