"""Finds text that is cut: words that need more room than their widget has.

assert clipped_labels(page) == []
"""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QComboBox, QLabel, QScrollArea, QWidget

from ui.widgets.choices import ChoiceButton, TickBox
from ui.widgets.labels import ElidingLabel

SLACK = 1


def clipped_labels(widget: QWidget) -> list[str]:
    """One line for each visible text that does not fit, and for each widget that sticks out of its parent.

    Labels that elide are left out: they say the whole in a tool tip. What can be scrolled to is not cut.
    """
    found = []
    for part in [widget, *widget.findChildren(QWidget)]:
        if not part.isVisible() or (part.visibleRegion().isEmpty() and not _is_scrolled(part, widget)):
            continue
        if lack := _lack(part):
            found.append(f"{type(part).__name__} {_words(part)!r} lacks {lack}")
    return found


def too_small_to_press(widget: QWidget, least: int = 36) -> list[str]:
    """One line for each visible button that is lower or narrower than a finger needs."""
    return [
        f"{type(button).__name__} {_words(button)!r} is {button.width()}×{button.height()}"
        for button in widget.findChildren(QAbstractButton)
        if button.isVisible() and min(button.width(), button.height()) < least and not _is_inside_native(button)
    ]


def unnamed_controls(widget: QWidget) -> list[str]:
    """One line for each visible control that the keyboard can reach and a screen reader has no name for."""
    return [
        f"{type(part).__name__} ({part.objectName()})"
        for part in widget.findChildren(QWidget)
        if part.isVisible()
        and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.focusProxy() is None
        and not part.accessibleName()
        and not (isinstance(part, QAbstractButton | QLabel) and part.text())
        and not isinstance(part, QScrollArea)
        and not _is_inside_native(part)
    ]


def _words(part: QWidget) -> str:
    text = getattr(part, "text", None)
    return str(text()) if callable(text) else part.accessibleName()


def _lack(part: QWidget) -> str:
    if isinstance(part, ElidingLabel):
        room, needs = part.height(), part.fontMetrics().height()
        return f"{needs - room} px of height" if needs > room + SLACK else ""
    if isinstance(part, QLabel):
        return _label_lack(part)
    if isinstance(part, TickBox | ChoiceButton):
        needs = part.heightForWidth(part.width())
        return f"{needs - part.height()} px of height" if needs > part.height() + SLACK else ""
    if (isinstance(part, QAbstractButton) and part.text()) or isinstance(part, QComboBox):
        needs = part.minimumSizeHint() if not isinstance(part, QComboBox) else QSize(0, part.sizeHint().height())
        return _compared(needs, part.size())
    return ""


def _label_lack(label: QLabel) -> str:
    if not label.text() or label.pixmap().width():
        return ""
    inside = label.contentsRect()
    margins = label.margin() * 2
    if label.wordWrap():
        needs = label.heightForWidth(label.width())
        return f"{needs - label.height()} px of height" if needs > label.height() + SLACK else ""
    wanted = label.fontMetrics().boundingRect(QRect(), int(label.alignment()), label.text())
    needs = QSize(label.fontMetrics().horizontalAdvance(max(label.text().split("\n"), key=len)), wanted.height())
    return _compared(needs, QSize(inside.width() - margins, inside.height() + 2))


def _compared(needs: QSize, room: QSize) -> str:
    if needs.width() > room.width() + SLACK:
        return f"{needs.width() - room.width()} px of width"
    if needs.height() > room.height() + SLACK:
        return f"{needs.height() - room.height()} px of height"
    return ""


def _is_scrolled(part: QWidget, top: QWidget) -> bool:
    parent = part.parentWidget()
    while parent is not None and parent is not top:
        if isinstance(parent, QAbstractScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def _is_inside_native(part: QWidget) -> bool:
    return part.objectName().startswith("qt_") or (type(part).__module__.startswith("PySide6") and part.text() == "")


def sticking_out(widget: QWidget) -> list[str]:
    """One line for each visible part that reaches beyond `widget` and cannot be scrolled to."""
    whole = widget.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
    return [
        f"{type(part).__name__} {_words(part)!r}"
        for part in widget.findChildren(QWidget)
        if part.isVisible()
        and not part.isWindow()
        and not _is_scrolled(part, widget)
        and not whole.contains(QRect(part.mapTo(widget, QPoint()), part.size()))
    ]
