"""The look of the whole program: fonts, palette and one style sheet made from the tokens."""

import os
import re
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.paths import RESOURCES
from ui.icons import Icons
from ui.tokens import Contrast, TextSize, Tokens, tokens_for

FAMILY = "Noto Sans SC"
WORN = "worn_theme"
FONT_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Medium.ttf")
BOLD_FILE = "NotoSansSC-Bold.ttf"  # without it Qt draws the medium bolder
NAME_IN_SHEET = re.compile(r"@([a-z][a-z0-9_]*)")
REGULAR, MEDIUM, BOLD = QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.Bold


class Theme(QObject):
    """The look now worn by the application; `changed` after every change, when all widgets wear it.

    It hangs on the application as the palette does, so a widget that paints itself finds it through
    `current_theme()` and needs no way of its own.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._fonts: dict[tuple[str, QFont.Weight], QFont] = {}
        self._sheet = (RESOURCES / "theme.qss").read_text(encoding="utf-8")
        self.icons = Icons()
        self.tokens: Tokens = tokens_for(Contrast.LIGHT, TextSize.STANDARD)
        self.shows_key_caps = True
        self.keyboard_in_use = False
        """Whether the last input was a key: rings are drawn only then."""

    def wear(self, contrast: Contrast, text_size: TextSize) -> None:
        """Change every open window to this contrast and text size at once."""
        self.tokens = tokens_for(contrast, text_size)
        self._fonts.clear()
        self._app.setPalette(palette_of(self.tokens))
        self._app.setFont(self.font("body"))
        self._app.setStyleSheet(sheet_with(self._sheet, self.tokens.names()))
        self._app.setWindowIcon(QIcon(self.icons.logo(self.tokens.touch, self.tokens.colour.accent, self.ratio)))
        self.changed.emit()

    def show_key_caps(self, shown: bool) -> None:
        """Whether buttons and fields name their keys (a setting)."""
        self.shows_key_caps = shown
        self.changed.emit()

    @property
    def ratio(self) -> float:
        """Device pixels per logical px of the finest screen."""
        return self._app.devicePixelRatio()

    @property
    def moves(self) -> bool:
        """Whether the system allows motion."""
        return self._app.isEffectEnabled(Qt.UIEffect.UI_General)

    def font(self, role: str, weight: QFont.Weight = REGULAR) -> QFont:
        """The font of a type role of the tokens, for widgets that paint themselves."""
        wanted = (role, weight)
        if wanted not in self._fonts:
            font = QFont(FAMILY)
            font.setPixelSize(getattr(self.tokens.type, role))
            font.setWeight(weight)
            self._fonts[wanted] = font
        return self._fonts[wanted]

    def colour(self, name: str) -> QColor:
        """A colour of the tokens by its name."""
        return QColor(getattr(self.tokens.colour, name))

    def icon(self, name: str, colour: str = "ink2", size: int | None = None, room: tuple[int, int] = (0, 0)) -> QIcon:
        """An icon in a token colour; `size` and the empty `room` before and after it in logical px."""
        colours = self.tokens.colour
        pixels = size or self.tokens.height.icon
        return self.icons.icon(name, pixels, (getattr(colours, colour), colours.ink3), self.ratio, room)


def running_app() -> QApplication:
    """The application, made in our style when there is none yet.

    By an argument: `setStyle` would give the style back, and to wrap that costs milliseconds of every start.
    """
    app = QApplication.instance()
    return app if isinstance(app, QApplication) else QApplication([sys.argv[0], "-style", "fusion"])


def load_fonts(app: QApplication, folder: Path = RESOURCES / "fonts") -> bool:
    """Make the program's own fonts known; False when one of them is missing or broken."""
    wanted = [folder / name for name in (*FONT_FILES, BOLD_FILE)]
    loaded = [QFontDatabase.addApplicationFont(str(path)) for path in wanted if path.exists()]
    app.setFont(QFont(FAMILY))
    return all((folder / name).exists() for name in FONT_FILES) and -1 not in loaded


def apply_theme(
    app: QApplication, contrast: Contrast = Contrast.LIGHT, text_size: TextSize = TextSize.STANDARD
) -> Theme:
    """Dress the application; call again to change the look of what is open."""
    theme = getattr(app, WORN, None)
    if theme is None:
        from ui.widgets.focus_ring import FocusRing  # it paints by the theme, so it cannot be imported before

        theme = Theme(app)
        setattr(app, WORN, theme)  # asked for by every part that is made: looking for a child each time is slow
        FocusRing(app, theme)
    theme.wear(Contrast(contrast), TextSize(text_size))
    return theme


def current_theme() -> Theme:
    """The look of the running application (light, standard size, when none was applied yet)."""
    app = current_app()
    theme: Theme | None = getattr(app, WORN, None)
    return theme or apply_theme(app)


def current_app() -> QApplication:
    """The running application; RuntimeError when none was made yet."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("a window needs a running application")
    return app


def repolish(widget: QWidget, **properties: object) -> None:
    """Set dynamic properties and let the style sheet look at the widget again."""
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else it is looked at before it is shown
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
    widget.updateGeometry()
    QWidget.update(widget)  # item views have another update() of their own


def sheet_with(sheet: str, names: dict[str, str]) -> str:
    """The style sheet with every @name replaced; KeyError names a token that does not exist."""
    return NAME_IN_SHEET.sub(lambda found: names[found.group(1)], sheet)


def palette_of(tokens: Tokens) -> QPalette:
    """The palette that native parts (menus, tool tips, file dialogs) take their colours from."""
    colour, role, group = tokens.colour, QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    for which, name in {
        role.Window: colour.canvas,
        role.WindowText: colour.ink,
        role.Base: colour.surface,
        role.AlternateBase: colour.sunken,
        role.Text: colour.ink,
        role.Button: colour.surface,
        role.ButtonText: colour.ink,
        role.BrightText: colour.on_accent,
        role.Highlight: colour.selection,
        role.HighlightedText: colour.ink,
        role.Link: colour.focus,
        role.LinkVisited: colour.focus,
        role.PlaceholderText: colour.ink3,
        role.ToolTipBase: colour.surface,
        role.ToolTipText: colour.ink,
        role.Accent: colour.accent,
        role.Light: colour.surface,
        role.Midlight: colour.hover,
        role.Mid: colour.line,
        role.Dark: colour.line2,
        role.Shadow: colour.ink,
    }.items():
        palette.setColor(which, QColor(name))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, which, QColor(colour.ink3))
    return palette


def system_contrast() -> Contrast:
    """What the system asks for, followed at the first start."""
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, r"Control Panel\Accessibility\HighContrast") as key:
                flags, _kind = winreg.QueryValueEx(key, "Flags")
        except OSError:
            return Contrast.LIGHT
        return Contrast.HIGH if int(flags) & 1 else Contrast.LIGHT
    return Contrast.HIGH if "highcontrast" in os.environ.get("GTK_THEME", "").casefold() else Contrast.LIGHT
