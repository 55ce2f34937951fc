"""A change of passphrase asks for a third one only where the signing key is still under that of an old backup."""

import pytest

from app.errors import SigningKeyUnderOldPassphrase
from app.services.people import change_passphrase
from app.store import people as people_table
from tests.ui.practice import PASSPHRASE
from ui.dialogs.passphrase_dialog import PassphraseDialog
from ui.tasks import Tasks

PRESENT, NEW = "秋天的第二个口令", "冬天的第三个口令"
PATIENCE_MS = 60_000  # many slow keys at their usual cost


@pytest.fixture
def tasks(qtbot):
    """Work that is over before the dialog goes."""
    shared = Tasks()
    yield shared
    qtbot.waitUntil(lambda: not shared.is_busy, timeout=PATIENCE_MS)


@pytest.fixture
def dialog(qtbot, office, tasks):
    """For somebody whose signing key came back from before the change to PRESENT."""
    me = office.person
    kept = people_table.signing_key(office.store, me.id)
    change_passphrase(office, me.id, PASSPHRASE, PRESENT)
    with office.store.atomic():
        people_table.put_signing_key(office.store, me.id, kept)
    shown = PassphraseDialog(office, tasks, me)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def tried(qtbot, dialog, before=""):
    """Press, and wait until it is answered."""
    dialog.old.line.setText(PRESENT)
    dialog.new.line.setText(NEW)
    dialog.before.line.setText(before)
    dialog._before.object_to("")
    dialog.go_on()
    qtbot.waitUntil(lambda: bool(dialog._before.problem) or not dialog.isVisible(), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not dialog._tasks.is_busy, timeout=PATIENCE_MS)


def test_the_old_one_is_asked_for_once_and_then_one_opens_and_signs(qtbot, dialog, office):
    assert not dialog.before.isVisible()
    tried(qtbot, dialog)
    assert dialog.before.isVisible()
    assert "做备份时的口令" in dialog._before.problem
    tried(qtbot, dialog, "从来没有用过的口令")
    assert "没有改" in dialog._before.problem
    assert "管理员" in dialog._before.problem
    with pytest.raises(SigningKeyUnderOldPassphrase):
        office.signing_key(office.person.id, PRESENT)
    tried(qtbot, dialog, PASSPHRASE)
    assert dialog.result() == PassphraseDialog.DialogCode.Accepted
    office.signing_key(office.person.id, NEW)


def test_without_such_a_key_nothing_more_is_asked(qtbot, office, tasks):
    dialog = PassphraseDialog(office, tasks, office.person)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.old.line.setText(PASSPHRASE)
    dialog.new.line.setText(NEW)
    with qtbot.waitSignal(dialog.accepted, timeout=PATIENCE_MS):
        dialog.go_on()
    qtbot.waitUntil(lambda: not tasks.is_busy, timeout=PATIENCE_MS)
    assert not dialog.before.isVisible()
    office.signing_key(office.person.id, NEW)
