"""The parts of 核对: a card for each list of gaps, and the pane with what the inspection comes to."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.services.opened import OpenInspection
from ui.numbers import written
from ui.pages.review_words import GapWords
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.frames import Card, Frame
from ui.widgets.glyphs import IconLabel, StateGlyph
from ui.widgets.labels import ElidingLabel, Figure, Label, Tag
from ui.widgets.layouts import clear, column, line, row, scrolling

Press = Callable[[GapWords], object]


class GapRow(QWidget):
    """One gap: glyph, code, title, what is lacking, and the button that goes there."""

    def __init__(self, words: GapWords, press: Press, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self._glyph = StateGlyph(words.state) if words.state is not None else IconLabel(words.icon or "info")
        self._code = Label(words.code, "second")
        self._title = ElidingLabel(words.title, "medium")
        sentence = Label(words.sentence, "second", wrap=True)
        self.button = Button(words.action, "quiet", on_click=lambda: press(words))
        self.button.setAccessibleName(f"{words.action}：{words.code} {words.title}，{words.sentence}")
        layout = row(
            self._glyph,
            self._code,
            self._title,
            sentence,
            self.button,
            gap=Gap.M,
            margins=(Gap.CARD, Gap.XS, Gap.CARD, Gap.XS),
            parent=self,
        )
        layout.setStretch(3, 1)
        current_theme().changed.connect(self._settle)
        self._settle()

    def widths(self) -> tuple[int, int, int]:
        """What code, title and button need."""
        return self._code.sizeHint().width(), self._title.sizeHint().width(), self.button.sizeHint().width()

    def widen(self, code: int, title: int, button: int) -> None:
        """Let the columns of all cards stand under each other."""
        self._code.setFixedWidth(code)
        self._title.setFixedWidth(title)
        self.button.setMinimumWidth(button)

    def _settle(self) -> None:
        height = current_theme().tokens.height
        self._glyph.setFixedWidth(height.icon)
        self.setMinimumHeight(height.rule_row + Gap.HAIR)


class GapCard(Card):
    """One of the three lists; hidden while it is empty."""

    def __init__(self, title: str, aside: str = "", parent: QWidget | None = None) -> None:
        super().__init__(gap=0, margins=(0, 0, 0, 1), parent=parent)
        self._count = Label("", "second")
        head = QWidget()
        row(
            Label(title, "section"),
            self._count,
            None,
            Label(aside, "caption"),
            gap=Gap.M,
            margins=(Gap.CARD, Gap.S, Gap.CARD, Gap.S),
            parent=head,
        )
        self._rows_at = column(gap=0)
        self.body.addWidget(head)
        self.body.addWidget(line())
        self.body.addLayout(self._rows_at)
        self.rows: list[GapRow] = []

    def show_gaps(self, gaps: Sequence[GapWords], press: Press) -> None:
        """Show these lines."""
        clear(self._rows_at)
        self.rows = [GapRow(words, press) for words in gaps]
        for at, shown in enumerate(self.rows):
            if at:
                self._rows_at.addWidget(line())
            self._rows_at.addWidget(shown)
        self._count.setText(self.tr("{count} 处").format(count=len(gaps)))
        self.setVisible(bool(gaps))


class GapLists(QWidget):
    """The three lists under each other; ↑ ↓ go from button to button."""

    def __init__(self, press: Press, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._press = press
        self.must = GapCard(self.tr("必须补"))
        self.may_wait = GapCard(self.tr("可以先签，结果暂定"), self.tr("不影响现场签字"))
        self.look = GapCard(self.tr("请看一眼"))
        column(self.must, self.may_wait, self.look, None, gap=Gap.M, parent=self)
        current_theme().changed.connect(self._align)

    @property
    def rows(self) -> list[GapRow]:
        """All lines from top to bottom."""
        return [*self.must.rows, *self.may_wait.rows, *self.look.rows]

    def show_gaps(self, must: Sequence[GapWords], may_wait: Sequence[GapWords], look: Sequence[GapWords]) -> None:
        """Show all three."""
        for card, gaps in ((self.must, must), (self.may_wait, may_wait), (self.look, look)):
            card.show_gaps(gaps, self._press)
        self._align()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↑ ↓ go to the neighbour's button."""
        steps: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        by = steps.get(event.key())
        at = next((index for index, shown in enumerate(self.rows) if shown.button.hasFocus()), None)
        if by is None or at is None:
            super().keyPressEvent(event)
            return
        to = min(max(at + by, 0), len(self.rows) - 1)
        self.rows[to].button.setFocus(Qt.FocusReason.TabFocusReason)

    def _align(self) -> None:
        if not self.rows:
            return
        widths = zip(*(shown.widths() for shown in self.rows), strict=True)
        code, title, button = (max(found) for found in widths)
        title = min(title, round(current_theme().tokens.pane_list * 2 / 3))
        for shown in self.rows:
            shown.widen(code, title, button)


