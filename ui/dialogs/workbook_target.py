"""Where a workbook is to be put, asked with the system's own dialog."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

ENDING = ".xlsx"


def workbook_target(parent: QWidget, title: str, name: str) -> Path | None:
    """The chosen path, always ending in .xlsx; None when nothing was chosen."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, name, f"Excel (*{ENDING})")
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() == ENDING else path.with_name(path.name + ENDING)
