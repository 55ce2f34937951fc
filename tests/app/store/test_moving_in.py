"""A store that is being made counts from one moment on: before it there is none, and another try begins anew."""

from pathlib import Path

import pytest

from app.errors import StoreAlreadyHere, StoreInUse, StoreWriteFailed
from app.store.connection import DATABASE_NAME, MARK_NAME
from app.store.moving_in import FOUNDING_FOLDER, clear_founding, is_unfinished, moved_in, take_back

KEYS = ("store.keys",)


def fill(draft: Path) -> None:
    for name in (DATABASE_NAME, MARK_NAME, *KEYS):
        (draft / name).write_text(f"made {name}")


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()} - {"store.lock"}


def test_what_was_made_stands_in_the_folder_and_nothing_is_left_beside(tmp_path: Path):
    folder = tmp_path / "new" / "store"
    with moved_in(folder, KEYS) as draft:
        fill(draft)
        assert is_unfinished(folder)
        with pytest.raises(StoreInUse), moved_in(folder, KEYS):
            pass
    assert names(folder) == {DATABASE_NAME, MARK_NAME, *KEYS}
    assert not is_unfinished(folder)


def test_after_an_error_nothing_of_it_is_there(tmp_path: Path):
    def make() -> None:
        with moved_in(tmp_path, KEYS) as draft:
            fill(draft)
            raise ValueError("on the way")

    with pytest.raises(ValueError, match="on the way"):
        make()
    assert names(tmp_path) == set()


def test_a_database_whose_log_could_not_be_folded_in_is_not_moved_without_it(tmp_path: Path):
    def make() -> None:
        with moved_in(tmp_path, KEYS) as draft:
            fill(draft)
            (draft / f"{DATABASE_NAME}-wal").write_bytes(b"what the disk refused")

    with pytest.raises(StoreWriteFailed):
        make()
    assert names(tmp_path) == set()


@pytest.mark.parametrize("failing", [DATABASE_NAME, MARK_NAME, *KEYS])
def test_a_move_that_fails_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str):
    rename = Path.rename

    def fails(source: Path, target: Path) -> Path:
        if source.name == failing:
            raise ValueError("here")
        return rename(source, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(ValueError, match="here"), moved_in(tmp_path, KEYS) as draft:
        fill(draft)
    assert names(tmp_path) == set()


def test_what_a_crash_left_half_moved_does_not_count_and_the_next_one_clears_it_away(tmp_path: Path):
    draft = tmp_path / FOUNDING_FOLDER
    draft.mkdir()
    fill(draft)
    (draft / KEYS[0]).rename(tmp_path / KEYS[0])
    (draft / MARK_NAME).rename(tmp_path / MARK_NAME)
    assert is_unfinished(tmp_path)
    with moved_in(tmp_path, KEYS) as again:
        assert names(again) == set()
        fill(again)
    assert names(tmp_path) == {DATABASE_NAME, MARK_NAME, *KEYS}


def test_a_store_that_is_there_is_left_alone(tmp_path: Path):
    with moved_in(tmp_path, KEYS) as draft:
        fill(draft)
    (tmp_path / FOUNDING_FOLDER).mkdir()  # a crash after the last move
    fill(tmp_path / FOUNDING_FOLDER)
    assert not is_unfinished(tmp_path)
    with pytest.raises(StoreAlreadyHere), moved_in(tmp_path, KEYS):
        pass
    (tmp_path / KEYS[0]).unlink()
    with pytest.raises(StoreAlreadyHere), moved_in(tmp_path, KEYS):
        pass
    clear_founding(tmp_path)
    assert names(tmp_path) == {DATABASE_NAME, MARK_NAME}


def test_one_that_nobody_was_told_of_can_be_taken_back_and_its_log_does_not_meet_the_next(tmp_path: Path):
    with moved_in(tmp_path, KEYS) as draft:
        fill(draft)
    (tmp_path / f"{DATABASE_NAME}-wal").write_bytes(b"of the first")
    take_back(tmp_path, KEYS)
    assert names(tmp_path) == set()
    (tmp_path / f"{DATABASE_NAME}-wal").write_bytes(b"of the first")
    with moved_in(tmp_path, KEYS) as draft:
        fill(draft)
    assert names(tmp_path) == {DATABASE_NAME, MARK_NAME, *KEYS}
