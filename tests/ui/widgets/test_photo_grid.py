"""The grid of photos: ticked by click and by Space, painted with and without a picture."""

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from app.services.camera_folders import CameraPhoto
from ui.models.photos_model import PhotosModel
from ui.widgets.photo_grid import PhotoGrid

AT = datetime(2026, 9, 16, 10).astimezone()


@pytest.fixture
def grid(qtbot):
    model = PhotosModel(date(2026, 9, 16))
    grid = PhotoGrid("照片")
    grid.follow(model)
    qtbot.addWidget(grid)
    grid.resize(640, 300)
    grid.show()
    model.show_photos([CameraPhoto(Path(f"/p/{number}.jpg"), AT, 1) for number in range(200)])
    return grid


def taken(grid):
    return sorted(index.row() for index in grid.selectionModel().selectedIndexes())


def test_a_click_ticks_and_another_takes_it_back(qtbot, grid):
    for number in (0, 1, 1):
        place = grid.visualRect(grid.model().index(number)).center()
        qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert taken(grid) == [0]


def test_the_keyboard_goes_about_and_space_ticks(qtbot, grid):
    grid.setCurrentIndex(grid.model().index(0))
    grid.clearSelection()
    with qtbot.waitSignal(grid.taken_changed):
        qtbot.keyClick(grid, Qt.Key.Key_Space)
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert taken(grid) == [0, 2]


def test_only_what_is_seen_is_asked_for(qtbot, grid):
    qtbot.waitUntil(lambda: 0 < len(grid.in_sight()) < 60)
    with qtbot.waitSignal(grid.came_into_sight):
        grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())
    assert grid.in_sight()[-1] == 199


def test_it_is_painted(qtbot, grid):
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    grid.model().show_small(grid.model().photos[0], image)
    seen = grid.viewport().grab().toImage()
    assert seen.pixelColor(grid.visualRect(grid.model().index(0)).center()).red() > 200
    assert seen.pixelColor(grid.visualRect(grid.model().index(1)).topRight()).isValid()
