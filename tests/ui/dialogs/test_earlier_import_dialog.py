"""上次结果: the plan first, as last inspections or as self-checks; then it stands beside the items."""

import pytest
from openpyxl import Workbook
from PySide6.QtWidgets import QWidget

from app.services.demo import fill_in
from app.services.earlier import last_earlier_import
from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from tests.ui.modal import in_dialog
from ui.dialogs.earlier_import_dialog import EarlierImportDialog
from ui.dialogs.question import Question
from ui.pages.inspection.comparison import ComparisonStrip
from ui.pages.units.detail_card import DetailCard
from ui.tokens import TextSize

HEAD = ("单位名称", "检查日期", "总分", "1.4", "1.4扣分原因", "电话")


@pytest.fixture
def book(tmp_path):
    def write(*rows):
        made = Workbook()
        for row in (HEAD, *rows):
            made.worksheets[0].append(row)
        made.save(tmp_path / "去年.xlsx")
        return tmp_path / "去年.xlsx"

    return write


def opened(qtbot, workspace, tasks):
    ground = QWidget()
    ground.resize(1366, 768)
    qtbot.addWidget(ground)
    ground.show()
    dialog = EarlierImportDialog(workspace, tasks, lambda error: None, parent=ground)
    dialog.ground = ground  # Python would let go of it
    dialog.show()
    return dialog


@pytest.fixture
def dialog(qtbot, workspace, tasks):
    return opened(qtbot, workspace, tasks)


def read(qtbot, dialog, path):
    dialog.plan = None
    dialog.read(path)
    qtbot.waitUntil(lambda: (dialog.plan is not None or dialog.trouble.isVisible()) and dialog._task is None)


def line(unit="莲花社区", total=87.9):
    return (unit, "2025年6月12日", total, 3, "只开1次会", "1234567")


def test_a_table_is_shown_then_imported_and_stands_beside_the_item(qtbot, dialog, workspace, book):
    read(qtbot, dialog, book(line(), line("柳河社区")))
    assert dialog.main.label == "导入 2 个单位"
    assert "电话" in dialog.model.line(0).why
    with qtbot.waitSignal(dialog.accepted):
        dialog.main.click()
    assert dialog.result_words == "已导入2个单位的上次结果"
    begun = fill_in(workspace, {"unit": "莲花社区", "answers": {"items": {}}}, "district")
    strip = ComparisonStrip()
    qtbot.addWidget(strip)
    strip.show_item("1.4", None, begun.self_check, begun.previous)
    assert strip._last_said.text() == "2025年，导入的：只开1次会"
    assert strip._last_marks.text() == "3"


def test_ticked_as_self_check_it_stands_there_as_one(qtbot, dialog, workspace, book):
    read(qtbot, dialog, book(line()))
    dialog.are_self_checks.setChecked(True)
    with qtbot.waitSignal(dialog.accepted):
        dialog.main.click()
    assert dialog.result_words == "已导入1个单位的自评"
    begun = fill_in(workspace, {"unit": "莲花社区", "answers": {"items": {}}}, "district")
    strip = ComparisonStrip()
    qtbot.addWidget(strip)
    strip.show_item("1.4", None, begun.self_check, begun.previous)
    assert strip._own.text() == "自评（导入的）"


def test_errors_stop_everything_until_their_lines_are_left_out(qtbot, dialog, book):
    read(qtbot, dialog, book(line(total="优秀"), line("柳河社区")))
    assert not dialog.main.isEnabled()
    dialog.leave_out.setChecked(True)
    with qtbot.waitSignal(dialog.accepted):
        dialog.main.click()
    assert dialog.result_words == "已导入1个单位的上次结果"


def test_an_import_is_taken_back_by_one_button(qtbot, workspace, tasks, book):
    first = opened(qtbot, workspace, tasks)
    read(qtbot, first, book(line()))
    with qtbot.waitSignal(first.accepted):
        first.main.click()
    second = opened(qtbot, workspace, tasks)
    assert second.last.isVisible()
    in_dialog(Question, lambda question: question.main.click())
    second.undo_button.click()
    assert second.undone
    assert last_earlier_import(workspace) is None


def test_the_units_card_says_year_and_that_it_was_imported(qtbot, dialog, workspace, book):
    from app.services.units import units_overview

    read(qtbot, dialog, book(line()))
    with qtbot.waitSignal(dialog.accepted):
        dialog.main.click()
    card = DetailCard()
    qtbot.addWidget(card)
    card.show_unit(next(row for row in units_overview(workspace).rows if row.unit.name == "莲花社区"))
    assert "上次 87.9 分（2025年，导入的）" in card._sentence.text()


def test_the_way_to_it_is_on_the_page_of_inspections(qtbot, room):
    room.inspections.show_list()
    in_dialog(EarlierImportDialog, lambda dialog: dialog.reject())
    room.inspections.current.earlier_button.click()


@pytest.mark.parametrize("size", [TextSize.STANDARD, TextSize.EXTRA])
def test_no_words_are_cut(qtbot, theme, workspace, tasks, book, size):
    theme.wear(theme.tokens.contrast, size)
    dialog = opened(qtbot, workspace, tasks)
    read(qtbot, dialog, book(line("没有的社区"), line(), line("柳河社区")))
    qtbot.waitUntil(lambda: not clipped_labels(dialog))
    assert [*too_small_to_press(dialog), *unnamed_controls(dialog)] == []
