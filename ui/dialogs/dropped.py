"""A bundle that somebody drags onto the window."""

from pathlib import Path

from PySide6.QtCore import QMimeData

from app.services.bundle_verdict import is_bundle


def dropped_bundle(data: QMimeData) -> Path | None:
    """The first file that is called a bundle, None when nothing of the kind was dragged here."""
    paths = (Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    return next((path for path in paths if is_bundle(path)), None)
