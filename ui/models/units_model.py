"""The register as a table: which units a search and the filters leave, and what each cell says."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QObject, Qt

from app.domain.pinyin import found_in
from app.domain.unit import Unit
from app.services.units import GRASS_ROOTS, UnitRow
from ui.models.found_model import Found, FoundModel
from ui.models.inspection_words import StateWords, state_words
from ui.numbers import written

NAME, PARENT, PILOT, STATE, LAST = range(5)
ALL, SITES, RETIRED = "", "websites", "retired"
"""Places of the tree that are no unit: everything in use, the sub-sites, what is out of use."""


@dataclass(frozen=True, slots=True)
class UnitsFilter:
    """What is to be shown. `below` is a unit's id or one of ALL, SITES, RETIRED."""

    text: str = ""
    below: str = ALL
    owed_only: bool = False
    grass_roots_only: bool = False
    pilots_only: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether more than the place in the tree limits what is shown."""
        return bool(self.text.strip()) or self.owed_only or self.grass_roots_only or self.pilots_only


def found_units(rows: Iterable[UnitRow], wanted: UnitsFilter) -> list[Found[UnitRow]]:
    """The rows that `wanted` leaves; with a search those whose beginning was found come first."""
    rows = tuple(rows)
    inside = ids_below(rows, wanted.below) if wanted.below not in (ALL, SITES, RETIRED) else None
    found = []
    for row in rows:
        if not _is_in_place(row.unit, wanted.below, inside) or not _passes(row, wanted):
            continue
        hit = None
        if wanted.text.strip():
            hit = found_in(wanted.text, row.unit.name, row.unit.initials)
            if hit is None and not (row.unit.code or "").startswith(wanted.text.strip()):
                continue
        found.append(Found(row, hit))
    if wanted.text.strip():
        found.sort(key=lambda one: one.hit is None or one.hit[0] > 0)
    return found


def ids_below(rows: Iterable[UnitRow], unit_id: str) -> frozenset[str]:
    """A unit's id and those of all units below it."""
    children: dict[str, list[str]] = {}
    for row in rows:
        if row.unit.parent_id:
            children.setdefault(row.unit.parent_id, []).append(row.unit.id)
    inside = {unit_id}
    waiting = [unit_id]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in inside:
                inside.add(child)
                waiting.append(child)
    return frozenset(inside)


def _is_in_place(unit: Unit, below: str, inside: frozenset[str] | None) -> bool:
    if below == RETIRED:
        return not unit.is_active
    if not unit.is_active:
        return False
    if below == SITES:
        return unit.kind == "website"
    return inside is None or unit.id in inside


def _passes(row: UnitRow, wanted: UnitsFilter) -> bool:
    if wanted.owed_only and not row.is_owed:
        return False
    if wanted.grass_roots_only and row.unit.kind not in GRASS_ROOTS:
        return False
    return row.unit.is_pilot or not wanted.pilots_only


def total_of(row: UnitRow) -> Decimal | None:
    """The total of the inspection in sight."""
    e4 = row.inspection.total_e4 if row.inspection else None
    return None if e4 is None else Decimal(e4) / 10_000


def row_state(row: UnitRow) -> StateWords:
    """How far the district's inspection of a unit is; nothing for a street, which is not inspected."""
    if row.inspection is None and not row.is_inspected:
        return StateWords("—", colour="ink3")
    return state_words(row.inspection, row.items, written(total_of(row), ""))


class UnitsModel(FoundModel[UnitRow]):
    """A face over found units, in the order of the tree until one sorts."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(state=STATE, figures=frozenset({LAST}), parent=parent)
        self._heads = (
            self.tr("单位"),
            self.tr("所属"),
            self.tr("试点"),
            self.tr("本活动区级检查"),
            self.tr("上次总分"),
        )

    def _id(self, row: UnitRow) -> str:
        return row.unit.id

    def _state(self, row: UnitRow) -> StateWords:
        return row_state(row)

    def _colour(self, row: UnitRow, column: int) -> str | None:
        if column == STATE:
            return self._known_state(row).colour
        return "ink2" if column == PARENT else None

    def _arrange(self, column: int, order: Qt.SortOrder) -> None:
        """Units without a last total stand behind, whichever way one sorts by it."""
        super()._arrange(column, order)
        if column == LAST:
            self._found.sort(key=lambda one: one.row.last_total is None)

    def _sort_key(self, row: UnitRow, column: int) -> tuple[Any, ...]:
        if column == NAME:
            return (row.unit.initials or row.unit.name, row.unit.name)
        if column == PARENT:
            return (row.parent_name, row.unit.code or "", row.unit.name)
        if column == PILOT:
            return (not row.unit.is_pilot,)
        if column == LAST:
            return (row.last_total or Decimal(0),)
        checked = row.inspection.checked if row.inspection else -1
        return (not row.is_inspected, row.inspection.is_frozen if row.inspection else False, checked)

    def _text(self, row: UnitRow, column: int) -> str:
        if column == NAME:
            return row.unit.name
        if column == PARENT:
            return row.parent_name
        if column == PILOT:
            return self.tr("试点") if row.unit.is_pilot else ""
        return written(row.last_total)
