"""外部数据: the plan first, then all or nothing; errors left out on purpose only; taken back by one button."""

import copy
from datetime import date

import pytest
from openpyxl import Workbook
from PySide6.QtWidgets import QWidget

from app.domain.inspection import Change
from app.services.demo import fill_in, job_of_the_demonstration
from app.services.figures import last_figures_import
from app.services.inspections import answer, open_inspection
from app.services.signing import sign_digitally, signing_view
from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from tests.ui.modal import in_dialog
from ui.dialogs.figures_import_dialog import FiguresImportDialog
from ui.dialogs.question import Question
from ui.tokens import TextSize

HEAD = ("单位名称", "5.4 综治", "来源", "日期")


@pytest.fixture
def book(tmp_path):
    def write(*rows):
        made = Workbook()
        for row in (HEAD, *rows):
            made.worksheets[0].append(row)
        made.save(tmp_path / "综治办.xlsx")
        return tmp_path / "综治办.xlsx"

    return write


@pytest.fixture
def dialog(qtbot, workspace, tasks):
    return opened(qtbot, workspace, tasks)


def opened(qtbot, workspace, tasks):
    ground = QWidget()
    ground.resize(1366, 768)
    qtbot.addWidget(ground)
    ground.show()
    dialog = FiguresImportDialog(workspace, tasks, lambda error: None, parent=ground)
    dialog.ground = ground  # Python would let go of it
    dialog.show()
    return dialog


def read(qtbot, dialog, path):
    dialog.plan = None
    dialog.read(path)
    qtbot.waitUntil(lambda: (dialog.plan is not None or dialog.trouble.isVisible()) and dialog._task is None)


def line(unit="莲花社区", value=2.6):
    return (unit, value, "区综治办评分表", date(2026, 1, 5))


def draft(workspace, items=None):
    return fill_in(workspace, {"unit": "莲花社区", "answers": {"items": items or {}}}, "district")


def marks(workspace, opened):
    items = open_inspection(workspace, opened.inspection.id).answers["items"]
    return items.get("5.4", {}).get("facts", {}).get("a", {}).get("marks")


def test_a_table_is_shown_then_imported(qtbot, dialog, workspace, book):
    begun = draft(workspace)
    read(qtbot, dialog, book(line(), line("柳河社区", 1)))
    assert marks(workspace, begun) is None
    assert dialog.main.label == "导入 2 个数"
    with qtbot.waitSignal(dialog.accepted):
        dialog.main.click()
    assert dialog.result_words == "已导入2个数"
    assert marks(workspace, begun) == "2.6"


def test_errors_stop_everything_until_their_lines_are_left_out(qtbot, dialog, workspace, book):
    read(qtbot, dialog, book(line("没有的社区"), line()))
    assert not dialog.main.isEnabled()
    assert "1处错误" in dialog.main.toolTip()
    assert dialog.leave_out.isVisible()
    dialog.leave_out.setChecked(True)
    assert dialog.main.isEnabled()
    with qtbot.waitSignal(dialog.accepted):
        dialog.main.click()
    assert dialog.result_words == "已导入1个数"


def test_what_an_inspector_typed_is_replaced_only_when_it_is_ticked(qtbot, dialog, workspace, book):
    begun = draft(workspace, {"5.4": {"facts": {"a": {"marks": "3", "source": "手填"}}}})
    read(qtbot, dialog, book(line()))
    assert dialog.over_typed.isVisible()
    assert "3" in dialog.model.line(0).why
    dialog.over_typed.setChecked(True)
    with qtbot.waitSignal(dialog.accepted):
        dialog.main.click()
    assert marks(workspace, begun) == "2.6"


def test_a_file_that_is_none_is_told_and_nothing_has_changed(qtbot, dialog, tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"no workbook")
    read(qtbot, dialog, path)
    assert "不是Excel工作簿" in dialog.trouble._sentence.text()
    assert dialog.step == 0


def test_an_import_is_taken_back_by_one_button(qtbot, workspace, tasks, book):
    begun = draft(workspace)
    first = opened(qtbot, workspace, tasks)
    assert not first.last.isVisible()
    read(qtbot, first, book(line()))
    with qtbot.waitSignal(first.accepted):
        first.main.click()
    second = opened(qtbot, workspace, tasks)
    assert "综治办.xlsx" in second.last._sentence.text()
    in_dialog(Question, lambda question: question.main.click())
    second.undo_button.click()
    assert second.undone
    assert marks(workspace, begun) is None
    assert last_figures_import(workspace) is None
    assert not second.last.isVisible()


def test_a_signed_provisional_result_is_completed_and_shown_beside_the_report(qtbot, room, tasks, book):
    workspace = room.workspace
    job = copy.deepcopy(dict(job_of_the_demonstration("job")))
    job["answers"]["items"]["5.4"] = {"facts": {}}
    begun = fill_in(workspace, job, "district")
    wanted = begun.inspection.id
    place = next(one for one in signing_view(workspace, wanted).places if one.person_id is not None)
    sign_digitally(workspace, wanted, place.field, place.person_id, None)
    unit = begun.unit.name
    dialog = opened(qtbot, workspace, tasks)
    read(qtbot, dialog, book(line(unit)))
    assert "补齐1份" in dialog.model.line(0).why
    with qtbot.waitSignal(dialog.accepted):
        dialog.main.click()
    assert "补齐1份暂定成绩" in dialog.result_words
    room.inspections.show_report(wanted)
    report = room.inspections.current
    qtbot.waitUntil(lambda: report.report is not None and not room.tasks.is_busy)
    assert report.side.completion_button.isVisibleTo(report)
    assert "现已补齐" in report.side._completed.text()
    room.inspections.show_list()
    page = room.inspections.current
    states = [page.model.index(0, column).data() for column in range(page.model.columnCount())]
    assert any("已补齐" in str(state) for state in states)


@pytest.mark.parametrize("size", [TextSize.STANDARD, TextSize.EXTRA])
def test_no_words_are_cut(qtbot, theme, workspace, tasks, book, size):
    theme.wear(theme.tokens.contrast, size)
    answer(workspace, draft(workspace), Change("items", "5.4", {"facts": {"a": {"marks": "3", "source": "手填"}}}))
    dialog = opened(qtbot, workspace, tasks)
    read(qtbot, dialog, book(line("没有的社区"), line(), line("柳河社区")))
    qtbot.waitUntil(lambda: not clipped_labels(dialog))  # the layout comes to rest first
    assert [*too_small_to_press(dialog), *unnamed_controls(dialog)] == []
