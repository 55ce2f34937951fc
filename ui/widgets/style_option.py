"""What a delegate is told of the line it paints: the stubs of PySide6 know no fields of a style option."""

from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget


class _Fields(Protocol):
    rect: "QRect"
    state: "QStyle.StateFlag"
    widget: "QWidget | None"


def rect_of(option: "QStyleOptionViewItem") -> "QRect":
    """Where the line is painted."""
    return cast("_Fields", option).rect


def state_of(option: "QStyleOptionViewItem") -> "QStyle.StateFlag":
    """Whether it is chosen, has the keyboard or is under the mouse."""
    return cast("_Fields", option).state


def widget_of(option: "QStyleOptionViewItem") -> "QWidget | None":
    """The view that it is painted in."""
    return cast("_Fields", option).widget
