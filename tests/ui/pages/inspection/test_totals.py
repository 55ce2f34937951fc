"""The totals name every loss, in the table's order, and fit into low windows."""

import json
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.domain.inspection import Change
from app.services.inspections import answer
from app.services.workspace import Workspace
from ui.pages.inspection.page import InspectionPage
from ui.pages.inspection.totals import LossLine, losses, unsettled


@pytest.fixture
def filled(page: InspectionPage, workspace: Workspace, worked_case: dict[str, Any]) -> InspectionPage:
    """The page with the worked case in it."""
    opened = page.opened
    assert opened is not None
    for code, given in json.loads(json.dumps(worked_case["answers"]["items"])).items():
        opened = answer(workspace, opened, Change("items", code, given))
    page.open(opened.inspection.id)
    QApplication.processEvents()
    return page


def words(page: InspectionPage) -> str:
    """What is to be read in the totals."""
    return " ".join(label.text() for label in page.totals.findChildren(QLabel) if label.isVisible())


def test_every_loss_is_listed_with_its_amount(filled: InspectionPage) -> None:
    assert filled.opened is not None
    found = losses(filled.opened)
    assert [loss.code for loss in found][:4] == ["1.1", "1.2", "1.3", "1.4"]
    assert "2.4" not in [loss.code for loss in found]
    assert all(loss.amount < 0 and loss.words for loss in found)
    assert unsettled(filled.opened) == 0


def test_a_reason_goes_before_the_trace(filled: InspectionPage, workspace: Workspace) -> None:
    assert filled.opened is not None
    given = {"facts": {"c": {"n": 1}}, "reason": "支委缺一名"}
    opened = answer(workspace, filled.opened, Change("items", "1.1", given))
    assert losses(opened)[0].words == "支委缺一名"


def test_a_settled_inspection_shows_total_and_grade(filled: InspectionPage) -> None:
    assert "87.9" in words(filled)
    assert "各项都查过了" in words(filled)
    assert "等次 达标" in words(filled)
    assert "暂定" not in words(filled)


def test_an_empty_inspection_is_provisional(page: InspectionPage) -> None:
    assert "暂定" in words(page)
    assert "未查、待补的 29 项按 0 分计" in words(page)


@pytest.mark.parametrize("height", [592, 602, 680, 900])
def test_findings_fit_into_every_height(filled: InspectionPage, height: int) -> None:
    filled.resize(QSize(1282, height))
    QApplication.processEvents()
    assert filled.totals._scroll.verticalScrollBar().maximum() == 0
    assert any(line.isVisible() for line in filled.totals.findChildren(LossLine))


def test_all_findings_can_be_unfolded_and_followed(filled: InspectionPage, qtbot: QtBot) -> None:
    filled.totals._all.click()
    lines = [line for line in filled.totals.findChildren(LossLine) if line.isVisible()]
    assert filled.opened is not None
    assert len(lines) == len(losses(filled.opened))
    QTest.mouseClick(lines[2], Qt.MouseButton.LeftButton)
    assert filled.card is not None
    assert filled.card.code == "1.3"
    lines[3].setFocus()
    QTest.keyClick(lines[3], Qt.Key.Key_Space)
    assert filled.card.code == "1.4"
