"""The tree of districts and streets as a flat list, with how many communities each has."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.unit import Unit
from app.services.units import GRASS_ROOTS
from ui.models.units_model import ALL, RETIRED, SITES

Index = QModelIndex | QPersistentModelIndex
UPPER = ("district", "street", "township")

LEVEL_ROLE = Qt.ItemDataRole.UserRole + 1
COUNT_ROLE = Qt.ItemDataRole.UserRole + 2
KEY_ROLE = Qt.ItemDataRole.UserRole + 3
DIVIDED_ROLE = Qt.ItemDataRole.UserRole + 4
"""True: a line stands above."""


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the tree: a unit's id or ALL, SITES, RETIRED, what it is called, how deep, how many."""

    key: str
    title: str
    level: int
    count: int
    is_divided: bool = False


def places_of(units: Iterable[Unit], whole: str, sites: str, retired: str) -> list[Place]:
    """The lines of the tree; the whole stands above when there are several districts, or none."""
    units = tuple(units)
    by_id = {unit.id: unit for unit in units}
    counts: dict[str, int] = {}
    communities = [unit for unit in units if unit.is_active and unit.kind in GRASS_ROOTS]
    for unit in communities:
        above, seen = unit.parent_id, {unit.id}
        while above in by_id and above not in seen:
            counts[above] = counts.get(above, 0) + 1
            seen.add(above)
            above = by_id[above].parent_id or ""
    uppers = [unit for unit in units if unit.is_active and unit.kind in UPPER]
    tops = [unit for unit in uppers if unit.parent_id not in by_id]
    is_whole_shown = len(tops) != 1 or any(unit.parent_id not in by_id for unit in communities)
    places = [Place(ALL, whole, 0, len(communities))] if is_whole_shown else []
    for unit in uppers:
        level, above, seen = int(is_whole_shown), unit.parent_id, {unit.id}
        while above in by_id and above not in seen:
            seen.add(above)
            level, above = level + 1, by_id[above].parent_id
        places.append(Place(unit.id, unit.name, level, counts.get(unit.id, 0)))
    rest = [
        Place(SITES, sites, 0, sum(unit.kind == "website" and unit.is_active for unit in units)),
        Place(RETIRED, retired, 0, sum(not unit.is_active for unit in units)),
    ]
    rest = [place for place in rest if place.count]
    return places + [Place(p.key, p.title, p.level, p.count, is_divided=n == 0) for n, p in enumerate(rest)]


class UnitsTreeModel(QAbstractListModel):
    """A face over places."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places: list[Place] = []

    def show_units(self, units: Iterable[Unit]) -> None:
        """Show the tree of these units."""
        self.beginResetModel()
        self._places = places_of(units, self.tr("全部单位"), self.tr("子网站"), self.tr("已停用"))
        self.endResetModel()

    def place_of(self, key: str) -> int:
        """The line of a key, -1 when it is not there."""
        return next((row for row, place in enumerate(self._places) if place.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many lines there are."""
        return 0 if parent.isValid() else len(self._places)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a line says."""
        place = self._places[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return place.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("{title}，{count}个").format(title=place.title, count=place.count)
        return {
            LEVEL_ROLE: place.level,
            COUNT_ROLE: place.count,
            KEY_ROLE: place.key,
            DIVIDED_ROLE: place.is_divided,
        }.get(role)
