"""What is plainly new among many records: read all at once, so that an import of thousands asks nothing about each."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from app.domain.lineage import Node
from app.store.bodies import INSPECTION
from app.store.database import Store
from app.store.inspection_rows import ADD_SCORE, PUT
from app.store.phrases import ADD_USE

Key = tuple[str, str]
"""Entity and id."""
FEW = 20
"""So many records are asked about one by one."""
MANY = 500
"""So many inspections' rows are written at once."""


@dataclass(frozen=True, slots=True)
class NewRows:
    """Rows of inspections of which nothing was here, to be written at once."""

    ids: frozenset[str]
    inspections: list[tuple[Any, ...]] = field(default_factory=list)
    scores: list[tuple[Any, ...]] = field(default_factory=list)
    uses: list[tuple[Any, ...]] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        """Whether they should be written before more come."""
        return len(self.inspections) >= MANY

    def write(self, store: Store) -> None:
        """Write what came together, inside a transaction, and begin anew."""
        for statement, rows in ((PUT, self.inspections), (ADD_SCORE, self.scores), (ADD_USE, self.uses)):
            if rows:
                rows.sort(key=_key)  # in the order of their trees: ids are hashes, and each page is touched once
                store.execute_many(statement, rows)
                rows.clear()


def alone(store: Store, keys: Collection[Key]) -> dict[Key, Node]:
    """The standing revision of each of these records that has a single one; none where there are FEW records."""
    if len(keys) <= FEW:
        return {}
    wanted = set(keys)
    rows = store.rows(
        """SELECT entity, id, rid, kind, author, hlc FROM revision
        WHERE is_waiting = 0 AND id IN (SELECT value FROM json_each(?)) GROUP BY entity, id HAVING count(*) = 1""",
        (_ids(keys),),
    )
    # Parents in other records do not matter here.
    return {
        (entity, id_): Node(rid, kind, author, hlc, frozenset())
        for entity, id_, rid, kind, author, hlc in rows
        if (entity, id_) in wanted
    }


def unseen_inspections(store: Store, keys: Collection[Key]) -> frozenset[str]:
    """The inspections among these of which this store has no row and nothing that speaks; none where there are FEW."""
    if len(keys) <= FEW:
        return frozenset()
    wanted = {id_ for entity, id_ in keys if entity == INSPECTION}
    ids = json.dumps(sorted(wanted))
    for table, column in (("inspection", "id"), *((table, "inspection_id") for table in _SPEAKING)):
        rows = store.rows(f"SELECT {column} FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))", (ids,))  # noqa: S608
        wanted -= {row[0] for row in rows}
    return frozenset(wanted)


_SPEAKING = ("result", "signed_place", "mark", "item_score", "phrase_use", "draft_base", "change", "answer")


def _key(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The texts that begin a row; what follows may be None and is no part of any key."""
    return row[:2]


def _ids(keys: Iterable[Key]) -> str:
    return json.dumps(sorted({id_ for _entity, id_ in keys}))
