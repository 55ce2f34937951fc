"""Where the program finds its own files and where it keeps a user's."""

import sys
from pathlib import Path

PROGRAM_FOLDER = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent))
RESOURCES = PROGRAM_FOLDER / "resources"
REFERENCE_SCHEME = RESOURCES / "schemes" / "wuyou-reference.json"


def program_beside() -> Path:
    """The folder in which the started program lies: the packaged executable's, else the checkout's."""
    return Path(sys.executable).resolve().parent if getattr(sys, "frozen", False) else PROGRAM_FOLDER


def data_folder() -> Path:
    """The user's data folder: beside the program when a file `portable` lies there, else the system's place."""
    beside = program_beside()
    if (beside / "portable").exists():
        return beside / "data"
    import platformdirs

    return Path(platformdirs.user_data_dir("wuyou", appauthor=False))
