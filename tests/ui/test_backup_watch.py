"""Backups are made every half hour of edits and at the end, and nobody is kept from closing."""

import pytest

from app.errors import StoreFull
from app.services.backup_list import own_root
from app.services.people import add_person
from tests.ui.practice import own_office, practice_store
from ui.backup_watch import BackupWatch
from ui.tasks import Tasks


@pytest.fixture
def office(tmp_path):
    workspace = own_office(tmp_path)
    yield workspace
    workspace.close()


@pytest.fixture
def practice(tmp_path):
    workspace = practice_store(tmp_path)
    yield workspace
    workspace.close()


@pytest.fixture
def watch(office):
    tasks = Tasks()
    yield BackupWatch(office, tasks)
    tasks.stop_all()


def backups_in(folder):
    return list(folder.glob("*.backup"))


def test_after_half_an_hour_of_edits_one_is_made_and_without_edits_none(qtbot, office):
    tasks = Tasks()
    watch = BackupWatch(office, tasks, minutes=0.001)
    with qtbot.waitSignal(watch.told):
        pass
    made = backups_in(own_root(office.folder))
    assert len(made) == 1
    with qtbot.waitSignal(watch.told):
        pass
    assert backups_in(own_root(office.folder)) == made
    watch.back_up_at_the_end()
    tasks.stop_all()


def test_at_the_end_one_is_made_of_what_was_changed(office, watch):
    watch.back_up_at_the_end()
    watch.back_up_at_the_end()
    assert len(backups_in(own_root(office.folder))) == 1
    add_person(office, "李敏", "科员", "示例区委组织部")
    watch.back_up_at_the_end()
    assert len(backups_in(own_root(office.folder))) == 2


def test_at_the_end_a_full_disk_keeps_nobody(office, watch, monkeypatch):
    def full(*_args, **_more):
        raise StoreFull(office.folder)

    monkeypatch.setattr("app.services.backups.back_up", full)
    watch.back_up_at_the_end()
    assert isinstance(watch.news.problem, StoreFull)


def test_while_another_program_makes_one_nothing_changes(qtbot, watch, monkeypatch):
    monkeypatch.setattr("app.services.backups.back_up", lambda *_args, **_more: None)
    before = watch.news
    with qtbot.waitSignal(watch.told):
        watch.back_up()
    assert watch.news == before


def test_a_practice_store_is_backed_up_only_when_one_asks(qtbot, practice):
    tasks = Tasks()
    watch = BackupWatch(practice, tasks)
    watch.back_up_at_the_end()
    assert not own_root(practice.folder).exists()
    with qtbot.waitSignal(watch.told):
        watch.back_up()
    assert len(backups_in(own_root(practice.folder))) == 1
    tasks.stop_all()
