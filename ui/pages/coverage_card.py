"""The card of 工作台 that says how far the general survey is."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.rules.coverage import Share
from app.services.home import HomeView
from ui.theme import BOLD, REGULAR, current_theme
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.frames import Card, SectionTitle
from ui.widgets.labels import Figure, Label
from ui.widgets.layouts import clear, column, line, row
from ui.widgets.marks_bar import MarksBar, paint_marks_bar

MOST_STREETS = 6


class ShareRow(QWidget):
    """How many communities of one group are inspected: its name, the count and a thin bar, painted as one.

    A start paints nine of them; as widgets in layouts they took a twentieth of it.
    """

    def __init__(self, name: str, share: Share, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._share = name, share
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._says = self.tr("{name}，已查 {inspected} 个，共 {total} 个").format(
            name=name, inspected=share.inspected, total=share.of
        )
        self.setAccessibleName(self._says)
        current_theme().changed.connect(self._settle)

    def sizeHint(self) -> QSize:
        """Room for two characters of the name, the count beside it, and the bar below."""
        name, count, of = self._metrics()
        wide = name.horizontalAdvance("汉…") + Gap.S + self._count_width(count, of)
        return QSize(wide, self._line() + Gap.HAIR + current_theme().tokens.height.bar_thin)

    def minimumSizeHint(self) -> QSize:
        """The same: it is never squeezed in height."""
        return self.sizeHint()

    def shown_name(self) -> str:
        """What is seen of the name at the present width."""
        name, count, of = self._metrics()
        room = self.width() - Gap.S - self._count_width(count, of)
        return name.elidedText(self._name, Qt.TextElideMode.ElideRight, room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The whole words are the tool tip."""
        super().resizeEvent(event)
        self.setToolTip(self._says)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Name and count stand on one line, the bar lies below."""
        theme, share = current_theme(), self._share
        colours = theme.tokens.colour
        _name, count, of = self._metrics()
        painter = QPainter(self)
        line_height = self._line()
        base = (line_height - count.height()) / 2 + count.ascent()
        right = float(self.width() - of.horizontalAdvance(self._of()))
        for text, font, colour, x in (
            (self.shown_name(), theme.font("second"), colours.ink2, 0.0),
            (self._of(), theme.font("caption"), colours.ink3, right),
            (
                str(share.inspected),
                theme.font("body", BOLD),
                colours.ink,
                right - Gap.XS - count.horizontalAdvance(str(share.inspected)),
            ),
        ):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            painter.drawText(QPointF(x, base), text)
        bar = QRectF(0, line_height + Gap.HAIR, self.width(), theme.tokens.height.bar_thin)
        paint_marks_bar(painter, bar, share.inspected / share.of if share.of else 0.0, 0.0, colours)

    def _settle(self) -> None:
        self.updateGeometry()
        self.update()

    def _of(self) -> str:
        return f"/ {self._share.of}"

    def _line(self) -> int:
        return max(metrics.height() for metrics in self._metrics())

    def _count_width(self, count: QFontMetrics, of: QFontMetrics) -> int:
        return count.horizontalAdvance(str(self._share.inspected)) + Gap.XS + of.horizontalAdvance(self._of())

    def _metrics(self) -> tuple[QFontMetrics, QFontMetrics, QFontMetrics]:
        """Of the name, of the count, and of what it is out of."""
        theme = current_theme()
        return (
            QFontMetrics(theme.font("second", REGULAR)),
            QFontMetrics(theme.font("body", BOLD)),
            QFontMetrics(theme.font("caption", REGULAR)),
        )


class CoverageCard(Card):
    """How many communities have a signed district inspection; pilots and others apart, then by street."""

    owed_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=Gap.XS, margins=(Gap.CARD, Gap.L, Gap.CARD, Gap.XS), parent=parent)
        self._figure = Figure("result")
        self._bar = MarksBar()
        self._owed = Label("", "caption", wrap=True)
        self._groups = column(gap=Gap.XS + Gap.HAIR)
        self.owed_button = Button("", "link", on_click=self.owed_asked.emit)
        for part in (SectionTitle(self.tr("普查覆盖"), self.tr("只数区级检查")), self._figure, self._bar, self._owed):
            self.body.addWidget(part)
        self.body.addLayout(self._groups)
        self.body.addLayout(row(self.owed_button, None))

    def show_coverage(self, view: HomeView) -> None:
        """Show real counts."""
        covered = view.coverage
        self._figure.show_figure(
            str(covered.inspected), self.tr("/ {total} 个社区").format(total=covered.of) if covered.of else ""
        )
        says = self.tr("已查 {inspected} 个，共 {total} 个社区").format(inspected=covered.inspected, total=covered.of)
        self._bar.show_marks(covered.inspected, 0, covered.of, says)
        owed = covered.owed
        self._owed.setText(
            self.tr("还欠 {owed} 个，检查示范点试点单位不代替普查").format(owed=owed)
            if owed
            else self.tr("全部社区都查过了")
        )
        streets = sorted(  # those that owe most come first, so that they are seen when not all have room
            ((street.name, street.share) for street in view.streets if street.share.of),
            key=lambda named: named[1].of - named[1].inspected,
            reverse=True,
        )
        groups = (
            [(self.tr("示范点试点单位"), covered.pilots), (self.tr("其他社区"), covered.others)],
            streets[:MOST_STREETS],
        )
        clear(self._groups)
        for group in groups:
            shown = [(name, share) for name, share in group if share.of]
            if shown:
                self._groups.addWidget(line())
            for name, share in shown:
                self._groups.addWidget(ShareRow(name, share))
        if len(streets) > MOST_STREETS:
            more = self.tr("另有 {more} 个街道、乡镇").format(more=len(streets) - MOST_STREETS)
            self._groups.addWidget(Label(more, "caption"))
        self.owed_button.set_label(self.tr("看还欠哪 {owed} 个社区").format(owed=owed))
        self.owed_button.setVisible(owed > 0)
