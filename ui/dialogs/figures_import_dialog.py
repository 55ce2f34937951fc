"""Importing 外部数据: what other offices say of all units, from one workbook, and taking the last import back."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.progress import Progress
from app.services.figures import (
    apply_figures_import,
    completed_by,
    last_figures_import,
    undo_figures_import,
)
from app.services.figures_plan import figure_columns, plan_figures_import, save_figures_template
from app.services.workspace import Workspace
from ui.dialogs.signing_passphrase_dialog import SigningPassphraseDialog
from ui.dialogs.undoable_plan_dialog import LastImport, UndoablePlanDialog
from ui.models.figures_plan_model import GROUPS, FiguresPlanModel
from ui.tasks import Tasks
from ui.widgets.choices import TickBox

if TYPE_CHECKING:
    from app.services.figures_plan import FiguresPlan


class FiguresImportDialog(UndoablePlanDialog):
    """`ask()` is True once figures were imported; `undone` once an import was taken back."""

    def __init__(
        self,
        workspace: Workspace,
        tasks: Tasks,
        messages: Callable[[AppError], None],
        *,
        parent: QWidget | None = None,
    ) -> None:
        model = FiguresPlanModel()
        super().__init__(workspace, tasks, model, messages, parent=parent)
        self.model: FiguresPlanModel = model
        self.plan: FiguresPlan | None = None
        columns = figure_columns(workspace)
        self._known.setText(self._known_words([column.word for column in columns]))

    def _words(self) -> tuple[str, str, str]:
        return self.tr("导入外部数据"), self.tr("把外部数据Excel拖到这里，或者选一个文件"), ""

    def _make_ticks(self) -> Sequence[TickBox]:
        self.over_typed = TickBox(self.tr("和检查员填的不一致的，换成表里的"))
        return (self.over_typed,)

    def _known_words(self, words: Sequence[str]) -> str:
        if not words:
            return self.tr("现在的考评方案里没有由其他部门评分、或者和其他单位比的项，不用导入。")
        return self.tr(
            "一列单位名称或编码，每一项一列，列名里写编号或名称：{items}。另外认得“来源”“日期”。"
            "“下载模板”里单位和项都已列好，填上数就行。"
        ).format(items="、".join(words[:6]) + (self.tr("等") if len(words) > 6 else ""))

    # The plan

    def _read(self, workspace: Workspace, path: Path, progress: Progress) -> object:
        return plan_figures_import(workspace, path, progress)

    def _show(self, plan: "FiguresPlan") -> None:
        self.plan = plan
        self.model.show_plan(plan)
        errors, warnings = len(plan.errors), len(plan.warnings)
        conflicts, signed = len(plan.of("conflict")), len(plan.of("signed"))
        fills = sum(one.drafts for one in plan.figures)
        self.cards["new"].show_count(
            len(plan.of("new")), self.tr("个新数"), self.tr("填进{count}份草稿").format(count=fills)
        )
        self.cards["changed"].show_count(
            len(plan.of("changed")), self.tr("个修改"), self.tr("补齐{count}份暂定").format(count=plan.completes)
        )
        self.cards["same"].show_count(len(plan.of("same")), self.tr("个已有"), self.tr("不动"))
        second = self.tr("另有{count}处要留意").format(count=warnings) if errors else ""
        if not errors:
            second = self.tr("{conflicts}处与草稿不一致，{signed}处已签字").format(conflicts=conflicts, signed=signed)
        self.cards["findings"].show_count(
            errors or warnings, self.tr("处有错") if errors else self.tr("处要留意"), second
        )
        self.leave_out.setVisible(bool(errors) and plan.can_leave_out and bool(plan.without_errors().to_write))
        self.over_typed.setVisible(bool(conflicts))
        self.only_findings.setVisible(bool(errors or warnings or conflicts) and bool(plan.figures))
        if self.main is not None:
            self.main.set_label(self.tr("导入 {count} 个数").format(count=len(plan.to_write)))

    def _chosen(self) -> "FiguresPlan | None":
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
        return "" if plan.to_write else self.tr("表里的数都已经有了，不用导入。")

    def _takes_signature(self) -> bool:
        plan = self._chosen()
        return plan is not None and plan.completes > 0

    def _why_passphrase(self) -> str:
        return self.tr("要补齐已签字的暂定成绩，用您的口令签名；签了字的内容不会改。")

    def _groups(self, *, only_findings: bool) -> Sequence[str]:
        return ("error", "warning", "conflict") if only_findings else GROUPS

    # Doing

    def _apply(self, workspace: Workspace, passphrase: str | None, progress: Progress) -> object:
        plan = self._chosen()
        if plan is None:
            return 0
        return apply_figures_import(
            workspace, plan, passphrase, over_typed=self.over_typed.isChecked(), progress=progress
        )

    def _finish(self, outcome: int) -> None:
        self.passphrase.forget()
        last = last_figures_import(self._workspace)
        completed = completed_by(self._workspace, last.id) if last is not None else 0
        self.result_words = self.tr("已导入{count}个数").format(count=outcome)
        if completed:
            self.result_words += self.tr("，补齐{count}份暂定成绩").format(count=completed)
        self.accept()

    # Taking back

    def _last(self) -> LastImport | None:
        return last_figures_import(self._workspace)

    def _last_words(self) -> str:
        return self.tr("上一次导入：{name}，{when}，{count}个数。")

    def _take_back(self) -> bool:
        last = last_figures_import(self._workspace)
        if last is None:
            return False
        completed = completed_by(self._workspace, last.id)
        sentence = self.tr("填进草稿、没有人改过的，会拿出来；检查员改过的不动。")
        if completed:
            sentence += self.tr("补齐的{count}份成绩回到暂定，要用您的口令签名。").format(count=completed)
        if not completed or self._workspace.is_demo:
            if not self._agreed(sentence):
                return False
            undo_figures_import(self._workspace, last.id, None)
            return True
        dialog = SigningPassphraseDialog(
            self.tr("撤回导入"),
            sentence,
            lambda passphrase: undo_figures_import(self._workspace, last.id, passphrase),
            parent=self,
        )
        if dialog.ask():
            return True
        if dialog.failure is not None:
            raise dialog.failure
        return False

    def _template_words(self) -> tuple[str, str]:
        return self.tr("存放外部数据模板"), self.tr("外部数据模板.xlsx")

    def _save_template(self, path: Path) -> int:
        return save_figures_template(self._workspace, path)
