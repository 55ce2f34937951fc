"""Opening the store: a passphrase, and the way on for somebody who forgot theirs."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from app.errors import AppError, PassphraseTooShort, RecoveryCodeWrong, WrongPassphrase
from app.services.workspace import Workspace
from ui.dialogs.base import Dialog
from ui.dialogs.enter import press_focused_on_enter
from ui.dialogs.labelled import Labelled
from ui.messages import message_for
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.fields import LineField, PassphraseField
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from ui.dialogs.key_file_dialog import KeyFileDialog, OpensByFile

FREE_TRIES = 2
LONGEST_WAIT = 30
SECOND_MS = 1000

Opens = Callable[[str], Workspace | None]
"""Opens the store by a passphrase (None: it only had to be the right one). Raises AppError."""
OpensByCode = Callable[[str, str], Workspace | None]
"""Opens the store by a recovery code and gives the person a new passphrase. Raises AppError."""


def wait_after(wrong: int) -> int:
    """Seconds to wait after so many wrong tries: 0, 0, 2, 4, 8, 16, then 30 each time; nobody is ever locked out."""
    return 0 if wrong <= FREE_TRIES else min(2 ** (wrong - FREE_TRIES), LONGEST_WAIT)


class UnlockDialog(Dialog):
    """`ask()` is True once the store is open; `workspace` is what `opens` returned.

    Errors other than a wrong passphrase are kept in `failure` and close the dialog: the caller shows them.
    """

    def __init__(
        self,
        opens: Opens,
        opens_by_code: OpensByCode | None = None,
        opens_by_file: "OpensByFile | None" = None,
        *,
        office: str = "",
        second_ms: int = SECOND_MS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(office or "五有自查", width=Dialog.NARROW, parent=parent)
        self._opens, self._opens_by_code, self._opens_by_file = opens, opens_by_code, opens_by_file
        self.workspace: Workspace | None = None
        self.failure: AppError | None = None
        self._wrong = self._left = 0
        self._tick = QTimer(self)
        self._tick.setInterval(second_ms)
        self._tick.timeout.connect(self._count_down)
        self.passphrase = PassphraseField(self.tr("开机口令"))
        self.field = Labelled(self.tr("开机口令"), self.passphrase, self.tr("全角、半角数字都一样。"))
        self.body.addLayout(row(self._logo(), Label(self.tr("请输入口令，打开本机数据。"), wrap=True), gap=Gap.L))
        self.body.addWidget(self.field)
        if opens_by_code is not None:
            self.forgotten = self.add_rare(Button(self.tr("忘记口令"), "ghost", on_click=self._use_code))
        if opens_by_file is not None:
            self.by_office = self.add_rare(Button(self.tr("请区里重置"), "ghost", on_click=self._use_file))
        self.set_cancel(self.tr("退出"))
        self.set_main(self.tr("打开"), hint="Enter")
        press_focused_on_enter(self)
        self.focus_first(self.passphrase.line)

    @property
    def is_waiting(self) -> bool:
        """Whether one has to wait before the next try."""
        return self._left > 0

    def go_on(self) -> None:
        """Try what was typed."""
        if self.is_waiting:
            return
        if not self.passphrase.text():
            self.field.object_to(self.tr("请先输入口令。"))
            return
        try:
            self.workspace = self._opens(self.passphrase.text())
        except WrongPassphrase:
            self._refuse()
        except AppError as error:
            self.failure = error
            self.reject()
        else:
            self.passphrase.forget()
            self.accept()

    def _refuse(self) -> None:
        self._wrong += 1
        self._left = wait_after(self._wrong)
        self.passphrase.line.selectAll()
        self.passphrase.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say()
        if self._left:
            self._tick.start()

    def _count_down(self) -> None:
        self._left -= 1
        if not self._left:
            self._tick.stop()
        self._say()

    def _say(self) -> None:
        if self.is_waiting:
            said = self.tr("口令不对。请等 {seconds} 秒再试，数据没有改动。").format(seconds=self._left)
        else:
            said = self.tr("口令不对，请再试。可以按“显示”核对写的字。")
        self.field.object_to(said)
        if self.main is not None:
            wait = self.tr("请等 {seconds} 秒再试。").format(seconds=self._left)
            self.main.explain_disabled(wait if self.is_waiting else "")

    def _use_code(self) -> None:
        if self._opens_by_code is not None:
            self._take(RecoveryDialog(self._opens_by_code, parent=self.parentWidget()))

    def _use_file(self) -> None:
        from ui.dialogs.key_file_dialog import KeyFileDialog

        if self._opens_by_file is not None:
            self._take(KeyFileDialog(self._opens_by_file, parent=self.parentWidget()))

    def _take(self, way: "RecoveryDialog | KeyFileDialog") -> None:
        is_open = way.ask()
        if is_open and way.workspace is not None:
            self.workspace = way.workspace
            self.accept()
        elif way.failure is not None:
            self.failure = way.failure
            self.reject()

    @staticmethod
    def _logo() -> QLabel:
        theme = current_theme()
        logo = QLabel()
        logo.setPixmap(theme.icons.logo(theme.tokens.touch, theme.tokens.colour.accent, theme.ratio))
        logo.setFixedSize(theme.tokens.touch, theme.tokens.touch)
        return logo


class RecoveryDialog(Dialog):
    """Asks for the recovery code and a new passphrase; `ask()` is True once both were taken."""

    def __init__(self, opens: OpensByCode, *, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.title.setText(self.tr("用恢复码定一个新口令"))
        self._opens = opens
        self.workspace: Workspace | None = None
        self.failure: AppError | None = None
        self.code = LineField(self.tr("恢复码"), placeholder="XXXXX-XXXXX-XXXXX-XXXXX-XXXXXX")
        self.code_field = Labelled(
            self.tr("恢复码"), self.code, self.tr("第一次使用时抄下或打印的 26 个字符。大小写、空格、横线都不要紧。")
        )
        self.passphrase = PassphraseField(self.tr("新口令"))
        self.passphrase_field = Labelled(self.tr("新口令"), self.passphrase, self.tr("至少 8 个字。"))
        said = self.tr("数据一点不会丢。签名密钥要换一把新的；以前签过的报告仍然有效。")
        column_of = column(Label(said, "second", wrap=True), self.code_field, self.passphrase_field, gap=Gap.L)
        self.body.addLayout(column_of)
        self.set_cancel()
        self.set_main(self.tr("定新口令并打开"))
        press_focused_on_enter(self)
        self.focus_first(self.code)

    def go_on(self) -> None:
        """Try the code; objections stand under the field they are about."""
        self.code_field.object_to("" if self.code.text().strip() else self.tr("请先输入恢复码。"))
        if self.code_field.problem:
            self.code.setFocus()
            return
        try:
            self.workspace = self._opens(self.code.text(), self.passphrase.text())
        except RecoveryCodeWrong as error:
            words = message_for(error)
            self.code_field.object_to(words.happened + words.next_step)
            self.code.setFocus()
        except PassphraseTooShort as error:
            self.passphrase_field.object_to(message_for(error).happened)
            self.passphrase.line.setFocus()
        except AppError as error:
            self.failure = error
            self.reject()
        else:
            self.passphrase.forget()
            self.accept()
