"""The first two questions of the guide: which office this is, and who sits here."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.dialogs.labelled import Labelled
from ui.pages.first_start.step import Step, narrow
from ui.tasks import Tasks
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.choices import RadioCards
from ui.widgets.fields import LineField
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from app.exchange.invitation import Invitation


class OfficeStep(Step):
    """Which office, and of which level."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("单位和级别")
        self.explanation = self.tr("报告的落款和编号会用到单位名称，请写全称。")
        levels = [
            ("district", self.tr("区（县、市）委组织部"), self.tr("检查社区，管名册、方案和汇总")),
            ("street", self.tr("街道、乡镇"), self.tr("自查或互查，不代替区级检查")),
            ("community", self.tr("社区、村"), self.tr("检查前先自查一遍")),
            ("city", self.tr("市委组织部"), self.tr("合并各区结果，抽查")),
        ]
        self._short = {
            "district": self.tr("区级"),
            "street": self.tr("街道（镇）"),
            "community": self.tr("社区"),
            "city": self.tr("市级"),
        }
        name = LineField(self.tr("单位名称"), placeholder=self.tr("例如：示例区委组织部"))
        name.textEdited.connect(self.changed)
        self.name = name
        self._labelled = Labelled(self.tr("单位名称"), name)
        self.level = RadioCards(self.tr("单位级别"), levels[:2])
        self.level_below = RadioCards(self.tr("单位级别"), levels[2:])
        self.level.set_value("district")
        self.level.chosen.connect(lambda _key: self._chose(self.level_below))
        self.level_below.chosen.connect(lambda _key: self._chose(self.level))
        self.invitation: Invitation | None = None
        self.join = Button(self.tr("加入本单位（有加入文件）"), icon="building-2", on_click=self._ask_invitation)
        self.leave = Button(self.tr("不加入了"), "link", on_click=self._forget_invitation)
        self.leave.hide()
        self._hint = self.tr("本单位在别的电脑上建过机关密钥的，请向管理员要一个加入文件，名称和级别照文件里的填。")
        self._joining = Label(self._hint, "caption", wrap=True)
        column(
            narrow(self._labelled),
            column(Label(self.tr("级别"), "field"), self.level, self.level_below, gap=Gap.XS + Gap.HAIR),
            column(row(self.join, self.leave, None, gap=Gap.M), self._joining, gap=Gap.XS),
            None,
            gap=Gap.L,
            parent=self,
        )
        self.setFocusProxy(name)

    @property
    def chosen_level(self) -> str:
        """The key of the level."""
        return self.level.value or self.level_below.value or "district"

    def texts(self) -> dict[str, str]:
        """Name and level; no name of an office that is joined: the file has to be compared again after a restart."""
        name = "" if self.invitation is not None else self.name.text().strip()
        return {"office_name": name, "office_level": self.chosen_level}

    def show_texts(self, texts: dict[str, str]) -> None:
        """Put them back."""
        self.name.set_kept(texts.get("office_name", ""))
        level = texts.get("office_level", "district")
        self.level.set_value(level)
        self.level_below.set_value(level)

    def summary(self) -> str:
        """示例区委组织部，区级."""
        name = self.name.text().strip()
        return self.tr("{name}，{level}").format(name=name, level=self._short[self.chosen_level]) if name else ""

    def check(self) -> bool:
        """A name is needed."""
        missing = not self.name.text().strip()
        self._labelled.object_to(self.tr("请写上单位名称，例如“示例区委组织部”。") if missing else "")
        if missing:
            self.name.setFocus()
        return not missing

    def accept(self, invitation: "Invitation") -> None:
        """The office whose 加入文件 was compared with what its administrator read aloud."""
        self.invitation = invitation
        self.show_texts({"office_name": invitation.office, "office_level": invitation.level})
        self._labelled.object_to("")
        self._say_joining(self.tr("指纹已核对，建好以后就是{name}的电脑。").format(name=invitation.office))

    def _ask_invitation(self) -> None:
        from ui.dialogs.join_dialog import JoinDialog  # nobody else needs cryptography before the passphrase

        dialog = JoinDialog(
            Tasks(self),
            title=self.tr("加入本单位"),
            sentence=self.tr("选管理员给的加入文件，核对指纹，再接着填您的姓名、职务和口令。"),
            action=self.tr("核对一致，加入"),
            parent=self.window(),
        )
        if dialog.ask() and dialog.invitation is not None:
            self.accept(dialog.invitation)
            self.name.setFocus()  # from there, Enter goes on
            self.changed.emit()

    def _forget_invitation(self) -> None:
        self.invitation = None
        self._say_joining(self._hint)
        self.name.setFocus()

    def _say_joining(self, words: str) -> None:
        joins = self.invitation is not None
        self._joining.setText(words)
        self.leave.setVisible(joins)
        self.name.setReadOnly(joins)
        for cards in (self.level, self.level_below):
            cards.setEnabled(not joins)

    def _chose(self, other: RadioCards) -> None:
        other.set_value(None)
        self.changed.emit()


class PersonStep(Step):
    """Who sits here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("您是谁")
        self.explanation = self.tr("签字和报告上会用到，请照公文上的写法。")
        self.name = LineField(self.tr("姓名"))
        self.post = LineField(self.tr("职务"))
        self.role = RadioCards(
            self.tr("您主要做什么"),
            [
                ("inspector", self.tr("到社区检查"), self.tr("填检查表、签字")),
                ("leader", self.tr("带队"), self.tr("复核、签字、确认否决")),
                ("administrator", self.tr("区里汇总"), self.tr("管单位名册、人员和方案")),
            ],
        )
        self.role.set_value("inspector")
        self._name = Labelled(self.tr("姓名"), self.name)
        post_hint = self.tr("例如“组织科 科员”")
        self._post = Labelled(self.tr("职务"), self.post, post_hint)
        for line in (self.name, self.post):
            line.textEdited.connect(self.changed)
        self.role.chosen.connect(self.changed)
        column(
            narrow(self._name),
            narrow(self._post),
            column(
                Label(self.tr("您主要做什么"), "field"),
                self.role,
                Label(self.tr("这里只决定打开时先看到什么；权限以区里的名册为准。"), "caption", wrap=True),
                gap=Gap.XS + Gap.HAIR,
            ),
            None,
            gap=Gap.L,
            parent=self,
        )
        self.setFocusProxy(self.name)

    def texts(self) -> dict[str, str]:
        """Name, post, role."""
        return {"name": self.name.text().strip(), "post": self.post.text().strip(), "role": self.role.value or ""}

    def show_texts(self, texts: dict[str, str]) -> None:
        """Put them back."""
        self.name.set_kept(texts.get("name", ""))
        self.post.set_kept(texts.get("post", ""))
        self.role.set_value(texts.get("role") or "inspector")

    def summary(self) -> str:
        """检查员甲，组织科 科员."""
        return self.tr("，").join(text for text in (self.name.text().strip(), self.post.text().strip()) if text)

    def check(self) -> bool:
        """Both name and post are printed on reports."""
        no_name, no_post = not self.name.text().strip(), not self.post.text().strip()
        self._name.object_to(self.tr("请写上姓名，签字和报告上要用。") if no_name else "")
        self._post.object_to(self.tr("请写上职务，例如“组织科 科员”，报告上要印。") if no_post else "")
        if no_name or no_post:
            (self.name if no_name else self.post).setFocus()
        return not (no_name or no_post)
