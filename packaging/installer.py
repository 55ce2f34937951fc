"""The installer for Windows, compiled by NSIS from windows.nsi around a folder with the program."""

import subprocess
from pathlib import Path

import icons
import program

SCRIPT = Path(__file__).with_name("windows.nsi")


def make_installer(folder: Path, scratch: Path, target: Path) -> Path:
    """Compile `target` around `folder`; a warning of NSIS is an error."""
    target.unlink(missing_ok=True)
    given = {"VERSION": program.VERSION, "SOURCE": folder, "ICON": icons.windows_icon(scratch), "OUT": target}
    defined = [f"-D{name}={value}" for name, value in given.items()]
    subprocess.run(["makensis", "-WX", "-V2", "-INPUTCHARSET", "UTF8", *defined, str(SCRIPT)], check=True)
    return target
