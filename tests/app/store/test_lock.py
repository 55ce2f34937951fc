"""One writing program at a time, whatever the system, and nobody locked out by the dead."""

import os
from types import SimpleNamespace

import pytest

from app.errors import StoreInUse
from app.store import lock
from app.store.lock import LOCK_NAME, StoreLock


def test_the_lock_is_free_again_once_every_holder_gave_it_back(tmp_path):
    first = StoreLock(tmp_path)
    first.share()
    for _ in range(2):
        with pytest.raises(StoreInUse) as caught:
            StoreLock(tmp_path)
        assert caught.value.pid == os.getpid()
        first.release()
    StoreLock(tmp_path).release()


def test_a_lock_file_left_behind_locks_nobody_out(tmp_path):
    (tmp_path / LOCK_NAME).write_text("4242424242")
    StoreLock(tmp_path).release()
    assert (tmp_path / LOCK_NAME).read_text() == str(os.getpid())


def test_a_holder_that_left_no_number_is_somebody(tmp_path):
    held = StoreLock(tmp_path)
    (tmp_path / LOCK_NAME).write_text("")
    with pytest.raises(StoreInUse) as caught:
        StoreLock(tmp_path)
    assert caught.value.pid is None
    held.release()


def test_on_windows_a_far_byte_is_locked_and_the_number_stays_readable(tmp_path, monkeypatch):
    locked = []

    def locking(fd: int, mode: int, count: int) -> None:
        if locked:
            raise PermissionError(13, "locked")
        locked.append((os.lseek(fd, 0, os.SEEK_CUR), mode, count))

    monkeypatch.setattr(lock, "_fcntl", None)
    monkeypatch.setattr(lock, "_msvcrt", SimpleNamespace(locking=locking, LK_NBLCK=2))
    held = StoreLock(tmp_path)
    assert locked[0][0] > 1_000_000_000
    with pytest.raises(StoreInUse) as caught:
        StoreLock(tmp_path)
    assert caught.value.pid == os.getpid()
    held.release()
