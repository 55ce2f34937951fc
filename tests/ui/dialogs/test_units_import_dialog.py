"""An import shows first what it would do, then does all of it or nothing."""

import threading

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from app.errors import TargetReadOnly
from app.progress import Step
from app.services.units import units_overview
from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from tests.ui.practice import PASSPHRASE
from ui.dialogs import units_import_dialog, workbook_target
from ui.dialogs.units_import_dialog import UnitsImportDialog
from ui.models.units_plan_model import WHAT
from ui.tokens import TextSize

HEAD = ["区", "街道", "社区名称", "区划代码", "试点"]
GOOD = ["示例区", "清风街道", "新莲社区", "329901777", "是"]
BAD = ["示例区", "清风街道", "新柳社区", "329901777", "也许"]


@pytest.fixture
def book(tmp_path):
    def write(*rows, name="名册.xlsx"):
        made = Workbook()
        for row in (HEAD, *rows):
            made.worksheets[0].append(row)
        made.save(tmp_path / name)
        return tmp_path / name

    return write


def opened(qtbot, workspace, tasks):
    dialog = UnitsImportDialog(workspace, tasks, lambda error: None)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.fixture
def dialog(qtbot, workspace, tasks):
    return opened(qtbot, workspace, tasks)


def read(qtbot, dialog, path):
    dialog.plan = None
    dialog.read(path)
    qtbot.waitUntil(lambda: dialog.plan is not None or dialog.trouble.isVisible())


def names(workspace):
    return {row.unit.name for row in units_overview(workspace).rows}


def test_a_good_table_is_shown_then_imported(qtbot, dialog, workspace, book):
    read(qtbot, dialog, book(GOOD))
    assert "新莲社区" not in names(workspace)
    assert dialog.main.label == "导入 1 个"
    with qtbot.waitSignal(dialog.accepted):
        dialog.main.click()
    assert "新莲社区" in names(workspace)
    assert dialog.result_words == "新增1个单位"


def test_a_table_with_errors_imports_nothing_and_says_where_they_are(qtbot, dialog, workspace, book):
    read(qtbot, dialog, book(GOOD, BAD))
    assert not dialog.main.isEnabled()
    assert [dialog.model.index(row, WHAT).data() for row in range(2)] == ["有错", "有错"]
    assert "第3行" in dialog._safe.text() or "有错的时候" in dialog._safe.text()
    dialog.go_on()
    assert "新莲社区" not in names(workspace)


def test_the_line_one_stands_on_is_told_whole(qtbot, dialog, book):
    read(qtbot, dialog, book(BAD))
    dialog.table.selectRow(0)
    assert dialog._safe.text().startswith("第2行，E 试点，“也许”：")


def test_only_findings_can_be_shown(qtbot, dialog, book):
    read(qtbot, dialog, book(GOOD, BAD))
    everything = dialog.model.rowCount()
    dialog.only_findings.setChecked(True)
    assert 0 < dialog.model.rowCount() < everything


def test_a_table_that_says_nothing_new_cannot_be_imported(qtbot, dialog, book):
    read(qtbot, dialog, book(["示例区", "清风街道", "莲花社区", "329901001", "是"]))
    assert not dialog.main.isEnabled()
    assert "没有要改的" in dialog.main.toolTip()


def test_a_file_that_is_no_workbook_is_told_in_place(qtbot, dialog, tmp_path):
    path = tmp_path / "名册.xlsx"
    path.write_bytes(b"no workbook")
    read(qtbot, dialog, path)
    assert "不是Excel工作簿" in dialog.trouble.findChildren(type(dialog.title))[0].text()
    assert dialog.choose_button.hasFocus() or not dialog.isActiveWindow()


def test_a_file_may_be_dropped(qtbot, dialog, book):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(book(GOOD)))])
    middle, copy, left, none = (
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier(0),
    )
    entered = QDragEnterEvent(middle.toPoint(), copy, data, left, none)
    dialog.dragEnterEvent(entered)
    assert entered.isAccepted()
    dialog.dropEvent(QDropEvent(middle, copy, data, left, none))
    qtbot.waitUntil(lambda: dialog.plan is not None)


def test_a_file_is_chosen_by_button(qtbot, dialog, book, monkeypatch):
    path = book(GOOD)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *a: (str(path), ""))
    dialog.choose_button.click()
    qtbot.waitUntil(lambda: dialog.plan is not None)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *a: ("", ""))
    dialog.again_button.click()


def test_the_template_is_put_where_one_wants_it(dialog, tmp_path, monkeypatch):
    target = tmp_path / "模板.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(target), ""))
    dialog.template_button.click()
    assert target.exists()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: ("", ""))
    dialog.template_button.click()


def test_a_template_that_cannot_be_written_is_told(qtbot, workspace, tasks, tmp_path, monkeypatch):
    errors = []
    dialog = UnitsImportDialog(workspace, tasks, errors.append)
    qtbot.addWidget(dialog)

    def refuse(_path):
        raise TargetReadOnly(tmp_path)

    monkeypatch.setattr(workbook_target, "save_units_template", refuse)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(tmp_path / "a.xlsx"), ""))
    dialog.template_button.click()
    assert [type(error) for error in errors] == [TargetReadOnly]


def test_stopping_leaves_everything_as_it_was(qtbot, dialog, workspace, book, monkeypatch):
    read(qtbot, dialog, book(GOOD))
    begun = threading.Event()

    def slow(_workspace, _plan, _passphrase, progress):
        begun.set()
        while True:
            progress(Step("write_units", 0, 1))

    monkeypatch.setattr(units_import_dialog, "apply_units_import", slow)
    dialog.main.click()
    qtbot.waitUntil(begun.is_set)
    dialog.reject()  # the first Esc stops, it does not close
    qtbot.waitUntil(lambda: dialog._task is None)
    assert dialog.isVisible()
    assert "没有改动" in dialog.trouble.findChildren(type(dialog.title))[0].text()
    assert "新莲社区" not in names(workspace)
    dialog.reject()
    assert not dialog.isVisible()


def test_a_real_register_asks_for_the_passphrase(qtbot, office, tasks, book):
    dialog = opened(qtbot, office, tasks)
    read(qtbot, dialog, book(GOOD))
    assert dialog.passphrase_field.isVisible()
    dialog.main.click()
    assert dialog.passphrase_field.problem
    dialog.passphrase.line.setText("wrong")
    dialog.main.click()
    qtbot.waitUntil(lambda: "口令不对" in dialog.passphrase_field.problem)
    assert names(office) == set()
    dialog.passphrase.line.setText(PASSPHRASE)
    with qtbot.waitSignal(dialog.accepted):
        dialog.main.click()
    assert "新莲社区" in names(office)


def test_changed_units_are_counted_apart(qtbot, dialog, book):
    read(qtbot, dialog, book(GOOD, ["示例区", "清风街道", "莲花苑社区", "329901001", "是"]))
    with qtbot.waitSignal(dialog.accepted):
        dialog.main.click()
    assert dialog.result_words == "新增1个单位，修改1个"


@pytest.mark.parametrize("size", list(TextSize))
@pytest.mark.parametrize("rows", [(), (GOOD,), (GOOD, BAD)])
def test_nothing_is_cut_at_any_size(qtbot, workspace, tasks, theme, book, size, rows):
    theme.wear(theme.tokens.contrast, size)
    dialog = opened(qtbot, workspace, tasks)
    if rows:
        read(qtbot, dialog, book(*rows))
    QApplication.sendPostedEvents()  # layouts settle
    assert clipped_labels(dialog) == []
    assert too_small_to_press(dialog) == []
    assert unnamed_controls(dialog) == []
