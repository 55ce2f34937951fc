"""The pages of a report: small ones at the left to choose from, the chosen one large in the middle."""

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QLoggingCategory,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPixmap
from PySide6.QtPdf import QPdfBookmarkModel, QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import MEDIUM, current_theme
from ui.tokens import Gap
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row
from ui.widgets.style_option import rect_of, state_of

STEP, LEAST, MOST = 1.25, 0.25, 5.0
A4 = 2**0.5
POINTS_PER_INCH = 72
BOOKMARK = QPdfBookmarkModel.Role
Index = QModelIndex | QPersistentModelIndex


class ThumbDelegate(QStyledItemDelegate):
    """Paints a small page with its number under it."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Room for an upright page and its number."""
        tokens = current_theme().tokens
        width = tokens.rail_width + Gap.M
        return QSize(width + 2 * Gap.L, round(width * A4) + tokens.height.tag + Gap.M)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint page, frame and number."""
        theme = current_theme()
        tokens, colours = theme.tokens, theme.tokens.colour
        painter.save()
        rect = rect_of(option)
        box = rect.adjusted(Gap.L, Gap.S, -Gap.L, -tokens.height.tag - Gap.XS)
        picture: QPixmap | None = index.data(Qt.ItemDataRole.UserRole)
        page = QRect(box)
        if picture is not None:
            size = picture.deviceIndependentSize().toSize().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
            page = QRect(box.center() - QRect(0, 0, size.width(), size.height()).center(), size)
        painter.fillRect(page, QColor(colours.surface))
        if picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(page, picture)
        chosen = bool(state_of(option) & QStyle.StateFlag.State_Selected)
        focused = bool(state_of(option) & QStyle.StateFlag.State_HasFocus) and theme.keyboard_in_use
        edge = QPen(QColor(colours.ink if chosen else colours.line2), 2 if chosen else 1)
        if chosen and focused:
            edge = QPen(QColor(colours.focus), tokens.ring)
        painter.setPen(edge)
        painter.drawRect(page.adjusted(-1, -1, 1, 1))
        painter.setFont(theme.font("caption", MEDIUM) if chosen else theme.font("caption"))
        painter.setPen(QColor(colours.ink if chosen else colours.ink2))
        words = QRect(rect.left(), rect.bottom() - tokens.height.tag - Gap.XS + 1, rect.width(), tokens.height.tag)
        said = painter.fontMetrics().elidedText(
            index.data(Qt.ItemDataRole.DisplayRole), Qt.TextElideMode.ElideRight, rect.width() - Gap.S
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, said)
        painter.restore()


class Thumbs(QListWidget):
    """Small pages; `chosen(int)` carries the number (from 0) of the one gone to."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("页"))
        self.setItemDelegate(ThumbDelegate(self))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._document: QPdfDocument | None = None
        self._waiting: list[int] = []
        self._draw = QTimer(self)
        self._draw.setInterval(0)
        self._draw.timeout.connect(self._draw_one)
        self.currentRowChanged.connect(self._tell)
        current_theme().changed.connect(self._settle)
        self._settle()

    def show_document(self, document: QPdfDocument) -> None:
        """List its pages; the pictures follow one by one."""
        self._document = document
        self.blockSignals(True)
        self.clear()
        titles = titles_of(document)
        for number in range(document.pageCount()):
            item = QListWidgetItem(f"{number + 1}  {titles[number]}".strip())
            said = self.tr("第 {number} 页　{title}").format(number=number + 1, title=titles[number])
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said.strip())
            item.setToolTip(said.strip())
            self.addItem(item)
        self.blockSignals(False)
        self._waiting = list(range(document.pageCount()))
        self._draw.start()
        if self.count():
            self.show_current(0)

    def show_current(self, number: int) -> None:
        """Mark a page without going there again."""
        if number != self.currentRow():
            self.blockSignals(True)
            self.setCurrentRow(number)
            self.blockSignals(False)
            self.viewport().update()

    def _draw_one(self) -> None:
        if not self._waiting or self._document is None:
            self._draw.stop()
            return
        number = self._waiting.pop(0)
        width = round((current_theme().tokens.rail_width + Gap.M) * self.devicePixelRatioF())
        size = self._document.pagePointSize(number)
        scale = width / min(size.width(), size.height())
        image = self._document.render(number, QSize(round(size.width() * scale), round(size.height() * scale)))
        picture = QPixmap.fromImage(image)
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        if (item := self.item(number)) is not None:
            item.setData(Qt.ItemDataRole.UserRole, picture)

    def _tell(self, number: int) -> None:
        if number >= 0:
            self.chosen.emit(number)

    def _settle(self) -> None:
        tokens = current_theme().tokens
        self.setFixedWidth(tokens.rail_width + Gap.M + 2 * Gap.L + Gap.M)
        self.scheduleDelayedItemsLayout()


