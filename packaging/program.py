"""What the packaged program is made of: its names, its modules, and which files of others go in."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from app import VERSION  # noqa: E402 - the program lies beside this folder

__all__ = ["VERSION"]

NAME = "wuyou-zicha"
CONSOLE_NAME = "wuyou-zicha-cli"
"""On Windows a program has a console or it has none: a second one beside the window's answers commands."""
TITLE = "五有自查"
SUMMARY = "社区党建“五有”自查：离线检查、评分、签名、出报告"
PUBLISHER = "The 五有自查 developers"

RESOURCES = ("demo", "fonts", "help", "icons", "schemes", "theme.qss")

FOUND_BY_NAME = ("reportlab.graphics.barcode", "reportlab.pdfbase", "pypinyin")
"""Packages that load modules of their own by name: no import statement leads there."""

# What some library would take if it were there. aiohttp stays: pyHanko imports it before it signs anything.
LEFT_OUT = (
    "IPython",
    "PIL.AvifImagePlugin",
    "PIL.ImageQt",
    "PIL.ImageTk",
    "PIL._avif",
    "PIL._imagingtk",
    "PySide6.QtOpenGL",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "_pytest",
    "_tkinter",
    "bagit",
    "curses",
    "doctest",
    "duckdb",
    "fontTools",
    "hypothesis",
    "lib2to3",
    "lxml.cssselect",
    "lxml.html",
    "lxml.isoschematron",
    "lxml.objectify",
    "mypy",
    "numpy",
    "pikepdf",
    "pillow_heif",
    "pip",
    "pkg_resources",
    "pydoc_data",
    "pytest",
    "readline",
    "setuptools",
    "tkinter",
    "unittest",
    "wheel",
)

_QT = "Core|Gui|Widgets|Network|Pdf|PdfWidgets|PrintSupport|Svg"
_QT_BELOW = f"{_QT}|DBus|OpenGL|XcbQpa|WaylandClient"
_QT_PLUGINS = (
    "platforms/(lib)?q(xcb|wayland-generic|offscreen|windows)|platforminputcontexts/lib(compose|ibus)"
    "|imageformats/(lib)?q(jpeg|svg)|iconengines/|printsupport/|styles/|platformthemes/libqxdgdesktopportal"
    "|wayland-shell-integration/libxdg-shell|wayland-decoration-client/|xcbglintegrations/"
)
_QT_WANTED = re.compile(
    rf"PySide6/(Qt/lib/(libQt6({_QT_BELOW})\.so|libicu)|Qt6({_QT_BELOW})\.dll|(Qt/)?plugins/({_QT_PLUGINS})"
    rf"|(Qt/)?translations/qtbase_zh_CN\.qm|Qt({_QT})\.|(lib)?pyside6|MSVCP|VCRUNTIME|concrt)",
    re.IGNORECASE,
)
# Libraries of the system that Python itself needs, and small ones of X that bare desktops lack. All others (OpenSSL,
# GLib, D-Bus, CUPS, fonts, OpenGL …) have to fit the machine's own and its updates: the package names them, and brings
# none.
_SYSTEM_WANTED = re.compile(
    r"lib(python3|ffi\.|sqlite3\.|xcb-(cursor|icccm|image|keysyms|render-util|util|xkb)\.|xkbcommon-x11\.)"
)
_NOT_WANTED = re.compile(r"libavif|/_avif|/tests?/|^reportlab/fonts/|^certifi/|\.(pyi|pxd|h|c|hpp)$", re.IGNORECASE)


def own_modules() -> tuple[str, ...]:
    """Every module of the program by its dotted name: what is imported late, or by name, is among them."""
    paths = [path for room in ("app", "ui") for path in (ROOT / room).rglob("*.py")]
    dotted = (".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in paths)
    return tuple(sorted(dotted))


def is_wanted(target: str, kind: str) -> bool:
    """Whether something PyInstaller found goes in: its place in the package, with `/`, and its kind.

    Links stay out: a stick's file system knows none, and every library finds its neighbours by itself.
    """
    place = target.replace("\\", "/")
    if kind == "SYMLINK" or _NOT_WANTED.search(place):
        return False
    if place.startswith("PySide6/"):
        return bool(_QT_WANTED.match(place))
    if sys.platform.startswith("linux") and kind == "BINARY" and re.match(r"lib[^/]*\.so", place):
        return bool(_SYSTEM_WANTED.match(place))
    return True


def windows_version(folder: Path) -> Path:
    """The file from which PyInstaller takes what Windows shows under 属性 → 详细信息."""
    numbers = ", ".join([*VERSION.split("."), "0", "0"][:4])
    strings = {
        "CompanyName": PUBLISHER,
        "FileDescription": TITLE,
        "FileVersion": VERSION,
        "InternalName": NAME,
        "LegalCopyright": f"{PUBLISHER}, MIT",
        "ProductName": TITLE,
        "ProductVersion": VERSION,
    }
    lines = ", ".join(f"StringStruct({name!r}, {value!r})" for name, value in strings.items())
    target = folder / "windows-version.txt"
    target.write_text(
        f"VSVersionInfo(ffi=FixedFileInfo(filevers=({numbers}), prodvers=({numbers}), mask=0x3f, flags=0x0, OS=0x40004,"
        f" fileType=0x1, subtype=0x0), kids=[StringFileInfo([StringTable('080404b0', [{lines}])]),"
        " VarFileInfo([VarStruct('Translation', [0x0804, 1200])])])\n",
        encoding="utf-8",
    )
    return target
