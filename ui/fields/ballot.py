"""Votes counted option by option, by number or vote by vote with 正 strokes, and the rate they make."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.scoring.rules import Ballot
from ui.fields.bands import band_of, rising, segments, share_within
from ui.fields.counter import Counter
from ui.fields.field import Facts, Field
from ui.fields.number_line import NumberLine
from ui.fields.value import rounded
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.layouts import column

STROKES = (
    (0.1, 0.12, 0.9, 0.12),
    (0.5, 0.12, 0.5, 0.9),
    (0.5, 0.5, 0.82, 0.5),
    (0.22, 0.42, 0.22, 0.9),
    (0.02, 0.9, 0.98, 0.9),
)
"""The five strokes of 正 in the order of writing, in a square of one."""
MOST_SIGNS = 8


class Tally(QWidget):
    """How many votes, as 正 strokes; the earlier ones are left out when there is no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._votes = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_votes(self, votes: int) -> None:
        """Show another number."""
        self._votes = votes
        self.update()

    def sizeHint(self) -> QSize:
        """Room for a few signs."""
        side = current_theme().tokens.height.icon
        return QSize((side + Gap.XS) * MOST_SIGNS, side)

    def minimumSizeHint(self) -> QSize:
        """Room for two."""
        side = current_theme().tokens.height.icon
        return QSize((side + Gap.XS) * 2, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the last signs that fit, strokes one by one."""
        theme = current_theme()
        side = float(theme.tokens.height.icon)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(theme.tokens.colour.ink2), theme.tokens.ring * 0.7)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        room = max(1, int(self.width() // (side + Gap.XS)))
        signs = -(-self._votes // 5)
        for place, sign in enumerate(range(max(0, signs - room), signs)):
            square = QRectF(place * (side + Gap.XS), 1, side - 2, side - 2)
            for x1, y1, x2, y2 in STROKES[: min(5, self._votes - sign * 5)]:
                painter.drawLine(
                    QPointF(square.left() + x1 * square.width(), square.top() + y1 * square.height()),
                    QPointF(square.left() + x2 * square.width(), square.top() + y2 * square.height()),
                )


class BallotField(Field):
    """`{option: votes}` of every option, as soon as one is known: the others count zero."""

    def __init__(self, rule: Ballot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule = rule
        self._facts: Facts = None
        self._bands = rising(rule.bands)
        self.counters: dict[str, Counter] = {}
        self._tallies: dict[str, Tally] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Gap.S)
        grid.setVerticalSpacing(Gap.XS)
        # The weights are a JSON object, whose order means nothing; the valid options are a list in the table's order.
        options = [*rule.valid, *(option for option in rule.weights if option not in rule.valid)]
        for place, option in enumerate(options):
            self._add_option(grid, place, option)
        grid.setColumnStretch(3, 1)
        self._sum = Label("", "second", wrap=True)
        layout = column(grid, self._sum, gap=Gap.XS, parent=self)
        self.line = NumberLine(segments(self._bands, "", self.tr("按比例"))) if self._bands else None
        if self.line:
            layout.addWidget(self.line)

    def _add_option(self, grid: QGridLayout, place: int, option: str) -> None:
        counter = Counter(self.tr("{option}票数").format(option=option), most=99999, parent=self)
        counter.changed.connect(lambda _value: self._commit())
        one_more = Button(self.tr("记一票"), "quiet", on_click=lambda: counter.step_by(1))
        one_more.setAccessibleName(self.tr("{option}记一票").format(option=option))
        one_more.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.counters[option], self._tallies[option] = counter, Tally()
        for at, part in enumerate((Label(option, "medium"), counter, one_more, self._tallies[option])):
            grid.addWidget(part, place, at)

    def show_facts(self, facts: Facts) -> None:
        """Show the saved votes, the rate and where it falls."""
        is_half_typed = self._facts is None and self._is_begun()
        self._facts = facts
        given: Mapping[str, Any] = facts if isinstance(facts, Mapping) else {}
        for option, counter in self.counters.items():
            if given or not is_half_typed:
                counter.show_number(given.get(option))
            self._tallies[option].show_votes(int(given.get(option) or 0))
        self._show_rate(given)

    def first_control(self) -> QWidget | None:
        """The first option."""
        return next(iter(self.counters.values()))

    def gap(self) -> QWidget | None:
        """The first option that has no number yet."""
        return next((counter for counter in self.counters.values() if counter.value is None), None)

    def settle(self) -> bool:
        """Take over what is being typed."""
        for counter in self.counters.values():
            counter.commit()
        return True

    def take_digit(self, digit: str) -> bool:
        """Into the first option without a number."""
        counter = self.gap()
        first = next(iter(self.counters.values()))
        return (counter if isinstance(counter, Counter) else first).begin(digit)

    def _is_begun(self) -> bool:
        return any(counter.value is not None for counter in self.counters.values())

    def _commit(self) -> None:
        facts = {
            option: counter.number for option, counter in self.counters.items() if counter.number is not None
        } or None
        if facts != self._facts:
            self.show_facts(facts)
            self.answered.emit(facts)

    def _show_rate(self, votes: Mapping[str, Any]) -> None:
        rule = self._rule
        valid = sum(int(votes.get(option) or 0) for option in rule.valid or tuple(rule.weights))
        if not valid:
            self._sum.setText(self.tr("还没有有效票"))
            if self.line:
                self.line.point_at(None)
            return
        weighted = sum(
            (Fraction(weight) * int(votes.get(option) or 0) for option, weight in rule.weights.items()), Fraction(0)
        )
        rate = weighted / valid * 100
        said = self.tr("有效票 {valid} 张，比率 {rate}%").format(valid=valid, rate=rounded(rate))
        if rule.min_valid and valid < rule.min_valid:
            short = (
                self.tr("，不足 {least} 张，待补测")
                if rule.below_min == "pending"
                else self.tr("，不足 {least} 张，按普测计")
            )
            said += short.format(least=rule.min_valid)
        self._sum.setText(said)
        if self.line:
            place = band_of(self._bands, rate)
            self.line.point_at(place, *([share_within(self._bands[place], rate)] if place is not None else []))
