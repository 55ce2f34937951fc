"""A QR code is drawn dark on light, module by module, in every theme."""

import pytest

from ui.theme import current_theme
from ui.tokens import Contrast, TextSize
from ui.widgets.qr_code import QrCode

MODULES = [[False] * 4, [False, True, False, False], [False, False, True, False], [False] * 4]


@pytest.mark.parametrize("contrast", list(Contrast))
def test_dark_modules_are_dark_and_the_rest_is_light(qtbot, contrast):
    theme = current_theme()
    theme.wear(contrast, TextSize.STANDARD)
    code = QrCode(MODULES, "指纹的二维码")
    qtbot.addWidget(code)
    code.resize(40, 40)
    image = code.grab().toImage()
    assert image.pixelColor(15, 15) == image.pixelColor(25, 25) == theme.colour("ink")
    assert image.pixelColor(25, 15) == image.pixelColor(2, 2) == theme.colour("paper")
    assert theme.colour("ink").lightness() < 64 < 192 < theme.colour("paper").lightness()
    assert code.accessibleName() == "指纹的二维码"
    theme.wear(Contrast.LIGHT, TextSize.STANDARD)
