"""Another name, post or role of somebody who is here already."""

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from PySide6.QtWidgets import QWidget

from app.domain.person import Person, Role
from app.errors import AppError, WrongPassphrase
from ui.dialogs.base import Dialog
from ui.dialogs.enter import press_focused_on_enter
from ui.dialogs.labelled import Labelled
from ui.messages import message_for
from ui.tokens import Gap
from ui.widgets.choices import RadioCards
from ui.widgets.fields import LineField, PassphraseField
from ui.widgets.frames import Notice
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row


class PersonEditDialog(Dialog):
    """`ask()` is True once `acts` has taken the changed person and the passphrase of who sits here."""

    def __init__(self, person: Person, acts: Callable[[Person, str], object], *, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.title.setText(self.tr("改{name}的姓名、职务、角色").format(name=person.name))
        self.setWindowTitle(self.title.text())
        self._person, self._acts = person, acts
        self.name = LineField(self.tr("姓名"), text=person.name)
        self.post = LineField(self.tr("职务"), text=person.post)
        self._name, self._post = Labelled(self.tr("姓名"), self.name), Labelled(self.tr("职务"), self.post)
        self.role = RadioCards(
            self.tr("主要做什么"),
            [
                ("inspector", self.tr("检查员"), self.tr("到社区检查、签字")),
                ("leader", self.tr("检查组长"), self.tr("带队、复核、签字")),
                ("administrator", self.tr("管理员"), self.tr("管名册、人员和方案")),
            ],
        )
        self.role.set_value(person.role)
        self.passphrase = PassphraseField(self.tr("您的口令"))
        self._passphrase = Labelled(self.tr("您的口令"), self.passphrase, self.tr("改动要由您签名。"))
        self._problem = Notice("", "missing")
        said = self.tr("已经签过的报告不变，上面还是签字时的姓名和职务。证书上的姓名、职务要重新签发才会变。")
        self.body.addLayout(row(self._name, self._post, gap=Gap.M))
        self.body.addLayout(column(Label(self.tr("主要做什么"), "field"), self.role, gap=Gap.XS))
        for part in (Label(said, "caption", wrap=True), self._passphrase, self._problem):
            self.body.addWidget(part)
        self.set_cancel()
        self.set_main(self.tr("改好了"))
        press_focused_on_enter(self)
        self.focus_first(self.name)

    def go_on(self) -> None:
        """Check and hand over."""
        wanted = (
            (self._name, self.name.text().strip(), self.tr("请写上姓名。")),
            (self._post, self.post.text().strip(), self.tr("请写上职务，报告上要印。")),
            (self._passphrase, self.passphrase.text(), self.tr("请输入您自己的口令。")),
        )
        for field, given, objection in wanted:
            field.object_to("" if given else objection)
        for field, given, _objection in wanted:
            if not given:
                field.setFocus()
                return
        role = cast(Role, self.role.value or self._person.role)
        changed = replace(
            self._person,
            name=self.name.text().strip(),
            post=self.post.text().strip(),
            role=role,
        )
        try:
            self._acts(changed, self.passphrase.text())
        except WrongPassphrase as error:
            words = message_for(error)
            self._passphrase.object_to(words.happened + words.next_step)
            self.passphrase.line.setFocus()
        except AppError as error:
            words = message_for(error)
            self._problem.say(words.happened + words.next_step)
        else:
            self.passphrase.forget()
            self.accept()
