"""Fields tell what was typed once, and keep what is half-typed or wrong to themselves."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme import Theme
from ui.widgets.fields import Choice, LineField, PassphraseField, SearchField, TextField
from ui.widgets.layouts import column


@pytest.fixture
def beside(qtbot):
    """Shows a field beside another one, to go to."""

    kept = []

    def show(field: QWidget) -> QLineEdit:
        ground, other = QWidget(), QLineEdit()
        column(field, other, parent=ground)
        qtbot.addWidget(ground)
        kept.append(ground)
        with qtbot.waitExposed(ground):
            ground.show()
        ground.activateWindow()
        field.setFocus()
        qtbot.waitUntil(lambda: field.hasFocus() or (field.focusProxy() or field).hasFocus())
        return other

    return show


def test_a_line_tells_its_text_once(qtbot, beside):
    field, told = LineField("姓名", text="检查员"), []
    field.committed.connect(told.append)
    other = beside(field)
    qtbot.keyClicks(field, "A")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    other.setFocus()
    assert told == ["检查员A"]


def test_lines_grow_with_their_text(qtbot, beside):
    field = TextField("扣分原因", most=3)
    beside(field)
    low = field.sizeHint().height()
    field.setPlainText("一\n二\n三\n四\n五")
    assert low == 38
    assert low < field.sizeHint().height() < 5 * low


def test_a_narrow_field_is_as_high_as_its_wrapped_lines(qtbot, beside, qapp):
    field = TextField("扣分原因", most=6)
    beside(field)
    field.window().resize(300, 400)
    field.set_kept("全年只开1次联席会议（5月），会议纪要所列两件事未见落实记录。" * 2)
    qapp.processEvents()
    narrow = field.height()
    field.window().resize(1200, 400)
    qapp.processEvents()
    assert field.document().size().height() == 1
    assert (field.height(), narrow > 3 * 21) == (38, True)


def test_text_is_told_when_it_is_left(qtbot, beside):
    field, told = TextField("扣分原因"), []
    field.committed.connect(told.append)
    other = beside(field)
    field.insertPlainText("没有会议记录")
    assert told == []
    other.setFocus()
    assert told == ["没有会议记录"]


def test_control_enter_tells_and_stays(qtbot, beside):
    field, told = TextField("扣分原因"), []
    field.committed.connect(told.append)
    beside(field)
    field.insertPlainText("无签到")
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told == ["无签到"]
    assert field.toPlainText() == "无签到"


def test_a_search_waits_for_the_last_letter(qtbot, beside):
    field = SearchField("找单位", key="Ctrl+K")
    beside(field)
    with qtbot.waitSignal(field.searched) as told:
        qtbot.keyClicks(field, "lh")
    assert told.args == ["lh"]
    assert not field._cap.isVisible()


def test_escape_empties_a_search(qtbot, beside):
    field = SearchField("找单位")
    beside(field)
    field.setText("lh")
    with qtbot.waitSignal(field.searched) as told:
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (told.args, field.text()) == ([""], "")
    with qtbot.waitSignal(field.left_downwards):
        qtbot.keyClick(field, Qt.Key.Key_Down)


def test_the_key_cap_goes_when_caps_are_switched_off(qtbot, theme: Theme, beside):
    field = SearchField("找单位", key="Ctrl+K")
    beside(field)
    assert field._cap.isVisible()
    theme.show_key_caps(False)
    assert not field._cap.isVisible()


def test_a_passphrase_is_hidden_until_asked_for(qtbot):
    field = PassphraseField("签字口令")
    qtbot.addWidget(field)
    field.line.setText("一二三")
    assert field.line.echoMode() == QLineEdit.EchoMode.Password
    field._eye.click()
    assert field.line.echoMode() == QLineEdit.EchoMode.Normal
    field._eye.click()
    assert field.line.echoMode() == QLineEdit.EchoMode.Password
    field.forget()
    assert field.text() == ""


def test_the_wheel_does_not_change_a_choice(qtbot):
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    choice = Choice("级别")
    choice.addItems(["区级", "街道"])
    qtbot.addWidget(choice)
    none = Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        none,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(choice, event)
    assert choice.currentIndex() == 0
