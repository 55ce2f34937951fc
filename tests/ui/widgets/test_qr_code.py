"""A QR code is drawn black on white, module by module, in every theme."""

from PySide6.QtGui import QColor

from ui.theme import current_theme
from ui.tokens import Contrast, TextSize
from ui.widgets.qr_code import QrCode

MODULES = [[False] * 4, [False, True, False, False], [False, False, True, False], [False] * 4]


def test_dark_modules_are_black_and_the_rest_is_white(qtbot):
    current_theme().wear(Contrast.LIGHT, TextSize.STANDARD)
    code = QrCode(MODULES, "指纹的二维码")
    qtbot.addWidget(code)
    code.resize(40, 40)
    image = code.grab().toImage()
    assert image.pixelColor(15, 15) == QColor("black")
    assert image.pixelColor(25, 25) == QColor("black")
    assert image.pixelColor(25, 15) == image.pixelColor(2, 2) == QColor("white")
    assert code.accessibleName() == "指纹的二维码"
