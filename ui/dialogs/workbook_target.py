"""Where a workbook is to be put, asked with the system's own dialog."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import AppError
from app.services.units import save_units_template

ENDING = ".xlsx"


def workbook_target(parent: QWidget, title: str, name: str) -> Path | None:
    """The chosen path, always ending in .xlsx; None when nothing was chosen."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, name, f"Excel (*{ENDING})")
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() == ENDING else path.with_name(path.name + ENDING)


def tr(text: str) -> str:
    """Words of the system's dialog."""
    return QCoreApplication.translate("workbook_target", text)


def put_units_template(parent: QWidget, messages: Callable[[AppError], None]) -> Path | None:
    """Put an empty units table where the person wants it; None when it was not, an error is told by `messages`."""
    path = workbook_target(parent, tr("存放空白模板"), tr("单位表模板.xlsx"))
    if path is None:
        return None
    try:
        save_units_template(path)
    except AppError as error:
        messages(error)
        return None
    return path
