"""Every page and dialog, in each size and contrast: no text is cut, everything can be pressed and has a name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QLabel

from app.services.demo import create_demo_workspace, do_main_job
from app.settings import Settings
from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from ui.dialogs.labelled import Labelled
from ui.pictures import Picture, all_pictures
from ui.theme import Theme
from ui.tokens import Contrast, TextSize

LOOKS = [(Contrast.LIGHT, TextSize.STANDARD), (Contrast.LIGHT, TextSize.EXTRA), (Contrast.HIGH, TextSize.LARGE)]


class Flashes(QObject):
    """Notes every part that was shown as a window of its own before it had a parent: a flicker on the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only looks."""
        is_part = isinstance(watched, QLabel | QAbstractButton | Labelled | QFrame)
        if event.type() == QEvent.Type.Show and is_part and watched.isWindow():
            self.found.append(f"{type(watched).__name__} {watched.property('text') or ''} flashes as a window")
        return False


def pictures(folder: Path) -> Iterator[Picture]:
    workspace = create_demo_workspace(folder / "store")
    signed = do_main_job(workspace).opened.inspection.id
    yield from all_pictures(workspace, signed, Settings(folder))
    workspace.close()


@pytest.mark.parametrize(("contrast", "size"), LOOKS, ids=[f"{contrast}-{size}" for contrast, size in LOOKS])
def test_no_words_are_cut_and_everything_can_be_reached(
    qapp: QApplication, theme: Theme, tmp_path: Path, contrast: Contrast, size: TextSize
) -> None:
    theme.wear(contrast, size)
    flashes = Flashes()
    qapp.installEventFilter(flashes)
    complaints: list[str] = []
    names = set()
    for picture in pictures(tmp_path):
        names.add(picture.name)
        found = (
            *clipped_labels(picture.widget),
            *too_small_to_press(picture.widget),
            *unnamed_controls(picture.widget),
        )
        complaints += [f"{picture.name}: {one}" for one in found]
    assert len(names) >= 30
    qapp.removeEventFilter(flashes)
    assert complaints + flashes.found == []
