"""设置 changes the look at once and keeps it, adds colleagues, changes passphrases, renews the recovery code."""

from datetime import UTC, datetime, timedelta

import pytest

from app.services.people import people
from app.services.recovery import is_pending
from app.services.workspace import open_workspace
from app.settings import Settings
from app.store import audit
from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from tests.ui.practice import PASSPHRASE
from ui.backup_watch import BackupWatch
from ui.dialogs.passphrase_dialog import PassphraseDialog
from ui.dialogs.person_dialog import PersonDialog
from ui.dialogs.question import Question
from ui.pages import about, settings_page, settings_parts
from ui.pages.settings_page import NewCodeDialog, SettingsPage
from ui.tasks import Tasks
from ui.theme import current_theme
from ui.tokens import Contrast, TextSize
from ui.widgets.buttons import Button


@pytest.fixture
def watch():
    """Watches over the backups of a store as the window does."""
    kept = []

    def make(workspace):
        tasks = Tasks()
        kept.append((tasks, BackupWatch(workspace, tasks)))
        return kept[-1][1]

    yield make
    for tasks, _watch in kept:
        tasks.stop_all()


@pytest.fixture
def page(qtbot, office, tmp_path, watch):
    page = SettingsPage(office, Settings.load(tmp_path), lambda error: pytest.fail(repr(error)), watch(office))
    qtbot.addWidget(page)
    page.resize(1282, 680)
    page.show()
    yield page
    page._tasks.stop_all()


def test_text_size_and_contrast_change_at_once_and_are_kept(page, tmp_path):
    page.look.text_size._options["extra"].click()
    page.look.contrast._options["high"].click()
    page.look.key_caps.click()
    assert current_theme().tokens.text_size is TextSize.EXTRA
    assert current_theme().tokens.contrast is Contrast.HIGH
    assert not current_theme().shows_key_caps
    kept = Settings.load(tmp_path)
    assert (kept.text_size, kept.contrast, kept.shows_key_caps) == ("extra", "high", False)


def test_a_clock_that_once_ran_ahead_is_told_and_put_right(qtbot, page, office, monkeypatch):
    assert page.clock_ahead.isHidden()
    audit.append(office.store, datetime.now(UTC) + timedelta(days=365), None, "opened")
    page.shown()
    assert page.clock_ahead.isVisible()
    qtbot.waitUntil(lambda: clipped_labels(page) == [])
    button = next(one for one in page.clock_ahead.findChildren(Button))
    monkeypatch.setattr(Question, "ask", lambda _self: False)
    button.click()
    assert page.clock_ahead.isVisible()
    monkeypatch.setattr(Question, "ask", lambda _self: True)
    button.click()
    assert page.clock_ahead.isHidden()
    assert office.signing_key(office.person.id, PASSPHRASE)


def test_a_colleague_with_a_passphrase_can_open_the_store(qtbot, page, office):
    dialog = PersonDialog(office, page._tasks)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.go_on()
    assert dialog._name.problem
    dialog.name.setText("检查员乙")
    dialog.post.setText("科员")
    dialog.own.setChecked(True)
    dialog.passphrase.line.setText("short")
    dialog.go_on()
    qtbot.waitUntil(lambda: bool(dialog._passphrase.problem))
    qtbot.waitUntil(dialog.main.isEnabled)
    dialog.passphrase.line.setText("another long passphrase")
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        dialog.go_on()
    page.shown()
    assert {person.name: person.is_local for person in people(office)}["检查员乙"]
    office.close()
    again = open_workspace(office.folder, "another long passphrase")
    assert again.person.name == "检查员乙"
    again.close()


def test_two_people_never_share_a_passphrase(qtbot, page, office):
    dialog = PersonDialog(office, page._tasks)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.name.setText("检查员乙")
    dialog.post.setText("科员")
    dialog.own.setChecked(True)
    dialog.passphrase.line.setText(PASSPHRASE)
    dialog.go_on()
    qtbot.waitUntil(lambda: "口令" in dialog._passphrase.problem)
    qtbot.waitUntil(lambda: not page._tasks.is_busy)
    assert len(people(office)) == 2


