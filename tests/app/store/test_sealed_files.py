"""Sealed files are whole or not there."""

import errno
import os

import pytest

from app.errors import SealedFileMissing, StoreFull, StoreReadOnly, StoreWriteFailed
from app.store.sealed_files import FOLDER_NAME, clear_leftovers, read_sealed, write_sealed


def test_bytes_come_back_and_can_be_replaced(tmp_path):
    write_sealed(tmp_path, "f00d", b"one")
    write_sealed(tmp_path, "f00d", b"two")
    assert read_sealed(tmp_path, "f00d") == b"two"
    assert [path.name for path in (tmp_path / FOLDER_NAME).iterdir()] == ["f00d"]


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(SealedFileMissing):
        read_sealed(tmp_path, "f00d")


@pytest.mark.parametrize("name", ["../x", "", ".x", "A", "a/b", "a" * 121])
def test_a_name_that_could_leave_the_folder_is_a_mistake(tmp_path, name):
    with pytest.raises(ValueError, match="no name"):
        write_sealed(tmp_path, name, b"")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (errno.ENOSPC, StoreFull),
        (errno.EROFS, StoreReadOnly),
        (errno.EACCES, StoreReadOnly),
        (errno.EIO, StoreWriteFailed),
    ],
)
def test_a_disk_that_fails_leaves_the_old_file_and_nothing_beside(tmp_path, monkeypatch, code, expected):
    write_sealed(tmp_path, "f00d", b"one")

    def fail(_descriptor: int) -> None:
        raise OSError(code, "disk")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(expected):
        write_sealed(tmp_path, "f00d", b"two")
    assert read_sealed(tmp_path, "f00d") == b"one"
    assert [path.name for path in (tmp_path / FOLDER_NAME).iterdir()] == ["f00d"]


def test_what_a_crash_left_half_written_is_cleared(tmp_path):
    assert clear_leftovers(tmp_path) == 0
    write_sealed(tmp_path, "f00d", b"one")
    (tmp_path / FOLDER_NAME / ".f00d.1234.part").write_bytes(b"half")
    assert clear_leftovers(tmp_path) == 1
    assert read_sealed(tmp_path, "f00d") == b"one"
