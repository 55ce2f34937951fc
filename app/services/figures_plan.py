"""What an import of 外部数据 would do: the columns one asks for, the template, the plan; nothing is written here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from app.domain.campaign import DAILY_CAMPAIGN_ID
from app.domain.figures import Place
from app.domain.inspection import Inspection
from app.progress import Progress, Step, no_progress
from app.scoring.rules import External
from app.services.figure_filling import others_rules, waits_only_for_others
from app.services.saving import save_file
from app.services.units import in_tree_order
from app.services.workbook_plan import WorkbookPlan
from app.services.workspace import Workspace
from app.store import campaigns as campaign_table
from app.store import figures as figure_table
from app.store import inspections as inspection_table
from app.store import units as unit_table
from app.store.figures import KeptFigure, inspections_waiting
from app.store.results import completion_for

if TYPE_CHECKING:
    from app.workbooks.figures import FigureColumn, FigureTable, ReadFigure

FigureAction = Literal["new", "changed", "same", "conflict", "signed"]
"""conflict: a person typed another value into a draft; signed: a signed inspection says otherwise and stays so."""


@dataclass(frozen=True, slots=True)
class PlannedFigure:
    """A figure and what becomes of it.

    `before` is the value it takes the place of, or that stands against it. `drafts` and `completes` count the
    inspections that it is filled into, and the signed provisional ones that it completes.
    """

    read: "ReadFigure"
    action: FigureAction
    before: str = ""
    drafts: int = 0
    completes: int = 0


@dataclass(frozen=True, slots=True)
class FiguresPlan(WorkbookPlan):
    """Everything about one import of figures before it happens; `known` is what it was compared with.

    `waiting` counts signed inspections, of any unit, whose comparison with others may be settled by these figures.
    """

    table: "FigureTable"
    figures: tuple[PlannedFigure, ...]
    known: Mapping[Place, KeptFigure]
    waiting: int = 0

    def of(self, action: FigureAction) -> tuple[PlannedFigure, ...]:
        """The figures that this would happen to."""
        return tuple(one for one in self.figures if one.action == action)

    @property
    def completes(self) -> int:
        """How many figures complete signed inspections: that takes a signature."""
        return sum(one.completes for one in self.to_write) + (self.waiting if self.to_write else 0)

    @property
    def to_write(self) -> tuple[PlannedFigure, ...]:
        """New, changed and contested figures: a contested one is kept, what the person typed stays in the draft."""
        return tuple(one for one in self.figures if one.action != "same")

    def without_errors(self) -> "FiguresPlan":
        """The same plan without the lines that have errors."""
        broken = {(one.sheet, one.row) for one in self.errors}
        table = replace(self.table, findings=self.warnings)
        kept = tuple(one for one in self.figures if (one.read.sheet, one.read.row) not in broken)
        return FiguresPlan(table, kept, self.known, self.waiting)


def figure_columns(workspace: Workspace, campaign_id: str = DAILY_CAMPAIGN_ID) -> tuple["FigureColumn", ...]:
    """What others supply under the campaign's scheme: its external rules and those that compare units."""
    from app.workbooks.figures import FigureColumn

    scheme = workspace.scheme(campaign_table.campaign(workspace.store, campaign_id).scheme_hash).scheme
    columns = []
    for item in scheme.items:
        rules = others_rules(item)
        for rule in rules:
            is_marks = isinstance(rule, External)
            columns.append(
                FigureColumn(
                    code=item.code,
                    rule=rule.id,
                    kind="external" if is_marks else "peer",
                    title=item.title,
                    text=rule.text,
                    low=Decimal(0) if is_marks else None,
                    high=(rule.scale_from or rule.max) if isinstance(rule, External) else None,
                    scored_by=item.scored_by or "",
                    classes=item.applies_to,
                    is_only=len(rules) == 1,
                )
            )
    return tuple(columns)


def save_figures_template(workspace: Workspace, path: Path, campaign_id: str = DAILY_CAMPAIGN_ID) -> int:
    """Put a workbook with every unit in scope at `path`, to be filled in; returns how many units it lists.

    Raises TargetFull, TargetReadOnly, TargetFailed.
    """
    from app.workbooks.figures import figures_template

    units = unit_table.all_units(workspace.store)
    names = {unit.id: unit.name for unit in units}
    kinds = _kinds(workspace, campaign_id)
    wanted = [unit for unit in in_tree_order(units) if unit.is_active and unit.kind in kinds]
    lines = [(unit, names.get(unit.parent_id or "", "")) for unit in wanted]
    save_file(figures_template(lines, figure_columns(workspace, campaign_id)), path)
    return len(wanted)


