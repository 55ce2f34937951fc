"""The tick 补录 and the name of who types."""

from datetime import date

from app.domain.inspection import TypedLater
from ui.dialogs.typed_later_field import TypedLaterField


def test_the_name_is_asked_for_only_when_it_is_ticked(qtbot):
    field = TypedLaterField("检查员甲")
    qtbot.addWidget(field)
    field.show()
    assert not field.is_typed_later
    assert not field.by.isVisible()
    assert not field.object_to_no_name()
    field.tick.click()
    assert field.by.isVisible()
    field.by.setText("  ")
    assert field.object_to_no_name()
    field.by.setText("录入员丁 ")
    assert not field.object_to_no_name()
    assert field.name == "录入员丁"


def test_what_was_kept_stands_there_again(qtbot):
    field = TypedLaterField("检查员甲", TypedLater(date(2026, 1, 8), "录入员丁"))
    qtbot.addWidget(field)
    assert field.is_typed_later
    assert field.name == "录入员丁"
