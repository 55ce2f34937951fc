"""A 加入文件 taken in: which office it is, its fingerprint compared with what is read aloud, and only then the act."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import AppError
from app.exchange.invitation import SUFFIX, Invitation
from app.progress import Progress
from app.services.joining import opened_invitation
from ui.dialogs.enter import press_focused_on_enter
from ui.dialogs.labelled import Labelled
from ui.dialogs.refusal import say_refusal
from ui.dialogs.working import WorkingDialog
from ui.messages import message_for
from ui.tasks import Tasks
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.fields import LineField, PassphraseField
from ui.widgets.fingerprint import Fingerprint
from ui.widgets.frames import Notice
from ui.widgets.labels import Label
from ui.widgets.layouts import add, row

Act = Callable[[Invitation, str, str], None]
"""With the file, the fingerprint that was accepted, and the passphrase; off the window's thread. Raises AppError."""
CHECKED_GROUPS = 2


class JoinDialog(WorkingDialog):
    """`ask()` is True once the fingerprint was compared and `acts` is done; `invitation` is the file.

    `requires` looks at the file as soon as it is chosen and raises AppError where it will not do. Without `acts`
    nobody is asked for a passphrase: the first start has none yet.
    """

    def __init__(
        self,
        tasks: Tasks,
        *,
        title: str,
        sentence: str,
        action: str,
        acts: Act | None = None,
        requires: Callable[[Invitation], object] = lambda _invitation: None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tasks, parent=parent)
        self.title.setText(title)
        self.setWindowTitle(title)
        self._acts, self._requires = acts, requires
        self.invitation: Invitation | None = None
        self._is_asked = False
        self.path = LineField(self.tr("加入文件"))
        self.choose = Button(self.tr("选文件"), icon="folder-open", on_click=self._choose)
        self.path_field = Labelled(self.tr("加入文件"), self.path, beside=self.choose)
        self.office = Label("", "item_title", wrap=True)
        self.fingerprint = Fingerprint()
        self.compare = Label(
            self.tr("请管理员念他那边的指纹，和下面十六组逐组核对，一组也不能差；再把最后两组输在下面。"),
            wrap=True,
        )
        self.read_aloud = LineField(self.tr("管理员念的最后两组"), placeholder=self.tr("8个字符，大小写不要紧"))
        self.read_field = Labelled(
            self.tr("管理员念的最后两组"), self.read_aloud, self.tr("有扫码枪的，可以扫管理员屏幕上的二维码。")
        )
        self.passphrase = PassphraseField(self.tr("您的口令"))
        self.passphrase_field = Labelled(self.tr("您的口令"), self.passphrase, self.tr("这件事要由您签名。"))
        self.problem = Notice("", "missing")
        add(
            self.body,
            Label(sentence, "second", wrap=True),
            self.path_field,
            self.office,
            self.compare,
            self.fingerprint,
            row(self.read_field, self.passphrase_field, gap=Gap.L),
            self.problem,
            self.busy,
        )
        self.set_cancel()
        self.set_main(action)
        press_focused_on_enter(self)
        self.path.textChanged.connect(lambda _text: self._show(None))
        self.path.committed.connect(lambda _text: self._read())
        self._show(None)
        self.focus_first(self.choose)

    def go_on(self) -> None:
        """Compare, then carry it out."""
        self.problem.say("")
        if self.invitation is None and not self._read():
            return
        invitation = self.invitation
        if invitation is None:
            return
        if not self.read_aloud.text() and not self._is_asked:  # Enter in the path's field has only shown the file
            self._is_asked = True
            self.read_aloud.setFocus()
            return
        if not self._is_compared(invitation):
            return
        if self._acts is None:
            self.accept()
            return
        passphrase = self.passphrase.text()
        self.passphrase_field.object_to("" if passphrase else self.tr("请先输入口令。"))
        if not passphrase:
            self.passphrase.line.setFocus()
            return
        acts = self._acts

        def work(_progress: Progress) -> None:
            acts(invitation, invitation.fingerprint, passphrase)

        self._carry_out(work, self.tr("正在核对、写入"), lambda _nothing: self._finish())

    def _finish(self) -> None:
        self.passphrase.forget()
        self.accept()

    def _is_compared(self, invitation: Invitation) -> bool:
        """The last groups, or the whole of it, as they were read aloud."""
        typed = "".join(part for part in self.read_aloud.text().upper() if part.isalnum())
        groups = invitation.fingerprint.split()
        wanted = ("".join(groups[-CHECKED_GROUPS:]), "".join(groups))
        objection = ""
        if not typed:
            objection = self.tr("请管理员念指纹，逐组核对以后，输入最后两组。")
        elif typed not in wanted:
            objection = self.tr("和这个文件的指纹对不上。请再听一遍；还是不对的，不要用这个文件。")
        self.read_field.object_to(objection)
        if objection:
            self.read_aloud.setFocus()
        return not objection

    def _read(self) -> bool:
        """Open the file and show whose it is."""
        text = self.path.text().strip()
        if not text:
            self.path_field.object_to(self.tr("请先选加入文件，文件名以 {suffix} 结尾。").format(suffix=SUFFIX))
            self.path.setFocus()
            return False
        try:
            invitation = opened_invitation(Path(text))
            self._requires(invitation)
        except AppError as error:
            words = message_for(error)
            self._show(None)
            self.path_field.object_to(words.happened + words.next_step)
            self.path.setFocus()
            return False
        self.path_field.object_to("")
        self._show(invitation)
        self.read_aloud.setFocus()
        return True

    def _show(self, invitation: Invitation | None) -> None:
        self.invitation, self._is_asked = invitation, False
        levels = {
            "city": self.tr("市级"),
            "district": self.tr("区级"),
            "street": self.tr("街道（镇）"),
            "community": self.tr("社区"),
        }
        if invitation is not None:
            self.office.setText(
                self.tr("{name}（{level}）").format(name=invitation.office, level=levels[invitation.level])
            )
        self.fingerprint.show_fingerprint(invitation.fingerprint if invitation else "")
        for part in (self.office, self.compare, self.read_field):
            part.setVisible(invitation is not None)
        self.passphrase_field.setVisible(invitation is not None and self._acts is not None)

    def _say(self, error: AppError) -> None:
        say_refusal(error, self.passphrase_field, self.problem)

    def _choose(self) -> None:
        kinds = self.tr("加入文件 (*{suffix});;所有文件 (*)").format(suffix=SUFFIX)
        chosen, _kind = QFileDialog.getOpenFileName(self, self.tr("加入文件"), str(Path.home()), kinds)
        if chosen:
            self.path.setText(chosen)
            self._read()
