"""An import of 外部数据 before it happens: cell by cell what becomes of it."""

from typing import TYPE_CHECKING

from ui.models.plan_model import PlanLine, PlanModel
from ui.widgets.glyphs import State

if TYPE_CHECKING:
    from app.services.figures_plan import FiguresPlan, PlannedFigure

GROUPS = ("error", "warning", "conflict", "changed", "signed", "new", "same")


class FiguresPlanModel(PlanModel):
    """A face over the lines of a plan of figures."""

    def show_plan(self, plan: "FiguresPlan") -> None:
        """Show everything of a plan, what needs attention first."""
        lines = [*self.finding_lines((*plan.errors, *plan.warnings))]
        for action in ("conflict", "changed", "signed", "new", "same"):
            lines.extend(self._line(one) for one in plan.of(action))
        self.show_lines(lines)

    def _line(self, one: "PlannedFigure") -> PlanLine:
        glyph, what, colour = {
            "conflict": (State.CONFLICT, self.tr("不一致"), "deduct"),
            "changed": (State.DEDUCTED, self.tr("修改"), "ink"),
            "signed": (State.PENDING, self.tr("已签字"), "ink2"),
            "new": (State.NEW, self.tr("新"), "ink"),
            "same": (State.HAD, self.tr("已有"), "ink2"),
        }[one.action]
        figure = one.read.figure
        value = self.tr("不参加") if figure.value is None else format(figure.value, "f")
        return PlanLine(
            group=one.action,
            glyph=glyph,
            what=what,
            colour=colour,
            sheet=one.read.sheet,
            row=str(one.read.row),
            column=f"{one.read.letter} {one.read.column.word}",
            value=f"{one.read.unit_name} {value}",
            why=self._why(one),
        )

    def _why(self, one: "PlannedFigure") -> str:
        if one.action == "same":
            return self.tr("和上次导入的一样，不动")
        if one.action == "conflict":
            return self.tr("草稿里检查员填的是{before}，不会改，除非您在下面选“换成表里的”").format(before=one.before)
        if one.action == "signed":
            return self.tr("已签字的检查里是{before}，签了字的不改；这个数只存着").format(before=one.before)
        parts = [self.tr("{before} 改成表里的").format(before=one.before) if one.action == "changed" else ""]
        if one.completes:
            parts.append(self.tr("补齐{count}份已签字的暂定成绩").format(count=one.completes))
        if one.drafts:
            parts.append(self.tr("填进{count}份草稿").format(count=one.drafts))
        if not one.completes and not one.drafts:
            parts.append(self.tr("先存着，检查到这一项时自动填入"))
        source = one.read.figure.said
        return "；".join([part for part in parts if part] + [source])
