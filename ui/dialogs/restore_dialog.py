"""Going back to a backup: choose one, see that it is good, say the word; it then lies ready for the swap."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QItemSelection
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QWidget

from app.clock import Clock, system_clock
from app.errors import AppError, BackupDamaged
from app.identity.derive import StoreKey
from app.services.backup_list import Checked, check_backup, list_backups
from app.services.restoring import give_up_restore, prepare_restore
from ui.dialogs.base import Dialog
from ui.dialogs.confirm_word import ConfirmWord
from ui.dialogs.enter import press_focused_on_enter
from ui.messages import message_for
from ui.models.backups_model import FOUND, WHEN, WHERE, BackupsModel, Place
from ui.pages.days import full_moment_words
from ui.tasks import Task, Tasks
from ui.theme import current_theme
from ui.widgets.busy import BusyBar
from ui.widgets.buttons import Button
from ui.widgets.frames import Card, Notice
from ui.widgets.labels import Label
from ui.widgets.table import TableView

WIDTHS = {WHEN: 150, WHERE: 120, FOUND: 130}
NUMBER_WIDTH = 72
TABLE_ROWS = 6


@dataclass(frozen=True, slots=True)
class RestoreTarget:
    """The store to be replaced. `realm`: its own, with those of before it joined its office.

    None where it is so damaged that it cannot say whose it is; then no backup of it can be made before, either.
    """

    folder: Path
    key: StoreKey = field(repr=False)
    realm: str | Collection[str] | None = None
    person_id: str | None = None
    clock: Clock = system_clock


class RestoreDialog(Dialog):
    """`ask()` is True once a good backup lies ready; `chosen` is its folder, and the caller swaps it in."""

    def __init__(
        self,
        target: RestoreTarget,
        roots: Sequence[tuple[str, Path]],
        messages: Callable[[AppError], object],
        *,
        parent: QWidget | None = None,
    ) -> None:
        """`roots` are the folders of backups with their names."""
        super().__init__("", width=Dialog.WIDE, destructive=True, parent=parent)
        self.title.setText(self.tr("恢复备份"))
        self.setWindowTitle(self.title.text())
        self._target, self._messages = target, messages
        self._roots = list(roots)
        self._tasks = Tasks(self)
        self._checking: Task | None = None
        self._checked: Checked | None = None
        self.chosen: Path | None = None
        said = self.tr("选一份备份，本机数据就回到那一刻；口令、人员还是现在的。现在的数据会另存一份，不会丢。")
        self.model = BackupsModel(target.clock().astimezone().date(), self)
        self.table = TableView(self.tr("备份"))
        self.table.setModel(self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.empty = Label(
            self.tr("这里还没有备份。备份在U盘或别的文件夹里的，请按“到别的文件夹找”。"), "second", wrap=True
        )
        self.verdict = Notice("", "quiet")
        self.busy = BusyBar()
        card = Card(self.table, margins=1)
        self._card = card
        for part in (Label(said, "second", wrap=True), card, self.empty, self.verdict, self.busy):
            self.body.addWidget(part)
        self.elsewhere = self.add_rare(
            Button(self.tr("到别的文件夹找"), "ghost", icon="folder", on_click=self._look_elsewhere)
        )
        self.set_cancel()
        self.set_main(self.tr("恢复这一份"))
        self.table.selectionModel().selectionChanged.connect(self._select)
        press_focused_on_enter(self)
        self._size_table()
        self.look()
        self.focus_first(self.table)

    def look(self) -> None:
        """List what lies in the known folders, the newest first, and begin with the newest whole one."""
        found: list[Place] = []
        for name, root in self._roots:
            try:
                found += [Place(name, backup) for backup in list_backups(root, self._target.key)]
            except AppError as error:
                self.verdict.say(message_for(error).happened, "deduct")
        found.sort(
            key=lambda place: (place.backup.state != "foreign", place.backup.seq, place.backup.made_at), reverse=True
        )
        self.model.show(found)
        self._card.setVisible(bool(found))
        self.empty.setVisible(not found)
        self._allow(None)
        first = next((row for row, place in enumerate(found) if place.backup.state == "whole"), None)
        if first is not None:
            self.table.selectRow(first)

    def look_into(self, folder: Path) -> None:
        """List the backups of a further folder, or of the folder that a backup itself lies in."""
        root = folder.parent if folder.name.endswith(".backup") else folder
        if all(root != known for _name, known in self._roots):
            self._roots.append((root.name or str(root), root))
        self.look()

    def go_on(self) -> None:
        """Ask for the word, then lay the backup ready."""
        if self._checked is None:
            return
        backup = self._checked.backup
        question = ConfirmWord(
            self.tr("恢复备份"),
            self.tr("本机数据要回到{when}，那以后填写的内容不再显示。").format(when=full_moment_words(backup.made_at)),
            word=self.tr("恢复"),
            action=self.tr("恢复这一份"),
            safe=self._safe(),
            parent=self,
        )
        if not question.ask():
            return
        target, path = self._target, backup.path
        task = self._tasks.run(
            lambda progress: prepare_restore(
                target.folder,
                target.key,
                path,
                realm=target.realm,
                person_id=target.person_id,
                clock=target.clock,
                progress=progress,
            )
        )
        self.busy.begin(self.tr("正在准备恢复"))
        self.busy.stop_asked.connect(task.cancel)
        task.stepped.connect(lambda step: self.busy.show_step(replace(step, doing=self.tr("正在核对报告和材料"))))
        self._freeze(self.tr("正在准备恢复，请稍等。"))
        task.succeeded.connect(lambda _checked: self._ready(path))
        task.failed.connect(self._refused)
        task.ended.connect(self._thaw)

    def _safe(self) -> str:
        if self._target.realm is None:
            return self.tr("现在的数据文件原样另存在数据文件夹的“store-before-restore”里。")
        return self.tr(
            "恢复以前先把现在的数据备份一份，以后想回来，再恢复那一份就行；旧文件也另存在数据文件夹的“store-before-restore”里。"
        )

    def done(self, result: int) -> None:
        """Wait for what is being read; what was made ready and is not wanted is forgotten."""
        self._tasks.stop_all()
        if self.chosen is None:
            give_up_restore(self._target.folder)
        super().done(result)

    # What goes on

    def _select(self, _selected: QItemSelection, _before: QItemSelection) -> None:
        rows = self.table.selected_rows()
        backup = self.model.at(rows[0]) if rows else None
        self._allow(None)
        if backup is None:
            return
        if self._checking is not None:
            self._checking.cancel()
        target, path = self._target, backup.path
        task = self._tasks.run(
            lambda _progress: check_backup(path, target.key, realm=target.realm, present=target.folder)
        )
        self._checking = task
        self.verdict.say(self.tr("正在核对这一份……"), "quiet")
        task.succeeded.connect(lambda checked: self._say_good(task, checked))
        task.failed.connect(lambda error: self._say_bad(task, path, error))

    def _say_good(self, task: Task, checked: Checked) -> None:
        self.model.say_found(checked.backup, is_good=True)
        if task is not self._checking:
            return
        words = self.tr("核对完好，可以恢复：{when}。").format(when=full_moment_words(checked.backup.made_at))
        if checked.missing:
            words += self.tr("其中有 {count} 份报告或材料哪里都找不到，恢复后打不开。").format(count=checked.missing)
        self.verdict.say(words, "deduct" if checked.missing else "ok")
        self._allow(checked)

    def _say_bad(self, task: Task, path: Path, error: AppError) -> None:
        listed = next(
            (one for row in range(self.model.rowCount()) if (one := self.model.at(row)) and one.path == path), None
        )
        if listed is not None and isinstance(error, BackupDamaged):
            self.model.say_found(listed, is_good=False)
        if task is self._checking:
            words = message_for(error)
            self.verdict.say(words.happened + words.next_step, "missing")

    def _ready(self, path: Path) -> None:
        self.chosen = path
        self.accept()

    def _refused(self, error: AppError) -> None:
        self._messages(error)

    def _allow(self, checked: Checked | None) -> None:
        self._checked = checked
        if self.main is not None:
            self.main.explain_disabled("" if checked else self.tr("先选一份核对完好的备份。"))

    def _freeze(self, reason: str) -> None:
        self.table.setEnabled(False)
        self.elsewhere.setEnabled(False)
        if self.main is not None:
            self.main.explain_disabled(reason)

    def _thaw(self) -> None:
        self.busy.finish()
        self.table.setEnabled(True)
        self.elsewhere.setEnabled(True)
        self._allow(self._checked)

    def _look_elsewhere(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("放备份的文件夹"), str(Path.home()))
        if chosen:
            self.look_into(Path(chosen))

    def _size_table(self) -> None:
        factor = current_theme().tokens.factor
        for column in range(self.model.columnCount()):
            self.table.setColumnWidth(column, round(WIDTHS.get(column, NUMBER_WIDTH) * factor))
        self.table.stretch(WHERE)
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + TABLE_ROWS * current_theme().tokens.height.table_row)
