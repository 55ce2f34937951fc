"""Connections to the encrypted database file, and the mark beside it that tells a wrong key from a damaged file."""

import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from app.errors import StoreDamaged, StoreFull, StoreKeyWrong, StoreReadOnly, StoreWriteFailed
from app.store.failures import translated

DATABASE_NAME = "store.db"
MARK_NAME = "store.mark"
"""Holds a value of the key that tells nothing else about it: the key is random and has 256 bits."""
KEY_BYTES = 32


def connected(path: Path, key: bytes, readonly: bool) -> Any:
    """A connection of sqlcipher3 with the settings of the store; the first page of a writing one is not read yet.

    Raises StoreDamaged, StoreFull, StoreReadOnly, StoreWriteFailed.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("the store key has 32 bytes")
    with translated(path):
        if path.stat().st_size == 0:  # SQLite would take an empty file for a new database
            raise StoreDamaged(path, path)
    if not readonly:
        return _connection(path, key, "rw")
    try:
        return _connection(path, key, "ro")
    except (StoreFull, StoreReadOnly, StoreWriteFailed):
        # On a full disk or in a folder that refuses new files, SQLite cannot lay its shared memory beside the
        # database. Where no log waits to be read, the file is all there is and may be declared unchanging.
        log = path.with_name(path.name + "-wal")
        if log.exists() and log.stat().st_size > 0:
            raise
        return _connection(path, key, "ro&immutable=1")


def _connection(path: Path, key: bytes, mode: str) -> Any:
    with translated(path):
        connection = dbapi2.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=0)
        try:
            set_up(connection, key)
            if mode != "rw":
                connection.execute("PRAGMA query_only = ON")
                connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except BaseException:
            connection.close()
            raise
    return connection


def set_up(connection: Any, key: bytes) -> None:
    """Unlock a fresh connection and choose its settings."""
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA cipher_log_level = NONE")  # it writes to stderr; what matters comes as an exception
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")  # REPLACE must meet the triggers that keep the logs
    connection.execute("PRAGMA busy_timeout = 0")
    connection.execute("PRAGMA synchronous = FULL")  # WAL with NORMAL loses acknowledged answers at a power cut


def require_folded(path: Path) -> None:
    """Refuse a closed database whose log is not in its file: SQLite keeps silent when that fails in closing.

    For a database that is about to be moved: its log would stay behind. Raises StoreWriteFailed.
    """
    log = path.with_name(path.name + "-wal")
    with translated(path):
        if log.exists() and log.stat().st_size > 0:
            raise StoreWriteFailed(path)


def mark_of(key: bytes) -> bytes:
    """The content of the mark."""
    check = hmac.new(key, b"wuyou.store/1", hashlib.sha256).hexdigest()[:32]
    return json.dumps({"format": 1, "key_check": check}).encode()


def require_key(folder: Path, key: bytes) -> None:
    """Refuse a key that is not the store's; without a readable mark, the database itself has to tell."""
    try:
        mark = json.loads((folder / MARK_NAME).read_bytes())
        check = str(mark["key_check"])
    except (OSError, ValueError, KeyError, TypeError):
        return
    if not hmac.compare_digest(check, json.loads(mark_of(key))["key_check"]):
        raise StoreKeyWrong(folder / DATABASE_NAME)
