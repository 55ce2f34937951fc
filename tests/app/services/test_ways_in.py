"""Of a passphrase that is being changed either the old one counts or the new one, whenever the program stops."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.errors import StoreFull, WrongPassphrase
from app.identity import slots
from app.identity.passphrase import ArgonCost
from app.services import ways_in
from app.services.people import add_person, change_passphrase, people, renew_passphrase
from app.services.workspace import Workspace, open_workspace
from app.store import people as people_table
from app.store.database import Store

CHEAP = ArgonCost(memory_kib=64, iterations=1, lanes=1)
FIRST, SECOND = "春江花月夜第一句", "秋天的第二个口令"


class _Stopped(BaseException):
    """The program was killed here."""


def opens_and_signs(folder: Path, passphrase: str) -> bool:
    try:
        workspace = open_workspace(folder, passphrase)
    except WrongPassphrase:
        return False
    assert workspace.person is not None
    workspace.signing_key(workspace.person.id, passphrase)
    workspace.close()
    return True


def stop(*_args: object) -> None:
    raise _Stopped


def change_to_second(office: Workspace, renewed: bool) -> Callable[[], None]:
    person = office.person
    assert person is not None
    if renewed:
        return lambda: renew_passphrase(office, person, SECOND, cost=CHEAP)
    return lambda: change_passphrase(office, person.id, FIRST, SECOND, cost=CHEAP)


@pytest.mark.parametrize("renewed", [False, True])
def test_stopped_before_the_records_are_kept_the_old_one_opens_and_signs(
    office: Workspace, monkeypatch: pytest.MonkeyPatch, renewed: bool
):
    assert office.person is not None
    monkeypatch.setattr(ways_in, "_drop", lambda *_args: None)  # a killed program tidies nothing up
    put = ways_in.put_memo
    monkeypatch.setattr(
        ways_in,
        "put_memo",
        lambda store, name, value: stop() if store.connection.in_transaction else put(store, name, value),
    )
    change = change_to_second(office, renewed)
    with pytest.raises(_Stopped):
        change()
    office.close()
    monkeypatch.undo()
    assert slots.find_person(office.folder, SECOND), "its slot was there already"
    assert not opens_and_signs(office.folder, SECOND)
    assert opens_and_signs(office.folder, FIRST)
    with pytest.raises(WrongPassphrase):
        slots.find_person(office.folder, SECOND)


def test_stopped_after_the_records_are_kept_the_new_one_opens_and_signs(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
):
    assert office.person is not None
    monkeypatch.setattr(ways_in, "_drop", lambda *_args: None)
    change_passphrase(office, office.person.id, FIRST, SECOND, cost=CHEAP)
    office.close()
    monkeypatch.undo()
    assert slots.find_person(office.folder, FIRST), "its slot is there still"
    assert not opens_and_signs(office.folder, FIRST)
    assert opens_and_signs(office.folder, SECOND)
    assert len(slots.read_slots(office.folder).slots) == 2


def test_somebody_who_was_not_added_to_the_end_cannot_open_and_can_be_added_again(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(ways_in, "_drop", lambda *_args: None)
    monkeypatch.setattr(ways_in, "put_memo", stop)
    with pytest.raises(_Stopped):
        add_person(office, "李敏", "科员", "钟楼区委组织部", passphrase=SECOND, cost=CHEAP)
    office.close()
    monkeypatch.undo()
    assert not opens_and_signs(office.folder, SECOND)
    again = open_workspace(office.folder, FIRST)
    added = add_person(again, "李敏", "科员", "钟楼区委组织部", passphrase=SECOND, cost=CHEAP)
    assert [one.name for one in people(again)] == ["李敏", "王建国"]
    again.close()
    assert opens_and_signs(office.folder, SECOND)
    assert slots.read_slots(office.folder).people[1:] == (added.id,)


def test_a_full_disk_changes_nothing(office: Workspace, monkeypatch: pytest.MonkeyPatch):
    assert office.person is not None
    with monkeypatch.context() as patched:
        write = slots._write_whole

        def full(path: Path, data: bytes) -> None:
            if path.name == slots.FILE_NAMES[1]:
                raise OSError(28, "No space left on device")
            write(path, data)

        patched.setattr(slots, "_write_whole", full)
        with pytest.raises(StoreFull):
            change_passphrase(office, office.person.id, FIRST, SECOND, cost=CHEAP)
    assert office.signing_key(office.person.id, FIRST)
    office.close()
    assert not opens_and_signs(office.folder, SECOND)
    assert opens_and_signs(office.folder, FIRST)


def test_where_the_named_slot_is_not_there_the_others_count(office: Workspace):
    assert office.person is not None
    change_passphrase(office, office.person.id, FIRST, SECOND, cost=CHEAP)
    slots.change_passphrase(office.folder, office.person.id, SECOND, FIRST, cost=CHEAP)
    office.close()
    again = open_workspace(office.folder, FIRST)
    assert again.person == people_table.person(again.store, office.person.id)
    again.close()


def test_to_look_only_nothing_is_tidied_up(office: Workspace, monkeypatch: pytest.MonkeyPatch):
    assert office.person is not None
    monkeypatch.setattr(ways_in, "_drop", lambda *_args: None)
    change_passphrase(office, office.person.id, FIRST, SECOND, cost=CHEAP)
    office.close()
    monkeypatch.undo()
    with pytest.raises(WrongPassphrase):
        open_workspace(office.folder, FIRST, readonly=True)
    open_workspace(office.folder, SECOND, readonly=True).close()
    assert len(slots.read_slots(office.folder).slots) == 3


def test_a_commit_that_the_disk_refused_leaves_both_until_the_next_start_knows(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
):
    @contextmanager
    def failing(store: Store) -> Iterator[None]:
        with atomic(store):
            yield
            if store._depth == 1 and len(slots.read_slots(store.folder).slots) > 2:
                raise StoreFull(store.path)

    assert office.person is not None
    atomic = Store.atomic
    with monkeypatch.context() as patched:
        patched.setattr(Store, "atomic", failing)
        with pytest.raises(StoreFull):
            change_passphrase(office, office.person.id, FIRST, SECOND, cost=CHEAP)
    assert slots.find_person(office.folder, SECOND)
    change_passphrase(office, office.person.id, FIRST, SECOND, cost=CHEAP)
    office.close()
    assert opens_and_signs(office.folder, SECOND)
    assert not opens_and_signs(office.folder, FIRST)
