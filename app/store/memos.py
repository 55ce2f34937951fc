"""Small facts about this store that never travel."""

from app.store.database import Store

_PREFIX = "memo:"


def put_memo(store: Store, name: str, value: str | None) -> None:
    """Keep a fact under its name; None forgets it."""
    with store.atomic():
        if value is None:
            store.execute("DELETE FROM meta WHERE name = ?", (_PREFIX + name,))
        else:
            store.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_PREFIX + name, value))


def memo(store: Store, name: str) -> str | None:
    """The fact, None where there is none."""
    row = store.row("SELECT value FROM meta WHERE name = ?", (_PREFIX + name,))
    return None if row is None else str(row[0])
