"""The unit tree as the screen reads it."""

from collections.abc import Iterable
from typing import Any

from app.domain.unit import Unit
from app.errors import RecordMissing
from app.store.database import Row, Store

_COLUMNS = "id, kind, name, code, parent_id, class, is_pilot, is_active, initials, replaced_by"
_PUT = f"""
INSERT INTO unit ({_COLUMNS}, basis) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, code = excluded.code,
    parent_id = excluded.parent_id, class = excluded.class, is_pilot = excluded.is_pilot,
    is_active = excluded.is_active, initials = excluded.initials, replaced_by = excluded.replaced_by,
    basis = coalesce(excluded.basis, basis)
"""  # noqa: S608 - constant text


def put_units(store: Store, units: Iterable[Unit], basis: str | None = None) -> None:
    """Write the rows of `units`, new or known, in one transaction. `basis` is the revision they were made from.

    A unit that travels gets its row through a revision; this is for rows of this machine alone.
    """
    with store.atomic():
        store.execute_many(_PUT, [(*_row(unit), basis) for unit in units])


def all_units(store: Store) -> tuple[Unit, ...]:
    """Every unit, parents before children where ids are codes; inactive ones too."""
    return tuple(_unit(row) for row in store.rows(f"SELECT {_COLUMNS} FROM unit ORDER BY id"))  # noqa: S608


def unit(store: Store, id: str) -> Unit:  # noqa: A002 - as in Unit
    """The unit; RecordMissing."""
    row = store.row(f"SELECT {_COLUMNS} FROM unit WHERE id = ?", (id,))  # noqa: S608
    if row is None:
        raise RecordMissing("unit", id)
    return _unit(row)


def children(store: Store, parent_id: str | None) -> tuple[Unit, ...]:
    """The units right below `parent_id`; those without a parent for None."""
    rows = store.rows(f"SELECT {_COLUMNS} FROM unit WHERE parent_id IS ? ORDER BY id", (parent_id,))  # noqa: S608
    return tuple(_unit(row) for row in rows)


def find_units(store: Store, text: str, limit: int = 50) -> tuple[Unit, ...]:
    """Units whose name, initials or code hold `text`: beginnings first, active before inactive, then by name."""
    wanted = text.strip().lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    beginning, inside = f"{wanted}%", f"%{wanted}%"
    rows = store.rows(
        f"""SELECT {_COLUMNS} FROM unit
        WHERE name LIKE ?2 ESCAPE '\\' OR initials LIKE ?2 ESCAPE '\\' OR code LIKE ?1 ESCAPE '\\'
        ORDER BY name LIKE ?1 ESCAPE '\\' OR initials LIKE ?1 ESCAPE '\\' DESC, is_active DESC, name, id
        LIMIT ?3""",  # noqa: S608
        (beginning, inside, limit),
    )
    return tuple(_unit(row) for row in rows)


def count_units(store: Store, *, active_only: bool = False) -> int:
    """How many units there are."""
    condition = "WHERE is_active" if active_only else ""
    return int(store.rows(f"SELECT count(*) FROM unit {condition}")[0][0])  # noqa: S608


def _row(unit: Unit) -> tuple[Any, ...]:
    return (
        unit.id,
        unit.kind,
        unit.name,
        unit.code,
        unit.parent_id,
        unit.class_,
        unit.is_pilot,
        unit.is_active,
        unit.initials,
        unit.replaced_by,
    )


def _unit(row: Row) -> Unit:
    id_, kind, name, code, parent_id, class_, is_pilot, is_active, initials, replaced_by = row
    return Unit(id_, kind, name, code, parent_id, class_, bool(is_pilot), bool(is_active), initials, replaced_by)
