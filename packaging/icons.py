"""The program's mark (resources/icons/logo.svg in its red) as pictures of the sizes that desktops ask for."""

import os
from pathlib import Path

import program

DESKTOP_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
WINDOWS_SIZES = (16, 24, 32, 48, 64, 256)


def desktop_icons(folder: Path) -> dict[int, Path]:
    """PNG files by size, written into `folder`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    from ui.icons import Icons
    from ui.tokens import LIGHT

    app = QGuiApplication.instance() or QGuiApplication([program.NAME])
    assert app is not None  # noqa: S101 - pixmaps need it to live as long as they are drawn
    folder.mkdir(parents=True, exist_ok=True)
    found = {}
    for size in DESKTOP_SIZES:
        found[size] = folder / f"{program.NAME}-{size}.png"
        if not Icons().logo(size, LIGHT.accent).save(str(found[size]), "PNG"):
            raise OSError(found[size])
    return found


def vector_icon(folder: Path) -> Path:
    """The mark as an SVG in its own colour."""
    from ui.tokens import LIGHT

    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{program.NAME}.svg"
    drawn = (program.ROOT / "resources" / "icons" / "logo.svg").read_text(encoding="utf-8")
    target.write_text(drawn.replace("currentColor", LIGHT.accent), encoding="utf-8")
    return target


def windows_icon(folder: Path) -> Path:
    """One .ico with all sizes."""
    from PIL import Image

    drawn = desktop_icons(folder)
    target = folder / f"{program.NAME}.ico"
    pictures = [Image.open(drawn[size]) for size in WINDOWS_SIZES if size in drawn]
    pictures[-1].save(target, sizes=[(size, size) for size in WINDOWS_SIZES], append_images=pictures[:-1])
    return target