def test_the_passphrase_is_changed_only_by_who_knows_it(qtbot, page, office):
    dialog = PassphraseDialog(office, page._tasks, office.person)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.go_on()
    assert dialog._old.problem
    dialog.old.line.setText("not the one at all")
    dialog.new.line.setText("a new passphrase")
    dialog.go_on()
    qtbot.waitUntil(lambda: dialog._old.problem.startswith("现在的口令不对"), timeout=20_000)
    qtbot.waitUntil(dialog.main.isEnabled)
    dialog.old.line.setText(PASSPHRASE)
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        dialog.go_on()
    office.close()
    open_workspace(office.folder, "a new passphrase").close()


def test_a_new_recovery_code_is_asked_for_twice_and_shown(qtbot, page, office, monkeypatch):
    shown = []
    monkeypatch.setattr(Question, "ask", lambda _dialog: True)

    def note(dialog):
        shown.append(dialog)

    monkeypatch.setattr(NewCodeDialog, "ask", note)
    with qtbot.waitSignal(page.recovery_renewed):
        page.renew.click()
    assert len(shown) == 1
    assert is_pending(office)
    monkeypatch.setattr(Question, "ask", lambda _dialog: False)
    page.renew.click()
    assert len(shown) == 1


def test_the_practice_district_offers_no_passphrases(qtbot, practice, tmp_path, watch):
    page = SettingsPage(practice, Settings.load(tmp_path), lambda error: pytest.fail(repr(error)), watch(practice))
    qtbot.addWidget(page)
    page.show()
    assert not page.renew.isVisible()
    dialog = PersonDialog(practice, page._tasks, parent=page)
    dialog.show()
    assert not dialog.own.isVisible()
    dialog.reject()


def test_every_licence_that_comes_along_can_be_read(page, monkeypatch):
    read = []
    monkeypatch.setattr(settings_page.TextDialog, "ask", lambda dialog: read.append(dialog.title.text()))
    names = [name for name, _path in about.licence_files()]
    assert {"五有自查", "Lucide", "OFL-NotoSansSC"} <= set(names)
    for name, path in about.licence_files():
        assert about.text_of(path).strip()
        page._show_licence(name, path)
    assert read == names


def test_the_packaged_program_leads_to_the_licences_of_all_its_parts(page, qtbot, monkeypatch, tmp_path):
    assert not [each for each in page.findChildren(Button) if each.label.startswith("全部许可")]
    (tmp_path / "licences" / "qt").mkdir(parents=True)
    for place in ("LGPL-3.txt", "qt/icu.txt"):
        (tmp_path / "licences" / place).write_text("…", encoding="utf-8")
    monkeypatch.setattr(settings_parts, "licence_folder", lambda: tmp_path / "licences")
    card = settings_parts.AboutCard(())
    qtbot.addWidget(card)
    [button] = [each for each in card.findChildren(Button) if each.label == "全部许可（2份）"]
    with qtbot.waitSignal(card.licences_asked) as asked:
        button.click()
    opened = []
    monkeypatch.setattr(settings_page.QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    page._show_licences(asked.args[0])
    assert opened == [str(tmp_path / "licences")]


def test_the_version_and_the_works_of_others_are_named():
    assert about.program_version()
    assert all(work.version for work in about.works())
    assert about.runtime().startswith("Python 3.")


@pytest.mark.parametrize("contrast", list(Contrast))
@pytest.mark.parametrize("size", list(TextSize))
def test_no_word_is_cut_and_every_control_is_named(qtbot, theme, page, contrast, size):
    theme.wear(contrast, size)

    def fits():
        assert clipped_labels(page) == []

    qtbot.waitUntil(fits)
    assert too_small_to_press(page) == []
    assert unnamed_controls(page) == []


def test_a_small_window_shows_one_column_under_the_other_and_cuts_nothing(qtbot, page):
    left, right = page._columns
    assert left.y() == right.y()
    page.resize(826, 480)
    qtbot.waitUntil(lambda: right.y() > left.y())
    for column in (left, right):
        assert column.mapTo(page, column.rect().topRight()).x() <= page.width()
    page.resize(1282, 680)
    qtbot.waitUntil(lambda: left.y() == right.y())
