"""Help: contents and search at the left, the page at the right."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from ui.dialogs.base import Dialog
from ui.dialogs.shortcuts import ShortcutSheet
from ui.help.book import Book, load_book
from ui.help.browser import HelpText
from ui.help.contents import Contents, Entry
from ui.help.context import FIRST
from ui.shortcut_words import shortcut_groups
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.fields import SearchField
from ui.widgets.frames import Frame
from ui.widgets.labels import Label
from ui.widgets.layouts import column

CONTENTS_WIDTH = 264
Place = tuple[str, str]
"""Key of the topic and anchor in it, "" for its top."""


class HelpDialog(Dialog):
    """Opens at `topic` and `anchor`. ↑↓ choose, Enter reads on, Alt+← goes back, Esc closes."""

    def __init__(
        self,
        topic: str = FIRST,
        anchor: str = "",
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("帮助"), width=Dialog.WIDE, closable=True, parent=parent)
        self.book: Book = load_book()
        self._initials: dict[str, str] = {}
        self._been: list[Place] = []
        self._here: Place = (FIRST, "")
        self.search = SearchField(self.tr("找一找，拼音首字母也行"))
        self.contents = Contents()
        self._nothing = Label(self.tr("没有找到。换几个字，或者只打一两个字。"), "second", wrap=True)
        self._nothing.setContentsMargins(Gap.S, Gap.M, Gap.S, Gap.M)
        self._nothing.hide()
        side = Frame("dialog_side")
        column(
            column(self.search, self._nothing, margins=(Gap.M, Gap.L, Gap.M, Gap.S)),
            self.contents,
            gap=Gap.NONE,
            margins=(1, 0, 1, Gap.M),
            parent=side,
        ).setStretch(1, 1)
        self.set_side(side, CONTENTS_WIDTH)
        self._keys = shortcut_groups(self)
        self.text = HelpText([key for _title, group in self._keys for key in group])
        self.body.addWidget(self.text, 1)
        self.back = self.add_rare(Button(self.tr("后退"), "ghost", icon="chevron-left", hint="Alt+←"))
        self.back.clicked.connect(self.go_back)
        self.sheet = self.add_rare(Button(self.tr("快捷键一览"), "ghost", icon="keyboard", on_click=self._show_sheet))
        self.set_cancel(self.tr("关闭"))
        self._wire()
        self._list_topics()
        self.turn_to(topic, anchor)
        self.focus_first(self.contents)

    # Going from page to page

    @property
    def here(self) -> Place:
        """Topic and anchor that are shown."""
        return self._here

    def turn_to(self, topic: str, anchor: str = "") -> None:
        """Show a page of the contents, from an anchor where one is named."""
        self._here = (self.book.topic(topic).key, anchor)
        self._show()

    def follow(self, link: str) -> None:
        """Go where a link of the page leads; Alt+← comes back."""
        if place := self.book.led_to(link, self._here[0]):
            self._go(*place)

    def go_back(self) -> None:
        """To the page before."""
        if self._been:
            self._here = self._been.pop()
            self._show()

    def look_for(self, wanted: str) -> None:
        """List the sections that are meant by words or pinyin initials; all topics when nothing is wanted."""
        if not wanted.strip():
            self._list_topics()
            self._show()
            return
        found = self.book.found(wanted, self._initials_of)
        self.contents.show_entries(
            tuple(Entry(hit.topic.key, hit.section.anchor, hit.section.title, under=hit.topic.title) for hit in found)
        )
        self._nothing.setVisible(not found)
        if found:
            self.contents.mark(0)
            self._take(Entry(found[0].topic.key, found[0].section.anchor, ""))

    # What Qt tells

    def showEvent(self, event: QShowEvent) -> None:
        """Take the middle once the layout knows its least height: it is as high as the window leaves room for."""
        super().showEvent(event)
        self._whole.activate()
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter reads the page, but presses a button the keyboard is on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, Button):
                focus.click()
            else:
                self._read()
            return
        super().keyPressEvent(event)

    # Inside

    def _wire(self) -> None:
        self.search.searched.connect(self.look_for)
        self.search.left_downwards.connect(self._into_contents)
        self.contents.entry_shown.connect(self._take)
        self.contents.entered.connect(self._read)
        self.contents.typed.connect(self._type_on)
        self.text.link_taken.connect(self.follow)
        QShortcut(QKeySequence("Alt+Left"), self, self.go_back)
        QShortcut(QKeySequence("Ctrl+F"), self, self._ask_search)

    def _list_topics(self) -> None:
        self._nothing.hide()
        self.contents.show_entries(tuple(Entry(topic.key, "", topic.title, topic.icon) for topic in self.book.topics))

    def _take(self, entry: Entry) -> None:
        self._go(entry.topic, entry.anchor)

    def _go(self, topic: str, anchor: str) -> None:
        if (topic, anchor) != self._here:
            self._been.append(self._here)
        self._here = (topic, anchor)
        self._show()

    def _show(self) -> None:
        key, anchor = self._here
        wanted = self.search.text().strip()
        topic = self.book.topic(key)
        self.text.show_topic(topic, anchor, wanted)
        if not wanted:
            self.contents.mark(self.book.topics.index(topic))
        self.back.explain_disabled("" if self._been else self.tr("这是最先打开的一页。"))

    def _show_sheet(self) -> None:
        ShortcutSheet(self._keys, parent=self.parentWidget()).ask()

    def _read(self) -> None:
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _into_contents(self) -> None:
        if self.contents.count():
            self.contents.setFocus(Qt.FocusReason.OtherFocusReason)

    def _type_on(self, letter: str) -> None:
        self._ask_search()
        self.search.insert(letter)

    def _ask_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _initials_of(self, title: str) -> str:
        if title not in self._initials:
            from app.domain.pinyin import initials_of

            self._initials[title] = initials_of(title)
        return self._initials[title]
