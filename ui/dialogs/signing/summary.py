"""The left side of the signing dialog: what one puts one's name to."""

from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt, Signal

from app.domain.inspection import KIND_NAMES
from app.services.signing import SigningView
from ui.dialogs.signing.signers import SignerList
from ui.numbers import written
from ui.pages.days import day_words
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.frames import Frame
from ui.widgets.labels import Figure, Label, Tag
from ui.widgets.layouts import clear, column, line, row, scrolling

ONE_LINE = 12
"""Characters of a figure that stand beside its name; a longer one (a list of codes) wraps."""


class SigningSummary(Frame):
    """Unit, total, grade, what is pending, and who signs; `preview_asked`, `chosen(field)` and `redo(field)` of the
    signers.
    """

    preview_asked = Signal()
    chosen = Signal(str)
    redo = Signal(str)

    def __init__(self) -> None:
        super().__init__("dialog_side")
        self._unit = Label("", "item_title", wrap=True)
        self._about = Label("", "second", wrap=True)
        self._figure = Figure("result")
        self._provisional = Tag(self.tr("暂定"), state="deduct")
        self._facts = column(gap=Gap.XS)
        self._consequence = Label("", "second", wrap=True)
        self.preview = Button(self.tr("看整份报告"), "link", icon="eye", on_click=self.preview_asked.emit)
        self.signers = SignerList()
        self.signers.chosen.connect(self.chosen)
        self.signers.redo.connect(self.redo)
        top = row(self._figure, None, self._provisional)
        top.setAlignment(self._provisional, Qt.AlignmentFlag.AlignVCenter)
        content = Frame("")
        self._column = column(
            Label(self.tr("您要签的是"), "caption"),
            self._unit,
            self._about,
            line(),
            top,
            self._facts,
            line(),
            self._consequence,
            row(self.preview, None),
            Label(self.tr("签字人"), "caption"),
            self.signers,
            None,
            gap=Gap.S,
            margins=(Gap.XL, Gap.XL, Gap.XL, Gap.M),
            parent=content,
        )
        column(scrolling(content), gap=0, parent=self)

    def wanted_height(self) -> int:
        """How high it has to be to show everything without scrolling."""
        layout = self._column
        return layout.heightForWidth(self.width()) if layout.hasHeightForWidth() else layout.sizeHint().height()

    def show_view(self, view: SigningView, current: str | None, today: date) -> None:
        """Show the inspection and where its signatures stand; `current` is the field that is signed now."""
        opened = view.opened
        inspection, result, scheme = opened.inspection, opened.result, opened.scheme
        self._unit.setText(opened.unit.name)
        street = opened.parent.name if opened.parent else ""
        about = " · ".join(part for part in (street, KIND_NAMES[inspection.kind]) if part)
        self._about.setText(f"{about}\n{day_words(inspection.visited_on)}")
        full = scheme.full_marks
        self._figure.show_figure(written(result.total), f"/ {written(full)}" if full is not None else self.tr("分"))
        self._provisional.setVisible(result.provisional)
        clear(self._facts)
        self._fact(self.tr("等次（暂定）") if result.provisional else self.tr("等次"), result.grade or "—")
        lost = [item.lost for item in result.items.values() if item.lost > 0]
        said = self.tr("{count} 项，共 {marks} 分")
        self._fact(
            self.tr("失分"),
            said.format(count=len(lost), marks=written(sum(lost, Decimal(0)))) if lost else self.tr("没有"),
        )
        pending = [code for code, item in result.items.items() if item.state == "pending"]
        if pending:
            self._fact(self.tr("待补"), self.tr("、").join(pending))
        self._fact(self.tr("一票否决"), self.tr("、").join(result.acting_vetoes) or self.tr("没有"))
        self._consequence.setText(self._consequences(view, bool(pending)))
        self.signers.show_signers(view.places, view.marks, current, today, can_redo=view.can_draw)

    def _consequences(self, view: SigningView, has_pending: bool) -> str:
        if view.is_frozen:
            return self.tr("内容在第一个人签字时已经固定。")
        said = self.tr("签字后这份检查不能再改；有差错只能再查一次，写明原因。")
        return said + self.tr("暂定的项以后补上结果，不用再签。") if has_pending else said

    def _fact(self, name: str, value: str) -> None:
        is_long = len(value) > ONE_LINE
        figure = Label(value, "strong", wrap=is_long)
        figure.setAlignment(Qt.AlignmentFlag.AlignRight)
        label = Label(name, "second")
        self._facts.addLayout(row(label, figure, gap=Gap.M) if is_long else row(label, None, figure))
