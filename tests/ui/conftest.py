"""What every test of the window relies on: the program's look on the shared application."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from ui.theme import Theme, current_theme, load_fonts
from ui.tokens import Contrast, TextSize


@pytest.fixture(scope="session")
def fonts(qapp: QApplication) -> bool:
    """The program's own fonts, loaded once."""
    return load_fonts(qapp)


@pytest.fixture(autouse=True)
def theme(qapp: QApplication, fonts: bool) -> Iterator[Theme]:
    """Light, standard text; a test may change it, the next one finds it as it was."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # no loop runs that would let old windows go
    theme = current_theme()
    yield theme
    if theme.tokens.contrast is not Contrast.LIGHT or theme.tokens.text_size is not TextSize.STANDARD:
        theme.wear(Contrast.LIGHT, TextSize.STANDARD)
    theme.shows_key_caps = True
    theme.keyboard_in_use = False
