"""An import of units before it happens, as a table: what is wrong first, then what is new, changed and left."""

from typing import TYPE_CHECKING

from app.domain.unit import UNIT_KIND_NAMES
from ui.models.plan_model import COLUMN, ROW, SHEET, VALUE, WHAT, WHY, PlanLine, PlanModel
from ui.models.units_plan_words import changes_words
from ui.widgets.glyphs import State

if TYPE_CHECKING:
    from app.workbooks.units_plan import PlannedUnit, UnitsPlan

__all__ = ["COLUMN", "GROUPS", "ROW", "SHEET", "VALUE", "WHAT", "WHY", "PlanLine", "UnitsPlanModel"]

GROUPS = ("error", "warning", "changed", "new", "unchanged")


class UnitsPlanModel(PlanModel):
    """A face over the lines of a plan of units."""

    def show_plan(self, plan: "UnitsPlan") -> None:
        """Show everything of a plan, what needs attention first."""
        lines = [*self.finding_lines((*plan.errors, *plan.warnings))]
        for action in ("changed", "new", "unchanged"):
            lines.extend(self._line(one) for one in plan.of(action))
        self.show_lines(lines)

    def _line(self, one: "PlannedUnit") -> PlanLine:
        glyph, what = {
            "new": (State.NEW, self.tr("新")),
            "changed": (State.DEDUCTED, self.tr("修改")),
            "unchanged": (State.HAD, self.tr("已有")),
        }[one.action]
        return PlanLine(
            group=one.action,
            glyph=glyph,
            what=what,
            colour="ink2" if one.action == "unchanged" else "ink",
            sheet=one.sheet,
            row=str(one.row) if one.row else "",
            column="",
            value=one.unit.name,
            why=self._why(one),
        )

    def _why(self, one: "PlannedUnit") -> str:
        kind = UNIT_KIND_NAMES[one.unit.kind]
        if one.action == "changed":
            return changes_words(one.changes)
        if one.action == "unchanged":
            return self.tr("和单位名册一样，不动")
        if one.is_implied:
            return self.tr("{kind}，表里的单位属于它，自动建立").format(kind=kind)
        parts = [kind, self.tr("试点") if one.unit.is_pilot else "", one.unit.class_ or ""]
        words = "，".join(part for part in parts if part)
        return self.tr("{parent}，{words}").format(parent=one.parent_name, words=words) if one.parent_name else words