class TotalsPane(Frame):
    """What the inspection comes to, how it differs from the self-check, and the two ways on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("card", parent)
        self._provisional = Tag(self.tr("暂定"), state="deduct")
        self._figure = Figure("result")
        self._facts = column(gap=Gap.S)
        self._difference = Label("", "caption", wrap=True)
        self.explain = Button("", icon="pencil")
        self._explained = QWidget()
        column(self._difference, row(self.explain, None), gap=Gap.S, parent=self._explained)
        self.preview = Button(self.tr("看打印样子"), icon="eye")
        self.sign = Button(self.tr("去签字"), "primary", icon="pen-line", tall=True)
        self._why = Label("", "caption", wrap=True)
        self._why.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        figures = QWidget()
        column(
            row(Label(self.tr("这份检查"), "section"), None, self._provisional),
            self._figure,
            self._facts,
            self._explained,
            None,
            gap=Gap.S,
            margins=(Gap.CARD, Gap.L, Gap.CARD, Gap.S),
            parent=figures,
        )
        ways = column(self.preview, self.sign, self._why, gap=Gap.S, margins=(Gap.CARD, Gap.S, Gap.CARD, Gap.L))
        whole = column(scrolling(figures), ways, gap=0, parent=self)
        whole.setStretch(0, 1)

    def show_inspection(self, opened: OpenInspection) -> None:
        """Show the figures and whether it can be signed."""
        result = opened.result
        full = opened.scheme.full_marks
        self._provisional.setVisible(result.provisional)
        self._figure.show_figure(written(result.total), f"/ {written(full)}" if full is not None else self.tr("分"))
        clear(self._facts)
        lost = [item.lost for item in result.items.values() if item.lost > 0]
        grade = self.tr("等次（暂定）") if result.provisional else self.tr("等次")
        deductions = (
            self.tr("{count} 项，共 {marks} 分").format(count=len(lost), marks=written(sum(lost, Decimal(0))))
            if lost
            else self.tr("没有")
        )
        self._fact(grade, result.grade or "—")
        self._fact(self.tr("失分"), deductions)
        vetoes = self.tr("、").join(result.acting_vetoes)
        self._fact(self.tr("一票否决"), vetoes or self.tr("没有"), "missing" if vetoes else "")
        if result.bonus or result.penalties:
            self._fact(self.tr("加减分后"), written(result.total_with_bonus))
        self._show_difference(opened)
        self._show_ways(opened)

    def _show_difference(self, opened: OpenInspection) -> None:
        own, total = opened.self_check.total if opened.self_check else None, opened.result.total
        self._explained.setVisible(own is not None)
        if own is None:
            return
        self._facts.addWidget(line())
        is_imported = opened.self_check is not None and opened.self_check.is_imported
        self._fact(self.tr("自评（导入的）") if is_imported else self.tr("自评"), written(own))
        if total is None:
            self._explained.hide()
            return
        alert, difference = opened.scheme.self_difference_alert, abs(own - total)
        is_over = alert is not None and difference >= alert
        said = self.tr("{difference}，达到 {alert}") if is_over else "{difference}"
        self._fact(
            self.tr("相差"),
            said.format(difference=written(difference), alert=written(alert)),
            "deduct" if is_over else "",
        )
        note = opened.notes.get("self_difference", "")
        if note:
            self._difference.setText(self.tr("说明：{note}").format(note=note))
        elif is_over:
            self._difference.setText(self.tr("相差 {alert} 分以上，签字前要写一句说明").format(alert=written(alert)))
        self._explained.setVisible(is_over or bool(note))
        self.explain.set_label(self.tr("改说明") if note else self.tr("写说明"))
        self.explain.setEnabled(not opened.inspection.is_frozen)

    def _show_ways(self, opened: OpenInspection) -> None:
        must = len(opened.completeness.must)
        if opened.inspection.is_frozen:
            self.sign.set_label(self.tr("下一个人签"))
            self.preview.set_label(self.tr("看报告"))
            self.sign.explain_disabled("")
            self._why.setText(self.tr("已经签字，内容不能再改；有差错请再查一次，写明原因"))
            return
        self.sign.set_label(self.tr("去签字"))
        self.preview.set_label(self.tr("看打印样子"))
        reason = self.tr("补完左边 {count} 处后可以签字").format(count=must) if must else ""
        self.sign.explain_disabled(reason)
        ready = self.tr("不缺什么了，可以签字")
        if opened.result.provisional and not must:
            ready = self.tr("可以先签字，结果暂定，以后补上不用再签")
        self._why.setText(reason or ready)

    def _fact(self, name: str, value: str, state: str = "") -> None:
        figure = Label(value, "strong", state=state)
        figure.setAlignment(Qt.AlignmentFlag.AlignRight)
        figure.setAccessibleName(f"{name} {value}")
        self._facts.addLayout(row(Label(name, "second"), None, figure))
