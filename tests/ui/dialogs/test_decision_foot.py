"""The foot of a decision asks for the reason first, then for the passphrase, each at its field."""

from app.errors import DecisionNotYours, ReasonMissing, WrongPassphrase
from ui.dialogs.decision_foot import DecisionFoot
from ui.widgets.labels import Label


def said(foot):
    return "\n".join(label.text() for label in foot.findChildren(Label) if not label.isHidden())


def test_what_is_missing_is_said_at_its_field(qtbot):
    foot = DecisionFoot("为什么", "例如")
    qtbot.addWidget(foot)
    foot.show()
    assert not foot.is_given()
    assert "请写一句话的原因。" in said(foot)
    assert foot.passphrase_field.problem == "请先输入口令。"
    foot.reason.setPlainText("复核过")
    foot.passphrase.line.setText("春江花月夜")
    assert foot.is_given()
    assert (foot.reason_text, foot.passphrase_text) == ("复核过", "春江花月夜")
    foot.forget()
    assert foot.passphrase_text == ""


def test_practice_needs_no_passphrase(qtbot):
    foot = DecisionFoot("为什么", "例如", asks_passphrase=False)
    qtbot.addWidget(foot)
    foot.reason.setPlainText("复核过")
    assert foot.is_given()
    assert foot.passphrase_text is None


def test_errors_stand_where_they_belong(qtbot):
    foot = DecisionFoot("为什么", "例如")
    qtbot.addWidget(foot)
    foot.show()
    foot.say(WrongPassphrase())
    assert foot.passphrase_field.problem
    assert foot.problem.isHidden()
    foot.say(ReasonMissing())
    assert "原因" in said(foot)
    foot.say(DecisionNotYours("administrator"))
    assert not foot.problem.isHidden()
