"""Each failure of the database or the disk has its own name."""

import errno
import shutil
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlcipher3 import dbapi2

from app.errors import StoreDamaged, StoreFull, StoreInUse, StoreReadOnly, StoreWriteFailed
from app.store.failures import of_database, translated

PATH = Path("store.db")


def error_with(code: int | None) -> dbapi2.Error:
    error = dbapi2.OperationalError("x")
    if code is not None:
        error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (sqlite3.SQLITE_FULL, StoreFull),
        (sqlite3.SQLITE_READONLY_DBMOVED, StoreReadOnly),
        (sqlite3.SQLITE_CORRUPT_INDEX, StoreDamaged),
        (sqlite3.SQLITE_NOTADB, StoreDamaged),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StoreInUse),
        (sqlite3.SQLITE_IOERR_FSYNC, StoreWriteFailed),
        (sqlite3.SQLITE_CANTOPEN, StoreWriteFailed),
    ],
)
def test_extended_codes_belong_to_their_kind(code, expected):
    assert type(of_database(error_with(code), PATH)) is expected


@pytest.mark.parametrize("code", [None, sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_ERROR])
def test_mistakes_of_the_program_pass_as_they_are(code):
    with pytest.raises(dbapi2.OperationalError), translated(PATH):
        raise error_with(code)


def test_an_error_of_a_disk_without_room_is_a_full_disk(monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=4096))
    assert type(of_database(error_with(sqlite3.SQLITE_IOERR_SHMSIZE), PATH)) is StoreFull


def test_a_disk_that_cannot_even_be_asked_has_failed():
    error = error_with(sqlite3.SQLITE_IOERR_READ)
    assert type(of_database(error, Path("/nowhere/at/all/store.db"))) is StoreWriteFailed


def test_a_full_disk_is_full_whoever_says_so():
    with pytest.raises(StoreFull), translated(PATH):
        raise OSError(errno.ENOSPC, "full")
