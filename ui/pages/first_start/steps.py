"""The four questions of the guide, each with its own check of what was typed."""

import os
import unicodedata
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.dialogs.labelled import Labelled
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.choices import RadioCards
from ui.widgets.fields import LineField, PassphraseField
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row

PASSPHRASE_LEAST = 8
NOWHERE, FOLDER = "later", "folder"
FIELD_BEFORE_REST = 100  # the field takes all the room it may before the empty rest gets any


class Step(QWidget):
    """One question. `changed` when something was typed that is worth keeping."""

    changed = Signal()
    title = ""
    explanation = ""

    def texts(self) -> dict[str, str]:
        """What was typed, by name, for the draft."""
        return {}

    def show_texts(self, texts: dict[str, str]) -> None:
        """Put back what was typed before."""

    def summary(self) -> str:
        """One line about the answer, for the list of steps; "" while there is none."""
        return ""

    def check(self) -> bool:
        """Whether the answer will do; shows what is missing and goes there when not."""
        return True


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
        column(
            narrow(self._labelled),
            column(Label(self.tr("级别"), "field"), self.level, self.level_below, gap=Gap.XS + Gap.HAIR),
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
        """Name and level."""
        return {"office_name": self.name.text().strip(), "office_level": self.chosen_level}

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


class BackupStep(Step):
    """Where a second copy goes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("备份放在哪里")
        self.explanation = self.tr(
            "先记下放在哪里。这个版本还不会自动备份：请隔几天关掉程序，把数据文件夹整个拷过去，位置在“设置”里看。"
        )
        self.where = RadioCards(
            self.tr("备份放在哪里"),
            [
                (FOLDER, self.tr("放在这个文件夹"), self.tr("最好在另一块硬盘上；拷走的也是加密的")),
                (NOWHERE, self.tr("以后再定"), self.tr("本机数据照样存好，只是没有第二份")),
            ],
        )
        self.where.set_value(FOLDER)
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.folder = LineField(
            self.tr("备份文件夹"), text=str(Path(documents or Path.home()) / self.tr("五有自查备份"))
        )
        self.choose = Button(self.tr("选文件夹"), icon="folder", on_click=self._choose)
        field = QWidget()
        row(self.folder, self.choose, parent=field)
        field.setFocusProxy(self.folder)
        self._labelled = Labelled(self.tr("备份文件夹"), field, self.tr("只是记下来，现在不会往里面写东西。"))
        self.where.chosen.connect(self._chose)
        self.folder.textEdited.connect(self.changed)
        column(self.where, self._labelled, None, gap=Gap.L, parent=self)
        self.setFocusProxy(self.folder)

    @property
    def path(self) -> Path | None:
        """The folder, None for later."""
        text = self.folder.text().strip()
        return Path(text) if text and self.where.value == FOLDER else None

    def texts(self) -> dict[str, str]:
        """Choice and folder."""
        return {"backup": self.where.value or FOLDER, "backup_folder": self.folder.text().strip()}

    def show_texts(self, texts: dict[str, str]) -> None:
        """Put them back."""
        self.where.set_value(texts.get("backup") or FOLDER)
        if texts.get("backup_folder"):
            self.folder.set_kept(texts["backup_folder"])
        self._settle()

    def summary(self) -> str:
        """The folder, or 以后再定."""
        return str(self.path) if self.path else self.tr("以后再定")

    def check(self) -> bool:
        """The folder can be made and written."""
        problem = self._problem()
        self._labelled.object_to(problem)
        if problem:
            self.folder.setFocus()
        return not problem

    def _problem(self) -> str:
        if self.where.value == NOWHERE:
            return ""
        path = self.path
        if path is None or not path.is_absolute():
            return self.tr("请选一个文件夹，或者选“以后再定”。")
        there = next((folder for folder in (path, *path.parents) if folder.exists()), path)
        if not there.is_dir():
            return self.tr("{path} 是一个文件，不是文件夹。请另选一个。").format(path=there)
        if not os.access(there, os.W_OK):
            return self.tr("这个文件夹不能写入：{path}。请另选一个。").format(path=there)
        return ""

    def _chose(self, _key: str) -> None:
        self._settle()
        self.changed.emit()

    def _settle(self) -> None:
        self._labelled.setEnabled(self.where.value == FOLDER)
        self._labelled.object_to("")

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("备份放在哪里"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)
            self.changed.emit()


class PassphraseStep(Step):
    """The words that open the store and sign."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("开机口令")
        self.explanation = self.tr("打开程序和签字时要输入。笔记本丢了，没有口令的人看不到里面的内容。")
        self.passphrase = PassphraseField(self.tr("口令"))
        self._labelled = Labelled(self.tr("口令"), self.passphrase, self._count())
        self.passphrase.line.textEdited.connect(self._typed)
        advice = (
            self.tr("用一句只有您记得住的话最好，汉字、字母、数字都行，不要求大小写和符号。"),
            self.tr("要 8 个字以上，是因为再短的话，别人用电脑一个个试，很快就能试出来。"),
            self.tr("忘了也不要紧：下一步会给您一个恢复码，凭它可以重设口令，数据不会丢。"),
        )
        column(
            narrow(self._labelled),
            column(*(Label(sentence, "second", wrap=True) for sentence in advice), gap=Gap.S),
            None,
            gap=Gap.L,
            parent=self,
        )
        self.setFocusProxy(self.passphrase)

    def summary(self) -> str:
        """Only that there is one."""
        return self.tr("已填") if self._length() >= PASSPHRASE_LEAST else ""

    def check(self) -> bool:
        """Long enough."""
        length = self._length()
        problem = ""
        if not length:
            problem = self.tr("请定一个口令，至少 8 个字。")
        elif length < PASSPHRASE_LEAST:
            problem = self.tr("还差 {missing} 个字，至少要 8 个。").format(missing=PASSPHRASE_LEAST - length)
        self._labelled.object_to(problem)
        if problem:
            self.passphrase.line.setFocus()
        return not problem

    def _length(self) -> int:
        return len(unicodedata.normalize("NFKC", self.passphrase.text()))

    def _typed(self) -> None:
        if self._labelled.problem:
            self.check()

    def _count(self) -> str:
        return self.tr("至少 8 个字。按“显示”可以看到写的是什么。")


def narrow(field: QWidget) -> QWidget:
    """The field no wider than a name needs, whatever the window."""
    holder = QWidget()
    field.setMaximumWidth(current_theme().tokens.dialog_narrow)
    row(field, None, parent=holder).setStretch(0, FIELD_BEFORE_REST)
    holder.setFocusProxy(field)
    return holder


def all_steps(owner: QObject) -> tuple[OfficeStep, PersonStep, BackupStep, PassphraseStep]:
    """The four steps in their order; `owner` is the page that keeps them."""
    parent = owner if isinstance(owner, QWidget) else None
    return OfficeStep(parent), PersonStep(parent), BackupStep(parent), PassphraseStep(parent)