def plan_figures_import(
    workspace: Workspace, path: Path, progress: Progress = no_progress, campaign_id: str = DAILY_CAMPAIGN_ID
) -> FiguresPlan:
    """Read a workbook and compare it with what is there; nothing is written. Raises the Workbook… errors, Cancelled."""
    from app.workbooks.figures import read_figures

    columns = figure_columns(workspace, campaign_id)
    register = unit_table.all_units(workspace.store)
    table = read_figures(path, register, columns, _kinds(workspace, campaign_id), progress)
    known = figure_table.all_figures(workspace.store, campaign_id)
    by_unit: dict[str, list[Inspection]] = {}
    for inspection in inspection_table.inspections(workspace.store, campaign_id=campaign_id):
        if inspection.state != "void":
            by_unit.setdefault(inspection.unit_id, []).append(inspection)
    facts = _Facts(workspace)
    planned = []
    for done, read in enumerate(table.figures):
        if done % 100 == 0:
            progress(Step("plan_figures", done, len(table.figures)))
        planned.append(_planned(read, known, by_unit.get(read.figure.place.unit_id, ()), facts))
    codes = {one.read.figure.place.code for one in planned if one.read.figure.kind == "peer"}
    own = {one.read.figure.place.unit_id for one in planned if one.completes}
    waiting = inspections_waiting(workspace.store, campaign_id, codes)
    return FiguresPlan(table, tuple(planned), known, sum(unit_id not in own for unit_id in waiting))


class _Facts:
    """The facts of rules in inspections, each inspection read once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._read: dict[str, Mapping[str, object]] = {}
        self._fills: dict[str, Mapping[tuple[str, str, str], figure_table.Fill]] = {}

    def item(self, inspection: Inspection, code: str) -> Mapping[str, object] | None:
        if inspection.id not in self._read:
            items = dict(inspection_table.answers(self._workspace.store, inspection.id)["items"])
            completion = completion_for(self._workspace.store, inspection.id) if inspection.is_frozen else None
            if completion is not None:
                items |= dict(completion.answers.get("items") or {})
            self._read[inspection.id] = items
        found = self._read[inspection.id].get(code)
        return found if isinstance(found, Mapping) else None

    def filled(self, inspection: Inspection, code: str, rule: str) -> object:
        if inspection.id not in self._fills:
            self._fills[inspection.id] = figure_table.fills(self._workspace.store, inspection.id)
        fill = self._fills[inspection.id].get(("items", code, rule))
        return fill.value if fill else None

    def awaits(self, inspection: Inspection, code: str) -> bool:
        """Whether the item is filled in without anybody having looked at it."""
        scheme = self._workspace.scheme(inspection.scheme_hash).scheme
        item = scheme.item(code)
        return item is not None and waits_only_for_others(item)


def _planned(
    read: "ReadFigure", known: Mapping[Place, KeptFigure], inspections: Iterable[Inspection], facts: _Facts
) -> PlannedFigure:
    place, wanted = read.figure.place, read.figure.facts
    kept = known.get(place)
    action: FigureAction = "new" if kept is None else "same" if kept.figure == read.figure else "changed"
    before = "" if kept is None or action == "same" else _said(kept.figure.value)
    drafts = completes = 0
    for inspection in inspections:
        given = facts.item(inspection, place.code)
        inside = (given or {}).get("facts")
        now = inside.get(place.rule) if isinstance(inside, Mapping) else None
        if wanted is None or (given or {}).get("exempt"):
            continue
        if now is None:
            fits = given is not None or facts.awaits(inspection, place.code)
            drafts += int(fits and not inspection.is_frozen)
            completes += int(fits and inspection.is_frozen and inspection.is_provisional)
        elif _value(now) == _value(wanted):
            continue
        elif inspection.is_frozen:
            action, before = "signed", _value(now)
        elif facts.filled(inspection, place.code, place.rule) == now:
            drafts += 1
        else:
            action, before = "conflict", _value(now)
    return PlannedFigure(read, action, before, drafts, completes)


def _said(value: Decimal | None) -> str:
    return "不参加" if value is None else format(value, "f")


def _value(facts: object) -> str:
    if not isinstance(facts, Mapping):
        return ""
    raw = facts.get("marks", facts.get("value", facts.get("rank", "")))
    try:
        return format(Decimal(str(raw)).normalize(), "f")
    except ArithmeticError:
        return str(raw)


def _kinds(workspace: Workspace, campaign_id: str) -> frozenset[str]:
    campaign = campaign_table.campaign(workspace.store, campaign_id)
    return frozenset(workspace.scheme(campaign.scheme_hash).scheme.unit_kinds)
