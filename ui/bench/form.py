"""The inspection form on the screen: an answer committed and shown, and a large form opened."""

from itertools import cycle
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from app.domain.inspection import Change
from app.errors import AppError
from app.services.opened import OpenInspection
from app.services.workspace import Workspace, open_workspace
from app.store.memos import put_memo
from ui.bench.measuring import Measured, alone, pairs_of, timed
from ui.pages.inspection.page import InspectionPage

PAGE = QSize(1282, 602)
"""What a 1366×690 window leaves for a page beside the rail and between the bars."""
ANSWERED_ITEM = "1.1"
ANSWERS = (
    {"facts": {"a": False, "b": False, "c": {"count": 1}}, "reason": "缺额1名"},
    {"facts": {"a": False, "b": True, "c": {"count": 2}}, "reason": "届满未换届，缺额2名"},
)


def answering(workspace: Workspace, opened: OpenInspection, pairs: int) -> Measured:
    """From the moment an editor hands over its facts until saved, scored and painted; against one small commit."""
    page = _shown_page(workspace)
    page.open(opened.inspection.id, ANSWERED_ITEM)
    _painted()
    given = cycle(ANSWERS)

    def commit_and_show() -> None:
        card = page.card
        if card is None:
            raise LookupError(ANSWERED_ITEM)
        card.changed.emit(Change("items", ANSWERED_ITEM, next(given)))
        _painted()

    numbers = cycle("01")

    def one_transaction() -> None:
        put_memo(workspace.store, "bench", next(numbers))

    ours, floor = pairs_of(timed(commit_and_show), timed(one_transaction), pairs)
    page.close()
    name = f"一个答案存好并显示（{len(opened.scheme.items)}项）"
    return Measured(name, "一次落盘的事务", ours, floor, "ms", bar=16)


def opening(folder: Path, opened: OpenInspection, pairs: int) -> Measured:
    """A store and a page that have never seen the form, until all of it is painted; the store must be free."""

    def open_and_show() -> float:
        fresh = open_workspace(folder)
        stopwatch = timed(lambda: _open(fresh, opened.inspection.id))
        try:
            return stopwatch()
        finally:
            fresh.close()

    ours = alone(open_and_show, pairs)
    return Measured(f"打开一份检查（{len(opened.scheme.items)}项）", "—", ours, None, "ms", bar=120)


def _open(workspace: Workspace, inspection_id: str) -> None:
    page = _shown_page(workspace)
    page.open(inspection_id)
    _painted()
    page.close()
    page.deleteLater()


def _shown_page(workspace: Workspace) -> InspectionPage:
    page = InspectionPage(workspace, _fail)
    page.resize(PAGE)
    page.show()
    return page


def _fail(error: AppError) -> None:
    raise error


def _painted() -> None:
    """Lay out and paint all that waits for it, as the event loop does at once when a person sits before it."""
    QApplication.sendPostedEvents()
    QApplication.processEvents()
