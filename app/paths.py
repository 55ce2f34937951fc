"""Where the program finds its own files and where it keeps a user's."""

import sys
from pathlib import Path

PROGRAM_FOLDER = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent))
RESOURCES = PROGRAM_FOLDER / "resources"
REFERENCE_SCHEME = RESOURCES / "schemes" / "wuyou-reference.json"


def program_beside() -> Path:
    """The folder in which the started program lies: the packaged executable's, else the checkout's."""
    return Path(sys.executable).resolve().parent if getattr(sys, "frozen", False) else PROGRAM_FOLDER


def command_name() -> str:
    """What one types to call the program: that of the packaged executable, else main.py."""
    return Path(sys.executable).stem if getattr(sys, "frozen", False) else "main.py"


def licence_folder() -> Path | None:
    """The licence texts of all parts that come with a packaged program; None beside the sources."""
    folder = program_beside() / "licences"
    return folder if getattr(sys, "frozen", False) and folder.is_dir() else None


def data_folder() -> Path:
    """The user's data folder: beside the program when a file `portable` lies there, else the system's place."""
    beside = program_beside()
    if (beside / "portable").exists():
        return beside / "data"
    import platformdirs

    return Path(platformdirs.user_data_dir("wuyou", appauthor=False))
