"""Receiving: what is on the stick, what it would do, doing it, the receipt, and everything that can go wrong."""

from threading import Event

import pytest
from PySide6.QtCore import Qt

from app.progress import Step
from app.services.exporting import export_bundle
from app.services.unit_changes import NewUnit, add_unit
from app.services.workspace import FirstStart, create_workspace
from app.store import exchange_log
from app.store import units as unit_table
from tests.app.services.machines import PASSPHRASE, a_desktop, a_laptop, taken_in
from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from tests.ui.practice import CHEAP
from ui.dialogs import bundles_on_stick
from ui.dialogs.import_dialog import ImportDialog
from ui.drives import Drive
from ui.widgets.labels import Label


@pytest.fixture
def office(tmp_path):
    workspace = a_desktop(tmp_path)
    yield workspace
    workspace.close()


@pytest.fixture
def laptop(office, tmp_path):
    workspace = a_laptop(office, tmp_path / "laptop")
    add_unit(workspace, NewUnit("明月街道", "street"), PASSPHRASE)
    yield workspace
    workspace.close()


@pytest.fixture
def bundle(laptop, stick):
    return export_bundle(laptop, PASSPHRASE, stick).path


def opened(qtbot, workspace, tasks, stick):
    drive = Drive(stick, "KINGSTON", "FAT32", 1 << 30, 4 << 30, is_read_only=False)
    dialog = ImportDialog(workspace, tasks, look=lambda: (drive,))
    qtbot.addWidget(dialog)
    dialog.show()
    rest(qtbot, tasks)
    return dialog


def rest(qtbot, tasks):
    qtbot.waitUntil(lambda: not tasks.is_busy, timeout=30_000)


def looked_at(qtbot, dialog, tasks, passphrase=PASSPHRASE):
    dialog.passphrase.line.setText(passphrase)
    dialog.go_on()
    rest(qtbot, tasks)


def words_of(widget):
    return " ".join(label.text() for label in widget.findChildren(Label))


def cells(model):
    columns = range(model.columnCount())
    return [[model.index(row, column).data() for column in columns] for row in range(model.rowCount())]


def test_the_stick_says_what_is_on_it_and_the_new_one_is_chosen(qtbot, office, tasks, stick, bundle):
    (stick / "b.wyb").write_bytes(b"")
    dialog = opened(qtbot, office, tasks, stick)
    rows = cells(dialog.stick.model)
    assert [row[0] for row in rows] == ["没有收过", "空文件"]
    assert rows[0][5] == bundle.name
    assert dialog.path.text() == str(bundle)
    assert "1 个还没有收过" in dialog.stick.said.text()
    assert clipped_labels(dialog) == []
    assert too_small_to_press(dialog) == []
    assert unnamed_controls(dialog) == []


def test_looked_at_first_then_taken_in_and_the_receipt_goes_onto_the_same_stick(
    qtbot, office, laptop, tasks, stick, bundle
):
    dialog = opened(qtbot, office, tasks, stick)
    looked_at(qtbot, dialog, tasks)
    assert dialog.preview.new == 1
    assert ["明月街道", "1", "", "", "", ""] in cells(dialog.plan.model)
    assert "明月街道" not in {unit.name for unit in unit_table.all_units(office.store)}
    dialog.go_on()
    rest(qtbot, tasks)
    assert "已收进 1 条记录" in words_of(dialog.ending)
    assert "明月街道" in {unit.name for unit in unit_table.all_units(office.store)}
    dialog.write_receipt()
    rest(qtbot, tasks)
    assert dialog.receipt.path.parent == stick
    assert "回执已写到U盘" in words_of(dialog.ending)
    assert dialog.passphrase.text() == ""
    taken_in(laptop, dialog.receipt.path)
    assert "receipt came" in [entry.act for entry in exchange_log.exchanges(laptop.store)]
    with qtbot.waitSignal(dialog.accepted):
        dialog.go_on()


def test_the_keyboard_is_enough(qtbot, office, tasks, stick, bundle):
    taken_in(office, bundle)  # what came already is not chosen by itself
    dialog = opened(qtbot, office, tasks, stick)
    assert dialog.path.text() == ""
    qtbot.keyClick(dialog.stick.table, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.stick.table, Qt.Key.Key_Return)
    assert dialog.path.text() == str(bundle)
    dialog.passphrase.line.setText(PASSPHRASE)  # QTest types Latin letters only
    qtbot.keyClick(dialog.passphrase.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.preview is not None, timeout=30_000)
    rest(qtbot, tasks)
    assert dialog.preview.is_known


def test_another_file_has_to_be_looked_at_again(qtbot, office, tasks, stick, bundle):
    dialog = opened(qtbot, office, tasks, stick)
    looked_at(qtbot, dialog, tasks)
    dialog.path.setText("another.wyb")
    assert dialog.preview is None
    assert dialog.plan.isHidden()


def test_a_file_that_changed_after_one_looked_is_not_taken_in(qtbot, office, laptop, tasks, stick, bundle):
    dialog = opened(qtbot, office, tasks, stick)
    looked_at(qtbot, dialog, tasks)
    add_unit(laptop, NewUnit("长河街道", "street"), PASSPHRASE)
    second = export_bundle(laptop, PASSPHRASE, stick).path
    second.replace(bundle)
    dialog.go_on()
    rest(qtbot, tasks)
    assert "变了" in words_of(dialog.problem)
    assert dialog.came is None
    assert dialog.preview.new == 2
    assert exchange_log.received(office.store) == ()
    dialog.go_on()
    rest(qtbot, tasks)
    assert dialog.came is not None


