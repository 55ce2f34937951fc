"""Scheme versions, byte for byte."""

from dataclasses import dataclass

from app.errors import RecordMissing
from app.store.database import Store


@dataclass(frozen=True, slots=True)
class SchemeRow:
    """One scheme version: its hash, and whether it is a `draft`, `issued` or `retired`."""

    hash: str
    state: str


def put_scheme(store: Store, hash: str, json_bytes: bytes, state: str, basis: str | None = None) -> None:  # noqa: A002
    """Keep a scheme version under its hash; the bytes of a known one stay, its state changes."""
    with store.atomic():
        store.execute(
            """INSERT INTO scheme VALUES (?, ?, ?, ?)
            ON CONFLICT (hash) DO UPDATE SET state = excluded.state, basis = coalesce(excluded.basis, basis)""",
            (hash, json_bytes, state, basis),
        )


def scheme_json(store: Store, hash: str) -> bytes:  # noqa: A002
    """The bytes; RecordMissing."""
    row = store.row("SELECT json FROM scheme WHERE hash = ?", (hash,))
    if row is None:
        raise RecordMissing("scheme", hash)
    return bytes(row[0])


def schemes(store: Store) -> tuple[SchemeRow, ...]:
    """Every version, by hash."""
    return tuple(SchemeRow(*row) for row in store.rows("SELECT hash, state FROM scheme ORDER BY hash"))
