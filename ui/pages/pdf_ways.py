"""What one can do with a finished PDF: print it, save it; said where it happens."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import AppError
from app.services.reports import save_pdf
from ui.tasks import Tasks
from ui.widgets.busy import BusyBar, Toast

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

FORBIDDEN = '\\/:*?"<>|'


class PdfWays(QObject):
    """Prints and saves for the page or dialog `owner`; what was done is said in its toast."""

    def __init__(self, owner: QWidget, tasks: Tasks, busy: BusyBar, messages: Callable[[AppError], object]) -> None:
        super().__init__(owner)
        self._owner, self._tasks, self._busy, self._messages = owner, tasks, busy, messages
        self.toast = Toast(owner)

    def ask_printer(self, title: str, pdf: bytes, pages: Sequence[int] | None = None) -> None:
        """Show the printer's dialog, then print; only `pages` (from 0) where they are given."""
        from PySide6.QtPrintSupport import QPrintDialog

        from ui.pages.printing import new_printer

        printer = new_printer(title)
        dialog = QPrintDialog(printer, self._owner)
        dialog.setWindowTitle(self.tr("打印{title}").format(title=title))
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_with(printer, pdf, pages)

    def print_with(self, printer: "QPrinter", pdf: bytes, pages: Sequence[int] | None = None) -> None:
        """Send a PDF to a printer that is already chosen."""
        from ui.pages.printing import print_pdf

        doing = self.tr("正在送往打印机")
        task = self._tasks.run(lambda progress: print_pdf(pdf, printer, doing, progress, pages))
        self._busy.follow(task, doing)
        task.succeeded.connect(self._say_printed)
        task.failed.connect(self._messages)

    def ask_where(self, title: str, name: str, pdf: bytes) -> None:
        """Ask for a place, then save."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = str(Path(folder or Path.home()) / file_name(name))
        chosen, _kind = QFileDialog.getSaveFileName(
            self._owner, self.tr("{title}存到哪里").format(title=title), proposed, self.tr("PDF文件 (*.pdf)")
        )
        if chosen:
            path = Path(chosen)
            self.save_to(path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf"), pdf)

    def save_to(self, path: Path, pdf: bytes) -> bool:
        """Write a PDF; False when it could not be written, which was then said."""
        try:
            save_pdf(pdf, path)
        except AppError as error:
            self._messages(error)
            return False
        self.toast.say(self.tr("已存到 {path}，读回来核对一致。").format(path=path))
        return True

    def _say_printed(self, pages: int) -> None:
        if pages:
            self.toast.say(self.tr("{pages} 页已交给打印机。").format(pages=pages))
        else:
            self.toast.say(self.tr("打印机没有接收，一页都没有打。请看看打印机是否开着、有没有连上。"))


def file_name(name: str) -> str:
    """`name` without what no file name may hold, ending in .pdf."""
    kept = "".join("_" if character in FORBIDDEN else character for character in name)
    return kept if kept.lower().endswith(".pdf") else kept + ".pdf"
