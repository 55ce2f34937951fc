"""Backups on the disk are folders that are there whole or not at all."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.errors import StoreDamaged, StoreFull, StoreKeyWrong, StoreNewer, StoreWriteFailed
from app.store.backups import (
    Counts,
    add_files,
    backup_folders,
    backup_name,
    clear_drafts,
    copy_database,
    copy_file,
    counts,
    edition,
    looked_into,
    moment_in_name,
    new_backup,
    remove_backup,
    sealed_sizes,
    size_of,
)
from app.store.inspections import new_inspection
from app.store.integrity import check
from app.store.units import put_units

AT = datetime(2026, 1, 8, 2, 3, 4, tzinfo=UTC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups"


@pytest.fixture
def backup(store, root):
    with new_backup(root, AT, store.device) as (draft, target):
        copy_database(store, draft)
    return target


def test_a_name_tells_the_moment_and_the_device():
    name = backup_name(AT, "0a0b0c0d")
    assert name.endswith("-0a0b0c0d.backup")
    assert moment_in_name(name) == AT
    assert moment_in_name(backup_name(AT, "0a0b0c0d", 3)) == AT
    assert moment_in_name("wuyou-20261301-000000-0a0b0c0d.backup") is None
    assert moment_in_name("holiday.backup") is None


def test_the_copy_is_under_the_same_key_and_holds_the_same(store, make, root):
    put_units(store, [make.unit("u-1")])
    new_inspection(store, make.inspection())
    with new_backup(root, AT, store.device) as (draft, target):
        copy_database(store, draft)
    with looked_into(target, store.key) as copy:
        assert check(copy) == ()
        assert counts(copy) == counts(store) == Counts(1, 0, 1, 0, 0)
        assert edition(copy) == edition(store)
        assert (copy.realm, copy.device) == (store.realm, store.device)
    assert [each.name for each in target.iterdir()] == ["store.db"], "nothing is laid beside by looking"
    assert size_of(target) == (target / "store.db").stat().st_size


def test_an_edition_changes_with_what_is_done(store, make):
    before = edition(store)
    put_units(store, [make.unit("u-1")])
    assert edition(store) != before


def test_an_error_leaves_neither_backup_nor_draft(store, root):
    def fill_until_full():
        with new_backup(root, AT, store.device) as (draft, _target):
            copy_database(store, draft)
            raise OSError(28, "No space left on device")

    with pytest.raises(StoreFull):
        fill_until_full()
    assert list(root.iterdir()) == []


def test_drafts_of_a_crash_are_cleared_of_one_device_or_of_all(root):
    for device in ("0a0b0c0d", "01020304"):
        (root / f".{backup_name(AT, device)}.part").mkdir()
    assert clear_drafts(root, "0a0b0c0d") == 1
    assert clear_drafts(root) == 1
    assert clear_drafts(root / "nowhere") == 0


def test_only_what_is_named_like_a_backup_is_one(backup, root):
    (root / "files").mkdir()
    (root / backup_name(AT, "00000000")).write_text("a file")
    assert backup_folders(root) == (backup,)
    assert backup_folders(root / "nowhere") == ()


def test_a_backup_taken_away_is_gone(backup, root):
    remove_backup(backup)
    assert list(root.iterdir()) == []
    assert size_of(backup) == 0


def test_files_are_added_once_and_again_when_they_were_cut(tmp_path):
    source, target = tmp_path / "sealed", tmp_path / "files"
    source.mkdir()
    (source / "a1").write_bytes(b"one")
    (source / ".a1.part").write_bytes(b"half")
    assert sealed_sizes(source) == {"a1": 3}
    assert sealed_sizes(target) == {}
    assert add_files(source, target, ["gone"]) == 0
    assert not target.exists()
    assert add_files(source, target, ["a1", "gone"]) == 1
    assert add_files(source, target, ["a1"]) == 0
    (target / "a1").write_bytes(b"o")
    assert add_files(source, target, ["a1"]) == 1
    assert (target / "a1").read_bytes() == b"one"


def test_a_copy_that_breaks_off_leaves_nothing(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"one")

    def fails(_descriptor):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OSError, match="Input/output"):
        copy_file(tmp_path / "a", tmp_path / "b")
    assert [each.name for each in tmp_path.iterdir()] == ["a"]
    with pytest.raises(StoreWriteFailed):
        add_files(tmp_path, tmp_path / "to", ["a"])


def test_anothers_key_is_told_from_damage(backup, store, root):
    (backup / "store.mark").write_bytes((store.folder / "store.mark").read_bytes())
    with pytest.raises(StoreKeyWrong), looked_into(backup, bytes(32)):
        pass
    (backup / "store.mark").unlink()
    with pytest.raises(StoreDamaged), looked_into(backup, bytes(32)):
        pass


@pytest.mark.parametrize(
    "damage", [lambda path: path.write_bytes(b""), Path.unlink, lambda path: os.truncate(path, 100)]
)
def test_a_torn_database_is_damaged(backup, store, damage):
    damage(backup / "store.db")
    with pytest.raises(StoreDamaged), looked_into(backup, store.key):
        pass


@pytest.mark.parametrize(("pragma", "error"), [("application_id = 1", StoreDamaged), ("user_version = 99", StoreNewer)])
def test_a_database_of_another_program_or_a_newer_one_is_refused(store, root, pragma, error):
    store.connection.execute(f"PRAGMA {pragma}")
    with new_backup(root, AT, store.device) as (draft, target):
        copy_database(store, draft)
    with pytest.raises(error), looked_into(target, store.key):
        pass
