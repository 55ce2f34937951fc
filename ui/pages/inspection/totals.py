"""The right pane: the total so far, the dimensions, what was found."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from app.scoring.table import Dimension
from app.services.opened import OpenInspection
from ui.numbers import written
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.frames import Frame
from ui.widgets.labels import Divider, ElidingLabel, Figure, Label, Tag
from ui.widgets.layouts import column, row
from ui.widgets.marks_bar import LegendSwatch, MarksBar

FITS = (
    (True, True, 6),
    (True, True, 5),
    (True, True, 4),
    (True, True, 3),
    (False, True, 3),
    (False, True, 2),
    (False, False, 3),
    (False, False, 2),
    (False, False, 1),
)
"""Legend or not, bars or only their figures, how many findings; the first that has room is shown."""


@dataclass(frozen=True, slots=True)
class Loss:
    """One item that lost marks: how much, and why in a few words."""

    code: str
    words: str
    amount: Decimal


def losses(opened: OpenInspection) -> tuple[Loss, ...]:
    """Every item that lost marks, in the order of the table."""
    return tuple(_losses(opened))


def _losses(opened: OpenInspection) -> Iterator[Loss]:
    answers = opened.answers.get("items") or {}
    for item in opened.scheme.items:
        result = opened.result.items.get(item.code)
        if result is None or result.marks is None or result.lost <= 0:
            continue
        steps = "；".join(rule.step for rule in result.rules if rule.step and rule.amount)
        words = str((answers.get(item.code) or {}).get("reason") or "") or steps or item.title
        yield Loss(item.code, words.replace("\n", " "), -result.lost)


def unsettled(opened: OpenInspection) -> int:
    """How many items are not looked at, not whole or waiting."""
    return sum(not result.is_settled for result in opened.result.items.values() if not result.outside_table)


class DimensionBar(QWidget):
    """A dimension's title, marks and bar."""

    def __init__(self, dimension: Dimension, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dimension = dimension
        self._marks, self._full = Label("", "strong"), Label("", "second")
        self._bar = MarksBar()
        head = row(ElidingLabel(dimension.title), self._marks, self._full, gap=Gap.XS)
        head.setStretch(0, 1)
        self._column = column(head, self._bar, gap=Gap.XS, parent=self)
        full = dimension.full_marks
        self._full.setText("" if full is None else f"/ {written(full)}")

    def show_bar(self, *, is_shown: bool) -> None:
        """With its bar, or only the figures."""
        self._bar.setVisible(is_shown)
        self._column.invalidate()

    def show_opened(self, opened: OpenInspection) -> None:
        """Show what was got and lost of its marks."""
        marks = opened.result.dimensions.get(self._dimension.code)
        self._marks.setText(written(marks))
        full = self._dimension.full_marks or Decimal(0)
        lost = Decimal(0)
        for item in opened.scheme.items_of(self._dimension.code):
            result = opened.result.items.get(item.code)
            lost += result.lost if result is not None and result.marks is not None else 0
        self._bar.show_marks(max(marks or Decimal(0), Decimal(0)), lost, full)


class LossLine(QWidget):
    """One thing found; pressing it goes there."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = ""
        self._label, self._words, self._amount = (
            Label("", "second"),
            ElidingLabel("", "second"),
            Label("", "strong", state="deduct"),
        )
        layout = row(self._label, self._words, self._amount, margins=(0, Gap.XS, 0, Gap.XS), parent=self)
        layout.setStretch(1, 1)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_loss(self, loss: Loss) -> None:
        """Show another one."""
        self._code = loss.code
        self._label.setText(loss.code)
        self._words.setText(loss.words)
        self._amount.setText(written(loss.amount))
        self.setAccessibleName(f"{loss.code} {loss.words} {written(loss.amount)}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit(self._code)

    def event(self, event: QEvent) -> bool:
        """Space goes there too."""
        is_press = event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            self.pressed.emit(self._code)
            return True
        return super().event(event)


class Fitting(QScrollArea):
    """Tells when the room in it changed, after layouts have settled."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell it."""
        super().resizeEvent(event)
        self.resized.emit()


class Totals(Frame):
    """`item_asked(code)` when a person follows a finding, `review_asked` for 核对并完成."""

    item_asked = Signal(str)
    review_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("pane_right", parent)
        self._bars: dict[str, DimensionBar] = {}
        self._lines: list[LossLine] = []
        self._opened: OpenInspection | None = None
        self._shows_all = False
        self._shape: tuple[int, bool] | None = None
        self._few = FITS[0][2]
        self._total = Figure("result")
        self._tag = Tag(self.tr("暂定"), state="deduct")
        self._said = Label("", "caption", wrap=True)
        self._bonus = Label("", "second", wrap=True)
        self._count = Label("", "second")
        self._all = Button("", "link", on_click=lambda: self.unfold(is_whole=not self._shows_all))
        self._bar_list, self._line_list = column(gap=Gap.XS), column(gap=Gap.NONE)
        self._legend = QWidget()
        legend = row(gap=Gap.XS, parent=self._legend)
        for part, word in (("got", self.tr("得")), ("lost", self.tr("扣")), ("empty", self.tr("未查"))):
            legend.addWidget(LegendSwatch(part))
            legend.addWidget(Label(word, "caption"))
            legend.addSpacing(Gap.S)
        legend.addStretch(1)
        head = row(Label(self.tr("当前总分"), "section"), None, self._tag)
        found = row(Label(self.tr("已发现问题"), "section"), None, self._count)
        body = QWidget()
        body.setProperty("role", "scrolled")
        margins = (Gap.L, Gap.M, Gap.L, Gap.XS)
        parts = (
            head,
            self._total,
            self._said,
            self._bonus,
            Divider(),
            self._bar_list,
            self._legend,
            Divider(),
            found,
            self._line_list,
            self._all,
            None,
        )
        self._parts = column(*parts, gap=Gap.S, margins=margins, parent=body)
        scroll = Fitting()
        scroll.resized.connect(self._fit)
        self._scroll, self._body = scroll, body
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        self.review = Button(
            self.tr("核对并完成"), "standard", icon="clipboard-check", hint="Ctrl+R", on_click=self.review_asked.emit
        )
        self.review.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        foot = row(self.review, margins=(Gap.L, Gap.S, Gap.L, Gap.M))
        layout = column(scroll, foot, gap=Gap.NONE, parent=self)
        layout.setStretch(0, 1)
        self._settle()
        current_theme().changed.connect(self._settle)

    def show_opened(self, opened: OpenInspection) -> None:
        """Show the inspection as it stands."""
        self._opened = opened
        result, scheme = opened.result, opened.scheme
        full = f"/ {written(scheme.full_marks)}" if scheme.full_marks is not None else ""
        self._total.show_figure(written(result.total), full)
        self._tag.setVisible(result.provisional)
        open_items = unsettled(opened)
        self._said.setText(
            self.tr("未查、待补的 {count} 项按 0 分计").format(count=open_items)
            if open_items
            else self.tr("各项都查过了")
        )
        self._bonus.setText(self._extras(opened))
        self._bonus.setVisible(bool(self._bonus.text()))
        for dimension in scheme.dimensions:
            if dimension.code not in self._bars:
                self._bars[dimension.code] = DimensionBar(dimension)
                self._bar_list.addWidget(self._bars[dimension.code])
            self._bars[dimension.code].show_opened(opened)
        shape = (len(losses(opened)), bool(self._bonus.text()))
        if shape != self._shape:
            self._shape = shape
            self._fit()
        else:
            self._show_losses(losses(opened))
        self.review.set_label(self.tr("看核对结果") if opened.inspection.is_frozen else self.tr("核对并完成"))

    def _show_losses(self, found: tuple[Loss, ...]) -> None:
        self._count.setText(self.tr("{count} 条").format(count=len(found)))
        shown = found if self._shows_all else found[: self._few]
        while len(self._lines) < len(shown):
            line = LossLine()
            line.pressed.connect(self.item_asked)
            self._lines.append(line)
            self._line_list.addWidget(line)
            line.show()
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(shown))
            if place < len(shown):
                line.show_loss(shown[place])
        self._all.setVisible(len(found) > len(shown) or self._shows_all)
        words = self.tr("收起") if self._shows_all else self.tr("全部 {count} 条").format(count=len(found))
        if self._all.label != words:
            self._all.set_label(words)

    def _fit(self) -> None:
        """Leave out what has no room, first the legend; the pane scrolls only when all findings are asked for."""
        if self._opened is None:
            return
        found = losses(self._opened)
        room, width = self._scroll.viewport().height(), self._scroll.viewport().width()
        for has_legend, has_bars, self._few in FITS:
            self._legend.setVisible(has_legend)
            for bar in self._bars.values():
                bar.show_bar(is_shown=has_bars)
            self._show_losses(found)
            # Hiding a part tells only the outermost layout at once; the one it lies in would answer with its old size.
            self._line_list.invalidate()
            self._bar_list.invalidate()
            self._parts.invalidate()
            if self._body.heightForWidth(width) <= room:
                return

    def unfold(self, *, is_whole: bool) -> None:
        """Show all findings, or only as many as there is room for."""
        self._shows_all = is_whole
        if self._opened is not None:
            self._show_losses(losses(self._opened))

    def _extras(self, opened: OpenInspection) -> str:
        result = opened.result
        said = []
        if result.bonus:
            said.append(self.tr("加分 +{bonus}").format(bonus=written(result.bonus)))
        if result.penalties:
            said.append(self.tr("扣罚 −{penalties}").format(penalties=written(result.penalties)))
        if said:
            said.append(self.tr("合计 {total}").format(total=written(result.total_with_bonus)))
        if result.grade and not unsettled(opened):
            said.append(self.tr("等次 {grade}").format(grade=result.grade))
        elif result.acting_vetoes:
            said.append(self.tr("一票否决 {codes}").format(codes="、".join(result.acting_vetoes)))
        return "　".join(said)

    def _settle(self) -> None:
        tokens = current_theme().tokens
        self.setFixedWidth(round(tokens.pane_totals * (tokens.factor if tokens.totals_fold else 1)))