def test_a_stick_that_was_pulled_after_one_looked_is_said_and_changes_nothing(qtbot, office, tasks, stick, bundle):
    dialog = opened(qtbot, office, tasks, stick)
    looked_at(qtbot, dialog, tasks)
    bundle.unlink()
    stick.rmdir()
    dialog.go_on()
    rest(qtbot, tasks)
    assert "读不出来" in words_of(dialog.problem)
    assert "U盘是否插好" in words_of(dialog.problem)
    assert exchange_log.received(office.store) == ()
    dialog.stick.look()
    rest(qtbot, tasks)
    assert "读不出来" in words_of(dialog.stick.trouble)


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04", b"age-encryption.org/v1\n"])
def test_what_is_no_whole_bundle_is_said_and_changes_nothing(qtbot, office, tasks, stick, content):
    (stick / "x.wyb").write_bytes(content)
    dialog = opened(qtbot, office, tasks, stick)
    dialog.take(stick / "x.wyb")
    looked_at(qtbot, dialog, tasks)
    assert dialog.problem.isVisible()
    assert dialog.preview is None
    assert exchange_log.received(office.store) == ()


def test_stopping_changes_nothing(qtbot, office, tasks, stick, bundle):
    dialog = opened(qtbot, office, tasks, stick)
    dialog.passphrase.line.setText(PASSPHRASE)
    dialog.go_on()
    dialog.busy.stop_asked.emit()
    rest(qtbot, tasks)
    assert dialog.preview is None
    assert "已停下" in words_of(dialog.problem)
    assert dialog.main.isEnabled()


def test_it_can_be_closed_while_it_looks_at_a_slow_stick_but_not_while_it_takes_in(
    qtbot, office, tasks, stick, bundle, monkeypatch
):
    looks = Event()

    def slow(_workspace, _folder, progress):
        while True:
            progress(Step("x", 0, 0))
            looks.set()
            Event().wait(0.01)

    with monkeypatch.context() as patched:
        patched.setattr(bundles_on_stick, "bundles_on", slow)
        drive = Drive(stick, "KINGSTON", "FAT32", 1 << 30, 4 << 30, is_read_only=False)
        dialog = ImportDialog(office, tasks, look=lambda: (drive,))
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(looks.is_set, timeout=20_000)
        with qtbot.waitSignal(dialog.rejected):
            dialog.reject()
        rest(qtbot, tasks)
    dialog = opened(qtbot, office, tasks, stick)
    dialog.passphrase.line.setText(PASSPHRASE)
    dialog.go_on()
    dialog.reject()
    assert dialog.isVisible()
    rest(qtbot, tasks)
    assert dialog.preview is not None


def test_a_full_stick_for_the_receipt_is_said_and_what_came_in_stays(qtbot, office, tasks, stick, bundle, monkeypatch):
    from app.services import exporting

    dialog = opened(qtbot, office, tasks, stick)
    looked_at(qtbot, dialog, tasks)
    dialog.go_on()
    rest(qtbot, tasks)

    def full(*_given):
        raise OSError(28, "no space")

    monkeypatch.setattr(exporting, "deliver", full)
    dialog.write_receipt()
    rest(qtbot, tasks)
    assert dialog.problem.isVisible()
    assert dialog.receipt is None
    assert dialog.receipt_row.isVisible()
    assert exchange_log.received(office.store)


def test_a_bundle_of_the_first_day_asks_for_its_key_file(qtbot, office, tasks, stick, tmp_path):
    first = FirstStart("另一个区", "district", "李四", "科长", "administrator", PASSPHRASE)
    stranger, _code = create_workspace(tmp_path / "stranger", first, cost=CHEAP)
    done = export_bundle(stranger, PASSPHRASE, stick, first_day=True)
    stranger.close()
    dialog = opened(qtbot, office, tasks, stick)
    assert dialog.key_field.isHidden()
    looked_at(qtbot, dialog, tasks)
    assert "钥匙文件" in words_of(dialog.problem)
    assert dialog.key_path.text() == str(done.key_file)
    dialog.password.setText("AAAAA-AAAAA-AAAAA-AAAAA")
    looked_at(qtbot, dialog, tasks)
    assert "密码不对" in dialog.password_field.problem
    dialog.password.setText(done.password.lower().replace("-", ""))
    looked_at(qtbot, dialog, tasks)
    assert "属于另一个机关" in words_of(dialog.problem)  # it opened: what it says now is of the bundle itself


def test_a_wrong_passphrase_is_said_under_its_field(qtbot, office, tasks, stick, bundle):
    dialog = opened(qtbot, office, tasks, stick)
    looked_at(qtbot, dialog, tasks, "不是这个口令呀")
    assert dialog.passphrase_field.problem


def test_what_is_missing_is_asked_for(qtbot, office, tasks, stick):
    dialog = opened(qtbot, office, tasks, stick)
    dialog.go_on()
    assert "请先选数据包" in dialog.path_field.problem
    assert dialog.passphrase_field.problem == "请先输入口令。"
