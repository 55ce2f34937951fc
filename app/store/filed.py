"""The store's revisions without their words, which are read when somebody asks: a walk through all takes no room."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from sys import intern
from typing import Any

from app.domain.canonical import parse_strict
from app.domain.revision import SIGNED_PREFIX, SignedRevision, belonging
from app.store.database import Row, Store
from app.store.fresh import Key


@dataclass(frozen=True, slots=True, eq=False)
class FiledRevision:
    """A revision (app.domain.revision.Stated) whose bytes lie in the store."""

    rid: str
    entity: str
    id: str
    parents: tuple[str, ...]
    kind: str
    author: str
    device: str
    hlc: str
    size: int
    store: Store = field(repr=False)

    @property
    def canonical(self) -> bytes:
        """Read anew each time; KeyError where it is not here."""
        row = self.store.row("SELECT canonical FROM revision WHERE rid = ?", (self.rid,))
        if row is None:
            raise KeyError(self.rid)
        return bytes(row[0])

    @property
    def body(self) -> Mapping[str, Any]:
        """Read anew each time."""
        body: Mapping[str, Any] = parse_strict(self.canonical)["body"]
        return body

    @property
    def realm(self) -> str:
        """Read anew each time."""
        return str(parse_strict(self.canonical)["realm"])

    @property
    def signed_bytes(self) -> bytes:
        """What the ECDSA signature is made over."""
        return SIGNED_PREFIX + self.canonical

    @property
    def belongs_to(self) -> tuple[str, str]:
        """The unit and the inspection that the body names; read anew each time."""
        return belonging(self.body)


_COLUMNS = """rid, entity, id, kind, author, device, hlc, length(canonical), sig,
(SELECT group_concat(parent) FROM parent WHERE parent.rid = revision.rid)"""


def filed(store: Store) -> tuple[SignedRevision, ...]:
    """Every revision in the order they came, waiting ones too, parents before children where both came in order."""
    return tuple(_filed(store, row) for row in store.rows(f"SELECT {_COLUMNS} FROM revision ORDER BY seq"))  # noqa: S608


def filed_of(store: Store, keys: Collection[Key]) -> tuple[SignedRevision, ...]:
    """Those of these records, sorted by record, each in the order they came."""
    rows = store.rows(
        f"""SELECT {_COLUMNS} FROM revision
        WHERE (entity, id) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?)) ORDER BY entity, id, seq""",  # noqa: S608
        (json.dumps(sorted(keys)),),
    )
    return tuple(_filed(store, row) for row in rows)


def filed_rids(store: Store, rids: Collection[str]) -> tuple[SignedRevision, ...]:
    """Those with these rids that are here, sorted by rid."""
    rows = store.rows(
        f"SELECT {_COLUMNS} FROM revision WHERE rid IN (SELECT value FROM json_each(?)) ORDER BY rid",  # noqa: S608
        (json.dumps(sorted(rids)),),
    )
    return tuple(_filed(store, row) for row in rows)


def _filed(store: Store, row: Row) -> SignedRevision:
    rid, entity, id_, kind, author, device, hlc, size, sig, parents = row
    made_from = tuple(sorted(parents.split(","))) if parents else ()
    filed = FiledRevision(
        rid, intern(entity), id_, made_from, intern(kind), intern(author), intern(device), hlc, size, store
    )
    return SignedRevision(filed, sig)
