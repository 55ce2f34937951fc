"""A workbook always gets its ending."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.dialogs.workbook_target import workbook_target


@pytest.mark.parametrize(
    ("chosen", "path"), [("/a/单位", "/a/单位.xlsx"), ("/a/单位.XLSX", "/a/单位.XLSX"), ("/a/b.v2", "/a/b.v2.xlsx")]
)
def test_the_name_of_a_file_gets_its_ending(qtbot, monkeypatch, chosen, path):
    parent = QWidget()
    qtbot.addWidget(parent)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (chosen, ""))
    assert workbook_target(parent, "", "") == Path(path)


def test_nothing_chosen_is_none(qtbot, monkeypatch):
    parent = QWidget()
    qtbot.addWidget(parent)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: ("", ""))
    assert workbook_target(parent, "", "") is None
