"""Importing 上次结果: last year's marks, or self-checks, from one workbook, to stand beside an inspection."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.earlier import EarlierKind
from app.errors import AppError
from app.progress import Progress
from app.services.earlier import (
    apply_earlier_import,
    last_earlier_import,
    plan_earlier_import,
    save_earlier_template,
    undo_earlier_import,
)
from app.services.workspace import Workspace
from ui.dialogs.undoable_plan_dialog import LastImport, UndoablePlanDialog
from ui.models.earlier_plan_model import GROUPS, EarlierPlanModel
from ui.tasks import Tasks
from ui.widgets.choices import TickBox

if TYPE_CHECKING:
    from app.services.earlier import EarlierPlan


class EarlierImportDialog(UndoablePlanDialog):
    """`ask()` is True once results were imported; `undone` once an import was taken back."""

    def __init__(
        self,
        workspace: Workspace,
        tasks: Tasks,
        messages: Callable[[AppError], None],
        *,
        parent: QWidget | None = None,
    ) -> None:
        model = EarlierPlanModel()
        super().__init__(workspace, tasks, model, messages, parent=parent)
        self.model: EarlierPlanModel = model
        self.plan: EarlierPlan | None = None
        self.are_self_checks.toggled.connect(lambda _on: self._show_lines())

    def _words(self) -> tuple[str, str, str]:
        return (
            self.tr("导入上次结果"),
            self.tr("把去年的成绩Excel拖到这里，或者选一个文件"),
            self.tr(
                "一列单位名称或编码，另外认得：检查日期（或年份）、总分、等次；每一项的得分和扣分原因，列名里写编号或名称，"
                "例如“1.4”“1.4扣分原因”。用不着的列会列出来，不读。导入的成绩只用来对照，不算检查。"
            ),
        )

    def _make_ticks(self) -> Sequence[TickBox]:
        self.are_self_checks = TickBox(self.tr("这是单位的自查（自评），不是上次的检查"))
        return (self.are_self_checks,)

    # The plan

    @property
    def kind(self) -> EarlierKind:
        """What the table is said to hold."""
        return "self" if self.are_self_checks.isChecked() else "previous"

    def _read(self, workspace: Workspace, path: Path, progress: Progress) -> object:
        return plan_earlier_import(workspace, path, progress)

    def _show(self, plan: "EarlierPlan") -> None:
        self.plan = plan
        errors, warnings = len(plan.errors), len(plan.warnings)
        self.leave_out.setVisible(bool(errors) and plan.can_leave_out and bool(plan.table.results))
        self.only_findings.setVisible(bool(errors or warnings) and bool(plan.table.results))
        second = self.tr("另有{count}处要留意").format(count=warnings) if errors else self.tr("不妨碍导入")
        self.cards["findings"].show_count(
            errors or warnings, self.tr("处有错") if errors else self.tr("处要留意"), second
        )
        self._show_lines()

    def _show_lines(self) -> None:
        plan = self.plan
        if plan is None:
            return
        self.model.show_plan(plan, self.kind)
        counts = {group: sum(action == group for _read, action in plan.actions(self.kind)) for group in self.cards}
        self.cards["new"].show_count(counts["new"], self.tr("个新的"), self.tr("检查时显示在旁边"))
        self.cards["changed"].show_count(counts["changed"], self.tr("个修改"), self.tr("同一天的换成表里的"))
        self.cards["same"].show_count(counts["same"], self.tr("个已有"), self.tr("不动"))
        if self.main is not None:
            self.main.set_label(self.tr("导入 {count} 个单位").format(count=len(plan.to_write(self.kind))))
        self._settle_choice()

    def _chosen(self) -> "EarlierPlan | None":
        if self.plan is None:
            return None
        return self.plan.without_errors() if self.leave_out.isChecked() else self.plan

    def _refusal(self) -> str:
        plan = self._chosen()
        if plan is None:
            return self.tr("先选一个文件。")
        if plan.errors:
            return self.tr("还有{count}处错误，现在什么也不导入。改好后再选一次这个文件。").format(
                count=len(plan.errors)
            )
        return "" if plan.to_write(self.kind) else self.tr("表里没有要导入的成绩，或者都已经有了。")

    def _groups(self, *, only_findings: bool) -> Sequence[str]:
        return ("error", "warning") if only_findings else GROUPS

    # Doing

    def _apply(self, workspace: Workspace, _passphrase: str | None, _progress: Progress) -> object:
        plan = self._chosen()
        return 0 if plan is None else apply_earlier_import(workspace, plan, self.kind)

    def _finish(self, outcome: int) -> None:
        words = (
            self.tr("已导入{count}个单位的自评") if self.kind == "self" else self.tr("已导入{count}个单位的上次结果")
        )
        self.result_words = words.format(count=outcome)
        self.accept()

    # Taking back

    def _last(self) -> LastImport | None:
        return last_earlier_import(self._workspace)

    def _last_words(self) -> str:
        return self.tr("上一次导入：{name}，{when}，{count}个单位。")

    def _take_back(self) -> bool:
        last = last_earlier_import(self._workspace)
        sentence = self.tr("这次导入的成绩拿掉，以前导入的放回来。检查和报告不受影响。")
        if last is None or not self._agreed(sentence):
            return False
        undo_earlier_import(self._workspace, last.id)
        return True

    def _template_words(self) -> tuple[str, str]:
        return self.tr("存放上次结果模板"), self.tr("上次结果模板.xlsx")

    def _save_template(self, path: Path) -> int:
        return save_earlier_template(self._workspace, path)
