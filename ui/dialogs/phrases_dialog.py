"""Puts the phrases of one item in order: add, rewrite, pin, hide."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.phrases import LONGEST, Phrase
from app.errors import PhraseRefused
from app.services.phrases import (
    ItemPhrases,
    add_phrase,
    change_phrase,
    forget_or_hide,
    item_phrases,
    pin_phrase,
    show_phrase,
)
from app.services.workspace import Workspace
from ui.dialogs.base import Dialog
from ui.dialogs.labelled import Labelled
from ui.fields.field import ENTER_KEYS
from ui.messages import message_for
from ui.models.phrases_model import STATE, TEXT, TIMES, PhrasesModel
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.fields import LineField
from ui.widgets.frames import Card
from ui.widgets.labels import Label
from ui.widgets.layouts import row
from ui.widgets.table import TableView

WIDTHS = {TIMES: 80, STATE: 140}
TABLE_ROWS = 6


class PhrasesDialog(Dialog):
    """Every change is kept at once; closing it is all there is to do."""

    def __init__(self, workspace: Workspace, code: str, title: str, *, parent: QWidget | None = None) -> None:
        super().__init__("", width=Dialog.WIDE, closable=True, parent=parent)
        self._workspace, self._code = workspace, code
        self._rewriting = ""
        self.title.setText(self.tr("常用语：{item}").format(item=f"{code} {title}".strip()))
        self.setWindowTitle(self.title.text())
        self.model = PhrasesModel(self)
        self.table = TableView(self.tr("常用语"))
        self.table.setModel(self.model)
        self.table.stretch(TEXT)
        self.table.set_widths(WIDTHS)
        self.line = LineField(self.tr("常用语"))
        self.line.setMaxLength(LONGEST)
        self.keep_button = Button("", on_click=self._keep)
        self.rewrite_button = Button(self.tr("改写"), "quiet", icon="pencil", on_click=self._rewrite)
        self.pin_button = Button("", "quiet", on_click=self._pin)
        self.hide_button = Button("", "quiet", on_click=self._hide)
        self._build()
        self._show(item_phrases(workspace, code))
        self._stop_rewriting()
        self.focus_first(self.table if self.model.rowCount() else self.line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the line keeps it; Del hides what is marked."""
        if event.key() in ENTER_KEYS and self.line.hasFocus():
            self._keep()
        elif event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self._hide()
        elif event.key() == Qt.Key.Key_Escape and self._rewriting:
            self._stop_rewriting()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self._empty = Label(
            self.tr("这一项还没有常用语。写过的扣分原因，签字以后会列在这里；也可以先加几句。"), "second", wrap=True
        )
        self._list = Card(self.table, margins=1)
        self.body.addWidget(self._empty)
        self.body.addWidget(self._list)
        self.body.addLayout(row(self.rewrite_button, self.pin_button, self.hide_button, None, gap=Gap.S))
        typed = QWidget()
        row(self.line, self.keep_button, gap=Gap.M, parent=typed).setStretch(0, 1)
        typed.setFocusProxy(self.line)
        self._typed = Labelled(self.tr("加一句"), typed)
        self.body.addWidget(self._typed)
        self.body.addWidget(
            Label(self.tr("只管以后怎么提示，以前的检查和报告不会变。常用语只留在本机。"), "second", wrap=True)
        )
        self.set_cancel(self.tr("关闭"))
        self.table.selectionModel().currentChanged.connect(lambda _now, _before: self._show_current())
        self.table.opened.connect(lambda _index: self._rewrite())
        self._settle()
        current_theme().changed.connect(self._settle)

    def _settle(self) -> None:
        tokens = current_theme().tokens
        self.table.setMinimumHeight(tokens.height.table_head + TABLE_ROWS * tokens.height.table_row)

    def _show(self, found: ItemPhrases, at: str = "") -> None:
        self.model.show_phrases(found.phrases)
        self._empty.setVisible(not found.phrases)
        self._list.setVisible(bool(found.phrases))
        for button in (self.rewrite_button, self.pin_button, self.hide_button):
            button.setVisible(bool(found.phrases))
        if found.phrases:
            self.table.mark(max(self.model.place_of(at), 0))
        self._show_current()

    def _show_current(self) -> None:
        phrase = self._current
        state = phrase.state if phrase else "learnt"
        self.rewrite_button.setEnabled(phrase is not None)
        self.pin_button.set_label(self.tr("不排在前面") if state == "pinned" else self.tr("排在前面"))
        self.pin_button.setEnabled(phrase is not None and state != "hidden")
        self.hide_button.set_label(self.tr("再出现") if state == "hidden" else self.tr("不再出现"))
        self.hide_button.setEnabled(phrase is not None)

    @property
    def _current(self) -> Phrase | None:
        return self.model.at(self.table.currentIndex().row())

    def _rewrite(self) -> None:
        if (phrase := self._current) is not None:
            self._rewriting = phrase.text
            self._typed.rename(self.tr("改写成"))
            self.keep_button.set_label(self.tr("改好"))
            self.line.setText(phrase.text)
            self.line.setFocus()
            self.line.selectAll()

    def _stop_rewriting(self) -> None:
        self._rewriting = ""
        self._typed.rename(self.tr("加一句"))
        self.keep_button.set_label(self.tr("加上"))
        self.line.clear()

    def _keep(self) -> None:
        text = self.line.text().strip()
        old = self._rewriting
        workspace, code = self._workspace, self._code

        def work() -> ItemPhrases:
            return change_phrase(workspace, code, old, text) if old else add_phrase(workspace, code, text)

        if self._do(work, text):
            self._stop_rewriting()

    def _pin(self) -> None:
        if (phrase := self._current) is not None:
            is_pinned = phrase.state != "pinned"
            self._do(lambda: pin_phrase(self._workspace, self._code, phrase.text, is_pinned=is_pinned), phrase.text)

    def _hide(self) -> None:
        if (phrase := self._current) is None:
            return
        act = show_phrase if phrase.state == "hidden" else forget_or_hide
        self._do(lambda: act(self._workspace, self._code, phrase.text), phrase.text)

    def _do(self, work: Callable[[], ItemPhrases], at: str) -> bool:
        try:
            found = work()
        except PhraseRefused as error:
            words = message_for(error)
            self._typed.object_to(f"{words.happened}{words.next_step}")
            self.line.setFocus()
            return False
        self._typed.object_to("")
        self._show(found, at)
        return True
