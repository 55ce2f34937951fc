"""The window: rail, top bar, the page one is on, status line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QMainWindow, QStackedWidget, QWidget

from ui.idle import IdleWatch
from ui.rail import Rail
from ui.status_bar import StatusBar
from ui.theme import current_app, current_theme
from ui.tokens import Gap
from ui.top_bar import TopBar
from ui.widgets.frames import DrillStrip
from ui.widgets.layouts import column, row


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the rail and the page behind it, which `factory` builds when one first goes there."""

    key: str
    title: str
    icon: str
    factory: Callable[[], QWidget]
    at_bottom: bool = False


class Remembered(Protocol):
    """Where the window keeps its size: the program's settings, or a dict in a test."""

    def get(self, key: str, /) -> object: ...

    def __setitem__(self, key: str, value: object, /) -> None: ...


GEOMETRY_KEY = "window/geometry"


class MainWindow(QMainWindow):
    """Holds the pages and knows none of them.

    A page may have `shown()` (called each time one comes to it), `may_leave() -> bool` (asked before one goes) and
    `commit()` (called before it is left or the window closes).
    """

    searched = Signal(str)
    help_asked = Signal()
    person_asked = Signal()
    page_shown = Signal(str)
    idle = Signal()
    """Nobody has touched the program for the time set by `lock_after`."""
    closing = Signal()

    def __init__(
        self,
        places: Sequence[Place],
        *,
        remembered: Remembered | None = None,
        is_drill: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._places = {place.key: place for place in places}
        self._pages: dict[str, QWidget] = {}
        self._remembered = remembered
        self._current = ""
        self.setWindowTitle(self.tr("五有自查（演练）") if is_drill else self.tr("五有自查"))
        self.top_bar = TopBar()
        self.status = StatusBar()
        self._rail = Rail([(place.key, place.icon, place.title, place.at_bottom) for place in places])
        self._stack = QStackedWidget()
        middle = row(self._rail, self._stack, gap=Gap.NONE)
        strip = [DrillStrip()] if is_drill else []
        ground = QWidget()
        layout = column(self.top_bar, *strip, middle, self.status, gap=Gap.NONE, parent=ground)
        layout.setStretch(layout.indexOf(middle), 1)
        self.setCentralWidget(ground)
        self._idle_watch = IdleWatch(current_app(), self)
        self._idle_watch.idle.connect(self.idle)
        self._wire()
        self._take_size()

    def appear(self) -> None:
        """Show the window, over the whole screen when that has no more room than the window was drawn for."""
        tokens, room = current_theme().tokens, self.screen().availableGeometry().size()
        if room.width() <= tokens.window_width or room.height() <= tokens.window_height:
            self.showMaximized()
        else:
            self.show()

    # Going places

    def show_page(self, key: str) -> QWidget | None:
        """Go to a place, building its page the first time; None when the page one is on may not be left."""
        if key == self._current:
            return self._pages[key]
        if self._current and not self._left(self._pages[self._current]):
            self._rail.show_current(self._current)
            return None
        if key not in self._pages:
            page = self._places[key].factory()
            self._pages[key] = page
            self._stack.addWidget(page)
        self._current = key
        self._stack.setCurrentWidget(self._pages[key])
        self._rail.show_current(key)
        if shown := getattr(self._pages[key], "shown", None):
            shown()
        self.page_shown.emit(key)
        return self._pages[key]

    def page(self, key: str) -> QWidget | None:
        """The page of a place, None while nobody has been there."""
        return self._pages.get(key)

    @property
    def current(self) -> str:
        """The key of the place one is at."""
        return self._current

    # What the frame says

    def show_campaign(self, title: str) -> None:
        """Name the campaign in the top bar."""
        self.top_bar.show_campaign(title)

    def show_person(self, name: str, office: str = "") -> None:
        """Name who works here."""
        self.top_bar.show_person(name, office)

    def set_status(self, **facts: str) -> None:
        """Say facts in the status line: saved, health, stick, unreported, and `notice` at the right end."""
        for name, words in facts.items():
            if name == "notice":
                self.status.show_notice(words)
            else:
                self.status.show_fact(name, words)

    def show_waiting(self, key: str, count: int) -> None:
        """Show how many things wait in a place of the rail."""
        self._rail.show_waiting(key, count)

    def lock_after(self, minutes: float) -> None:
        """Emit `idle` when nothing was touched for so long; 0 never does."""
        self._idle_watch.after(minutes)

    # What Qt tells

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a button that no page claimed presses it."""
        focus = QApplication.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QAbstractButton):
            focus.click()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is being typed, remember the size; a page may object."""
        if not self.settle():
            event.ignore()
            return
        if self._remembered is not None:
            self._remembered[GEOMETRY_KEY] = bytes(self.saveGeometry().toBase64().data()).decode()
        self.closing.emit()
        event.accept()

    def settle(self) -> bool:
        """Keep what is being typed on the page one is at; False when it may not be left."""
        page = self._pages.get(self._current)
        return page is None or self._left(page)

    def _left(self, page: QWidget) -> bool:
        if commit := getattr(page, "commit", None):
            commit()
        may_leave = getattr(page, "may_leave", None)
        return may_leave is None or bool(may_leave())

    def _wire(self) -> None:
        self._rail.chosen.connect(self.show_page)
        self.top_bar.search.searched.connect(self.searched)
        self.top_bar.help_asked.connect(self.help_asked)
        self.top_bar.person_asked.connect(self.person_asked)
        QShortcut(QKeySequence("F1"), self, self.help_asked.emit)
        for number, key in enumerate(self._places, start=1):
            if number < 10:
                QShortcut(QKeySequence(f"Ctrl+{number}"), self, lambda key=key: self.show_page(key))

    def _take_size(self) -> None:
        tokens = current_theme().tokens
        room = self.screen().availableGeometry().size()
        self.setMinimumSize(
            min(tokens.window_least_width, room.width()), min(tokens.window_least_height, room.height())
        )
        kept = self._remembered.get(GEOMETRY_KEY) if self._remembered is not None else None
        if isinstance(kept, str) and self.restoreGeometry(QByteArray.fromBase64(kept.encode())):
            return
        self.resize(tokens.window_width, tokens.window_height)
