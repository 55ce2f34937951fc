"""The look: contrast of every colour, one style sheet, no colour or size outside the tokens."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QLabel

import ui
from app.paths import RESOURCES
from ui.icons import Icons
from ui.theme import FAMILY, Theme, apply_theme, current_theme, repolish, sheet_with
from ui.tokens import HIGH, LIGHT, Colours, Contrast, TextSize, tokens_for

UI = Path(ui.__file__).parent
SOURCES = [path for path in UI.rglob("*.py") if path.name != "tokens.py"]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    """Contrast as WCAG 2 counts it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, HIGH])
def test_text_can_be_read_on_every_surface(colours: Colours):
    for text in ("ink", "ink2", "ink3", "focus", "accent", "deduct", "ok"):
        for surface in ("canvas", "surface", "sunken", "rail", "selection"):
            least = 4.4 if (text, surface) == ("ink3", "selection") else 4.5
            assert ratio(getattr(colours, text), getattr(colours, surface)) >= least, (text, surface)
    for text, surface in (("on_accent", "accent"), ("deduct", "deduct_tint"), ("ok", "ok_tint"), ("ink3", "hover")):
        assert ratio(getattr(colours, text), getattr(colours, surface)) >= 4.5, (text, surface)


@pytest.mark.parametrize("colours", [LIGHT, HIGH])
def test_controls_stand_out_from_what_they_lie_on(colours: Colours):
    for control in ("line2", "bar", "focus"):
        for surface in ("canvas", "surface", "sunken"):
            assert ratio(getattr(colours, control), getattr(colours, surface)) >= 3.0, (control, surface)


@pytest.mark.parametrize("contrast", Contrast)
@pytest.mark.parametrize("size", TextSize)
def test_every_name_in_the_sheet_is_a_token(contrast: Contrast, size: TextSize):
    sheet = sheet_with((RESOURCES / "theme.qss").read_text(encoding="utf-8"), tokens_for(contrast, size).names())
    assert "@" not in sheet


def test_what_one_presses_is_never_lower_than_36():
    height = tokens_for(Contrast.LIGHT, TextSize.STANDARD).height
    assert min(height.button, height.input, height.stepper, height.tick_row, height.list_row, height.chip) >= 36


def test_the_sheet_holds_no_colour_and_no_size_of_its_own():
    sheet = (RESOURCES / "theme.qss").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b|\b\d+(?:px|pt|em)\b|rgba?\(", sheet) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(UI).as_posix())
def test_no_module_dresses_a_widget_by_itself(path: Path):
    text = path.read_text(encoding="utf-8")
    if path.name != "theme.py":
        assert "setStyleSheet" not in text
    assert re.findall(r"[\"']#[0-9A-Fa-f]{6}[\"']|\b\d+px\b|GlobalColor\.(?!transparent)\w+", text) == []
    assert re.findall(r"set(?:Fixed|Minimum|Maximum)(?:Width|Height|Size)\(\s*\d{2,}", text) == []


def test_the_text_size_changes_what_is_open(theme: Theme, qtbot):
    label = QLabel("社区")
    label.setProperty("role", "caption")
    qtbot.addWidget(label)
    label.show()
    before = label.fontInfo().pixelSize()
    theme.wear(Contrast.LIGHT, TextSize.EXTRA)
    assert (before, label.fontInfo().pixelSize()) == (13, 17)


def test_a_state_set_later_shows_at_once(qtbot):
    label = QLabel("−1")
    qtbot.addWidget(label)
    label.show()
    repolish(label, state="deduct")
    assert label.palette().windowText().color().name().upper() == LIGHT.deduct


def test_there_is_one_look(qapp):
    assert apply_theme(qapp) is current_theme()


def test_the_programs_own_font_is_used(fonts: bool, theme: Theme):
    assert fonts
    for role in ("body", "result"):
        assert QFontInfo(theme.font(role)).family() == FAMILY


def test_an_icon_is_drawn_in_the_colour_asked_for_and_kept(qapp):
    icons = Icons()
    pixmap = icons.pixmap("check", 24, LIGHT.ok, 2.0)
    image = pixmap.toImage()
    drawn = {
        image.pixelColor(x, y).name() for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() == 255
    }
    assert drawn == {LIGHT.ok.lower()}
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (48, 2.0)
    assert icons.pixmap("check", 24, LIGHT.ok, 2.0) is pixmap


def test_every_icon_named_in_the_program_is_kept():
    kept = {path.stem for path in (RESOURCES / "icons").glob("*.svg")}
    named = {
        name
        for path in SOURCES
        for name in re.findall(
            r"(?:icon=|set_icon\(|IconLabel\(|IconButton\()\s*\"([a-z0-9-]+)\"", path.read_text(encoding="utf-8")
        )
    }
    assert named - kept == set()


def test_every_icon_has_its_licence_beside_it():
    assert "ISC License" in (RESOURCES / "icons" / "LICENSE").read_text(encoding="utf-8")
