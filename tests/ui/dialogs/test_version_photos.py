"""One photo of a version, large."""

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QWidget

from app.domain.evidence import Evidence
from ui.dialogs.version_photos import PhotoDialog
from ui.pictures import sample_photos


@pytest.fixture
def dialog(qtbot):
    behind = QWidget()
    qtbot.addWidget(behind)
    behind.resize(800, 600)
    behind.show()
    photo = sample_photos()[0]
    evidence = Evidence("ab" * 32, ("1.1",), photo.name, "image/png", len(photo.data), datetime.now(UTC))
    dialog = PhotoDialog(evidence, photo.data, parent=behind)
    dialog.show()
    yield dialog
    dialog.close()


def test_it_can_be_pictured_with_the_window_behind_like_every_dialog(dialog):
    assert dialog.picture().deviceIndependentSize().toSize() == dialog.parentWidget().size()
    assert dialog.photo.pixmap().width() > 200
