"""Photos on a phone as a grid shows them: small pictures come later, the chosen ones are ticked by the view."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage, QPixmap

from app.services.camera_folders import CameraPhoto

KEPT = 300
"""Small pictures in memory."""
Index = QModelIndex | QPersistentModelIndex


class PhotosModel(QAbstractListModel):
    """A face over the photos; `None` as a picture means that it could not be opened."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._photos: tuple[CameraPhoto, ...] = ()
        self._pixmaps: OrderedDict[CameraPhoto, QPixmap | None] = OrderedDict()

    @property
    def photos(self) -> tuple[CameraPhoto, ...]:
        """Those shown, in order."""
        return self._photos

    def show_photos(self, photos: Sequence[CameraPhoto]) -> None:
        """Show other photos."""
        self.beginResetModel()
        self._photos = tuple(photos)
        self.endResetModel()

    def lacks(self, photo: CameraPhoto) -> bool:
        """Whether its small picture was not made yet."""
        return photo not in self._pixmaps

    def show_small(self, photo: CameraPhoto, image: QImage) -> None:
        """A small picture has come; a null one says that there is none to be had."""
        self._pixmaps[photo] = None if image.isNull() else QPixmap.fromImage(image)
        while len(self._pixmaps) > KEPT:
            self._pixmaps.popitem(last=False)
        if photo in self._photos:
            place = self.index(self._photos.index(photo))
            self.dataChanged.emit(place, place)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many photos."""
        return 0 if parent.isValid() else len(self._photos)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """When it was taken under the picture; name and time to hear and as a tip."""
        if not index.isValid():
            return None
        photo = self._photos[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._when(photo)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._pixmaps.get(photo)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{photo.path.name}，{self._when(photo)}"
        return None

    def _when(self, photo: CameraPhoto) -> str:
        at = photo.at
        if at.date() == self._today:
            return f"{at:%H:%M}"
        year = "" if at.year == self._today.year else f"{at.year}年"
        return f"{year}{at.month}月{at.day}日 {at:%H:%M}"
