"""One piece of evidence large: turn it, write a caption, say which items it belongs to, take it away."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QListWidget, QListWidgetItem, QSizePolicy, QWidget

from app.domain.evidence import PAPER_FORM, Evidence, evidence_of
from app.errors import AppError
from app.services.evidence import save_original, small_copy
from app.services.opened import PAPER_FORM_TITLE, OpenInspection
from app.services.workspace import Workspace
from ui.dialogs.base import Dialog
from ui.dialogs.enter import press_focused_on_enter
from ui.tasks import Task, Tasks
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.buttons import Button, IconButton
from ui.widgets.fields import LineField
from ui.widgets.frames import Frame
from ui.widgets.labels import ElidingLabel, Label
from ui.widgets.layouts import column, row

LARGE_SIDE = 1_400
"""Pixels of the picture that is looked at."""
SIDE_WIDTH = 300
DIGEST_SHOWN = 12
CODE = Qt.ItemDataRole.UserRole


class _View(QLabel):
    """A picture as large as its place, or a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(1)
        self.setWordWrap(True)
        self._image = QImage()

    @property
    def has_picture(self) -> bool:
        """Whether a picture is seen."""
        return not self._image.isNull()

    def show_image(self, image: QImage) -> None:
        """Show a picture."""
        self._image = image
        self._fit()

    def say(self, sentence: str) -> None:
        """Show words instead."""
        self._image = QImage()
        self.setText(sentence)

    def sizeHint(self) -> QSize:
        """It takes what it gets."""
        return QSize(1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture again."""
        super().resizeEvent(event)
        if self.has_picture:
            self._fit()

    def _fit(self) -> None:
        ratio = self.devicePixelRatioF()
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        pixmap = QPixmap.fromImage(self._image.scaled(self.size() * ratio, keep, smooth))
        pixmap.setDevicePixelRatio(ratio)
        self.setPixmap(pixmap)


class EvidenceDialog(Dialog):
    """The evidence of one item, one after another. `changed` carries each Change at once, `failed` an error."""

    changed = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        tasks: Tasks,
        opened: OpenInspection,
        code: str,
        sha256: str,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", width=Dialog.WIDE, closable=True, parent=parent)
        self._workspace, self._tasks, self._code = workspace, tasks, code
        self._is_frozen = opened.inspection.is_frozen
        self._titles = opened.evidence_places
        self._all = list(evidence_of(opened.answers, code))
        self._place = next((at for at, one in enumerate(self._all) if one.sha256 == sha256), 0)
        self._loading: Task | None = None
        self._is_showing = False
        self.view = _View()
        self.caption = LineField(self.tr("说明"), placeholder=self.tr("拍的是什么，一句话"))
        self.caption.setMaxLength(60)
        self.caption.committed.connect(self._keep_caption)
        self.items = QListWidget()
        self.items.setAccessibleName(self.tr("用于哪些考评项"))
        self.items.itemChanged.connect(self._keep_items)
        self._name = ElidingLabel("", "medium")
        self._facts = Label("", "second", wrap=True)
        self._count = Label("", "second")
        self.previous = IconButton("chevron-left", self.tr("上一份"), on_click=lambda: self.go(-1))
        self.next = IconButton("chevron-right", self.tr("下一份"), on_click=lambda: self.go(1))
        self.left = IconButton("rotate-ccw", self.tr("向左转"), on_click=lambda: self.turn(-90))
        self.right = IconButton("rotate-cw", self.tr("向右转"), on_click=lambda: self.turn(90))
        self._build()
        for keys, by in (("PgUp", -1), ("PgDown", 1)):
            QShortcut(QKeySequence(keys), self, lambda by=by: self.go(by))
        self._show()

    @property
    def current(self) -> Evidence:
        """The one that is shown."""
        return self._all[self._place]

    def go(self, by: int) -> None:
        """Show the next one, or the one before."""
        self.caption.commit()
        if 0 <= self._place + by < len(self._all):
            self._place += by
            self._show()

    def turn(self, by: int) -> None:
        """Turn the view; the file stays as it is."""
        self._keep(self.current.turned(by))
        self._load()

    def take_away(self) -> None:
        """No longer evidence of this item; 撤销 on the page brings it back."""
        self.caption.commit()
        self.changed.emit(self.current.without(self._code).change())
        del self._all[self._place]
        self._place = min(self._place, len(self._all) - 1)
        if self._all:
            self._show()
        else:
            self.reject()

    def done(self, result: int) -> None:
        """What was typed is kept."""
        if self._all:
            self.caption.commit()
        if self._loading is not None:
            self._loading.cancel()
        super().done(result)

    def showEvent(self, event: QShowEvent) -> None:
        """The picture takes what height the window behind leaves."""
        height = current_theme().tokens.height
        around = 5 * height.main_button + 2 * Gap.XL
        self.view.setFixedHeight(max(self._room().height() - around, height.signature_least))
        super().showEvent(event)

    # Inside

    def _build(self) -> None:
        under = row(self.previous, self._count, self.next, None, self.left, self.right)
        frame = Frame("sunken")
        column(self.view, parent=frame)
        side = Frame("sheet")
        side.setFixedWidth(round(SIDE_WIDTH * current_theme().tokens.factor))
        parts = (self._name, self._facts, Label(self.tr("说明"), "field"), self.caption)
        used = Label(self.tr("用于这些考评项（可以勾几项）"), "field", wrap=True)
        column(*parts, used, self.items, parent=side).setStretch(len(parts) + 1, 1)
        both = row(column(frame, under), side, gap=Gap.L)
        both.setStretch(0, 1)
        self.body.addLayout(both)
        for code, title in self._titles:
            item = QListWidgetItem(self._words_of(code, title))
            item.setData(CODE, code)
            item.setToolTip(title)
            item.setSizeHint(QSize(0, current_theme().tokens.height.tick_row))
            self.items.addItem(item)
        self.caption.setReadOnly(self._is_frozen)
        self.items.setEnabled(not self._is_frozen)
        for part in (self.left, self.right):
            part.setVisible(not self._is_frozen)
        if not self._is_frozen:
            self.add_rare(Button(self.tr("从本项移去"), "ghost", icon="trash-2", on_click=self.take_away))
        self.add_rare(Button(self.tr("另存原件"), "ghost", icon="download", on_click=self._ask_where))
        self.focus_first(self.set_main(self.tr("关闭")))
        press_focused_on_enter(self)

    def _show(self) -> None:
        one = self.current
        code = PAPER_FORM_TITLE if self._code == PAPER_FORM else self._code
        title = self.tr("{code} 的佐证材料").format(code=code)
        self.title.setText(title)
        self.setWindowTitle(title)
        self._name.setText(one.name or self.tr("没有名字"))
        self._facts.setText("\n".join(self._facts_of(one)))
        self._count.setText(self.tr("{place} / {count}").format(place=self._place + 1, count=len(self._all)))
        self.previous.setEnabled(self._place > 0)
        self.next.setEnabled(self._place + 1 < len(self._all))
        for part in (self.left, self.right):
            part.setEnabled(one.is_picture)
        self.caption.set_kept(one.caption)
        self._is_showing = True
        for at in range(self.items.count()):
            item = self.items.item(at)
            is_used = item.data(CODE) in one.codes
            item.setCheckState(Qt.CheckState.Checked if is_used else Qt.CheckState.Unchecked)
            if item.data(CODE) == self._code:
                self.items.setCurrentItem(item)
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
        self._is_showing = False
        self._load()

    @staticmethod
    def _words_of(code: str, title: str) -> str:
        return title if code == PAPER_FORM else f"{code}  {title}"

    def _facts_of(self, one: Evidence) -> list[str]:
        added = one.added_at.astimezone()
        taken = one.taken_at.replace("T", " ")[:16]
        lines = [
            self.tr("拍摄：{time}").format(time=taken) if taken else self.tr("拍摄：照片里没有记时间"),
            self.tr("加入：{time} {who}").format(time=f"{added:%Y-%m-%d %H:%M}", who=one.added_by).rstrip(),
            self.tr("大小：{size} KB").format(size=f"{max(one.size // 1024, 1):,}"),
            self.tr("校验：{digest}").format(digest=one.sha256[:DIGEST_SHOWN]),
        ]
        if one.pages:
            lines.insert(2, self.tr("页数：{count}").format(count=one.pages))
        if one.clocks_apart is not None:
            lines.append(self._apart(one.clocks_apart))
        return lines

    def _apart(self, apart: timedelta) -> str:
        """Both times are kept; how far apart they are is for people to judge."""
        if apart < timedelta():
            return self.tr("照片记的时间比电脑的时钟还晚，请看手机和电脑的时钟哪个不对；两个时间都留着。")
        days, hours = apart.days, apart.seconds // 3600
        said = self.tr("{days} 天").format(days=days) if days else self.tr("{hours} 小时").format(hours=hours)
        return self.tr("拍摄和加入相差 {said}；两个时间都留着，都印在附件里。").format(said=said)

    def _load(self) -> None:
        if self._loading is not None:
            self._loading.cancel()
            self._loading = None
        one, workspace = self.current, self._workspace
        if not one.is_picture:
            self.view.say(self.tr("这是一份文件，要看内容请“另存原件”后打开。"))
            return
        self.view.say(self.tr("正在打开……"))
        task = self._loading = self._tasks.run(
            lambda _progress: QImage.fromData(small_copy(workspace, one, LARGE_SIDE))
        )
        task.succeeded.connect(lambda image: self._take(task, image))
        task.failed.connect(lambda error: self._tell(task, error))

    def _take(self, task: Task, image: QImage) -> None:
        if task is self._loading:
            self._loading = None
            self.view.show_image(image)

    def _tell(self, task: Task, error: AppError) -> None:
        if task is self._loading:
            from ui.messages import message_for

            self._loading = None
            message = message_for(error)
            self.view.say(f"{message.happened}{message.next_step}")

    def _keep(self, after: Evidence) -> None:
        self._all[self._place] = after
        self.changed.emit(after.change())

    def _keep_caption(self, text: str) -> None:
        self._keep(replace(self.current, caption=text))

    def _keep_items(self, item: QListWidgetItem) -> None:
        if self._is_showing:
            return
        code = str(item.data(CODE))
        is_used = item.checkState() == Qt.CheckState.Checked
        self._keep(self.current.linked(code) if is_used else self.current.without(code))

    def _ask_where(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(self, self.tr("原件存到哪里"), self.current.name)
        if chosen:
            try:
                save_original(self._workspace, self.current, Path(chosen))
            except AppError as error:
                self.failed.emit(error)
