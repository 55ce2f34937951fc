"""A file is the old one or the new one."""

import os

import pytest

from app.store import whole_files
from app.store.whole_files import make_folder, write_whole


def test_a_file_is_replaced_whole_and_synced_before_it_gets_its_name(tmp_path, monkeypatch):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    seen = []
    really = os.fsync

    def watched(descriptor):
        seen.append(path.read_bytes())
        really(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    write_whole(path, b"new")
    assert seen == [b"old", b"new"]  # the content before the rename, the folder after it
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_failure_leaves_the_old_file_alone_in_the_folder(tmp_path):
    path = tmp_path / "file"
    path.mkdir()
    with pytest.raises(OSError, match="directory"):
        write_whole(path, b"new")
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


def test_a_folder_is_made_with_what_is_missing_above_it_and_each_name_is_synced(tmp_path, monkeypatch):
    synced = []
    monkeypatch.setattr(whole_files, "sync_folder", lambda folder: synced.append((folder, (folder / "a").exists())))
    make_folder(tmp_path / "a" / "b", 0o700)
    assert synced == [(tmp_path, True), (tmp_path / "a", False)]
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700
    make_folder(tmp_path / "a" / "b")
    assert len(synced) == 2
