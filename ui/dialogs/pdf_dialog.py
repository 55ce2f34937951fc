"""A finished PDF to look at, print and save: the blank form, for instance."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from ui.dialogs.base import Dialog
from ui.dialogs.enter import press_focused_on_enter
from ui.pages.pdf_ways import PdfWays
from ui.tasks import Tasks
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.busy import BusyBar
from ui.widgets.buttons import Button
from ui.widgets.layouts import row


class PdfDialog(Dialog):
    """Shows `pdf`; printing and saving do not close it."""

    def __init__(
        self,
        title: str,
        pdf: bytes,
        name: str,
        messages: Callable[[AppError], object],
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, width=Dialog.WIDE, closable=True, parent=parent)
        from ui.pages.report_pages import PdfPages, ZoomBar

        self._title, self._pdf, self._name = title, pdf, name
        self._tasks = Tasks(self)
        self.busy = BusyBar()
        self.ways = PdfWays(self, self._tasks, self.busy, messages)
        self.pages = PdfPages()
        self.pages.show_pdf(pdf)
        zoom = ZoomBar(self.pages)
        zoom.show_where()
        self.body.addLayout(row(None, zoom))
        self.body.addWidget(self.pages)
        self.body.addWidget(self.busy)
        self.add_rare(Button(self.tr("另存PDF"), "ghost", icon="download", on_click=self._ask_where))
        self.set_cancel(self.tr("关闭"))
        self.focus_first(self.set_main(self.tr("打印"), icon="printer"))
        press_focused_on_enter(self)

    def go_on(self) -> None:
        """Print; the dialog stays, for another copy or to save it."""
        self.ways.ask_printer(self._title, self._pdf)

    def show_other(self, pdf: bytes) -> None:
        """Show, print and save other pages from now on: the same, signed."""
        self._pdf = pdf
        self.pages.show_pdf(pdf)

    def showEvent(self, event: QShowEvent) -> None:
        """The pages take what height the window behind leaves."""
        around = 6 * current_theme().tokens.height.main_button + 2 * Gap.XL
        self.pages.setFixedHeight(max(self._room().height() - around, current_theme().tokens.height.signature_least))
        super().showEvent(event)

    def done(self, result: int) -> None:
        """Stop printing with the dialog."""
        self._tasks.stop_all()
        super().done(result)

    def _ask_where(self) -> None:
        self.ways.ask_where(self._title, self._name, self._pdf)
