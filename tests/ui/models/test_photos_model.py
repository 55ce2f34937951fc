"""Photos of a phone as a grid shows them."""

from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap

from app.services.camera_folders import CameraPhoto
from ui.models import photos_model
from ui.models.photos_model import PhotosModel


def a_photo(number: int, at: str = "2026-09-16T10:02") -> CameraPhoto:
    return CameraPhoto(Path(f"/phone/IMG_{number}.jpg"), datetime.fromisoformat(at).astimezone(), 1)


def picture() -> QImage:
    image = QImage(4, 3, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    return image


def test_the_time_stands_below_with_the_day_where_it_is_another(qapp):
    model = PhotosModel(date(2026, 9, 16))
    photos = [a_photo(1), a_photo(2, "2026-09-01T08:00"), a_photo(3, "2025-01-08T08:00")]
    model.show_photos(photos)
    assert [model.index(row).data() for row in range(3)] == ["10:02", "9月1日 08:00", "2025年1月8日 08:00"]
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "IMG_1.jpg，10:02"
    assert model.data(model.index(9)) is None


def test_pictures_come_later_and_only_some_are_kept(qapp, qtbot, monkeypatch):
    monkeypatch.setattr(photos_model, "KEPT", 1)
    model = PhotosModel(date(2026, 9, 16))
    one, other = a_photo(1), a_photo(2)
    model.show_photos([one, other])
    assert model.lacks(one)
    with qtbot.waitSignal(model.dataChanged):
        model.show_small(one, picture())
    assert isinstance(model.index(0).data(Qt.ItemDataRole.DecorationRole), QPixmap)
    model.show_small(other, QImage())
    assert model.lacks(one)
    assert not model.lacks(other)
    assert model.index(1).data(Qt.ItemDataRole.DecorationRole) is None
