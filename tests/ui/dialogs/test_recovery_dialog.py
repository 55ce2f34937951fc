"""The recovery code can be kept as a file, and its last group is asked back."""

from datetime import UTC, datetime

import pytest
from PySide6.QtPrintSupport import QPrinter

from ui.dialogs.recovery_dialog import RecoveryCheckDialog, RecoveryCodePanel
from ui.pages.printing import new_printer

CODE = "ABCDE-12345-FGHJK-67890-MNPQRS"


@pytest.fixture
def panel(qtbot):
    shown = RecoveryCodePanel(CODE, office="示例区委组织部", clock=lambda: datetime(2026, 9, 16, 4, tzinfo=UTC))
    qtbot.addWidget(shown)
    shown.show()
    return shown


def settled(qtbot, panel):
    """Wait for what was begun; what is then said."""
    qtbot.waitUntil(lambda: panel.notice.isVisible() and panel.kept_button.isEnabled())
    return panel.notice._sentence.text()


def test_the_sheet_is_saved_as_a_pdf(qtbot, tmp_path, panel):
    panel.save_to(tmp_path / "保管单")
    assert not panel.kept_button.isEnabled()
    assert "保管单.pdf" in settled(qtbot, panel)
    assert (tmp_path / "保管单.pdf").read_bytes().startswith(b"%PDF")


def test_saved_as_text_it_holds_every_group(qtbot, tmp_path, panel):
    panel.save_to(tmp_path / "code.txt")
    assert "不要留在这台电脑上" in settled(qtbot, panel)
    text = (tmp_path / "code.txt").read_text(encoding="utf-8")
    assert all(group in text for group in CODE.split("-"))
    assert "示例区委组织部" in text


@pytest.mark.parametrize("name", ["code.txt", "code.pdf"])
def test_a_place_that_cannot_be_written_leaves_the_code_on_the_screen(qtbot, tmp_path, panel, name):
    panel.save_to(tmp_path / "missing" / name)
    assert "恢复码还在屏幕上" in settled(qtbot, panel)
    assert not (tmp_path / "missing").exists()


def test_an_office_no_font_can_write_is_told(qtbot, tmp_path):
    panel = RecoveryCodePanel(CODE, office="\U0001f600组织部")
    qtbot.addWidget(panel)
    panel.show()
    panel.save_to(tmp_path / "code.pdf")
    assert "恢复码还在屏幕上" in settled(qtbot, panel)
    assert not (tmp_path / "code.pdf").exists()


def test_the_sheet_is_printed_on_one_page(qtbot, tmp_path, panel):
    printer = new_printer("恢复码")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    panel.print_with(printer)
    assert "已交给打印机" in settled(qtbot, panel)
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")


def test_a_printer_that_takes_nothing_is_told(qtbot, tmp_path, panel):
    printer = new_printer("恢复码")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "missing" / "printed.pdf"))
    panel.print_with(printer)
    assert "一页都没有打" in settled(qtbot, panel)


def test_keeping_it_is_told(qtbot):
    panel = RecoveryCodePanel(CODE)
    qtbot.addWidget(panel)
    with qtbot.waitSignal(panel.kept):
        panel.kept_button.click()


def test_only_the_right_last_group_is_taken(qtbot):
    dialog = RecoveryCheckDialog(lambda typed: typed == "MNPQRS")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.group.setText("67890")
    dialog.go_on()
    assert dialog.field.problem
    dialog.group.setText("MNPQRS")
    with qtbot.waitSignal(dialog.accepted):
        dialog.go_on()
