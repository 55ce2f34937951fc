"""What an office installs: the menu entry, the portable zip, what Debian is asked for, the installer for Windows."""

import configparser
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import app

ROOT = Path(__file__).resolve().parents[2]
NSI = (ROOT / "packaging" / "windows.nsi").read_text(encoding="utf-8")


def test_the_version_stands_in_one_place():
    assert re.fullmatch(r"\d+\.\d+\.\d+", app.VERSION)
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert declared["project"]["dynamic"] == ["version"]
    assert declared["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "app.VERSION"}


def test_the_menu_entry_is_chinese_and_starts_the_program(script):
    deb, program = script("deb"), script("program")
    entry = configparser.RawConfigParser(strict=True, interpolation=None)
    entry.optionxform = str  # type: ignore[assignment, method-assign]
    entry.read(deb.DESKTOP, encoding="utf-8")
    found = dict(entry["Desktop Entry"])
    assert entry.sections() == ["Desktop Entry"]
    assert found["Type"] == "Application"
    assert found["Name[zh_CN]"] == "五有自查"
    assert found["Comment[zh_CN]"]
    assert found["Exec"] == found["Icon"] == program.NAME
    assert found["Terminal"] == "false"
    assert found["Categories"].endswith(";")


def test_a_window_is_known_by_its_menu_entry(script):
    from ui.application import DESKTOP_FILE

    assert script("deb").DESKTOP.stem == DESKTOP_FILE


def test_the_icon_is_drawn_at_every_size(script, qapp, tmp_path):
    from PySide6.QtGui import QImage

    from ui.tokens import LIGHT

    icons = script("icons")
    for size, path in icons.desktop_icons(tmp_path).items():
        image = QImage(str(path))
        assert (image.width(), image.height()) == (size, size)
        assert image.pixelColor(size // 2, 1 + size // 16).name().upper() == LIGHT.accent
        assert image.pixelColor(0, 0).alpha() < 128  # round corners
    assert LIGHT.accent in icons.vector_icon(tmp_path).read_text(encoding="utf-8")
    assert icons.windows_icon(tmp_path).read_bytes()[:6] == b"\0\0\1\0" + bytes([len(icons.WINDOWS_SIZES), 0])


def test_the_portable_zip_keeps_its_data_beside_itself_and_its_program_can_be_started(script, tmp_path):
    build, program = script("build"), script("program")
    folder = tmp_path / program.NAME
    (folder / "_internal").mkdir(parents=True)
    (folder / program.NAME).write_bytes(b"\x7fELF")
    (folder / program.NAME).chmod(0o755)
    (folder / "_internal" / "font.gz").write_bytes(b"x" * 5000)
    made = build.portable_zip(folder, tmp_path / "portable.zip")
    with zipfile.ZipFile(made) as archive:
        names = {info.filename: info for info in archive.infolist()}
        assert f"{program.NAME}/portable" in names
        assert names[f"{program.NAME}/{program.NAME}"].external_attr >> 16 & 0o100
        note = archive.read(f"{program.NAME}/使用说明.txt").decode("utf-8")
        assert "不得处理国家秘密" in note


def test_half_a_package_is_none(script, qapp, tmp_path, monkeypatch):
    deb, build = script("deb"), script("build")
    (tmp_path / "program").mkdir()
    (tmp_path / "program" / "file").write_bytes(b"x")

    def stopped(*_arguments, **_options):
        raise OSError("no room")

    monkeypatch.setattr(deb.subprocess, "run", stopped)
    monkeypatch.setattr(deb, "depends", lambda _folder: ("libc6",))
    with pytest.raises(OSError, match="no room"):
        deb.make_deb(tmp_path / "program", tmp_path / "scratch", tmp_path / "made.deb")
    monkeypatch.setattr(build.zipfile.ZipFile, "writestr", stopped)
    with pytest.raises(OSError, match="no room"):
        build.portable_zip(tmp_path / "program", tmp_path / "made.zip")
    assert not (tmp_path / "made.deb").exists()
    assert not (tmp_path / "made.zip").exists()


def test_debian_is_asked_for_every_library_that_is_not_brought(script, monkeypatch):
    deb = script("deb")
    monkeypatch.setattr(deb, "loaded_from_system", lambda _folder: ({"libEGL.so.1", "libglib-2.0.so.0"}, (2, 36)))
    assert deb.depends(Path()) == ("libc6 (>= 2.36)", "libegl1", "libglib2.0-0t64 | libglib2.0-0", "tzdata")
    monkeypatch.setattr(deb, "loaded_from_system", lambda _folder: ({"libunheard.so.1"}, (2, 36)))
    with pytest.raises(LookupError, match=r"libunheard\.so\.1"):
        deb.depends(Path())


@pytest.mark.skipif(not shutil.which("dpkg-deb") or not shutil.which("objdump"), reason="makes a real Debian package")
def test_the_debian_package_holds_what_it_promises(script, qapp, tmp_path):
    deb, program = script("deb"), script("program")
    folder = tmp_path / program.NAME
    (folder / "_internal").mkdir(parents=True)
    (folder / "licences").mkdir()
    shutil.copy("/bin/true", folder / program.NAME)
    (folder / "_internal" / "data").write_bytes(b"x" * 3000)
    made = deb.make_deb(folder, tmp_path / "scratch", tmp_path / "made.deb")

    def asked(*options):
        return subprocess.run(["dpkg-deb", *options], capture_output=True, text=True, check=True).stdout

    fields = asked("-f", made)
    assert f"Version: {app.VERSION}" in fields
    assert "Architecture: amd64" in fields
    assert re.search(r"Depends: libc6 \(>= 2\.\d+\)", fields)
    listed = asked("-c", made)
    for place in (
        f"./usr/lib/{program.NAME}/_internal/data",
        f"./usr/bin/{program.NAME} -> ../lib/{program.NAME}/{program.NAME}",
        f"./usr/share/applications/{program.NAME}.desktop",
        f"./usr/share/icons/hicolor/48x48/apps/{program.NAME}.png",
        f"./usr/share/icons/hicolor/scalable/apps/{program.NAME}.svg",
        f"./usr/share/doc/{program.NAME}/copyright",
        f"./usr/share/doc/{program.NAME}/changelog.gz",
    ):
        assert place in listed
    assert all("root/root" in line for line in listed.splitlines())
    asked("-e", made, tmp_path / "control")
    assert {each.name for each in (tmp_path / "control").iterdir()} == {"control", "md5sums"}  # nothing runs as root


def test_the_windows_installer_asks_for_no_administrator():
    assert re.findall(r"^RequestExecutionLevel (\w+)", NSI, re.MULTILINE) == ["user"]
    assert "$LOCALAPPDATA\\Programs" in NSI
    for machine_wide in ("HKLM", "$PROGRAMFILES", "SetShellVarContext all"):
        assert machine_wide not in NSI
    assert '"SimpChinese"' in NSI


def test_uninstalling_on_windows_names_no_data():
    removal = NSI.partition('Section "uninstall"')[2]
    assert "!insertmacro REQUIRE_CLOSED" in removal
    deleted = re.findall(r'^\s*(?:RMDir|Delete)(?: /r)? "([^"]+)"', removal, re.MULTILINE)
    assert deleted
    for place in deleted:
        assert place.startswith(("$INSTDIR", "$SMPROGRAMS")), place
        assert "*" not in place
        assert "data" not in place
    whole = re.findall(r'RMDir /r "([^"]+)"', NSI)
    assert set(whole) == {"$INSTDIR\\_internal", "$INSTDIR\\licences"}


@pytest.mark.skipif(sys.platform == "win32", reason="its environment has no such variable")
def test_what_the_program_starts_finds_its_own_libraries(tmp_path):
    hook = (ROOT / "packaging" / "child_environment.py").read_text(encoding="utf-8")
    show = hook + "\nprint(os.environ.get('LD_LIBRARY_PATH'), 'LD_LIBRARY_PATH_ORIG' in os.environ)"
    for given, left in (
        ({"LD_LIBRARY_PATH": "/ours"}, "None False"),
        ({"LD_LIBRARY_PATH": "/ours:/theirs", "LD_LIBRARY_PATH_ORIG": "/theirs"}, "/theirs False"),
        ({}, "None False"),
    ):
        run = subprocess.run([sys.executable, "-c", show], env=given, capture_output=True, text=True, check=True)
        assert run.stdout.strip() == left
