"""The ways into the windows of merging: choosing between drafts, deciding between signed versions, withdrawing one."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.errors import AppError, NoSigningKey
from app.services.workspace import Workspace
from ui.tasks import Tasks


class Decisions:
    """Each way asks, does it, and says whether something changed; what goes wrong is told by `messages`."""

    def __init__(self, workspace: Workspace, tasks: Tasks, messages: Callable[[AppError], object]) -> None:
        self._workspace, self._tasks, self._messages = workspace, tasks, messages

    def is_open(self, inspection_id: str) -> bool:
        """Whether drafts of an inspection differ in places that nobody has chosen in."""
        from app.services.deciding import has_choices

        return has_choices(self._workspace, inspection_id)

    def choose(self, inspection_id: str, parent: QWidget) -> bool:
        """草稿合并. What was typed here since becomes a version first, so that it can be chosen too."""
        from app.services.deciding import drafts_to_choose, was_typed_since
        from ui.dialogs.choices_dialog import ChoicesDialog

        try:
            if was_typed_since(self._workspace, inspection_id) and not self._keep_typed(inspection_id, parent):
                return False
            if not self.is_open(inspection_id):
                return True
            dialog = ChoicesDialog(
                self._workspace, self._tasks, drafts_to_choose(self._workspace, inspection_id), parent=parent
            )
        except AppError as error:
            self._messages(error)
            return False
        return dialog.ask()

    def decide(self, inspection_id: str, parent: QWidget) -> bool:
        """裁定."""
        from app.services.deciding import versions_compared
        from ui.dialogs.contest_dialog import ContestDialog

        try:
            compared = versions_compared(self._workspace, inspection_id)
        except AppError as error:
            self._messages(error)
            return False
        return ContestDialog(self._workspace, self._tasks, compared, parent=parent).ask()

    def void(self, inspection_id: str, unit_name: str, parent: QWidget) -> bool:
        """作废."""
        from ui.dialogs.void_dialog import VoidDialog

        return VoidDialog(self._workspace, self._tasks, inspection_id, unit_name, parent=parent).ask()

    def correct(self, inspection_id: str, parent: QWidget) -> str:
        """更正: the id of the draft to fill in; "" where one turned away."""
        from app.services.correcting import begin_correction, correction_going_on
        from ui.dialogs.note_dialog import NoteDialog

        going_on = correction_going_on(self._workspace, inspection_id)
        if going_on is not None:
            return going_on.inspection_id
        why = QCoreApplication.translate(
            "Decisions",
            "原来签的报告留着，照样算数；更正签了字，才代替它，编号后面加“更1”。写明为什么更正，会印在新报告上。",
        )
        dialog = NoteDialog(QCoreApplication.translate("Decisions", "更正的原因"), why, parent=parent)
        if not dialog.ask():
            return ""
        person = self._workspace.person
        try:
            return begin_correction(
                self._workspace, inspection_id, person.id if person else "", dialog.text
            ).inspection_id
        except AppError as error:
            self._messages(error)
            return ""

    def give_up_correction(self, inspection_id: str, parent: QWidget) -> bool:
        """放弃更正."""
        from app.services.correcting import give_up_correction
        from ui.dialogs.question import Question

        tr = QCoreApplication.translate
        told = tr("Decisions", "更正里填的不再列出来，也不会进报告；原来签的报告不变。")
        question = Question(
            tr("Decisions", "放弃更正"),
            told,
            yes=tr("Decisions", "放弃更正"),
            no=tr("Decisions", "不放弃"),
            parent=parent,
        )
        if not question.ask():
            return False
        give_up_correction(self._workspace, inspection_id)
        return True

    def _keep_typed(self, inspection_id: str, parent: QWidget) -> bool:
        from app.services.merging import keep_typed
        from ui.dialogs.signing_passphrase_dialog import SigningPassphraseDialog

        workspace, person = self._workspace, self._workspace.person
        if person is None:
            raise NoSigningKey("")
        if workspace.is_demo:
            keep_typed(workspace, inspection_id, person.id, None)
            return True
        words = QCoreApplication.translate(
            "Decisions",
            "这份检查有几份草稿不一样，要逐处选定。您在本机又填了新的内容，先把它存成一个版本，再一起选。",
        )
        title = QCoreApplication.translate("Decisions", "存成一个版本")
        dialog = SigningPassphraseDialog(
            title, words, lambda typed: keep_typed(workspace, inspection_id, person.id, typed), parent=parent
        )
        is_kept = dialog.ask()
        if dialog.failure is not None:
            self._messages(dialog.failure)
        return is_kept
