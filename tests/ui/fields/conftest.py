"""A bench for one editor: a rule read from JSON, the editor on the screen, what it told, keys for it."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.scoring.scheme import load_scheme
from ui.fields.field import Facts, Field
from ui.fields.kinds import editor_for
from ui.theme import Theme
from ui.widgets.layouts import column
from ui.widgets.stepper import Stepper


def scheme_with(rule: dict[str, Any]) -> dict[str, Any]:
    """The smallest scheme that holds one rule."""
    awards = rule.get("effect") == "award" or rule["kind"] in ("threshold", "ballot", "panel", "peer", "external")
    item = {
        "code": "1",
        "dimension": "1",
        "title": "项目",
        "full_marks": "4",
        "base": "zero" if awards else "full",
        "cap": "full",
        "methods": ["查阅资料"],
        "source_text": "条文",
        "rules": [{"id": "a", "text": "条文", **rule}],
    }
    return {
        "format": "wuyou.scheme/1",
        "id": "bench",
        "version": "1.0",
        "title": "试",
        "status": "trial",
        "unit_kinds": ["community"],
        "classes": ["城市", "农村"],
        "full_marks": "4",
        "rounding": {"item": 2, "dimension": 2, "total": 1, "mode": "half_up"},
        "not_applicable": "rescale_dimension",
        "na_limit": "0.5",
        "after_veto": "continue",
        "bonus_counts_for_grade": False,
        "dimensions": [{"code": "1", "title": "大项", "full_marks": "4"}],
        "items": [item],
    }


class Bench:
    """One editor in a window, and somebody at the keyboard."""

    def __init__(self, field: Field, window: QWidget) -> None:
        self.field, self.window = field, window
        self.told: list[Facts] = []
        self.objections: list[str] = []
        field.answered.connect(self._keep)
        field.objected.connect(self.objections.append)

    def _keep(self, facts: Facts) -> None:
        """What the page does: the facts are saved, and shown as they were saved."""
        self.told.append(facts)
        self.field.show_facts(facts)

    @property
    def facts(self) -> Facts:
        """What was told last."""
        return self.told[-1]

    def begin(self) -> None:
        """Put the keyboard on the first control."""
        self.field.strike()

    def type(self, keys: str) -> None:
        """Keys to whatever has the focus."""
        for key in keys:
            QTest.keyClicks(self.focus, key)

    def write(self, words: str) -> None:
        """Chinese, as an input method commits it."""
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(self.focus, event)

    def press(self, key: Qt.Key) -> None:
        """One key."""
        QTest.keyClick(self.focus, key)

    def enter(self, keys: str = "") -> None:
        """Keys, then Enter."""
        self.type(keys)
        self.press(Qt.Key.Key_Return)

    @property
    def focus(self) -> QWidget:
        """What has the keyboard."""
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def texts(self) -> list[str]:
        """What stands in all visible lines and steppers."""
        lines = [line.text() for line in self.field.findChildren(QLineEdit) if line.isVisible()]
        steppers = [stepper.value for stepper in self.field.findChildren(Stepper) if stepper.isVisible()]
        return [*lines, *("" if value is None else str(value) for value in steppers)]


MakeBench = Callable[..., Bench]


@pytest.fixture
def bench(qtbot: QtBot, theme: Theme) -> MakeBench:
    """Make a bench for the rule of this JSON, showing these facts; all of them stand until the test is over."""
    benches = []

    def made(rule: dict[str, Any], facts: Facts = None, unit_class: str | None = "城市") -> Bench:
        parsed = load_scheme(scheme_with(rule)).items[0].rules[0]
        window = QWidget()
        qtbot.addWidget(window)
        field = editor_for(parsed, unit_class)
        column(field, parent=window)
        field.show_facts(facts)
        window.resize(700, 200)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.setFocus()
        benches.append(Bench(field, window))
        return benches[-1]

    return made
