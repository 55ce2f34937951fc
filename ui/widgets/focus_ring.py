"""The ring around what the keyboard is on: seen after a key, gone after the mouse."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QPlainTextEdit, QScrollArea, QWidget
from shiboken6 import isValid

from ui.theme import Theme

GEOMETRY = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ParentChange}
FIELDS = (QPlainTextEdit,)


class _Overlay(QWidget):
    """What paints the ring, above everything else in its window and out of the mouse's way."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.colour.focus), tokens.ring))
        half = tokens.ring / 2
        radius = tokens.radius + tokens.ring_gap + half
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)


class FocusRing(QObject):
    """One ring for the whole application; it follows `focusChanged` and looks no further than the focused widget.

    A widget may say where its ring goes with a method `focus_ring_rect()` (its own coordinates); lists and tables
    paint the ring of their current row themselves and get none here.
    """

    def __init__(self, app: QApplication, theme: Theme) -> None:
        super().__init__(app)
        self._app, self._theme = app, theme
        self._watched: list[QWidget] = []
        self._overlay: _Overlay | None = None
        app.focusChanged.connect(self._follow)
        theme.changed.connect(self._place)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Learn whether keys or the mouse are in use, and where the focused widget went."""
        kind = event.type()
        if kind in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            self._use_keyboard(True)
        elif kind in (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin):
            self._use_keyboard(False)
        elif kind in GEOMETRY:
            self._place()
        return False

    def _use_keyboard(self, used: bool) -> None:
        if self._theme.keyboard_in_use != used:
            self._theme.keyboard_in_use = used
            self._place()
            if self._watched and isValid(self._watched[0]):
                QWidget.update(self._watched[0])  # item views have another update() of their own

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        left, self._watched = self._watched, []
        QTimer.singleShot(0, left.clear)  # let go of no window while Qt is still changing the focus
        if self._app.mouseButtons() != Qt.MouseButton.NoButton:
            self._theme.keyboard_in_use = False
        above = now
        while above is not None:
            above.installEventFilter(self)
            self._watched.append(above)
            above = None if above.isWindow() else above.parentWidget()
        self._place()

    def _place(self) -> None:
        focused = self._watched[0] if self._watched and isValid(self._watched[0]) else None
        if focused is None or not self._wants_ring(focused):
            if self._overlay is not None and isValid(self._overlay):
                self._overlay.hide()
            return
        window = focused.window()
        if self._overlay is None or not isValid(self._overlay) or self._overlay.parentWidget() is not window:
            if self._overlay is not None and isValid(self._overlay):
                self._overlay.hide()
                self._overlay.deleteLater()
            self._overlay = _Overlay(self._theme, window)
        rect = self._ring_rect(focused, window)
        if rect.isEmpty():
            self._overlay.hide()
            return
        self._overlay.setGeometry(rect)
        self._overlay.raise_()
        self._overlay.show()

    def _wants_ring(self, focused: QWidget) -> bool:
        if not self._theme.keyboard_in_use or not focused.isVisible() or not focused.isEnabled():
            return False
        if isinstance(focused, QAbstractItemView):
            return False
        return not (isinstance(focused, QAbstractScrollArea) and not isinstance(focused, FIELDS))

    def _ring_rect(self, focused: QWidget, window: QWidget) -> QRect:
        own = getattr(focused, "focus_ring_rect", None)
        inner = own() if own is not None else focused.rect()
        out = self._theme.tokens.ring_gap + round(self._theme.tokens.ring)
        rect = QRect(focused.mapTo(window, inner.topLeft()), inner.size()).adjusted(-out, -out, out, out)
        widget: QWidget | None = focused.parentWidget()
        while widget is not None and widget is not window:
            if isinstance(widget.parentWidget(), QScrollArea):  # the viewport: what is scrolled away has no ring
                seen = QRect(widget.mapTo(window, QPoint()), widget.size())
                if not seen.intersects(rect.adjusted(out, out, -out, -out)):
                    return QRect()
                rect = rect.intersected(seen)
            widget = widget.parentWidget()
        return rect.intersected(window.rect())
