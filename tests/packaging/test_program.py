"""What goes into the packaged program: all of ours, and of others what it uses."""

import ast
import sys
from pathlib import Path

import pytest

import main

ROOT = Path(__file__).resolve().parents[2]
SPEC = (ROOT / "packaging" / "wuyou-zicha.spec").read_text(encoding="utf-8")


@pytest.fixture
def program(script):
    return script("program")


def imported() -> set[str]:
    """Every name that some file of the program imports, at its head or where it is used."""
    found: set[str] = set()
    for path in [ROOT / "main.py", *ROOT.glob("app/**/*.py"), *ROOT.glob("ui/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_every_command_goes_in(program):
    assert {module for module, _function in main.COMMANDS.values()} <= set(program.own_modules())


def test_every_module_of_ours_goes_in_however_late_it_is_imported(program):
    modules = set(program.own_modules())
    ours = {name for name in imported() if name.split(".")[0] in ("app", "ui")}
    files = {name for name in ours if (ROOT / Path(*name.split("."))).with_suffix(".py").exists()}
    packages = {name for name in ours if (ROOT / Path(*name.split(".")) / "__init__.py").exists()}
    assert files | packages <= modules
    assert "program.own_modules()" in SPEC


def test_nothing_that_the_program_imports_is_left_out(program):
    left_out = set(program.LEFT_OUT)
    for name in imported():
        parts = name.split(".")
        assert not {".".join(parts[:end]) for end in range(1, len(parts) + 1)} & left_out, name


def test_all_resources_go_in(program):
    kept_out = {"resources/__pycache__"}
    there = {path.name for path in (ROOT / "resources").iterdir() if f"resources/{path.name}" not in kept_out}
    assert there == set(program.RESOURCES)


def test_every_module_of_qt_that_is_imported_goes_in(program):
    for name in {name for name in imported() if name.startswith("PySide6.Qt") and name.count(".") == 1}:
        assert program.is_wanted(f"PySide6/{name.split('.')[1]}.abi3.so", "EXTENSION"), name
        assert program.is_wanted(f"PySide6/{name.split('.')[1]}.pyd", "EXTENSION"), name


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/plugins/platforms/qoffscreen.dll",
        "PySide6/plugins/styles/qmodernwindowsstyle.dll",
        "PySide6/Qt6Core.dll",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        "PySide6/Qt/plugins/printsupport/libcupsprintersupport.so",
        "PySide6/Qt/plugins/imageformats/libqjpeg.so",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "PySide6/translations/qtbase_zh_CN.qm",
        "resources/fonts/NotoSansSC-Regular.ttf",
        "resources/fonts/WuyouFang-Regular.ttf.gz",
        "resources/fonts/source/FandolFang-Regular.otf.xz",
        "resources/help/pictures/look.png",
        "pypinyin/phrases_dict.json",
    ],
)
def test_what_a_user_needs_goes_in(program, place):
    assert program.is_wanted(place, "DATA")


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/lib/libQt6Qml.so.6",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt6WebEngineCore.dll",
        "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "pillow.libs/libavif-c6062d5f.so.16.4.2",
    ],
)
def test_what_nobody_uses_stays_out(program, place):
    assert not program.is_wanted(place, "BINARY")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="libraries of a Linux system")
@pytest.mark.parametrize("name", ["libc.so.6", "libGL.so.1", "libglib-2.0.so.0", "libcrypto.so.3", "libstdc++.so.6"])
def test_the_systems_own_libraries_stay_the_systems(program, name):
    assert not program.is_wanted(name, "BINARY")


def test_a_stick_gets_no_links(program):
    assert not program.is_wanted("libQt6Core.so.6", "SYMLINK")


def test_windows_is_told_the_version(program, tmp_path):
    said = program.windows_version(tmp_path).read_text(encoding="utf-8")
    assert f"StringStruct('FileVersion', '{program.VERSION}')" in said
    assert "'五有自查'" in said
    ast.parse(said)  # PyInstaller evaluates it
