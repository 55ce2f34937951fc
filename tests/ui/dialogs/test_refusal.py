"""A wrong passphrase is said at its field, everything else below, with what is safe and what to do."""

import pytest
from PySide6.QtWidgets import QWidget

from app.errors import DecisionNotYours, WrongPassphrase
from ui.dialogs.labelled import Labelled
from ui.dialogs.refusal import say_refusal
from ui.messages import message_for
from ui.widgets.fields import PassphraseField
from ui.widgets.frames import Notice
from ui.widgets.labels import Label
from ui.widgets.layouts import column


@pytest.fixture
def parts(qtbot):
    window, field, problem = QWidget(), Labelled("您的口令", PassphraseField("您的口令")), Notice("", "missing")
    column(field, problem, parent=window)
    qtbot.addWidget(window)
    window.show()
    yield field, problem
    del window  # or it goes with its parts before they are looked at


def test_a_wrong_passphrase_is_said_at_its_field_and_can_be_typed_at_once(parts, qtbot):
    field, problem = parts
    say_refusal(WrongPassphrase(), field, problem)
    assert field.problem == message_for(WrongPassphrase()).happened
    assert not problem.isVisible()
    qtbot.waitUntil(field.field.line.hasFocus)


def test_anything_else_is_said_whole(parts):
    field, problem = parts
    say_refusal(DecisionNotYours("administrator"), field, problem)
    words = message_for(DecisionNotYours("administrator"))
    assert field.problem == ""
    assert problem.isVisible()
    said = "".join(label.text() for label in problem.findChildren(Label))
    assert said == words.happened + words.safe + words.next_step
