"""What an import of units would do: values only, nothing is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from app.domain.unit import Unit
from app.workbooks.findings import CellFinding

UnitAction = Literal["new", "changed", "unchanged"]
ChangedField = Literal["kind", "name", "code", "parent", "class", "pilot", "active"]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that the table has otherwise than the register; both as text, names for parents."""

    field: ChangedField
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PlannedUnit:
    """A unit as it would stand afterwards. `row` is where it was read, or first named as a parent (`is_implied`)."""

    unit: Unit
    action: UnitAction
    sheet: str
    row: int
    parent_name: str = ""
    changes: tuple[FieldChange, ...] = ()
    is_implied: bool = False


@dataclass(frozen=True, slots=True)
class UnitsPlan:
    """Everything about one import before it happens.

    `units` are parents before children; `absent` are the register's units that the table does not name: they are
    left alone. `register` is what the plan was compared with.
    """

    file_name: str
    units: tuple[PlannedUnit, ...]
    absent: tuple[Unit, ...]
    findings: tuple[CellFinding, ...]
    register: tuple[Unit, ...]

    @property
    def errors(self) -> tuple[CellFinding, ...]:
        """Findings that stop the import."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def warnings(self) -> tuple[CellFinding, ...]:
        """Findings that are only pointed out."""
        return tuple(finding for finding in self.findings if finding.severity == "warning")

    def of(self, action: UnitAction) -> tuple[PlannedUnit, ...]:
        """The units that this would happen to."""
        return tuple(planned for planned in self.units if planned.action == action)

    @property
    def to_write(self) -> tuple[PlannedUnit, ...]:
        """New and changed units, parents before children."""
        return tuple(planned for planned in self.units if planned.action != "unchanged")

    @property
    def can_apply(self) -> bool:
        """Whether there is something to import and nothing in the way."""
        return bool(self.to_write) and not self.errors


def changes_between(old: Unit, new: Unit, names: dict[str, str]) -> tuple[FieldChange, ...]:
    """Which fields differ; `names` are the names of units by id, for the parents."""
    return tuple(_changes(old, new, names))


def _changes(old: Unit, new: Unit, names: dict[str, str]) -> Iterable[FieldChange]:
    if old.name != new.name:
        yield FieldChange("name", old.name, new.name)
    if old.code != new.code:
        yield FieldChange("code", old.code or "", new.code or "")
    if old.kind != new.kind:
        yield FieldChange("kind", old.kind, new.kind)
    if old.parent_id != new.parent_id:
        yield FieldChange("parent", names.get(old.parent_id or "", ""), names.get(new.parent_id or "", ""))
    if old.class_ != new.class_:
        yield FieldChange("class", old.class_ or "", new.class_ or "")
    if old.is_pilot != new.is_pilot:
        yield FieldChange("pilot", str(int(old.is_pilot)), str(int(new.is_pilot)))
    if old.is_active != new.is_active:
        yield FieldChange("active", str(int(old.is_active)), str(int(new.is_active)))
