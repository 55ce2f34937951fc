"""The last two questions of the guide: where copies go, and the passphrase that closes everything."""

import os
import unicodedata
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.dialogs.labelled import Labelled
from ui.pages.first_start.step import Step, narrow
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.choices import RadioCards
from ui.widgets.fields import LineField, PassphraseField
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row

PASSPHRASE_LEAST = 8
NOWHERE, FOLDER = "later", "folder"


class BackupStep(Step):
    """Where a second copy goes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("备份放在哪里")
        self.explanation = self.tr("备份多放一份，电脑坏了也不怕。备份和本机数据一样是加密的，没有口令打不开。")
        self.where = RadioCards(
            self.tr("备份放在哪里"),
            [
                (FOLDER, self.tr("放在这个文件夹"), self.tr("最好在另一块硬盘上")),
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
        self._labelled = Labelled(self.tr("备份文件夹"), field, self.tr("没有这个文件夹也不要紧，用到时会建好。"))
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
