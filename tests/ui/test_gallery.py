"""All parts together: nothing cut, nothing too small, nothing without a name, at every size and contrast."""

import pytest

from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from tests.ui.gallery import Gallery
from ui.theme import Theme
from ui.tokens import Contrast, TextSize


@pytest.fixture
def gallery(qtbot):
    gallery = Gallery()
    qtbot.addWidget(gallery)
    gallery.resize(1366, 980)
    gallery.show()
    return gallery


@pytest.mark.parametrize("size", TextSize)
@pytest.mark.parametrize("contrast", Contrast)
def test_no_text_is_cut(gallery: Gallery, theme: Theme, qapp, contrast: Contrast, size: TextSize):
    theme.wear(contrast, size)
    gallery.resize(gallery.sizeHint().expandedTo(gallery.size()))
    qapp.processEvents()
    assert clipped_labels(gallery) == []


def test_everything_can_be_met_by_a_finger(gallery: Gallery):
    assert too_small_to_press(gallery) == []


def test_every_control_has_a_name(gallery: Gallery):
    assert unnamed_controls(gallery) == []


def test_a_label_without_room_is_found(gallery: Gallery, qapp):
    gallery.resize(gallery.minimumSizeHint())
    from ui.widgets.labels import Label

    label = Label("这一行字放不下", parent=gallery)
    label.setGeometry(0, 0, 20, 20)
    label.show()
    assert any("放不下" in line for line in clipped_labels(gallery))
