"""Ranking a campaign's units, and who gets the places of a quota."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.errors import AnswersRefused
from app.scoring.exact import read_number, rounded
from app.scoring.findings import Refusal
from app.scoring.grading import after_vetoes
from app.scoring.shapes import brief
from app.scoring.table import Condition, Quota, Scheme

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class RankedUnit:
    """A unit of a campaign; `figure` is its total with bonus, None: not ranked."""

    id: str
    figure: Decimal | None
    total: Decimal | None
    grade: str | None
    items: Mapping[str, Decimal | None]
    scope: str | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Ranks by unit id (equal figures share one), grades after what the rank does to them, and the quota's places.

    `places` is the sum over all scopes, 0 without a quota; `referred` are ties that someone has to decide.
    """

    ranks: Mapping[str, int]
    grades: Mapping[str, str | None]
    places: int
    selected: tuple[str, ...]
    referred: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """As the command line prints it; ranks and places are integers."""
        return {
            "ranks": dict(self.ranks),
            "places": self.places,
            "selected": list(self.selected),
            "referred": list(self.referred),
        }


def rank(scheme: Scheme, campaign: Mapping[str, Any]) -> Ranking:
    """The ranking of a campaign's JSON. Raises AnswersRefused with every finding."""
    refusals: list[Refusal] = []
    units = _read(scheme, campaign, refusals)
    if refusals:
        raise AnswersRefused(tuple(refusals))
    figures = sorted((unit.figure for unit in units if unit.figure is not None), reverse=True)
    first: dict[Decimal, int] = {}
    for place, figure in enumerate(figures, 1):
        first.setdefault(figure, place)
    graded = [replace(unit, grade=_grade(scheme, unit, figures)) for unit in units]
    places, selected, referred = _share_out(scheme, graded)
    return Ranking(
        ranks={unit.id: first[unit.figure] for unit in units if unit.figure is not None},
        grades={unit.id: unit.grade for unit in graded},
        places=places,
        selected=tuple(selected),
        referred=tuple(referred),
    )


def _grade(scheme: Scheme, unit: RankedUnit, figures: Sequence[Decimal]) -> str | None:
    """The grade after vetoes and caps that go by the rank from the bottom; all units tied at the border count."""

    def is_hit(condition: Condition | None) -> bool:
        if condition is None or condition.rank_from_bottom is None or unit.figure is None:
            return False
        return unit.figure <= figures[max(0, len(figures) - condition.rank_from_bottom)]

    vetoes = [veto for veto in scheme.vetoes if is_hit(veto.from_)]
    caps = [cap.max_grade for cap in scheme.grade_caps if is_hit(cap.when)]
    if unit.grade is None or not (vetoes or caps):
        return unit.grade
    return after_vetoes(scheme, unit.grade, vetoes, caps)


def _share_out(scheme: Scheme, units: Sequence[RankedUnit]) -> tuple[int, list[str], list[str]]:
    quota = scheme.quota
    if quota is None:
        return 0, [], []
    places, selected, referred = 0, [], []
    scopes: dict[str | None, list[RankedUnit]] = {}
    for unit in units:
        scopes.setdefault(unit.scope if quota.scope is not None else None, []).append(unit)
    for here in scopes.values():
        passed = [unit for unit in here if unit.grade is not None and unit.grade != scheme.grades[-1].name]
        here_places = _places(quota, len(here if quota.of == "inspected" else passed))
        places += here_places
        candidates = [unit for unit in here if unit.grade == quota.grade]
        chosen, open_to_decide = _select(quota, candidates, here_places)
        selected += chosen
        referred += open_to_decide
    return places, selected, referred


def _places(quota: Quota, units: int) -> int:
    share = Fraction(quota.share.value) / (100 if quota.share.percent else 1)
    exact = share * units
    if quota.rounding == "half_up":
        number = int(rounded(exact, 0))
    else:
        number = exact.__ceil__() if quota.rounding == "ceil" else exact.__floor__()
    return max(number, quota.at_least)


def _select(quota: Quota, candidates: Iterable[RankedUnit], places: int) -> tuple[list[str], list[str]]:
    """The best candidates by figure and then by `order`; a tie across the last place goes by `on_tie`."""

    def key(unit: RankedUnit) -> tuple[tuple[bool, Decimal], ...]:
        values = [unit.figure]
        for name in quota.order:
            if name.startswith("item:"):
                values.append(unit.items.get(name.removeprefix("item:")))
            else:
                values.append(unit.total if name == "total" else unit.figure)
        return tuple((value is not None, _NOTHING if value is None else value) for value in values)

    ordered = sorted(candidates, key=key, reverse=True)
    if len(ordered) <= places:
        return [unit.id for unit in ordered], []
    if places == 0:
        return [], []
    border = key(ordered[places - 1])
    if key(ordered[places]) != border:
        return [unit.id for unit in ordered[:places]], []
    above = [unit.id for unit in ordered if key(unit) > border]
    tied = [unit.id for unit in ordered if key(unit) == border]
    if quota.on_tie == "all_in":
        return above + tied, []
    return above, tied if quota.on_tie == "refer" else []


def _read(scheme: Scheme, campaign: object, refusals: list[Refusal]) -> list[RankedUnit]:
    raw = campaign.get("units") if isinstance(campaign, Mapping) else None
    if not isinstance(raw, list | tuple):
        refusals.append(Refusal("units", "应为单位的列表"))
        return []
    grades = {grade.name for grade in scheme.grades}
    units, seen = [], set()
    for index, one in enumerate(raw):
        path = f"units[{index}]"
        name = one.get("id") if isinstance(one, Mapping) else None
        if not isinstance(one, Mapping) or not isinstance(name, str) or not name:
            refusals.append(Refusal(f"{path}.id", "单位要有编号"))
            continue
        if name in seen:
            refusals.append(Refusal(f"{path}.id", f"“{brief(name)}”有两个"))
        seen.add(name)
        grade, scope = one.get("grade"), one.get("scope")
        if grade is not None and (not isinstance(grade, str) or grade not in grades):
            refusals.append(Refusal(f"{path}.grade", f"方案里没有“{brief(str(grade))}”这个等次"))
            grade = None
        if scope is not None and not isinstance(scope, str):
            refusals.append(Refusal(f"{path}.scope", "应为文字"))
            scope = None
        total = read_figure(one.get("total"), f"{path}.total", refusals)
        figure = read_figure(one.get("total_with_bonus"), f"{path}.total_with_bonus", refusals)
        if "total_with_bonus" not in one:
            figure = total
        units.append(RankedUnit(name, figure, total, grade, _item_marks(one, path, refusals), scope))
    return units


def _item_marks(unit: Mapping[str, Any], path: str, refusals: list[Refusal]) -> dict[str, Decimal | None]:
    items = unit.get("items")
    if items is None:
        return {}
    if not isinstance(items, Mapping):
        refusals.append(Refusal(f"{path}.items", "应为对象，每项一个得分"))
        return {}
    return {
        str(code): read_figure(marks, f"{path}.items.{brief(str(code))}", refusals) for code, marks in items.items()
    }


def read_figure(raw: object, path: str, refusals: list[Refusal]) -> Decimal | None:
    """A number written as text, None for null; anything else is refused."""
    if raw is None:
        return None
    number = read_number(raw)
    if number is None:
        refusals.append(Refusal(path, "应为数，用文字书写，如“89.4”"))
    return number
