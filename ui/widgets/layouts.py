"""Rows and columns with gaps from the grid, the lines between them, and what scrolls."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QSpacerItem, QVBoxLayout, QWidget

from ui.tokens import Gap

Part = QWidget | QLayout | QSpacerItem | None
"""What goes into a row or column; None takes the room that is left over."""

Margins = int | tuple[int, int, int, int]
Box = TypeVar("Box", bound=QBoxLayout)


def row(*parts: Part, gap: int = Gap.S, margins: Margins = 0, parent: QWidget | None = None) -> QHBoxLayout:
    """Parts side by side; given a `parent`, it becomes the layout of that widget."""
    return _filled(QHBoxLayout(parent) if parent else QHBoxLayout(), parts, gap, margins)


def column(*parts: Part, gap: int = Gap.S, margins: Margins = 0, parent: QWidget | None = None) -> QVBoxLayout:
    """Parts one under the other; given a `parent`, it becomes the layout of that widget."""
    return _filled(QVBoxLayout(parent) if parent else QVBoxLayout(), parts, gap, margins)


def add(layout: QBoxLayout, *parts: Part) -> None:
    """Parts at the end of a layout, in their order."""
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addSpacerItem(part)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout; its widgets are hidden at once and deleted when Qt is idle."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


def line(*, upright: bool = False) -> QFrame:
    """A hairline that divides; `upright` between things side by side."""
    frame = QFrame()
    frame.setProperty("role", "upright" if upright else "line")
    return frame


def scrolling(content: QWidget) -> QScrollArea:
    """`content` in an area that scrolls up and down only, with no frame and the background of what lies behind."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    content.setProperty("role", "scrolled")
    area.setViewport(QWidget())  # asking Qt for its own makes every class of Qt's known to Python: 10 ms at the start
    area.setWidget(content)
    content.setAutoFillBackground(False)
    return area


def _filled(layout: Box, parts: Sequence[Part], gap: int, margins: Margins) -> Box:
    layout.setSpacing(gap)
    layout.setContentsMargins(*(margins if isinstance(margins, tuple) else (margins,) * 4))
    add(layout, *parts)
    return layout
