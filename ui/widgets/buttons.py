"""Buttons of five kinds, with an icon and the key that works the same."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.theme import current_theme, repolish
from ui.tokens import Gap

ICON_COLOUR = {"primary": "on_accent", "link": "focus"}


class Button(QPushButton):
    """A button whose label is a verb and its object.

    `kind`: primary (one for each screen), standard, quiet (in rows), ghost (in bars), link.
    `shortcut` works in the whole window and stands behind the label; `hint` only stands there,
    for Esc and Enter, which the dialog answers itself.
    """

    def __init__(
        self,
        label: str,
        kind: str = "standard",
        *,
        icon: str = "",
        shortcut: str = "",
        hint: str = "",
        icon_after: bool = False,
        tall: bool = False,
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._label, self._icon_name, self._keys, self._hint = label, icon, shortcut, hint
        self._kind, self._icon_after = kind, icon_after
        if icon_after:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setProperty("kind", kind)
        if tall:
            self.setProperty("tall", True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._dress()
        current_theme().changed.connect(self._dress)
        if shortcut:  # a button's own shortcut clicks only after a tenth of a second
            QShortcut(QKeySequence(shortcut), self, self.click)
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())

    @property
    def label(self) -> str:
        """The words without the key."""
        return self._label

    def set_label(self, label: str) -> None:
        """Change the words; the key behind them stays."""
        self._label = label
        self._dress()

    def set_kind(self, kind: str) -> None:
        """Make it a button of another kind."""
        self._kind = kind
        repolish(self, kind=kind)
        self._dress()

    def set_icon(self, name: str) -> None:
        """Show another icon; an empty name takes it away."""
        self._icon_name = name
        self._dress()

    def explain_disabled(self, reason: str) -> None:
        """Disable it and say why, in a whole sentence; an empty reason enables it."""
        self.setEnabled(not reason)
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)

    def _dress(self) -> None:
        theme = current_theme()
        keys = self._keys or self._hint
        words = self._label.replace("&", "&&")
        self.setText(f"{words}  {keys}" if keys and theme.shows_key_caps else words)
        self.setAccessibleName(self._label)
        if self._icon_name:
            size = theme.tokens.height.icon_button
            room = (Gap.XS, 0) if self._icon_after else (0, Gap.XS)
            self.setIcon(theme.icon(self._icon_name, ICON_COLOUR.get(self._kind, "ink2"), size, room))
            self.setIconSize(QSize(size + Gap.XS, size))


class IconButton(QPushButton):
    """An icon alone: only for close, plus, minus, zoom and turning; `name` is said and shown as a tool tip."""

    def __init__(
        self,
        icon: str,
        name: str,
        *,
        kind: str = "ghost",
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self.setProperty("kind", kind)
        self.setProperty("icon_only", True)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._dress()
        current_theme().changed.connect(self._dress)
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())

    def sizeHint(self) -> QSize:
        """A square as high as other buttons."""
        side = current_theme().tokens.height.button
        return QSize(side, side)

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon_name = name
        self._dress()

    def _dress(self) -> None:
        theme = current_theme()
        size = theme.tokens.height.icon
        self.setIcon(theme.icon(self._icon_name, "ink2", size))
        self.setIconSize(QSize(size, size))
        self.updateGeometry()
