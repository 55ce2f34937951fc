"""Photos on a phone or camera card, the newest first: tick some, they are added in the background."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import AppError
from app.progress import Progress, Step
from app.services.camera_folders import CameraPhoto, camera_folders, photos_in, preview
from ui.dialogs.base import Dialog
from ui.models.photos_model import PhotosModel
from ui.tasks import Task, Tasks
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.fields import Choice
from ui.widgets.labels import ElidingLabel, Label
from ui.widgets.layouts import row
from ui.widgets.photo_grid import PhotoGrid

if TYPE_CHECKING:
    from ui.dialogs.new_inspection_dialog import Remembered

FOLDER_KEY = "evidence/photo_folder"
SINCE, TODAY, ALL = "since", "today", "all"


@dataclass(frozen=True, slots=True)
class Came(Step):
    """A small picture that was made; it comes as a step, for the dialog may be gone before the work notices."""

    photo: CameraPhoto
    image: QImage


class PhoneDialog(Dialog):
    """`ask()` is True with `chosen` paths; False with `wants_files`: rather the system's own window."""

    def __init__(
        self,
        tasks: Tasks,
        roots: Callable[[], Sequence[Path]],
        since: datetime,
        remembered: "Remembered",
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", width=Dialog.WIDE, parent=parent)
        self._tasks, self._roots, self._since, self._remembered = tasks, roots, since, remembered
        self._today = datetime.now().astimezone().date()
        self._found: tuple[CameraPhoto, ...] = ()
        self._number = 0
        self._searching: Task | None = None
        self._loading: Task | None = None
        self.wants_files = False
        self.title.setText(self.tr("从手机导入照片"))
        self.setWindowTitle(self.title.text())
        self.model = PhotosModel(self._today)
        self.grid = PhotoGrid(self.tr("照片，空格勾选"))
        self.grid.follow(self.model)
        self.which = Choice(self.tr("显示哪些照片"))
        self._where = ElidingLabel("", "caption")
        self.said = Label("", wrap=True)
        self._build()
        self.grid.came_into_sight.connect(self._load)
        self.grid.taken_changed.connect(self._count)
        self.which.currentIndexChanged.connect(lambda _at: self._show_some())
        self.search()

    @property
    def chosen(self) -> tuple[Path, ...]:
        """The ticked photos, the oldest first, as they were taken."""
        rows = sorted((index.row() for index in self.grid.selectionModel().selectedIndexes()), reverse=True)
        return tuple(self.model.photos[row].path for row in rows)

    def search(self, folder: Path | None = None) -> None:
        """Look at every place again, or into `folder`; the folder used last is looked into as well."""
        self._stop()
        self._number += 1
        self._say(self.tr("正在找手机里的照片……"))
        known = str(self._remembered.get(FOLDER_KEY) or "")
        roots, number = self._roots, self._number

        def work(progress: Progress) -> object:
            folders = [folder] if folder else list(camera_folders(roots()))
            if not folder and known and not any(Path(known).is_relative_to(one) for one in folders):
                folders.append(Path(known))
            return number, folders, photos_in(folders, progress)

        task = self._searching = self._tasks.run(work)
        task.stepped.connect(self._say_step)  # methods, no closures: they are let go with the dialog
        task.succeeded.connect(self._take_found)

    def go_on(self) -> None:
        """Nothing ticked is pointed out."""
        if not self.chosen:
            return
        self._remembered[FOLDER_KEY] = str(self.chosen[-1].parent)
        self.accept()

    def done(self, result: int) -> None:
        """Whatever is still being read is let go."""
        self._stop()
        super().done(result)

    def showEvent(self, event: QShowEvent) -> None:
        """The grid takes what height the window behind leaves."""
        height = current_theme().tokens.height
        around = 7 * height.main_button + 2 * Gap.XL
        self.grid.setFixedHeight(max(self._room().height() - around, height.signature_least))
        super().showEvent(event)

    # Inside

    def _build(self) -> None:
        again = Button(self.tr("重新找"), "quiet", icon="refresh-cw", on_click=self._search_again)
        top = row(self.which, self._where, again, gap=Gap.M)
        top.setStretch(1, 1)
        self.body.addLayout(top)
        self.body.addWidget(self.said)
        self.body.addWidget(self.grid)
        self.grid.hide()
        self.add_rare(Button(self.tr("换一个文件夹"), "ghost", icon="folder-open", on_click=self._ask_folder))
        self.add_rare(Button(self.tr("从文件夹里选"), "ghost", on_click=self._ask_files))
        self.set_cancel()
        self.set_main("", icon="plus")
        self.which.hide()
        self._count()

    def _search_again(self) -> None:
        self.search()

    def _say_step(self, step: Step) -> None:
        if self._searching is not None:
            self._say(self.tr("正在找手机里的照片，找到 {count} 张……").format(count=step.done))

    def _take_found(self, came: tuple[int, Sequence[Path], tuple[CameraPhoto, ...]]) -> None:
        number, folders, found = came
        if number != self._number or self._searching is None:
            return  # another search was begun meanwhile
        self._searching, self._found = None, found
        self._where.setText("、".join(map(str, folders)))
        if not found:
            self.which.hide()
            self._say(self._what_to_do())
            return
        counts = {which: len(self._some(which)) for which in (SINCE, TODAY, ALL)}
        words = {
            SINCE: self.tr("检查开始以后的（{count}）"),
            TODAY: self.tr("今天的（{count}）"),
            ALL: self.tr("全部（{count}）"),
        }
        self.which.blockSignals(True)
        self.which.clear()
        for which, said in words.items():
            self.which.addItem(said.format(count=counts[which]), which)
        self.which.setCurrentIndex(self.which.findData(next(which for which in words if counts[which])))
        self.which.blockSignals(False)
        self.which.show()
        self._show_some()
        self.said.hide()
        self.grid.show()
        self.grid.setFocus()
        self.grid.setCurrentIndex(self.model.index(0))
        self.grid.clearSelection()

    def _some(self, which: str) -> list[CameraPhoto]:
        if which == SINCE:
            return [one for one in self._found if one.at >= self._since]
        if which == TODAY:
            return [one for one in self._found if one.at.date() == self._today]
        return list(self._found)

    def _show_some(self) -> None:
        self.model.show_photos(self._some(str(self.which.currentData() or ALL)))

    def _load(self) -> None:
        """Small pictures of what is seen; what went out of sight meanwhile is not waited for."""
        if self._loading is not None:
            self._loading.cancel()
        wanted = [self.model.photos[row] for row in self.grid.in_sight()]
        lacking = [photo for photo in wanted if self.model.lacks(photo)]
        if not lacking:
            return

        def work(progress: Progress) -> object:
            for number, photo in enumerate(lacking):
                progress(Step(photo.path.name, number, len(lacking)))  # a stop is heard before each
                try:
                    image = QImage.fromData(preview(photo))
                except (AppError, OSError):
                    image = QImage()  # the icon stays; adding it says why
                progress(Came(photo.path.name, number + 1, len(lacking), photo, image))
            return None

        task = self._loading = self._tasks.run(work)
        task.stepped.connect(self._take_small)

    def _take_small(self, step: Step) -> None:
        if isinstance(step, Came):
            self.model.show_small(step.photo, step.image)

    def _count(self) -> None:
        count = len(self.grid.selectionModel().selectedIndexes())
        if self.main is not None:
            self.main.set_label(self.tr("加入 {count} 张").format(count=count) if count else self.tr("加入"))
            self.main.explain_disabled("" if count else self.tr("先勾要加的照片：点一下，或者按空格。"))

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.grid.hide()
        self.said.show()

    def _what_to_do(self) -> str:
        return self.tr(
            "没有找到手机或者相机里的照片。请这样做：\n"
            "1. 用数据线把手机接到电脑上，解开手机的锁屏。\n"
            "2. 手机上弹出“USB用途”，选“传输文件”（苹果手机选“允许”或者“信任”）。"
            "没有弹出的，从手机顶上往下拉，点“USB”。\n"
            "3. 在电脑的文件管理器里点一下手机的名字，看得到文件夹了，回来点“重新找”。\n"
            "Windows 上手机没有盘符的，点“从文件夹里选”，在左边点手机的名字，进“DCIM”文件夹。"
        )

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("照片在哪个文件夹"))
        if chosen:
            self.search(Path(chosen))

    def _ask_files(self) -> None:
        self.wants_files = True
        self.reject()

    def _stop(self) -> None:
        for task in (self._searching, self._loading):
            if task is not None and task.is_running:
                task.cancel()
        self._searching = self._loading = None
