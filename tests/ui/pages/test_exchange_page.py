"""数据交换 in the window: out to a stick, in from one, and what the page says of both."""

import shutil

import pytest

from app.services.backups import back_up
from app.services.office_key import issue_certificates, make_office_key
from app.services.people import people
from app.services.restoring import finish_restore, prepare_restore
from app.services.units import NewUnit, add_unit
from app.services.workspace import FirstStart, create_workspace, open_workspace
from app.store import units as unit_table
from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from tests.ui.practice import CHEAP, PASSPHRASE
from ui.dialogs.export_dialog import ExportDialog
from ui.dialogs.import_dialog import ImportDialog
from ui.pages.exchange_page import ExchangePage
from ui.widgets.labels import Label


@pytest.fixture
def office(tmp_path):
    """The office's own machine, with its key."""
    first = FirstStart("示例区委组织部", "district", "王建国", "科长", "administrator", PASSPHRASE)
    workspace, _code = create_workspace(tmp_path / "office", first, cost=CHEAP)
    make_office_key(workspace, PASSPHRASE, cost=CHEAP)
    issue_certificates(workspace, people(workspace), PASSPHRASE)
    yield workspace
    workspace.close()


@pytest.fixture
def laptop(office, tmp_path):
    """Another device of the same office, with a street that the office does not know."""
    made = back_up(office)
    folder = tmp_path / "laptop"
    shutil.copytree(office.folder, folder, ignore=shutil.ignore_patterns("*.lock"))
    prepare_restore(folder, office.key, made.backup.path, realm=office.realm)
    finish_restore(folder, office.key, made.backup.path)
    workspace = open_workspace(folder, PASSPHRASE)
    add_unit(workspace, NewUnit("清风街道", "street"), PASSPHRASE)
    yield workspace
    workspace.close()


@pytest.fixture
def stick(tmp_path):
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def page(qtbot, office, tasks):
    page = ExchangePage(office, tasks, lambda error: pytest.fail(repr(error)))
    qtbot.addWidget(page)
    page.resize(1282, 680)
    page.show()
    page.shown()
    qtbot.waitUntil(lambda: not tasks.is_busy, timeout=20_000)
    return page


def words_of(widget):
    return " ".join(label.text() for label in widget.findChildren(Label))


def exported(qtbot, workspace, tasks, stick):
    dialog = ExportDialog(workspace, tasks, look=tuple)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.picker.choose(stick)
    dialog.passphrase.line.setText(PASSPHRASE)
    with qtbot.waitSignal(dialog.accepted, timeout=30_000):
        dialog.go_on()
    qtbot.waitUntil(lambda: not tasks.is_busy, timeout=20_000)
    [bundle] = stick.iterdir()
    return bundle


def test_a_bundle_goes_out_and_the_page_says_so(qtbot, page, office, tasks, stick):
    assert "没有回执" in words_of(page)
    exported(qtbot, office, tasks, stick)
    page.shown()
    qtbot.waitUntil(
        lambda: "送出" in words_of(page._history.parentWidget()) and "第1包" in words_of(page), timeout=20_000
    )


def test_a_bundle_is_looked_at_first_and_then_taken_in(qtbot, office, laptop, tasks, stick):
    bundle = exported(qtbot, laptop, tasks, stick)
    dialog = ImportDialog(office, tasks)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.path.setText(str(bundle))
    dialog.passphrase.line.setText(PASSPHRASE)
    dialog.go_on()
    qtbot.waitUntil(lambda: dialog.preview is not None, timeout=30_000)
    assert "新的 1 条" in dialog.plan.text()
    assert "清风街道" not in {unit.name for unit in unit_table.all_units(office.store)}
    qtbot.waitUntil(lambda: not tasks.is_busy, timeout=20_000)
    with qtbot.waitSignal(dialog.accepted, timeout=30_000):
        dialog.go_on()
    assert "已收进1条记录" in dialog.done_words
    assert "清风街道" in {unit.name for unit in unit_table.all_units(office.store)}


def test_another_file_has_to_be_looked_at_again(qtbot, office, tasks):
    dialog = ImportDialog(office, tasks)
    qtbot.addWidget(dialog)
    dialog.preview = object()
    dialog.path.setText("another.wyb")
    assert dialog.preview is None


def test_what_is_no_bundle_is_said_and_changes_nothing(qtbot, office, tasks, stick):
    (stick / "x.wyb").write_bytes(b"hello")
    dialog = ImportDialog(office, tasks)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.path.setText(str(stick / "x.wyb"))
    dialog.passphrase.line.setText(PASSPHRASE)
    dialog.go_on()
    qtbot.waitUntil(lambda: bool(dialog.problem.isVisible()), timeout=20_000)
    assert "不是数据包" in words_of(dialog.problem)
    qtbot.waitUntil(lambda: not tasks.is_busy, timeout=20_000)


def test_what_is_missing_is_asked_for(qtbot, office, tasks, stick):
    dialog = ExportDialog(office, tasks, look=tuple)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.go_on()
    assert dialog.where_field.problem == "请先选U盘或文件夹。"
    assert dialog.passphrase_field.problem == "请先输入口令。"
    dialog.picker.choose(stick)
    dialog.to.setText("不是公钥")
    dialog.passphrase.line.setText(PASSPHRASE)
    dialog.go_on()
    qtbot.waitUntil(lambda: bool(dialog.to_field.problem), timeout=20_000)
    qtbot.waitUntil(lambda: not tasks.is_busy, timeout=20_000)


def test_practice_data_never_leave(qtbot, practice, tasks):
    page = ExchangePage(practice, tasks, lambda error: pytest.fail(repr(error)))
    qtbot.addWidget(page)
    assert not page.export_button.isEnabled()
    assert not page.import_button.isEnabled()


def test_no_words_are_cut(page):
    assert clipped_labels(page) == []
    assert too_small_to_press(page) == []
    assert unnamed_controls(page) == []
