"""Filling in one inspection: the items at the left, the item's card, the total at the right."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.inspection import Change, Section
from app.errors import AppError
from app.services import inspections
from app.services.opened import OpenInspection
from app.services.workspace import Workspace
from ui.fields.field import ENTER_KEYS
from ui.pages.inspection.card import Card
from ui.pages.inspection.card_scroll import CardScroll
from ui.pages.inspection.cards import card_for
from ui.pages.inspection.foot import CardFoot
from ui.pages.inspection.header import Header
from ui.pages.inspection.item_list import ItemList
from ui.pages.inspection.totals import Totals
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.frames import Frame, Notice
from ui.widgets.layouts import column, row

Messages = Callable[[AppError], None]


class InspectionPage(QWidget):
    """One inspection on the table.

    Every answer goes to the services at once; what is shown is what came back. `saved` tells when, `review_asked`
    that the person wants the completeness list, `back_asked` that the page is to be left.
    """

    saved = Signal(datetime)
    review_asked = Signal(str)
    back_asked = Signal()
    feedback_asked = Signal(str)

    def __init__(self, workspace: Workspace, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._messages = workspace, messages
        self._opened: OpenInspection | None = None
        self._card: Card | None = None
        self._unsaved: list[Change] = []
        self._answered_since_enter = False
        self.header = Header()
        self.items = ItemList()
        self.totals = Totals()
        self._scroll = CardScroll()
        self.foot = CardFoot()
        retry = Button(self.tr("再存一次"), "standard", on_click=self._retry)
        self._failure = Notice("", "missing", retry)
        self._hint = Notice("", "quiet")
        middle = Frame("sheet")
        inner = column(self._scroll, self.foot, gap=Gap.NONE, parent=middle)
        inner.setStretch(0, 1)
        panes = row(self.items, middle, self.totals, gap=Gap.NONE)
        panes.setStretch(1, 1)
        layout = column(self.header, self._failure, self._hint, panes, gap=Gap.NONE, parent=self)
        layout.setStretch(3, 1)
        self._sheet_is_open = False
        self._wire()
        self._wire_keys()

    # Coming and going

    @property
    def opened(self) -> OpenInspection | None:
        """The inspection as it stands; None before one was opened."""
        return self._opened

    @property
    def card(self) -> Card | None:
        """The card that lies open."""
        return self._card

    def open(self, inspection_id: str, item_code: str | None = None) -> None:
        """Lay an inspection on the table, at the item where it was or at `item_code`. Raises the services' errors."""
        self.commit()
        opened = inspections.open_inspection(self._workspace, inspection_id)
        self._unsaved.clear()
        self._failure.say("")
        self._card = None
        self._take(opened)
        wanted = item_code or opened.inspection.at_item
        line = next((line for line in self.items.model.rows if line.code == wanted and not line.is_head), None)
        line = line or next((line for line in self.items.model.rows if not line.is_head), None)
        if line is not None and line.section is not None:
            self.go_to(line.section, line.code)

    def shown(self) -> None:
        """Called each time a person comes to the page: what others changed meanwhile is shown."""
        if self._opened is not None and not self._unsaved:
            self._take(inspections.open_inspection(self._workspace, self._opened.inspection.id))
        self._land()

    def commit(self) -> None:
        """Keep what is being typed."""
        if self._card is not None and not self._is_frozen:
            self._card.settle()

    def may_leave(self) -> bool:
        """False while an answer could not be saved: the notice stays and says so."""
        if self._unsaved:
            self._retry()
        return not self._unsaved

    def go_to(self, section: Section, code: str) -> None:
        """Lay another card open; what was being typed on the old one is kept first."""
        opened = self._opened
        if opened is None:
            return
        if self._card is not None and (self._card.section, self._card.code) != (section, code):
            self.commit()
            opened = self._opened or opened
        if self._card is None or (self._card.section, self._card.code) != (section, code):
            self._lay_open(opened, section, code)
        self.items.show_current(section, code)
        self._hint.say("")
        self._land()

    # Answering

    def advance(self) -> None:
        """Enter: note the item as looked at and go on, unless something is owed here."""
        card, opened = self._card, self._opened
        if card is None or opened is None:
            return
        quiet, self._answered_since_enter = self._answered_since_enter, False
        if not self._is_frozen:
            if not card.settle() or self._unsaved:
                return
            quiet, self._answered_since_enter = quiet or self._answered_since_enter, False
            if card.point_out_gap(aloud=not quiet):
                self._reveal(QApplication.focusWidget())
                return
            if (change := card.nothing_found()) is not None:
                self._save(change)
                self._answered_since_enter = False
                if self._unsaved:
                    return
        if not self._step(1):
            self._at_the_end()

    def undo(self) -> None:
        """Take back the last answer, and show where it was."""
        opened = self._opened
        if opened is None or self._is_frozen or self._unsaved:
            return
        self.commit()
        opened = self._opened or opened
        try:
            after = inspections.undo(self._workspace, opened)
        except AppError as error:
            self._messages(error)
            return
        changed = _changed_place(opened, after)
        self._take(after)
        self.saved.emit(after.saved_at or after.inspection.updated_at)
        if changed is not None and self._card is not None and changed != (self._card.section, self._card.code):
            self.go_to(*changed)

    def _save(self, change: Change) -> None:
        opened = self._opened
        if opened is None:
            return
        self._answered_since_enter = True
        # An answer that could not be saved goes first, a newer one to the same place takes its place.
        same = (change.section, change.code)
        waiting = [each for each in self._unsaved if (each.section, each.code) != same]
        self._unsaved = [*waiting, change]
        self._save_waiting()

    def _save_waiting(self) -> None:
        while self._unsaved and self._opened is not None:
            try:
                after = inspections.answer(self._workspace, self._opened, self._unsaved[0])
            except AppError as error:
                self._failure.say(
                    self.tr("刚才的一条没有存上，还留在屏幕上。已存的都在。腾出空间或接好磁盘后按“再存一次”。")
                )
                self._messages(error)
                return
            self._unsaved.pop(0)
            self._take(after)
            self.saved.emit(after.saved_at or after.inspection.updated_at)
        self._failure.say("")

    def _retry(self) -> None:
        self._save_waiting()

    # Showing

    def _take(self, opened: OpenInspection) -> None:
        self._opened = opened
        self.header.show_opened(opened)
        self.items.show_opened(opened)
        self.totals.show_opened(opened)
        if self._card is not None:
            self._card.show_opened(opened)
        self._show_foot()

    def _lay_open(self, opened: OpenInspection, section: Section, code: str) -> None:
        card = card_for(opened, section, code, self._workspace)
        if card is None:
            return
        card.changed.connect(self._save)
        old = self._scroll.takeWidget()
        card.show_opened(opened)
        if opened.inspection.is_frozen:
            card.freeze(True)
        self._card = card
        self._scroll.setWidget(card)
        self._scroll.verticalScrollBar().setValue(0)
        if old is not None:
            old.deleteLater()
        self._answered_since_enter = False
        self._show_foot()
        if not opened.inspection.is_frozen:
            try:
                inspections.remember_place(self._workspace, opened.inspection.id, code)
            except AppError:
                return  # Where one was is not worth a message; the next answer will tell of a disk in trouble.

    def _show_foot(self) -> None:
        opened, card = self._opened, self._card
        if opened is None or card is None:
            return
        self.foot.show_state(
            exemption_word=card.exemption_word,
            can_undo=opened.can_undo,
            is_frozen=opened.inspection.is_frozen,
            has_previous=self.items.model.step(self.items.place, -1) is not None,
        )

    def _land(self) -> None:
        """The keyboard goes to the card as a whole: digits and Alt+n find their way from there."""
        self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reveal(self, widget: QWidget | None) -> None:
        if widget is not None:
            self._scroll.reveal(widget)

    # Moving

    def _step(self, by: int) -> bool:
        place = self.items.model.step(self.items.place, by)
        if place is None:
            return False
        line = self.items.model.rows[place]
        if line.section is not None:
            self.go_to(line.section, line.code)
        return True

    def _go_to_open(self, by: int) -> None:
        self.commit()
        place = self.items.model.next_open(self.items.place, by)
        if place is None:
            self._say(self.tr("各项都查过了。"))
            return
        line = self.items.model.rows[place]
        if line.section is not None:
            self.go_to(line.section, line.code)

    def _at_the_end(self) -> None:
        self._say(self.tr("到最后一项了，可以“核对并完成”。"))
        button = self.header.review if self._is_folded else self.totals.review
        button.setFocus(Qt.FocusReason.TabFocusReason)

    def _say(self, sentence: str) -> None:
        self._hint.say(sentence)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no editor had a use for: Enter, page keys, digits."""
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers:
            super().keyPressEvent(event)
        elif key in ENTER_KEYS:
            self._enter()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._step(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key == Qt.Key.Key_Escape and self._sheet_is_open:
            self._show_sheet(is_open=False)
        elif (
            event.text().isdecimal()
            and self._card is not None
            and not self._is_frozen
            and self._card.take_digit(event.text())
        ):
            self._reveal(QApplication.focusWidget())
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        focused = QApplication.focusWidget()
        if focused in (self.totals.review, self.header.review):
            self._ask_review()
        else:
            self.advance()

    def _strike(self, number: int) -> None:
        if self._card is not None and not self._is_frozen and self._card.strike(number):
            self._reveal(QApplication.focusWidget())

    def _strike_exemption(self) -> None:
        if self._card is None or self._is_frozen:
            return
        if not self._card.strike_exemption():
            self._say(self.tr("考评表没有规定这一项可以不适用。情况特殊的，写进扣分原因。"))
        self._reveal(QApplication.focusWidget())

    def _focus_reason(self) -> None:
        if self._card is not None:
            self._reveal(self._card.focus_reason())

    def _ask_review(self) -> None:
        self.commit()
        if self._opened is not None and not self._unsaved:
            self._show_sheet(is_open=False)
            self.review_asked.emit(self._opened.inspection.id)

    def _wire(self) -> None:
        self.items.chosen.connect(self.go_to)
        self.items.next_open_asked.connect(lambda: self._go_to_open(1))
        self.totals.item_asked.connect(self._follow_finding)
        self.totals.review_asked.connect(self._ask_review)
        self.header.review_asked.connect(self._ask_review)
        self.header.findings_asked.connect(lambda: self._show_sheet(is_open=not self._sheet_is_open))
        self.header.feedback_asked.connect(
            lambda: self._opened and self.feedback_asked.emit(self._opened.inspection.id)
        )
        self.foot.previous_asked.connect(lambda: self._step(-1))
        self.foot.exemption_asked.connect(self._strike_exemption)
        self.foot.undo_asked.connect(self.undo)
        self.foot.next_asked.connect(self.advance)

    def _wire_keys(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            ("F2", self._focus_reason),
            ("F4", self._strike_exemption),
            ("Ctrl+F", self.items.ask_search),
            ("Ctrl+Z", self.undo),
            ("Ctrl+Down", lambda: self._go_to_open(1)),
            ("Ctrl+Up", lambda: self._go_to_open(-1)),
            ("Alt+Left", self.back_asked.emit),
        ]
        keys += [(f"Alt+{number}", lambda number=number: self._strike(number)) for number in range(1, 10)]
        for key, action in keys:
            shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    def _follow_finding(self, code: str) -> None:
        self._show_sheet(is_open=False)
        self.go_to("items", code)

    # The fold

    @property
    def _is_folded(self) -> bool:
        tokens = current_theme().tokens
        return tokens.totals_fold or self.width() < tokens.fold_width - tokens.rail_width

    @property
    def _is_frozen(self) -> bool:
        return self._opened is not None and self._opened.inspection.is_frozen

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the totals where three panes have no room."""
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        self.header.fold(is_folded=self._is_folded)
        self._show_sheet(is_open=self._sheet_is_open and self._is_folded)

    def _show_sheet(self, *, is_open: bool) -> None:
        """In the fold the totals open over nothing: they push the card aside until they are closed."""
        self._sheet_is_open = is_open
        self.totals.setVisible(is_open or not self._is_folded)


def _changed_place(before: OpenInspection, after: OpenInspection) -> tuple[Section, str] | None:
    """Which answer differs."""
    sections: tuple[Section, ...] = ("items", "bonus", "penalties", "vetoes", "peers")
    for section in sections:
        old, new = before.answers.get(section) or {}, after.answers.get(section) or {}
        for code in {*old, *new}:
            if old.get(code) != new.get(code):
                return ("items" if section == "peers" else section), code
    return None
