"""A backup is made ready beside the store and swapped in by one rename; everything old is kept."""

import errno
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.person import Person
from app.errors import StoreDamaged, StoreInUse, StoreWriteFailed
from app.store import audit, people
from app.store.backups import copy_database, new_backup
from app.store.database import open_store
from app.store.memos import memo, put_memo
from app.store.restoring import READY_FOLDER, forget_ready, make_ready, swap_in
from app.store.revisions import clock, tick
from app.store.units import all_units, put_units


@pytest.fixture
def backup(store, make, tmp_path):
    """A backup with one unit and one person; the store has another unit since."""
    (tmp_path / "backups").mkdir()
    put_units(store, [make.unit("u-1")])
    people.put_person(store, Person("p-1", "王芳", "科员", "天宁区委组织部", is_local=True))
    people.put_signing_key(store, "p-1", b"old")
    with new_backup(tmp_path / "backups", make.start, store.device) as (draft, target):
        copy_database(store, draft)
    put_units(store, [make.unit("u-2", "丽华社区")])
    return target


def test_the_store_is_untouched_until_the_swap_and_the_backup_after_it(store, backup, make):
    make_ready(store.folder, backup, store.key, at=make.start, present=store)
    assert len(all_units(store)) == 2
    store.close()
    kept = swap_in(store.folder, store.key, at=make.start)
    with open_store(store.folder, key=store.key) as restored:
        assert [unit.id for unit in all_units(restored)] == ["u-1"]
        assert restored.device != store.device
        assert audit.entries(restored)[0].about == f"{store.device} {backup.name}"
    assert sorted(each.name for each in kept.iterdir()) == ["store.db", "store.mark"]
    with open_store(kept, key=store.key, readonly=True) as old:
        assert len(all_units(old)) == 2
    assert not (store.folder / READY_FOLDER).exists()


def test_people_keys_memos_and_the_clock_are_those_of_the_present(store, backup, make):
    people.put_signing_key(store, "p-1", b"new")
    people.put_person(store, Person("p-2", "李强", "科长", "天宁区委组织部", is_local=True))
    people.put_certificate(store, "c" * 64, "person", b"der", make.start)
    put_memo(store, "backup-folder", "/U")
    stamp = tick(store, make.start + timedelta(days=1))
    make_ready(store.folder, backup, store.key, at=make.start, present=store)
    store.close()
    swap_in(store.folder, store.key, at=make.start)
    with open_store(store.folder, key=store.key) as restored:
        assert people.signing_key(restored, "p-1") == b"new"
        assert people.person(restored, "p-2").is_local
        assert people.certificates(restored, author="c" * 64) == (b"der",)
        assert memo(restored, "backup-folder") == "/U"
        assert clock(restored).stamp == stamp


def test_without_a_present_the_backups_own_people_stay(store, backup, make):
    make_ready(store.folder, backup, store.key, at=make.start, present=None)
    store.close()
    swap_in(store.folder, store.key, at=make.start)
    with open_store(store.folder, key=store.key) as restored:
        assert people.signing_key(restored, "p-1") == b"old"


def test_an_open_store_is_not_swapped(store, backup, make):
    make_ready(store.folder, backup, store.key, at=make.start, present=store)
    with pytest.raises(StoreInUse):
        swap_in(store.folder, store.key, at=make.start)
    assert len(all_units(store)) == 2


def test_two_swaps_of_one_second_keep_both_old_stores(store, backup, make):
    store.close()
    for _ in range(2):
        make_ready(store.folder, backup, store.key, at=make.start, present=None)
        swap_in(store.folder, store.key, at=make.start)
    assert len(list(store.folder.glob("store-before-restore-*"))) == 2


def test_the_log_of_a_damaged_store_goes_with_it(store, backup, make):
    make_ready(store.folder, backup, store.key, at=make.start, present=None)
    store.close()
    (store.folder / "store.db-wal").write_bytes(b"what nobody folded in")
    kept = swap_in(store.folder, store.key, at=make.start)
    assert (kept / "store.db-wal").read_bytes() == b"what nobody folded in"
    assert not (store.folder / "store.db-wal").exists()
    with open_store(store.folder, key=store.key) as restored:
        assert len(all_units(restored)) == 1


def test_where_a_disk_knows_no_second_names_the_old_store_is_copied(store, backup, make, monkeypatch):
    def refused(*_args):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    make_ready(store.folder, backup, store.key, at=make.start, present=store)
    store.close()
    old = (store.folder / "store.db").read_bytes()
    kept = swap_in(store.folder, store.key, at=make.start)
    assert (kept / "store.db").read_bytes() == old


def test_a_disk_that_fails_before_the_rename_leaves_the_old_store(store, backup, make, monkeypatch):
    make_ready(store.folder, backup, store.key, at=make.start, present=store)
    store.close()
    real = Path.replace

    def fails(path, target):
        if path.parent.name == READY_FOLDER:
            raise OSError(errno.EIO, "Input/output error")
        return real(path, target)

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(StoreWriteFailed):
        swap_in(store.folder, store.key, at=make.start)
    with open_store(store.folder, key=store.key) as old:
        assert len(all_units(old)) == 2


def test_a_torn_backup_is_not_made_ready(store, backup, make):
    data = bytearray((backup / "store.db").read_bytes())
    data[len(data) // 2] ^= 1
    (backup / "store.db").write_bytes(bytes(data))
    with pytest.raises(StoreDamaged):
        make_ready(store.folder, backup, store.key, at=make.start, present=store)
    assert not (store.folder / READY_FOLDER).exists()


def test_what_is_not_wanted_is_forgotten(store, backup, make):
    make_ready(store.folder, backup, store.key, at=make.start, present=store)
    forget_ready(store.folder)
    assert not (store.folder / READY_FOLDER).exists()
    assert [each.name for each in backup.iterdir()] == ["store.db"]
