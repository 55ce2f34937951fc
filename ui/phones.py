"""Where phones and camera cards may be mounted on this machine."""

import os
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from app.services.camera_folders import phone_mounts


def photo_roots() -> tuple[Path, ...]:
    """Every mounted volume or drive letter, and the phones of a Linux desktop."""
    volumes = [Path(one.rootPath()) for one in QStorageInfo.mountedVolumes() if one.isValid() and one.isReady()]
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    phones = phone_mounts(Path(runtime) / "gvfs") if runtime else ()
    return tuple(dict.fromkeys((*phones, *volumes)))
