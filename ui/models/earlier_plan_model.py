"""An import of earlier results before it happens: line by line what becomes of it."""

from typing import TYPE_CHECKING

from app.domain.earlier import EarlierKind
from ui.fields.typed import chinese_day
from ui.models.plan_model import PlanLine, PlanModel
from ui.numbers import written
from ui.widgets.glyphs import State

if TYPE_CHECKING:
    from app.services.earlier import EarlierAction, EarlierPlan
    from app.workbooks.earlier import ReadEarlier

GROUPS = ("error", "warning", "changed", "new", "same")


class EarlierPlanModel(PlanModel):
    """A face over the lines of a plan of earlier results."""

    def show_plan(self, plan: "EarlierPlan", kind: EarlierKind) -> None:
        """Show everything of a plan as results of this kind, what needs attention first."""
        lines = [*self.finding_lines((*plan.errors, *plan.warnings))]
        found = plan.actions(kind)
        for group in ("changed", "new", "same"):
            lines.extend(self._line(read, action) for read, action in found if action == group)
        self.show_lines(lines)

    def _line(self, read: "ReadEarlier", action: "EarlierAction") -> PlanLine:
        glyph, what, colour = {
            "changed": (State.DEDUCTED, self.tr("修改"), "ink"),
            "new": (State.NEW, self.tr("新"), "ink"),
            "same": (State.HAD, self.tr("已有"), "ink2"),
        }[action]
        parts = [
            chinese_day(read.day),
            self.tr("总分 {total}").format(total=written(read.total)) if read.total is not None else "",
            read.grade,
            self.tr("{count}项得分").format(count=len(read.marks)) if read.marks else "",
            self.tr("{count}项扣分原因").format(count=len(read.reasons)) if read.reasons else "",
        ]
        return PlanLine(
            group=action,
            glyph=glyph,
            what=what,
            colour=colour,
            sheet=read.sheet,
            row=str(read.row),
            column="",
            value=read.unit.name,
            why="，".join(part for part in parts if part),
        )
