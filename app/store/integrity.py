"""Whether the database is whole, down to every page and every reference."""

from app.store.database import Store


def check(store: Store) -> tuple[str, ...]:
    """What SQLite and SQLCipher complain about; empty when the store is whole. Reads the entire file.

    Raises StoreDamaged where a page cannot even be read.
    """
    found = [] if _log_waits(store) else [str(row[0]) for row in store.rows("PRAGMA cipher_integrity_check")]
    if found:  # pages that do not verify cannot be read any further
        return tuple(found)
    found += [str(row[0]) for row in store.rows("PRAGMA integrity_check") if row[0] != "ok"]
    found += [f"foreign key {row[0]} {row[1]}" for row in store.rows("PRAGMA foreign_key_check")]
    return tuple(found)


def quick_check(store: Store) -> bool:
    """The quicker look, for the start after a crash: the trees are whole (indices are not compared)."""
    return [row[0] for row in store.rows("PRAGMA quick_check")] == ["ok"]


def _log_waits(store: Store) -> bool:
    """Whether pages still lie in the log, after an attempt to bring them into the file.

    SQLCipher's check looks at the file alone: a page there that is about to be written over, torn by a power cut,
    is no damage. SQLite's own check reads through the log, and meets the seal of every page in use.
    """
    if not store.is_readonly:
        store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    log = store.path.with_name(store.path.name + "-wal")
    try:
        return log.stat().st_size > 0
    except FileNotFoundError:
        return False
