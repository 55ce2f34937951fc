"""What 设置 does about people and about the office's key: asks, carries out, says so."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.person import Person
from app.errors import AppError, OnlyAdministrators
from app.services.office_key import (
    export_key_file,
    is_issued,
    issue_certificates,
    make_office_key,
    office_key,
)
from app.services.people import edit_person, people, remove_person
from app.services.saving import save_file
from app.services.vouching import joined_office
from app.services.workspace import Workspace
from ui.dialogs.confirm_word import ConfirmWord
from ui.dialogs.key_password_dialog import KeyPasswordDialog
from ui.dialogs.new_passphrase_dialog import NewPassphraseDialog
from ui.dialogs.passphrase_dialog import PassphraseDialog
from ui.dialogs.person_dialog import PersonDialog
from ui.dialogs.person_edit_dialog import PersonEditDialog
from ui.dialogs.share_office_dialog import ShareOfficeDialog
from ui.dialogs.signing_passphrase_dialog import SigningPassphraseDialog
from ui.pages.office_card import OfficeCard
from ui.pages.people_card import CHANGE, EDIT, REMOVE, RENEW, PeopleCard
from ui.tasks import Tasks

ADMINISTRATOR = "administrator"


class PeopleDesk(QObject):
    """Keeps both cards up to date; `said(sentence)`, `passphrase_changed`, `people_changed`."""

    said = Signal(str)
    passphrase_changed = Signal()
    people_changed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        tasks: Tasks,
        cards: tuple[PeopleCard, OfficeCard],
        messages: Callable[[AppError], object],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._workspace, self._tasks, self._messages, self._page = workspace, tasks, messages, page
        self.people, self.office = cards
        self.people.add_asked.connect(self.add)
        self.people.act_asked.connect(self.act)
        self.office.make_asked.connect(self.make_key)
        self.office.issue_asked.connect(self.issue)
        self.office.share_asked.connect(self.share)
        self.office.export_asked.connect(self.export)
        self.office.setVisible(not workspace.is_demo)

    def show(self) -> None:
        """Read everything again."""
        workspace = self._workspace
        known = people(workspace)
        mine = workspace.person.id if workspace.person else None
        self.people.show_people(known, mine, is_demo=workspace.is_demo)
        if workspace.is_demo:
            return
        key = office_key(workspace)
        signers = [person for person in known if person.author is not None and person.is_local]
        issued = [person for person in signers if is_issued(workspace, person)]
        self.office.show_office(
            key,
            issued=issued,
            waiting=[person for person in signers if person not in issued],
            holders=[person for person in known if key is not None and person.id in key.holders],
            is_administrator=self._is_administrator,
            is_joined=joined_office(workspace) is not None,
        )

    # People

    def add(self) -> None:
        """Ask for a colleague."""
        dialog = PersonDialog(self._workspace, self._tasks, parent=self._window)
        if dialog.ask() and dialog.person is not None:
            self._changed(self.tr("已添加{name}。").format(name=dialog.person.name))

    def act(self, act: str, person: Person) -> None:
        """One of the acts of the card."""
        {CHANGE: self._change, EDIT: self._edit, RENEW: self._renew, REMOVE: self._remove}[act](person)

    def _change(self, person: Person) -> None:
        if PassphraseDialog(self._workspace, self._tasks, person, parent=self._window).ask():
            self.passphrase_changed.emit()
            self.said.emit(self.tr("{name}的口令已改，下次打开用新口令。").format(name=person.name))

    def _edit(self, person: Person) -> None:
        dialog = PersonEditDialog(
            person, lambda changed, word: edit_person(self._workspace, changed, word), parent=self._window
        )
        if dialog.ask():
            workspace = self._workspace
            if workspace.person is not None and workspace.person.id == person.id:
                workspace.person = next(one for one in people(workspace) if one.id == person.id)
            self._changed(self.tr("{name}的资料已改。").format(name=person.name))

    def _renew(self, person: Person) -> None:
        if not self._is_administrator:
            self._messages(OnlyAdministrators())
            return
        if NewPassphraseDialog(self._workspace, self._tasks, person, parent=self._window).ask():
            self.passphrase_changed.emit()
            self._changed(self.tr("{name}可以用新口令打开了。").format(name=person.name))

    def _remove(self, person: Person) -> None:
        sure = ConfirmWord(
            self.tr("从这台电脑移除{name}").format(name=person.name),
            self.tr("移除以后，{name}的口令打不开这台电脑上的数据，也不能再在这里签字。").format(name=person.name),
            word=self.tr("移除"),
            action=self.tr("移除"),
            safe=self.tr("他做过的检查、签过的报告都在，姓名不变。以后还可以再添加。"),
            parent=self._window,
        )
        if not sure.ask():
            return
        said = self.tr("移除{name}要由您签名。").format(name=person.name)
        if self._with_passphrase(self.tr("移除"), said, lambda word: remove_person(self._workspace, person.id, word)):
            self.passphrase_changed.emit()
            self._changed(self.tr("已移除{name}。").format(name=person.name))

    # The office's key

    def make_key(self) -> None:
        """Make the office's key and certify who sits here."""
        said = self.tr("机关密钥由您保管，用您的口令打开。一个单位只建一把：别的电脑上建过的，不要再建。")

        def make(word: str) -> None:
            make_office_key(self._workspace, word)
            issue_certificates(self._workspace, people(self._workspace), word)

        if self._with_passphrase(self.tr("建机关密钥"), said, make):
            self.passphrase_changed.emit()
            self._changed(self.tr("机关密钥已建好，同事的证书也签发了。"))

    def issue(self) -> None:
        """Certify those who are not yet."""
        said = self.tr("给有口令、还没有证书的同事签发，报告上就写明是本单位签发的。")
        names: list[str] = []

        def certify(word: str) -> None:
            names.extend(one.name for one in issue_certificates(self._workspace, people(self._workspace), word))

        if self._with_passphrase(self.tr("签发证书"), said, certify):
            self._changed(self.tr("已给{names}签发证书。").format(names=self.tr("、").join(names)))

    def share(self) -> None:
        """Let a second administrator hold it."""
        key = office_key(self._workspace)
        others = [
            person
            for person in people(self._workspace)
            if person.role == ADMINISTRATOR and person.is_local and key is not None and person.id not in key.holders
        ]
        if not others:
            self.said.emit(self.tr("这台电脑上没有另一位有口令的管理员。先添加一位，再来。"))
        elif ShareOfficeDialog(self._workspace, self._tasks, others, parent=self._window).ask():
            self._changed(self.tr("机关密钥现在由两位以上管理员保管。"))

    def export(self) -> None:
        """Take the age key along as a file; its password is shown once."""
        made: list[tuple[bytes, str]] = []
        said = self.tr("有这个文件和它的密码，就能打开加密给本单位的数据，重置本单位的电脑。请和公章一样保管。")
        if not self._with_passphrase(
            self.tr("导出机关密钥文件"), said, lambda word: made.append(export_key_file(self._workspace, word))
        ):
            return
        name = str(Path.home() / self.tr("机关密钥.key.age"))
        chosen, _kind = QFileDialog.getSaveFileName(
            self._window, self.tr("机关密钥文件存到哪里"), name, self.tr("密钥文件 (*.age)")
        )
        if not chosen:
            return
        data, password = made[0]
        try:
            save_file(data, Path(chosen))
        except AppError as error:
            self._messages(error)
            return
        KeyPasswordDialog(password, self._workspace.office.name, parent=self._window).ask()
        self.said.emit(self.tr("机关密钥文件已存好。"))

    # Inside

    @property
    def _window(self) -> QWidget:
        return self._page.window()

    @property
    def _is_administrator(self) -> bool:
        person = self._workspace.person
        return person is None or person.role == ADMINISTRATOR

    def _with_passphrase(self, title: str, sentence: str, acts: Callable[[str], object]) -> bool:
        dialog = SigningPassphraseDialog(title, sentence, acts, parent=self._window)
        if dialog.ask():
            return True
        if dialog.failure is not None:
            self._messages(dialog.failure)
        return False

    def _changed(self, sentence: str) -> None:
        self.show()
        self.people_changed.emit()
        self.said.emit(sentence)
