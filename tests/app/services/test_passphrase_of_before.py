"""A store that came back from a backup of before a change of passphrase, with nothing newer: opens and signs again."""

from collections.abc import Iterator

import pytest

from app.errors import SigningKeyUnderOldPassphrase, WrongPassphrase
from app.identity.passphrase import ArgonCost
from app.services.backups import back_up
from app.services.office_key import export_key_file, make_office_key
from app.services.passphrase_of_before import change_both, is_signing_key_under, take_over_signing_key
from app.services.people import change_passphrase
from app.services.restoring import finish_restore, prepare_restore, rescue_key
from app.services.unit_changes import NewUnit, add_unit
from app.services.workspace import Workspace, open_workspace

CHEAP = ArgonCost(memory_kib=64, iterations=1, lanes=1)
BEFORE, PRESENT, NEW = "春江花月夜第一句", "秋天的第二个口令", "冬天的第三个口令"
STREET = NewUnit("红梅街道", "street")


@pytest.fixture
def back(office: Workspace) -> Iterator[Workspace]:
    """Opened with the present passphrase after the store was lost and only an older backup was there."""
    make_office_key(office, BEFORE, cost=CHEAP)
    made = back_up(office)
    assert made is not None
    assert made.backup is not None
    assert office.person is not None
    change_passphrase(office, office.person.id, BEFORE, PRESENT, cost=CHEAP)
    office.close()
    (office.folder / "store.db-wal").unlink(missing_ok=True)
    (office.folder / "store.db").write_bytes(bytes(8192))
    key = rescue_key(office.folder, PRESENT)
    prepare_restore(office.folder, key, made.backup.path)
    finish_restore(office.folder, key, made.backup.path)
    workspace = open_workspace(office.folder, PRESENT)
    yield workspace
    workspace.close()


def me(workspace: Workspace) -> str:
    assert workspace.person is not None
    return workspace.person.id


def test_which_passphrase_signs_is_told_and_that_one_signs(back: Workspace) -> None:
    with pytest.raises(SigningKeyUnderOldPassphrase):
        add_unit(back, STREET, PRESENT)
    with pytest.raises(WrongPassphrase):
        add_unit(back, STREET, "从来没有用过的口令")
    add_unit(back, STREET, BEFORE)


def test_changing_asks_for_the_old_one_once_then_one_opens_and_signs(back: Workspace) -> None:
    author = back.person.author if back.person else ""
    for missing in ("", "从来没有用过的口令"):
        with pytest.raises(SigningKeyUnderOldPassphrase):
            change_both(back, me(back), PRESENT, NEW, missing, cost=CHEAP)
    with pytest.raises(WrongPassphrase):
        change_both(back, me(back), BEFORE, NEW, BEFORE, cost=CHEAP)
    change_both(back, me(back), PRESENT, NEW, BEFORE, cost=CHEAP)
    assert back.signing_key(me(back), NEW).author == author
    assert export_key_file(back, NEW)
    back.close()
    with pytest.raises(WrongPassphrase):
        open_workspace(back.folder, PRESENT)
    again = open_workspace(back.folder, NEW)
    add_unit(again, STREET, NEW)
    again.close()


def test_taken_over_the_present_one_signs(back: Workspace) -> None:
    assert not is_signing_key_under(back, me(back), PRESENT)
    assert not take_over_signing_key(back, me(back), "从来没有用过的口令", PRESENT, cost=CHEAP)
    assert take_over_signing_key(back, me(back), BEFORE, PRESENT, cost=CHEAP)
    add_unit(back, STREET, PRESENT)


def test_otherwise_a_change_is_what_it_always_was(office: Workspace) -> None:
    with pytest.raises(WrongPassphrase):
        change_both(office, me(office), PRESENT, NEW, cost=CHEAP)
    change_both(office, me(office), BEFORE, NEW, cost=CHEAP)
    add_unit(office, STREET, NEW)


def test_somebody_without_a_signing_key_has_none_under_another(back: Workspace) -> None:
    assert is_signing_key_under(back, "p-nobody", PRESENT)
    assert not take_over_signing_key(back, "p-nobody", BEFORE, PRESENT, cost=CHEAP)
