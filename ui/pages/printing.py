"""Sends the pages of a PDF to a printer, sharply and upright, off the window's thread."""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from app.progress import Cancelled, Progress, Step

DOTS_PER_INCH = 300
POINTS_PER_INCH = 72


def new_printer(title: str) -> QPrinter:
    """A printer for A4, both sides, the whole sheet: our pages carry their own margins."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setResolution(DOTS_PER_INCH)
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    return printer


def print_pdf(pdf: bytes, printer: QPrinter, doing: str, progress: Progress, pages: Sequence[int] | None = None) -> int:
    """Print the pages that the printer's dialog chose; returns how many. A page that lies is turned upright.

    `pages` (from 0) are printed instead of what the dialog says. Stopping takes the job back from the printer.
    """
    kept = QByteArray(pdf)
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or document.pageCount(), document.pageCount())
    wanted = range(first - 1, last) if pages is None else pages
    painter = QPainter()
    if not wanted or not painter.begin(printer):
        return 0
    try:
        for done, number in enumerate(wanted):
            progress(Step(doing, done, len(wanted)))
            if done:
                printer.newPage()
            _print_page(painter, printer, upright(document, number))
    except Cancelled:
        printer.abort()
        raise
    finally:
        painter.end()
        document.close()
    return len(wanted)


def upright(document: QPdfDocument, number: int, dots_per_inch: int = DOTS_PER_INCH) -> QImage:
    """One page as an image that stands upright: a lying page is turned a quarter to the left."""
    size = document.pagePointSize(number)
    scale = dots_per_inch / POINTS_PER_INCH
    drawn = document.render(number, QSize(round(size.width() * scale), round(size.height() * scale)))
    page = QImage(drawn.size(), QImage.Format.Format_RGB32)
    page.fill(0xFFFFFFFF)
    painter = QPainter(page)
    painter.drawImage(0, 0, drawn)
    painter.end()
    if size.width() > size.height():
        from PySide6.QtGui import QTransform

        return page.transformed(QTransform().rotate(-90))
    return page


def _print_page(painter: QPainter, printer: QPrinter, page: QImage) -> None:
    sheet = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
    scale = min(sheet.width() / page.width(), sheet.height() / page.height())
    width, height = page.width() * scale, page.height() * scale
    painter.drawImage(QRectF((sheet.width() - width) / 2, (sheet.height() - height) / 2, width, height), page)
