"""The photos and files of a signed version, small beside its values; one is looked at large."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.evidence import Evidence
from app.errors import AppError
from app.progress import Progress, Step
from app.services.evidence import small_copy
from app.services.workspace import Workspace
from ui.dialogs.base import Dialog
from ui.fields.flow import FlowLayout
from ui.pages.inspection.evidence_row import Thumb
from ui.tasks import Tasks
from ui.tokens import Gap
from ui.widgets.labels import Label
from ui.widgets.layouts import column

MOST = 8
"""More are said in words: the report shows every one."""
LARGE_SIDE = 1600


class VersionPhotos(QWidget):
    """`open_asked(Evidence)` when a picture is pressed; small pictures follow by `load`."""

    open_asked = Signal(object)
    _came = Signal(str, QImage)

    def __init__(self, evidence: Sequence[Evidence], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._evidence = tuple(evidence)
        pictures = QWidget()
        flow = FlowLayout(pictures)
        self.thumbs = [Thumb(one) for one in self._evidence[:MOST]]
        for thumb in self.thumbs:
            thumb.clicked.connect(self._pressed)
            thumb.setEnabled(thumb.evidence.is_picture)
            flow.addWidget(thumb)
        more = len(self._evidence) - MOST
        said = self.tr("还有{count}份，报告里都有。").format(count=more) if more > 0 else ""
        if not self._evidence:
            said = self.tr("没有佐证材料。")
        self._said = Label(said, "caption", wrap=True)
        column(pictures, self._said, gap=Gap.XS, parent=self)
        self._said.setVisible(bool(said))
        pictures.setVisible(bool(self.thumbs))
        self._came.connect(self._show)

    def load(self, workspace: Workspace, tasks: Tasks) -> None:
        """Make the small pictures off the window's thread; one that is not here keeps its sign."""
        wanted = [thumb.evidence for thumb in self.thumbs if thumb.evidence.is_picture]
        if not wanted:
            return

        def work(progress: Progress) -> None:
            for number, one in enumerate(wanted):
                progress(Step(one.name, number, len(wanted)))
                try:
                    data = small_copy(workspace, one)
                except AppError:
                    continue
                self._came.emit(one.sha256, QImage.fromData(data))

        task = tasks.run(work)
        self.destroyed.connect(task.cancel)

    def _show(self, sha256: str, image: QImage) -> None:
        for thumb in self.thumbs:
            if thumb.evidence.sha256 == sha256:
                thumb.show_pixmap(QPixmap.fromImage(image))

    def _pressed(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, Thumb):
            self.open_asked.emit(pressed.evidence)


class PhotoDialog(Dialog):
    """One photo as large as the window lets it be."""

    def __init__(self, evidence: Evidence, jpeg: bytes, *, parent: QWidget | None = None) -> None:
        super().__init__(evidence.caption or evidence.name, width=Dialog.WIDE, closable=True, parent=parent)
        room = (parent.window() if parent is not None else self.screen()).size()
        self.photo = QLabel()
        self.photo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.photo.setAccessibleName(self.title.text())
        pixmap = QPixmap.fromImage(QImage.fromData(jpeg))
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        self.photo.setPixmap(pixmap.scaled(room * 0.55, keep, smooth))
        self.body.addWidget(self.photo)
        self.set_cancel(self.tr("关闭"))
