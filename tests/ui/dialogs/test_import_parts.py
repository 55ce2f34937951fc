"""What a bundle says of registers of keys is put in words before anything comes in."""

import pytest

from app.rules.register_news import RegisterNews
from app.services.import_preview import Preview
from tests.ui.clipping import clipped_labels
from ui.dialogs.import_parts import PlanCard, register_words

OFFICE = "钟楼区委组织部"


def a_preview(*registers):
    return Preview("钟楼区委组织部 王建国", "ab12", 3, "0" * 64, (), 1, 2, 0, 0, 0, 0, 0, False, (), registers)


def test_an_old_register_says_which_counts():
    said = register_words(RegisterNews("older", OFFICE, 2, 5))
    assert said == f"包里{OFFICE}的密钥名册是旧的（第2版），这里仍以第5版为准，不会退回去。"


@pytest.mark.parametrize(("current", "counts"), [(3, "仍以第3版为准"), (0, "都不算数。请打电话")])
def test_two_registers_in_one_version_say_whom_to_ask(current, counts):
    said = register_words(RegisterNews("contradicted", OFFICE, 4, current))
    assert said.startswith(f"注意：{OFFICE}的密钥名册第4版有两种内容")
    assert counts in said
    assert "打电话" in said


def test_an_office_without_a_name_is_still_somebody():
    assert "对方机关" in register_words(RegisterNews("contradicted", "", 1, 0))


def test_the_plan_shows_it_whole(qtbot):
    card = PlanCard()
    qtbot.addWidget(card)
    card.resize(640, 400)
    card.show_preview(a_preview(RegisterNews("older", OFFICE, 2, 5), RegisterNews("contradicted", OFFICE, 6, 5)))
    card.show()
    assert "密钥名册是旧的" in card.text()
    assert "有两种内容" in card.text()
    assert clipped_labels(card) == []
