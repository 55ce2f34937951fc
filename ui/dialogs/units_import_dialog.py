"""Importing units from a workbook: choose it, see what would happen, then all of it or nothing."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.progress import Progress
from app.services.unit_changes import apply_units_import, plan_units_import
from app.services.workspace import Workspace
from ui.dialogs.count_card import CountCard
from ui.dialogs.plan_dialog import PlanDialog
from ui.dialogs.workbook_target import put_units_template
from ui.models.units_plan_model import GROUPS, UnitsPlanModel
from ui.tasks import Tasks
from ui.widgets.glyphs import State

if TYPE_CHECKING:
    from app.workbooks.units_plan import UnitsPlan


class UnitsImportDialog(PlanDialog):
    """`ask()` is True once units were imported; `result_words` says how many."""

    def __init__(
        self,
        workspace: Workspace,
        tasks: Tasks,
        messages: Callable[[AppError], None],
        *,
        parent: QWidget | None = None,
    ) -> None:
        model = UnitsPlanModel()
        super().__init__(workspace, tasks, model, parent=parent)
        self.model: UnitsPlanModel = model
        self._messages = messages
        self.plan: UnitsPlan | None = None
        self.leave_out.hide()  # a register is taken whole: its lines hang on each other
        self.template_button.set_label(self.tr("下载空白模板"))

    def _words(self) -> tuple[str, str, str]:
        return (
            self.tr("从Excel导入单位"),
            self.tr("把名册Excel拖到这里，或者选一个文件"),
            self.tr(
                "只要有一列“单位名称”或“社区名称”。另外认得：区划代码、类别、所属街道、辖市区、上级编码、"
                "城乡类别、试点、启用。列的顺序不限，上面有标题行也没关系。"
            ),
        )

    def _make_cards(self) -> Sequence[CountCard]:
        self.cards = {
            "new": CountCard(State.NEW),
            "changed": CountCard(State.DEDUCTED),
            "unchanged": CountCard(State.HAD),
            "findings": CountCard(State.CONFLICT),
        }
        return tuple(self.cards.values())

    def _read(self, workspace: Workspace, path: Path, progress: Progress) -> object:
        return plan_units_import(workspace, path, progress)

    def _show(self, plan: "UnitsPlan") -> None:
        self.plan = plan
        self.model.show_plan(plan)
        errors, warnings = len(plan.errors), len(plan.warnings)
        self.only_findings.setVisible(bool(errors or warnings) and bool(plan.units))
        new, changed, same = (len(plan.of(action)) for action in ("new", "changed", "unchanged"))
        waits = self.tr("改好错误后再导入") if errors else ""
        self.cards["new"].show_count(new, self.tr("个新单位"), waits or self.tr("会加进来"))
        self.cards["changed"].show_count(changed, self.tr("个要修改"), waits or self.tr("改成表里的"))
        self.cards["unchanged"].show_count(same, self.tr("个已有"), self._absent_words(plan))
        if errors:
            self.cards["findings"].show_count(
                errors, self.tr("处有错"), self.tr("另有{count}处要留意").format(count=warnings)
            )
        else:
            self.cards["findings"].show_count(warnings, self.tr("处要留意"), self.tr("不妨碍导入"))
        if self.main is not None:
            self.main.set_label(self.tr("导入 {count} 个").format(count=len(plan.to_write)))

    def _refusal(self) -> str:
        plan = self.plan
        if plan is None:
            return self.tr("先选一个文件。")
        if plan.errors:
            return self.tr("还有{count}处错误，改好后再选一次这个文件。").format(count=len(plan.errors))
        return "" if plan.to_write else self.tr("表里的单位名册里都有，没有要改的。")

    def _safe_words(self) -> str:
        if self.plan is not None and self.plan.errors:
            return self.tr(
                "有错的时候一个单位也不导入，单位名册还没有改动。请照上面的行和列在Excel里改好、保存，再选一次。"
            )
        if self.plan is not None and not self.plan.to_write:
            return self.tr("表里的单位名册里都有，内容一样，不用导入。")
        return super()._safe_words()

    def _takes_signature(self) -> bool:
        return self.plan is not None and self.plan.can_apply

    def _why_passphrase(self) -> str:
        return self.tr("导入要用您的口令签名，别人才能确认是谁改的名册。")

    def _groups(self, *, only_findings: bool) -> Sequence[str]:
        return ("error", "warning") if only_findings else GROUPS

    def _apply(self, workspace: Workspace, passphrase: str | None, progress: Progress) -> object:
        return 0 if self.plan is None else apply_units_import(workspace, self.plan, passphrase, progress)

    def _finish(self, outcome: object) -> None:
        plan = self.plan
        if plan is None:
            return
        self.passphrase.forget()
        new, changed = len(plan.of("new")), len(plan.of("changed"))
        parts = [self.tr("新增{count}个单位").format(count=new) if new else ""]
        parts.append(self.tr("修改{count}个").format(count=changed) if changed else "")
        self.result_words = "，".join(part for part in parts if part) or str(outcome)
        self.accept()

    def _absent_words(self, plan: "UnitsPlan") -> str:
        if plan.absent:
            return self.tr("另有{count}个表里没有，不动").format(count=len(plan.absent))
        return self.tr("和名册一样，不动")

    def _template(self) -> None:
        path = put_units_template(self, self._messages)
        if path is not None:
            self.trouble.say(self.tr("模板已存好：{path}。填好后再选它。").format(path=path), "ok")
