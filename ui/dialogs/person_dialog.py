"""A colleague who inspects or signs: name, post, what they do, and whether they get a passphrase of their own."""

from typing import cast

from PySide6.QtWidgets import QWidget

from app.domain.person import Person, Role
from app.errors import AppError, PassphraseTaken, PassphraseTooShort
from app.progress import Progress
from app.services.people import add_person
from app.services.workspace import Workspace
from ui.dialogs.enter import press_focused_on_enter
from ui.dialogs.labelled import Labelled
from ui.dialogs.working import WorkingDialog
from ui.messages import message_for
from ui.tasks import Tasks
from ui.tokens import Gap
from ui.widgets.choices import RadioCards, TickBox
from ui.widgets.fields import LineField, PassphraseField
from ui.widgets.frames import Notice
from ui.widgets.labels import Label
from ui.widgets.layouts import add, column, row


class PersonDialog(WorkingDialog):
    """`ask()` is True when the colleague was added; `person` is who it is."""

    def __init__(self, workspace: Workspace, tasks: Tasks, *, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent=parent)
        self.title.setText(self.tr("添加一起检查的人"))
        self.setWindowTitle(self.title.text())
        self._workspace = workspace
        self.person: Person | None = None
        self.name = LineField(self.tr("姓名"))
        self.post = LineField(self.tr("职务"))
        self.office = LineField(self.tr("单位"), text=workspace.office.name)
        self._name = Labelled(self.tr("姓名"), self.name)
        self._post = Labelled(self.tr("职务"), self.post, self.tr("照公文上的写法，例如“组织科 科员”"))
        self._office = Labelled(self.tr("单位"), self.office)
        self.role = RadioCards(
            self.tr("主要做什么"),
            [
                ("inspector", self.tr("检查员"), self.tr("到社区检查、签字")),
                ("leader", self.tr("检查组长"), self.tr("带队、复核、签字")),
                ("administrator", self.tr("管理员"), self.tr("管名册、人员和方案")),
            ],
        )
        self.role.set_value("inspector")
        self.own = TickBox(self.tr("设一个他自己的口令：能打开这台电脑上的数据，用数字签名签字"))
        self.passphrase = PassphraseField(self.tr("他的口令"))
        self._passphrase = Labelled(
            self.tr("他的口令"), self.passphrase, self.tr("至少 8 个字，请他本人输入，不要告诉别人。")
        )
        self.own.toggled.connect(self._passphrase.setVisible)
        self._passphrase.hide()
        without = self.tr("没有口令的人，签字时在屏幕上手写，或者签在纸上。")
        if workspace.is_demo:
            self.own.hide()
            without = self.tr("演练库里添加的人，签字时在屏幕上手写，或者签在纸上。")
        self._problem = Notice("", "missing")
        names = row(self._name, self._post, gap=Gap.M)
        add(
            self.body,
            names,
            self._office,
            column(Label(self.tr("主要做什么"), "field"), self.role, gap=Gap.XS),
            self.own,
            self._passphrase,
            Label(without, "caption", wrap=True),
            self._problem,
            self.busy,
        )
        self.set_cancel()
        self.set_main(self.tr("添加"))
        press_focused_on_enter(self)
        self.focus_first(self.name)

    def go_on(self) -> None:
        """Add the colleague, off the window's thread: a passphrase takes its time."""
        if not self._check():
            return
        workspace = self._workspace
        name, post, office = (line.text() for line in (self.name, self.post, self.office))
        role = cast(Role, self.role.value or "inspector")
        passphrase = self.passphrase.text() if self.own.isChecked() else None

        def work(_progress: Progress) -> Person:
            with workspace.reopened() as mine:
                return add_person(mine, name, post, office, role, passphrase)

        self._carry_out(work, self.tr("正在添加，做签名密钥"), self._finish)

    def _check(self) -> bool:
        self._problem.say("")
        wanted = (
            (self._name, self.name.text().strip(), self.tr("请写上姓名。")),
            (self._post, self.post.text().strip(), self.tr("请写上职务，报告上要印。")),
            (self._office, self.office.text().strip(), self.tr("请写上单位。")),
            (
                self._passphrase,
                self.passphrase.text() or not self.own.isChecked(),
                self.tr("请让他本人输入口令，至少 8 个字。"),
            ),
        )
        for field, given, objection in wanted:
            field.object_to("" if given else objection)
        missing = next((field for field, given, _objection in wanted if not given), None)
        if missing is not None:
            missing.setFocus()
        return missing is None

    def _finish(self, person: Person) -> None:
        self.person = person
        self.passphrase.forget()
        self.accept()

    def _say(self, error: AppError) -> None:
        words = message_for(error)
        if isinstance(error, PassphraseTooShort | PassphraseTaken):
            self._passphrase.object_to(words.happened + words.next_step)
        else:
            self._problem.say(words.happened + words.next_step)
