"""Importing references (figures, earlier results): the last import can be taken back; a template lists the units."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.services.workspace import Workspace
from ui.dialogs.count_card import CountCard
from ui.dialogs.plan_dialog import PlanDialog
from ui.dialogs.question import Question
from ui.dialogs.workbook_target import workbook_target
from ui.models.plan_model import PlanModel
from ui.pages.days import moment_words
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.frames import Notice
from ui.widgets.glyphs import State


class LastImport(Protocol):
    """What is kept of an import that can be taken back."""

    @property
    def file_name(self) -> str:
        """The workbook's name."""

    @property
    def at(self) -> datetime:
        """When it came in."""

    @property
    def count(self) -> int:
        """How much it brought."""


class UndoablePlanDialog(PlanDialog):
    """`ask()` is True once something was imported; `undone` once an import was taken back."""

    def __init__(
        self,
        workspace: Workspace,
        tasks: Tasks,
        model: PlanModel,
        messages: Callable[[AppError], None],
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, tasks, model, parent=parent)
        self._messages = messages
        self.undone = False
        self.undo_button = Button(self.tr("撤回这次导入"), "quiet", on_click=self._undo)
        self.last = Notice("", "quiet", self.undo_button)
        self._choice.body.insertWidget(0, self.last)
        self._show_last()

    # What a subclass says

    def _last(self) -> LastImport | None:
        raise NotImplementedError

    def _last_words(self) -> str:
        """Of the last import, with places for name, when and count."""
        raise NotImplementedError

    def _take_back(self) -> bool:
        """Ask, and take the last import back; False when somebody thought better of it. Raises the service's errors."""
        raise NotImplementedError

    def _template_words(self) -> tuple[str, str]:
        """The title of the question where to, and the file's name."""
        raise NotImplementedError

    def _save_template(self, path: Path) -> int:
        """Write it; how many units it lists. Raises the service's errors."""
        raise NotImplementedError

    # Doing

    def _make_cards(self) -> tuple[CountCard, ...]:
        self.cards = {
            "new": CountCard(State.NEW),
            "changed": CountCard(State.DEDUCTED),
            "same": CountCard(State.HAD),
            "findings": CountCard(State.CONFLICT),
        }
        return tuple(self.cards.values())

    def _show_last(self) -> None:
        last = self._last()
        words = ""
        if last is not None:
            when = moment_words(last.at, self._workspace.today())
            words = self._last_words().format(name=last.file_name, when=when, count=last.count)
        self.last.say(words)

    def _agreed(self, sentence: str) -> bool:
        return Question(self.tr("撤回这次导入？"), sentence, yes=self.tr("撤回"), parent=self).ask()

    def _undo(self) -> None:
        last = self._last()
        if last is None:
            return
        try:
            if not self._take_back():
                return
        except AppError as error:
            self._messages(error)
            return
        self.undone = True
        self.trouble.say(self.tr("已撤回“{name}”的导入。").format(name=last.file_name), "ok")
        self._show_last()
        self.choose_button.setFocus()

    def _template(self) -> None:
        path = workbook_target(self, *self._template_words())
        if path is None:
            return
        try:
            count = self._save_template(path)
        except AppError as error:
            self._messages(error)
            return
        self.trouble.say(
            self.tr("模板已存好：{path}，列出了{count}个单位。填好后再选它。").format(path=path, count=count), "ok"
        )
