"""A field says what is wrong with it in its own place, to the eye and to a screen reader."""

from PySide6.QtWidgets import QWidget

from ui.dialogs.labelled import Labelled
from ui.widgets.fields import LineField, PassphraseField, TextField
from ui.widgets.labels import Label


def test_the_objection_replaces_the_hint_and_goes_again(qtbot):
    field = LineField("姓名")
    labelled = Labelled("姓名", field, "照公文上的写法")
    qtbot.addWidget(labelled)
    assert labelled.problem == ""
    labelled.object_to("请写上姓名。")
    assert labelled.problem == "请写上姓名。"
    assert field.accessibleDescription() == "请写上姓名。"
    assert field.property("state") == "invalid"
    labelled.object_to("")
    assert labelled.problem == ""
    assert field.accessibleDescription() == "照公文上的写法"


def test_the_line_inside_a_field_of_several_parts_is_marked(qtbot):
    passphrase, several = PassphraseField("口令"), QWidget()
    inner = LineField("文件夹")
    inner.setParent(several)
    for field, marked in ((passphrase, passphrase.line), (several, inner)):
        labelled = Labelled("名称", field)
        qtbot.addWidget(labelled)
        labelled.object_to("不行。")
        assert marked.property("state") == "invalid"


def test_a_field_beside_its_label_can_be_renamed(qtbot):
    text = TextField("原因")
    labelled = Labelled("原因", text, beside=Label("必填"))
    qtbot.addWidget(labelled)
    labelled.rename("拒签原因")
    assert labelled._label.text() == "拒签原因"
