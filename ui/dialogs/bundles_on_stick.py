"""What is on this stick: the stick at the left, its bundles at the right; one of them is chosen."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import AppError
from app.progress import Progress
from app.services.stick_contents import BundleOnStick, bundles_on
from app.services.workspace import Workspace
from ui.dialogs.bundle_dialog import table_height
from ui.drives import Drive, sticks
from ui.messages import sentence_of
from ui.models.rows_model import Row, RowsModel
from ui.pages.days import moment_words
from ui.sizes import size_words
from ui.tasks import Task, Tasks
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.drive_picker import DrivePicker
from ui.widgets.frames import Card, Notice
from ui.widgets.glyphs import State
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row
from ui.widgets.table import TableView

ROWS = 4


class BundlesOnStick(QWidget):
    """`chosen(path)` when a bundle was chosen, in the table or as a file; `opened` after Enter or a double click."""

    chosen = Signal(object)
    opened = Signal()

    def __init__(
        self,
        workspace: Workspace,
        tasks: Tasks,
        *,
        look: Callable[[], Sequence[Drive]] = sticks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._tasks = workspace, tasks
        self._task: Task | None = None
        self.found: tuple[BundleOnStick, ...] = ()
        self.picker = DrivePicker(self.tr("哪个U盘"), lambda _drive: "", look=look)
        self.file_button = Button(self.tr("选一个文件"), icon="file-text", on_click=self._choose_file)
        heads = (self.tr("收过没有"), self.tr("设备"), self.tr("第几包"), self.tr("大小"), self.tr("日期"))
        self.model = RowsModel((*heads, self.tr("文件名")), (2, 3), self)
        self.table = TableView(self.tr("这个U盘上的数据包"))
        self.table.setModel(self.model)
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table.set_widths({0: 108, 1: 98, 2: 64, 3: 84, 4: 126})
        self.table.stretch(5)
        self.said = Label("", "second", wrap=True)
        self.trouble = Notice("", "missing")
        left = column(Label(self.tr("哪个U盘"), "field"), self.picker, row(self.file_button, None), None, gap=Gap.S)
        right = column(
            Label(self.tr("这个U盘上的数据包"), "field"),
            Card(self.table, margins=1),
            self.said,
            self.trouble,
            None,
            gap=Gap.S,
        )
        both = row(left, right, gap=Gap.L, parent=self)
        both.setStretch(0, 2)
        both.setStretch(1, 5)
        self._settle()
        current_theme().changed.connect(self._settle)
        self.picker.chosen.connect(self.look)
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._take())
        self.table.opened.connect(lambda index: self._open(index.row()))
        if self.picker.folder is not None:
            self.look()

    def look(self) -> None:
        """See what is on the chosen stick; not on the window's thread, a stick may be slow."""
        folder, workspace = self.picker.folder, self._workspace
        self.trouble.say("")
        if folder is None:
            self.show_found(())
            return
        self.said.setText(self.tr("正在看这个U盘……"))

        def work(progress: Progress) -> tuple[Path, tuple[BundleOnStick, ...]]:
            with workspace.reopened() as own:
                return folder, bundles_on(own, folder, progress)

        self.stop()
        self._task = self._tasks.run(work)
        self._task.succeeded.connect(self._show_if_chosen)
        self._task.failed.connect(self._say)
        self._task.ended.connect(self._forget_task)

    def stop(self) -> None:
        """Look no further: another stick was chosen, or the dialog closes."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def show_found(self, found: Sequence[BundleOnStick]) -> None:
        """Show the bundles of a stick; the first one that may come is chosen."""
        self.found = tuple(found)
        self.model.show_rows([self._row(one) for one in self.found])
        new = sum(one.state == "new" for one in self.found)
        if not self.found:
            said = self.tr("这里没有数据包，文件名以 .wyb 结尾的才是。") if self.picker.folder else ""
        elif new:
            said = self.tr("共 {count} 个，{new} 个还没有收过。").format(count=len(self.found), new=new)
        else:
            said = self.tr("共 {count} 个，都收过或者不用收。").format(count=len(self.found))
        self.said.setText(said)
        if new:
            self.table.mark(0)

    def chosen_bundle(self) -> BundleOnStick | None:
        """The bundle of the row that is selected."""
        rows = self.table.selected_rows()
        found = self.model.row(rows[0]) if rows else None
        return None if found is None else found.about

    def _row(self, one: BundleOnStick) -> Row:
        glyph, words, colour = {
            "new": (State.NEW, self.tr("没有收过"), "ink"),
            "received": (State.HAD, self.tr("收过"), "ink2"),
            "sent": (State.HAD, self.tr("本机写的"), "ink2"),
            "empty": (State.INCOMPLETE, self.tr("空文件"), "accent"),
            "not a bundle": (State.INCOMPLETE, self.tr("不是数据包"), "accent"),
            "unreadable": (State.INCOMPLETE, self.tr("读不出来"), "accent"),
        }[one.state]
        when = moment_words(one.modified, self._workspace.today()) if one.modified else ""
        name = (
            self.tr("{name}（{reason}）").format(name=one.path.name, reason=one.reason) if one.reason else one.path.name
        )
        cells = (
            words,
            one.device,
            str(one.seq) if one.seq else "",
            size_words(one.size) if one.size else "0",
            when,
            name,
        )
        return Row(cells, glyph, colour, one)

    def _take(self) -> None:
        one = self.chosen_bundle()
        if one is not None:
            self.chosen.emit(one.path)

    def _show_if_chosen(self, looked: tuple[Path, tuple[BundleOnStick, ...]]) -> None:
        folder, found = looked
        if folder == self.picker.folder:
            self.show_found(found)

    def _forget_task(self) -> None:
        if self._task is not None and not self._task.is_running:
            self._task = None

    def _open(self, row: int) -> None:
        self.table.mark(row)
        self._take()
        self.opened.emit()

    def _say(self, error: AppError) -> None:
        self.show_found(())
        self.said.setText("")
        self.trouble.say(sentence_of(error))

    def showEvent(self, event: QShowEvent) -> None:
        """As high as the window behind allows."""
        super().showEvent(event)
        self._settle()

    def _settle(self) -> None:
        self.table.setFixedHeight(table_height(self, ROWS))

    def _choose_file(self) -> None:
        start = str(self.picker.folder or Path.home())
        kinds = self.tr("数据包 (*.wyb *.bag.zip);;所有文件 (*)")
        chosen, _kind = QFileDialog.getOpenFileName(self, self.tr("数据包"), start, kinds)
        if chosen:
            self.table.clearSelection()
            self.chosen.emit(Path(chosen))
