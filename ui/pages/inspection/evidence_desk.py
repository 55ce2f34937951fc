"""Between the page and the evidence: files come in and small pictures are made without the window waiting."""

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.evidence import Evidence, evidence_of
from app.errors import AppError
from app.progress import Progress, Step
from app.services.evidence import Added, Pasted, Refused, Source, add_evidence, small_copy
from app.services.opened import OpenInspection
from app.services.workspace import Workspace
from ui.dialogs.refused_files import RefusedFiles
from ui.pages.inspection.card import Card
from ui.pages.inspection.evidence_row import MOST, EvidenceRow
from ui.tasks import Task, Tasks
from ui.widgets.busy import BusyBar

if TYPE_CHECKING:
    from ui.dialogs.new_inspection_dialog import Remembered

ENDINGS = ("jpg", "jpeg", "png", "heic", "heif", "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "wps", "et", "ofd")
"""What the file dialog shows first; what a file is, its content says."""
KEPT = 200
"""Small pictures in memory."""
Wanted = tuple[str, int]
"""SHA-256 and turn."""


class EvidenceDesk(QObject):
    """Adds files to the item whose card lies open, and shows its pictures.

    `added` after files came in (read the inspection again), `said` a sentence for the page, `refused` what was not
    taken, `failed` an error, `changed` a Change to save.
    """

    added = Signal()
    said = Signal(str)
    refused = Signal(object)
    failed = Signal(object)
    changed = Signal(object)
    _small = Signal(str, int, QImage)

    def __init__(self, workspace: Workspace, tasks: Tasks, busy: BusyBar, page: QWidget) -> None:
        super().__init__(page)
        self._workspace, self._tasks, self._busy, self._page = workspace, tasks, busy, page
        self._opened: OpenInspection | None = None
        self._row: EvidenceRow | None = None
        self._code = ""
        self._kept: OrderedDict[Wanted, QPixmap] = OrderedDict()
        self._loading: Task | None = None
        self._adding: Task | None = None
        self._waiting: list[tuple[str, str, tuple[Source, ...]]] = []
        self._small.connect(self._take_small)
        self.refused.connect(self._tell_refused)
        self.remembered: Remembered = dict[str, object]()
        """Where the folder that photos came from last is kept; the program's settings in the window."""
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    @property
    def is_adding(self) -> bool:
        """Whether files are coming in."""
        return self._adding is not None

    def serve(self, card: Card) -> None:
        """The card that lies open now."""
        self._row, self._code = card.evidence, card.code
        if self._row is not None:
            self._row.add_asked.connect(self.ask_files)
            self._row.phone_asked.connect(self.ask_phone)
            self._row.open_asked.connect(self.open)

    def show_opened(self, opened: OpenInspection) -> None:
        """Show the evidence of the open card as it stands."""
        self._opened = opened
        if self._row is None:
            return
        here = evidence_of(opened.answers, self._code)
        self._row.show_evidence(here, is_frozen=opened.inspection.is_frozen)
        self._fill_in(here[:MOST])

    # Coming in

    def ask_files(self) -> None:
        """F3: choose files, several at once."""
        if not self._may_add():
            return
        kinds = f"{self.tr('照片和文件')} ({' '.join(f'*.{ending}' for ending in ENDINGS)})"
        title = self.tr("选照片或文件，可以多选")
        chosen, _kind = QFileDialog.getOpenFileNames(self._page, title, "", f"{kinds};;{self.tr('所有文件 (*)')}")
        self.add([Path(name) for name in chosen])

    def ask_phone(self) -> None:
        """Shift+F3: pick from the photos of a phone or camera card."""
        from ui.dialogs.phone_dialog import PhoneDialog
        from ui.phones import photo_roots

        if not self._may_add() or self._opened is None:
            return
        since = self._opened.inspection.started_at
        dialog = PhoneDialog(self._tasks, photo_roots, since, self.remembered, parent=self._page)
        if dialog.ask():
            self.add(dialog.chosen)
        elif dialog.wants_files:
            self.ask_files()

    def paste(self) -> None:
        """Ctrl+V: a picture or files from the clipboard."""
        if not self._may_add():
            return
        sources = sources_of(QGuiApplication.clipboard().mimeData(), self.tr("粘贴的图片.png"))
        if sources:
            self.add(sources)
        else:
            self.said.emit(self.tr("剪贴板里没有照片或者文件。"))

    def add(self, sources: Sequence[Source]) -> None:
        """Add files to the open item; more of them wait until those before are in."""
        if not sources or self._opened is None or not self._may_add():
            return
        self._waiting.append((self._opened.inspection.id, self._code, tuple(sources)))
        self._go_on()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Files dropped anywhere on the page belong to the open item."""
        if isinstance(event, QDropEvent):  # a QDragEnterEvent is one too
            sources = sources_of(event.mimeData(), self.tr("拖入的图片.png"))
            if not sources or self._row is None or self._is_frozen:
                return False
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self.add(sources)
            return True
        return False

    # Looking

    def open(self, sha256: str) -> None:
        """Show one large, with caption, turning and the items it belongs to."""
        from ui.dialogs.evidence_dialog import EvidenceDialog

        if self._opened is None:
            return
        dialog = EvidenceDialog(self._workspace, self._tasks, self._opened, self._code, sha256, parent=self._page)
        dialog.changed.connect(self.changed)
        dialog.failed.connect(self.failed)
        dialog.ask()

    # Inside

    @property
    def _is_frozen(self) -> bool:
        return self._opened is None or self._opened.inspection.is_frozen

    def _may_add(self) -> bool:
        if self._row is None:
            self.said.emit(self.tr("请先在左边选一项，佐证材料加在那一项上。"))
        elif self._is_frozen:
            self.said.emit(self.tr("已经签字，不能再加佐证材料。"))
        return self._row is not None and not self._is_frozen

    def _go_on(self) -> None:
        if self._adding is not None or not self._waiting:
            return
        inspection_id, code, sources = self._waiting.pop(0)
        workspace = self._workspace

        def work(progress: Progress) -> object:
            with workspace.reopened() as own:
                return add_evidence(own, inspection_id, code, sources, progress)

        task = self._adding = self._tasks.run(work)
        self._busy.follow(task, self.tr("正在加入佐证材料"))
        task.stepped.connect(self._say_step)
        task.succeeded.connect(self._take_added)
        task.failed.connect(self.failed)
        task.cancelled.connect(self._stopped)
        task.ended.connect(self._ended)

    def _say_step(self, step: Step) -> None:
        doing = self.tr("正在加入“{name}”").format(name=step.doing)
        self._busy.show_step(Step(doing, step.done, step.total))

    def _take_added(self, came: Added) -> None:
        for one in came.added[:MOST]:  # what a row shows; hundreds would hold up the window
            if one.sha256 in came.small:
                self._keep((one.sha256, 0), QImage.fromData(came.small[one.sha256]))
        said = []
        if came.added:
            said.append(self.tr("加入了 {count} 份佐证材料。").format(count=len(came.added)))
        if came.known:
            said.append(self.tr("{count} 份以前已经加过，没有重复。").format(count=len(came.known)))
        if came.left:
            words = self.tr("还有 {count} 份没有加上，腾出空间以后再加一次，已经加上的不会重复。")
            said.append(words.format(count=len(came.left)))
        if said:
            self.said.emit("".join(said))
        self.added.emit()
        if came.failure is not None:
            self.failed.emit(came.failure)
        if came.refused:
            self.refused.emit(came.refused)

    def _tell_refused(self, refused: Sequence[Refused]) -> None:
        """Each with its reason; those that were lost on the way are tried again on one click."""
        dialog = RefusedFiles(refused, parent=self._page)
        if dialog.ask():
            self.add(dialog.again)

    def _stopped(self) -> None:
        self._waiting.clear()
        self.added.emit()
        self.said.emit(self.tr("已停下，已经加入的都留着。"))

    def _ended(self) -> None:
        self._adding = None
        self._go_on()

    def _fill_in(self, evidence: Sequence[Evidence]) -> None:
        missing: list[Evidence] = []
        for one in evidence:
            kept = self._kept.get((one.sha256, one.turn))
            if kept is not None and self._row is not None:
                self._kept.move_to_end((one.sha256, one.turn))
                self._row.show_small(one.sha256, one.turn, kept)
            elif one.is_picture:
                missing.append(one)
        if self._loading is not None:
            self._loading.cancel()
            self._loading = None
        if not missing:
            return
        workspace = self._workspace

        def work(progress: Progress) -> object:
            for number, one in enumerate(missing):
                progress(Step(one.name, number, len(missing)))
                try:
                    data = small_copy(workspace, one)
                except AppError:
                    continue  # the icon stays; opening it says why
                self._small.emit(one.sha256, one.turn, QImage.fromData(data))
            return None

        task = self._loading = self._tasks.run(work)
        task.ended.connect(lambda: self._forget(task))

    def _forget(self, task: Task) -> None:
        if self._loading is task:
            self._loading = None

    def _take_small(self, sha256: str, turn: int, image: QImage) -> None:
        pixmap = self._keep((sha256, turn), image)
        if self._row is not None:
            self._row.show_small(sha256, turn, pixmap)

    def _keep(self, wanted: Wanted, image: QImage) -> QPixmap:
        pixmap = self._kept[wanted] = QPixmap.fromImage(image)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return pixmap


def sources_of(mime: QMimeData | None, name: str) -> tuple[Source, ...]:
    """The local files of a drop or of the clipboard, or its picture under `name`; empty without any."""
    if mime is None:  # an empty clipboard has none
        return ()
    files = tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()) if mime.hasUrls() else ()
    if files or not mime.hasImage():
        return files
    image = mime.imageData()
    if isinstance(image, QPixmap):
        image = image.toImage()
    if not isinstance(image, QImage) or image.isNull():
        return ()
    return (Pasted(name, encoded(image)),)


def encoded(image: QImage) -> bytes:
    """The picture as a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # the stub wants bytes, which Qt refuses
    return bytes(buffer.data().data())