def titles_of(document: QPdfDocument) -> list[str]:
    """For each page the part it belongs to, from the bookmarks and without its numeral; "" where there is none."""
    QLoggingCategory.setFilterRules("qt.pdf.bookmarks.warning=false")  # Qt warns of every bookmark that fits the page
    bookmarks = QPdfBookmarkModel()
    bookmarks.setDocument(document)
    begins = {}
    for at in range(bookmarks.rowCount(QModelIndex())):
        index = bookmarks.index(at, 0, QModelIndex())
        title, page = index.data(int(BOOKMARK.Title)), index.data(int(BOOKMARK.Page))
        begins[page] = str(title).split("、", 1)[-1]
    titles, now = [], ""
    for number in range(document.pageCount()):
        now = begins.get(number, now)
        titles.append(now)
    return titles


class PdfPages(QWidget):
    """The pages, from memory; `page_changed(int)` while one scrolls.

    The document is made before the view: it has to be destroyed first, because its end is told to the view.
    """

    page_changed = Signal(int)
    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pdf = QPdfDocument()
        self._bytes = QByteArray()
        self._buffer: QBuffer | None = None
        self.view = QPdfView(self)
        self.view.setAccessibleName(self.tr("报告的页面"))
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setPageSpacing(Gap.L)
        self.view.setFrameShape(QPdfView.Shape.NoFrame)
        self.view.setDocument(self.pdf)
        self.view.pageNavigator().currentPageChanged.connect(self.page_changed)
        column(self.view, gap=0, parent=self)
        self.setFocusProxy(self.view)
        current_theme().changed.connect(self._settle)
        self._settle()

    @property
    def current(self) -> int:
        """The page (from 0) one looks at."""
        return self.view.pageNavigator().currentPage()

    def show_pdf(self, pdf: bytes) -> bool:
        """Show a PDF; False when it cannot be read. The place is kept where it has as many pages as the one before."""
        at, had = self.view.verticalScrollBar().value(), self.pdf.pageCount()
        self.pdf.close()
        if self._buffer is not None:
            self._buffer.deleteLater()
        self._bytes = QByteArray(pdf)
        self._buffer = QBuffer(self._bytes, self)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.pdf.load(self._buffer)
        if self.pdf.pageCount() == had:
            self.view.verticalScrollBar().setValue(at)
        return self.pdf.status() == QPdfDocument.Status.Ready

    def go_to(self, number: int) -> None:
        """Bring a page (from 0) to the top."""
        self.view.pageNavigator().jump(number, QPointF(), 0)

    def zoom(self, factor: float) -> None:
        """Larger or smaller than it is now."""
        now = self._fitted() if self.is_fitted else self.view.zoomFactor()
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(max(now * factor, LEAST), MOST))
        self.zoomed.emit()

    def fit_width(self) -> None:
        """As wide as there is room."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.zoomed.emit()

    @property
    def percent(self) -> int:
        """How large the pages are shown, of their true size on the screen."""
        return round(100 * (self._fitted() if self.is_fitted else self.view.zoomFactor()))

    @property
    def is_fitted(self) -> bool:
        """Whether the pages are as wide as there is room."""
        return self.view.zoomMode() is QPdfView.ZoomMode.FitToWidth

    def _fitted(self) -> float:
        if not self.pdf.pageCount():
            return 1.0
        size = self.pdf.pagePointSize(self.current)
        dots = self.screen().logicalDotsPerInch() / POINTS_PER_INCH
        margins = self.view.documentMargins()
        room = self.view.viewport().width() - margins.left() - margins.right()
        return room / (size.width() * dots)

    def _settle(self) -> None:
        palette = self.view.palette()
        palette.setColor(QPalette.ColorRole.Dark, current_theme().colour("canvas"))
        self.view.setPalette(palette)


class ZoomBar(QWidget):
    """Smaller, as wide as there is room, larger; and which page this is."""

    def __init__(self, pages: PdfPages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = pages
        self.smaller = IconButton("minus", self.tr("缩小"), on_click=lambda: pages.zoom(1 / STEP))
        self.fit = Button(self.tr("适合宽度"), "ghost", on_click=pages.fit_width)
        self.larger = IconButton("plus", self.tr("放大"), on_click=lambda: pages.zoom(STEP))
        self._where = Label("", "medium")
        row(self.smaller, self.fit, self.larger, self._where, gap=Gap.XS, parent=self)
        pages.page_changed.connect(lambda _page: self.show_where())
        pages.zoomed.connect(self.show_where)

    def show_where(self) -> None:
        """Say which page of how many, and how large it is shown."""
        pages = self._pages
        count = pages.pdf.pageCount()
        at = pages.current + 1
        self._where.setText(self.tr("{at} / {count} 页").format(at=at, count=count) if count else "")
        self.fit.set_label(self.tr("适合宽度") if pages.is_fitted else f"{pages.percent}%")
        self.fit.setToolTip(self.tr("按一下，和窗口一样宽"))
