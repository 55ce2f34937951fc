"""Between the page and the services: answers go down one by one, what came of them comes back."""

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.domain.evidence import PAPER_FORM
from app.domain.inspection import Change, Section
from app.errors import AppError, InspectionFrozen
from app.services import inspections
from app.services.opened import OpenInspection
from app.services.workspace import Workspace

SECTIONS: tuple[Section, ...] = ("items", "bonus", "penalties", "vetoes", "peers", "notes")


class Answering(QObject):
    """The inspection that lies open, and answers that could not be saved yet.

    `changed` carries the inspection as it now stands, `failed` the error after which an answer waits for another
    try, `saved` when the last answer reached the disk.
    """

    changed = Signal(object)
    failed = Signal(object)
    saved = Signal(datetime)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._unsaved: list[Change] = []
        self.opened: OpenInspection | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is shown that is not on the disk."""
        return bool(self._unsaved)

    @property
    def is_frozen(self) -> bool:
        """Whether it was signed."""
        return self.opened is not None and self.opened.inspection.is_frozen

    def open(self, inspection_id: str) -> OpenInspection:
        """Take up an inspection as it was left. Raises the services' errors."""
        self._unsaved.clear()
        self.opened = inspections.open_inspection(self._workspace, inspection_id)
        return self.opened

    def read_again(self) -> OpenInspection | None:
        """What others may have changed meanwhile; nothing while an answer waits."""
        if self.opened is None or self._unsaved:
            return None
        return self.open(self.opened.inspection.id)

    def save(self, change: Change) -> bool:
        """Save one answer, after those that wait; a newer one to the same place takes the older one's."""
        same = (change.section, change.code)
        self._unsaved = [each for each in self._unsaved if (each.section, each.code) != same]
        self._unsaved.append(change)
        return self.save_waiting()

    def save_waiting(self) -> bool:
        """Try again what could not be saved; True when nothing waits any more."""
        while self._unsaved and self.opened is not None:
            try:
                self.opened = inspections.answer(self._workspace, self.opened, self._unsaved[0])
            except InspectionFrozen as error:
                # Signed elsewhere meanwhile: there is nothing to wait for, what was signed is shown.
                self.give_up()
                self.failed.emit(error)
                return True
            except AppError as error:
                self.failed.emit(error)
                return False
            self._unsaved.pop(0)
            self._tell(self.opened)
        return True

    def give_up(self) -> None:
        """Let go of what could not be saved, and show what is on the disk."""
        self._unsaved.clear()
        if self.opened is not None:
            self.changed.emit(self.open(self.opened.inspection.id))

    def undo(self) -> tuple[Section, str] | None:
        """Take back the last answer; returns where it was."""
        if self.opened is None or self.is_frozen or self._unsaved or not self.opened.can_undo:
            return None
        before = self.opened
        try:
            self.opened = inspections.undo(self._workspace, before)
        except AppError as error:
            self.failed.emit(error)
            return None
        self._tell(self.opened)
        return changed_place(before, self.opened)

    def remember_place(self, code: str) -> None:
        """Keep which item lies open. A disk in trouble is told of at the next answer, not here."""
        if self.opened is None or self.is_frozen or code == PAPER_FORM:
            return
        try:
            inspections.remember_place(self._workspace, self.opened.inspection.id, code)
        except AppError:
            return

    def _tell(self, opened: OpenInspection) -> None:
        self.changed.emit(opened)
        self.saved.emit(opened.saved_at or opened.inspection.updated_at)


def changed_place(before: OpenInspection, after: OpenInspection) -> tuple[Section, str] | None:
    """The item whose answer differs; None when no card shows it."""
    for section in SECTIONS:
        old, new = before.answers.get(section) or {}, after.answers.get(section) or {}
        for code in {*old, *new}:
            if old.get(code) != new.get(code) and section != "notes":
                return ("items" if section == "peers" else section), code
    return None
