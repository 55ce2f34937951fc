"""A dialog of the program: title, one question, a foot with the way on at the right; the window behind goes dim."""

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPixmap, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QWidget
from shiboken6 import isValid

from ui.help.context import topic_of_dialog
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.buttons import Button, IconButton
from ui.widgets.frames import Frame
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row, scrolling


class Scrim(QWidget):
    """The veil over the window while a dialog is open."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setGeometry(window.rect())
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim what lies behind."""
        theme = current_theme()
        ink = QColor(theme.tokens.colour.ink)
        ink.setAlphaF(theme.tokens.colour.scrim_percent / 100)
        QPainter(self).fillRect(self.rect(), ink)


class Dialog(QDialog):
    """Base of all dialogs: subclasses fill `body`, name the buttons, and offer their answer as a value.

    Esc cancels; Enter presses the main button unless `destructive`. The first empty field has the focus
    (or what `focus_first` says); when it closes, the focus returns where it came from. F1 and the question mark in
    the head open help at what it says of this dialog; help itself has neither.
    """

    NARROW, NORMAL, WIDE = "dialog_narrow", "dialog", "dialog_wide"

    def __init__(
        self,
        title: str,
        *,
        width: str = NORMAL,
        destructive: bool = False,
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setModal(True)
        self.setWindowTitle(title)
        self._width_name, self._destructive = width, destructive
        self._scrim: Scrim | None = None
        self._came_from: QWidget | None = None
        self._first: QWidget | None = None
        self._drag_from: QPoint | None = None
        self.title = Label(title, "item_title", wrap=True)
        self.main: Button | None = None
        self.cancel: Button | None = None
        self._content = QWidget()
        self.body = column(gap=Gap.M, margins=(Gap.XL, Gap.XS, Gap.XL, Gap.L), parent=self._content)
        self._scroll: QScrollArea = scrolling(self._content)
        self._scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._foot = Frame("dialog_foot")
        self._rare = QHBoxLayout()
        self._ways = QHBoxLayout()
        row(self._rare, None, self._ways, margins=(Gap.XL, Gap.M, Gap.XL, Gap.M), parent=self._foot)
        self._foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._foot.hide()
        head = row(self.title, margins=(Gap.XL, Gap.XL, Gap.XL, Gap.S))
        if topic_of_dialog(type(self).__name__):
            head.addWidget(IconButton("circle-question-mark", self.tr("帮助（F1）"), on_click=self.show_help))
            QShortcut(QKeySequence("F1"), self, self.show_help)
        if closable:
            head.addWidget(IconButton("x", self.tr("关闭"), on_click=self.reject))
        self._main_column = column(head, self._scroll, self._foot, gap=0)
        self.panel = Frame("dialog")
        self._across = row(self._main_column, gap=0, margins=1, parent=self.panel)
        self._across.setStretch(0, 1)
        # `_fit` gives the size; Qt's own least size is for a moment that of a title broken in a narrower column.
        self._whole = column(self.panel, parent=self)
        self._whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._content.installEventFilter(self)

    # Building

    def set_side(self, side: QFrame, width: int) -> None:
        """Put what the question is about at the left, on sunken ground, `width` logical px at standard size."""
        side.setProperty("role", "dialog_side")
        side.setFixedWidth(round(width * current_theme().tokens.factor))
        self._across.insertWidget(0, side)

    def set_main(self, label: str, *, icon: str = "", hint: str = "") -> Button:
        """The way on, at the right end; it accepts the dialog unless the subclass connects it elsewhere."""
        self.main = Button(label, "primary", icon=icon, hint=hint)
        self.main.setAutoDefault(True)
        self.main.setDefault(not self._destructive)
        self.main.clicked.connect(self.go_on)
        self._ways.addWidget(self.main)
        self._foot.show()
        return self.main

    def set_cancel(self, label: str = "") -> Button:
        """The way back, before the main button; Esc does the same."""
        self.cancel = Button(label or self.tr("取消"), hint="Esc")
        self.cancel.setAutoDefault(True)
        self.cancel.clicked.connect(self.reject)
        self._ways.insertWidget(0, self.cancel)
        self._foot.show()
        return self.cancel

    def add_rare(self, button: Button) -> Button:
        """A way that is seldom taken, at the left end of the foot."""
        button.setAutoDefault(True)
        self._rare.addWidget(button)
        self._foot.show()
        return button

    def focus_first(self, widget: QWidget) -> None:
        """Where the keyboard is when the dialog opens."""
        self._first = widget

    def go_on(self) -> None:
        """What the main button does; a subclass checks its answer here and accepts."""
        self.accept()

    def show_help(self) -> None:
        """Help over this dialog, which stays as it is and has the keyboard again afterwards."""
        from ui.dialogs.help_dialog import HelpDialog  # read only when somebody asks

        HelpDialog(*self.help_place(), parent=self.parentWidget()).ask()
        self.activateWindow()  # the window behind, which help gave the keyboard back to, is locked meanwhile

    def help_place(self) -> tuple[str, str]:
        """Topic and anchor of the help on this dialog."""
        return topic_of_dialog(type(self).__name__), ""

    def ask(self) -> bool:
        """Open it and wait; True when the main button was taken. Its answer can be read until the next event."""
        taken = self.exec() == QDialog.DialogCode.Accepted
        self.deleteLater()  # not at once: what the dialog still has to tell must find it alive
        return taken

    # Living

    def showEvent(self, event: QShowEvent) -> None:
        """Dim the window behind, come to its middle, take the focus."""
        super().showEvent(event)
        self._came_from = QApplication.focusWidget()
        behind = self._behind()
        if behind is not None:
            self._scrim = Scrim(behind)
            self._scrim.show()
            self._scrim.raise_()
        for part in self.findChildren(QWidget):  # sizes come from the style sheet, which is read at polishing
            part.ensurePolished()
        self._fit()
        first = self._first or self.cancel or self.main
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self, result: int) -> None:
        """Give window and focus back."""
        super().done(result)
        if self._scrim is not None:
            self._scrim.deleteLater()
            self._scrim.hide()
            self._scrim = None
        if (behind := self._behind()) is not None:
            behind.activateWindow()  # no window manager does it where there is none
        came_from, self._came_from = self._came_from, None
        if came_from is not None and isValid(came_from) and came_from.isVisible() and came_from.isEnabled():
            came_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow and shrink with what is inside."""
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._fit()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """It can be moved by its head, though it has no frame of the system."""
        handle = self.windowHandle()
        if event.position().y() <= self._scroll.y() and handle is not None:
            handle.startSystemMove()

    def picture(self) -> QPixmap:
        """The window behind with the veil and this dialog on it, as one sees it."""
        behind = self._behind()
        if behind is None:
            return self.grab()
        picture = behind.grab()
        painter = QPainter(picture)
        painter.drawPixmap(self.pos() - behind.mapToGlobal(QPoint()), self.grab())
        painter.end()
        return picture

    def _behind(self) -> QWidget | None:
        parent = self.parentWidget()
        return None if parent is None else parent.window()

    def _room(self) -> QSize:
        """How large what lies behind is: the window, or the screen."""
        return (self._behind() or self.screen()).size()

    def _fit(self) -> None:
        tokens = current_theme().tokens
        room = self._room()
        width = min(round(getattr(tokens, self._width_name) * tokens.factor), room.width() - 2 * Gap.L)
        self.panel.setFixedWidth(width)
        inner = width - 2 - sum(self._across.itemAt(at).widget().width() for at in range(self._across.count() - 1))
        self.body.invalidate()
        wanted = self.body.heightForWidth(inner) if self.body.hasHeightForWidth() else self.body.sizeHint().height()
        head = self._main_column.itemAt(0).layout()
        above = head.heightForWidth(inner) if head.hasHeightForWidth() else head.sizeHint().height()
        foot = self._foot.sizeHint().height() if not self._foot.isHidden() else 0
        most = room.height() - 2 * Gap.XL - above - foot
        self._scroll.setFixedHeight(max(min(wanted, most), Gap.XL))
        self.resize(QSize(width, above + min(wanted, most) + foot + 2))
        if (behind := self._behind()) is not None:
            middle = behind.mapToGlobal(behind.rect().center())
            self.move(middle - QPoint(self.width() // 2, self.height() // 2))
