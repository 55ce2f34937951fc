"""Filling in one inspection: the items at the left, the item's card, the total at the right."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.inspection import Change, Section
from app.errors import AppError
from app.services.opened import OpenInspection
from app.services.workspace import Workspace
from ui.fields.field import ENTER_KEYS
from ui.models.items_model import Row
from ui.pages.inspection.answering import Answering
from ui.pages.inspection.card import Card
from ui.pages.inspection.card_scroll import CardScroll
from ui.pages.inspection.cards import card_for
from ui.pages.inspection.evidence_desk import EvidenceDesk
from ui.pages.inspection.foot import CardFoot
from ui.pages.inspection.header import Header
from ui.pages.inspection.item_list import ItemList
from ui.pages.inspection.notices import Notices
from ui.pages.inspection.totals import Totals
from ui.tasks import Tasks
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.busy import BusyBar
from ui.widgets.frames import Frame
from ui.widgets.layouts import column, row

Messages = Callable[[AppError], None]
Phrases = Callable[[str], Sequence[str]]
"""Reasons that this office gave before for the item of a code."""


class InspectionPage(QWidget):
    """One inspection on the table.

    Every answer goes to the services at once; what is shown is what came back. `saved` tells when, `review_asked`
    that the person wants the completeness list, `back_asked` that the page is to be left.
    """

    saved = Signal(datetime)
    review_asked = Signal(str)
    back_asked = Signal()
    feedback_asked = Signal(str)
    info_asked = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        messages: Messages,
        phrases: Phrases | None = None,
        parent: QWidget | None = None,
        *,
        tasks: Tasks | None = None,
        edit_phrases: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._phrases, self._edit_phrases = phrases, edit_phrases
        self._messages = messages
        self._answering = Answering(workspace, self)
        self._card: Card | None = None
        self._answered_since_enter = False
        self._sheet_is_open = False
        self.header = Header()
        self.items = ItemList()
        self.totals = Totals()
        self.foot = CardFoot()
        self._scroll = CardScroll()
        self._notices = Notices()
        busy = BusyBar()
        self.evidence = EvidenceDesk(workspace, tasks or Tasks(self), busy, self)
        middle = Frame("sheet")
        column(self._scroll, busy, self.foot, gap=Gap.NONE, parent=middle).setStretch(0, 1)
        panes = row(self.items, middle, self.totals, gap=Gap.NONE)
        panes.setStretch(1, 1)
        column(self.header, self._notices, panes, gap=Gap.NONE, parent=self).setStretch(2, 1)
        self._wire()
        self._wire_keys()
        current_theme().changed.connect(self._follow_look)

    # Coming and going

    @property
    def opened(self) -> OpenInspection | None:
        """The inspection as it stands; None before one was opened."""
        return self._answering.opened

    @property
    def card(self) -> Card | None:
        """The card that lies open."""
        return self._card

    def open(self, inspection_id: str, item_code: str | None = None) -> None:
        """Lay an inspection on the table, at the item where it was or at `item_code`. Raises the services' errors."""
        self.commit()
        opened = self._answering.open(inspection_id)
        self._card = None
        self._show(opened)
        wanted = item_code or opened.inspection.at_item
        lines = [line for line in self.items.model.rows if not line.is_head]
        found = next((line for line in lines if line.code == wanted), lines[0] if lines else None)
        if found is not None:
            self._go_to_line(found)

    def shown(self) -> None:
        """Called each time a person comes to the page: what others changed meanwhile is shown."""
        if (opened := self._answering.read_again()) is not None:
            self._show(opened)
        self._land()

    def commit(self) -> None:
        """Keep what is being typed."""
        if self._card is not None and not self._answering.is_frozen:
            self._card.settle()

    def may_leave(self) -> bool:
        """False while an answer could not be saved: the notice stays and says so."""
        return self._answering.save_waiting()

    def go_to(self, section: Section, code: str) -> None:
        """Lay another card open; what was being typed on the old one is kept first."""
        card = self._card
        if card is None or (card.section, card.code) != (section, code):
            self.commit()
            if self.opened is not None:
                self._lay_open(self.opened, section, code)
                self._answering.remember_place(code)
        self.items.show_current(section, code)
        if (line := self.items.current) is not None:
            self._scroll.setAccessibleName(line.spoken)
        self._show_foot()
        self._notices.hint("")
        self._land()

    # Answering

    def advance(self) -> None:
        """Enter: note the item as looked at and go on, unless something is owed here."""
        card = self._card
        if card is None:
            return
        if not self._answering.is_frozen:
            if not card.settle() or self._answering.is_waiting:
                return
            quiet, self._answered_since_enter = self._answered_since_enter, False
            if card.point_out_gap(aloud=not quiet):
                self._reveal(QApplication.focusWidget())
                return
            if (change := card.nothing_found()) is not None and not self._answering.save(change):
                return
        if not self._step(1):
            self._at_the_end()

    def write_reason(self) -> None:
        """F2: the keyboard goes to the reason of the open item."""
        if self._card is not None:
            self._reveal(self._card.focus_reason())

    def undo(self) -> None:
        """Take back the last answer, and show where it was."""
        self.commit()
        place = self._answering.undo()
        card = self._card
        if place is not None and card is not None and place != (card.section, card.code):
            self.go_to(*place)

    def _save(self, change: Change) -> None:
        self._answered_since_enter = True
        self._answering.save(change)

    def _give_up(self) -> None:
        """The card is laid out anew, so that nothing of what was not saved stays on it."""
        self._answering.give_up()
        if self._card is not None and self.opened is not None:
            self._lay_open(self.opened, self._card.section, self._card.code)

    def _read_again(self) -> None:
        """Show what came in meanwhile; what is being typed is kept first."""
        self.commit()
        if (opened := self._answering.read_again()) is not None:
            self._show(opened)

    def _tell_failure(self, error: AppError) -> None:
        self._notices.tell_failure(is_waiting=self._answering.is_waiting)
        self._messages(error)

    # Showing

    def _show(self, opened: OpenInspection) -> None:
        self.header.show_opened(opened)
        self.items.show_opened(opened)
        self.totals.show_opened(opened)
        if self._card is not None:
            self._card.show_opened(opened)
            self._card.freeze(opened.inspection.is_frozen)
        self.evidence.show_opened(opened)
        self._notices.tell_failure(is_waiting=self._answering.is_waiting)
        self._notices.tell_frozen(is_frozen=opened.inspection.is_frozen)
        self._notices.tell_correction(opened.correction.reason if opened.correction else "")
        self._show_foot()

    def _lay_open(self, opened: OpenInspection, section: Section, code: str) -> None:
        offer = partial(self._phrases, code) if self._phrases else None
        edit = partial(self._edit_phrases, code) if self._edit_phrases else None
        card = card_for(opened, section, code, offer, edit)
        if card is None:
            return
        card.show_opened(opened)
        card.freeze(opened.inspection.is_frozen)
        card.changed.connect(self._save)
        self._card = card
        self._answered_since_enter = False
        self.evidence.serve(card)
        self.evidence.show_opened(opened)
        self._scroll.lay_open(card)

    def _show_foot(self) -> None:
        if self._card is not None and self.opened is not None:
            self.foot.show_state(
                exemption_word=self._card.exemption_word,
                can_undo=self.opened.can_undo,
                is_frozen=self._answering.is_frozen,
                has_previous=self.items.model.step(self.items.place, -1) is not None,
            )

    def _land(self) -> None:
        """The keyboard goes to the card as a whole: digits and Alt+n find their way from there."""
        self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reveal(self, widget: QWidget | None) -> None:
        if widget is not None:
            self._scroll.reveal(widget)

    # Moving

    def _go_to_line(self, line: Row) -> None:
        if line.section is not None:
            self.go_to(line.section, line.code)

    def _step(self, by: int) -> bool:
        place = self.items.model.step(self.items.place, by)
        if place is not None:
            self._go_to_line(self.items.model.rows[place])
        return place is not None

    def _go_to_open(self, by: int) -> None:
        self.commit()
        place = self.items.model.next_open(self.items.place, by)
        if place is None:
            self._notices.hint(self.tr("各项都查过了。"))
        else:
            self._go_to_line(self.items.model.rows[place])

    def _at_the_end(self) -> None:
        self._notices.hint(self.tr("到最后一项了，可以“核对并完成”。"))
        button = self.header.review if self._is_folded else self.totals.review
        button.setFocus(Qt.FocusReason.TabFocusReason)

    def _follow_finding(self, code: str) -> None:
        self._show_sheet(is_open=False)
        self.go_to("items", code)

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
        elif event.text().isdecimal() and self._take_digit(event.text()):
            self._reveal(QApplication.focusWidget())
        else:
            super().keyPressEvent(event)

    def _take_digit(self, digit: str) -> bool:
        return self._card is not None and not self._answering.is_frozen and self._card.take_digit(digit)

    def _enter(self) -> None:
        if QApplication.focusWidget() in (self.totals.review, self.header.review):
            self._ask_review()
        else:
            self.advance()

    def _strike(self, number: int) -> None:
        if self._card is not None and not self._answering.is_frozen and self._card.strike(number):
            self._reveal(QApplication.focusWidget())

    def _strike_exemption(self) -> None:
        if self._card is None or self._answering.is_frozen:
            return
        if not self._card.strike_exemption():
            self._notices.hint(self.tr("考评表没有规定这一项可以不适用。情况特殊的，写进扣分原因。"))
        self._reveal(QApplication.focusWidget())

    def _ask_review(self) -> None:
        self.commit()
        if self.opened is not None and not self._answering.is_waiting:
            self._show_sheet(is_open=False)
            self.review_asked.emit(self.opened.inspection.id)

    def _ask_back(self) -> None:
        self.commit()
        if self.may_leave():
            self.back_asked.emit()

    def _ask_info(self) -> None:
        self.commit()
        if self.opened is not None and not self._answering.is_frozen:
            self.info_asked.emit(self.opened.inspection.id)

    def _ask_feedback(self) -> None:
        self.commit()
        if self.opened is not None:
            self.feedback_asked.emit(self.opened.inspection.id)

    def _wire(self) -> None:
        self._answering.changed.connect(self._show)
        self._answering.failed.connect(self._tell_failure)
        self._notices.retry_asked.connect(self._answering.save_waiting)
        self._notices.give_up_asked.connect(self._give_up)
        self._answering.saved.connect(self.saved)
        self.evidence.added.connect(self._read_again)
        self.evidence.said.connect(self._notices.hint)
        self.evidence.failed.connect(self._messages)
        self.evidence.changed.connect(self._answering.save)
        self.items.chosen.connect(self.go_to)
        self.items.next_open_asked.connect(lambda: self._go_to_open(1))
        self.totals.item_asked.connect(self._follow_finding)
        self.totals.review_asked.connect(self._ask_review)
        self.header.review_asked.connect(self._ask_review)
        self.header.findings_asked.connect(lambda: self._show_sheet(is_open=not self._sheet_is_open))
        self.header.feedback_asked.connect(self._ask_feedback)
        self.header.info_asked.connect(self._ask_info)
        self.header.back_asked.connect(self._ask_back)
        self.foot.previous_asked.connect(lambda: self._step(-1))
        self.foot.exemption_asked.connect(self._strike_exemption)
        self.foot.undo_asked.connect(self.undo)
        self.foot.next_asked.connect(self.advance)

    def _wire_keys(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            ("F2", self.write_reason),
            ("F3", self.evidence.ask_files),
            ("Shift+F3", self.evidence.ask_phone),
            ("Ctrl+V", self.evidence.paste),
            ("F4", self._strike_exemption),
            ("Ctrl+F", self.items.ask_search),
            ("Ctrl+R", self._ask_review),
            ("Ctrl+I", self._ask_info),
            ("Ctrl+Z", self.undo),
            ("Ctrl+Down", lambda: self._go_to_open(1)),
            ("Ctrl+Up", lambda: self._go_to_open(-1)),
            ("Alt+Left", self._ask_back),
        ]
        keys += [(f"Alt+{number}", partial(self._strike, number)) for number in range(1, 10)]
        for key, action in keys:
            shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    # The fold

    @property
    def _is_folded(self) -> bool:
        tokens = current_theme().tokens
        return tokens.totals_fold or self.width() < tokens.fold_width - tokens.rail_width

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the totals where three panes have no room."""
        super().resizeEvent(event)
        self._settle()

    def _follow_look(self) -> None:
        """Another text size breaks lines elsewhere: the card is laid out anew."""
        self.commit()
        if self._card is not None and self.opened is not None:
            self._lay_open(self.opened, self._card.section, self._card.code)
        self._settle()

    def _settle(self) -> None:
        self.header.fold(is_folded=self._is_folded)
        self._show_sheet(is_open=self._sheet_is_open and self._is_folded)

    def _show_sheet(self, *, is_open: bool) -> None:
        """In the fold the totals stand beside the card only while they are asked for, with all findings."""
        if is_open != self._sheet_is_open:
            self.totals.unfold(is_whole=is_open)
        self._sheet_is_open = is_open
        self.totals.setVisible(is_open or not self._is_folded)
