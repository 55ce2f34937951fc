"""数据交换 in the window: out to a stick, in from one, and what the page says of both."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from app.services.office_key import issue_certificates, make_office_key
from app.services.people import people
from app.services.unit_changes import NewUnit, add_unit
from app.services.workspace import FirstStart, create_workspace
from tests.app.services.machines import a_laptop
from tests.app.services.merged_offices import carried
from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from tests.ui.modal import in_dialog
from tests.ui.practice import CHEAP, PASSPHRASE
from ui.dialogs.export_dialog import ExportDialog
from ui.dialogs.merge_record_dialog import MergeRecordDialog
from ui.pages.exchange_page import ExchangePage
from ui.widgets.buttons import Button
from ui.widgets.labels import Label

COPY, LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton


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
    workspace = a_laptop(office, tmp_path / "laptop", PASSPHRASE)
    add_unit(workspace, NewUnit("清风街道", "street"), PASSPHRASE)
    yield workspace
    workspace.close()


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


def test_a_bundle_that_is_dropped_on_the_page_is_looked_at(qtbot, page, tmp_path, monkeypatch):
    bundle = tmp_path / "x.wyb"
    bundle.write_bytes(b"hello")
    asked = []
    monkeypatch.setattr(page, "take_in", asked.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "x.txt")), QUrl.fromLocalFile(str(bundle))])
    where = QPointF(page.rect().center())
    entered = QDragEnterEvent(where.toPoint(), COPY, data, LEFT, Qt.KeyboardModifier.NoModifier)
    page.dragEnterEvent(entered)
    assert entered.isAccepted()
    page.dropEvent(QDropEvent(where, COPY, data, LEFT, Qt.KeyboardModifier.NoModifier))
    qtbot.waitUntil(lambda: asked == [bundle])


def test_what_is_no_bundle_cannot_be_dropped(page, tmp_path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "x.txt"))])
    entered = QDragEnterEvent(page.rect().center(), COPY, data, LEFT, Qt.KeyboardModifier.NoModifier)
    entered.ignore()
    page.dragEnterEvent(entered)
    assert not entered.isAccepted()


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


def test_each_import_has_its_record_to_print(qtbot, page, office, laptop, tasks, stick):
    assert not [button for button in page.findChildren(Button) if button.label == "打印合并记录"]
    carried(laptop, office, stick, PASSPHRASE)
    page.shown()
    qtbot.waitUntil(lambda: "收进" in words_of(page._history.parentWidget()) and not tasks.is_busy, timeout=20_000)
    [button] = [one for one in page.findChildren(Button) if one.label == "打印合并记录"]
    seen = []

    def look(dialog):
        seen.append(dialog._pdf[:5])
        dialog.reject()

    in_dialog(MergeRecordDialog, look)
    button.click()
    qtbot.waitUntil(lambda: seen == [b"%PDF-"], timeout=20_000)
