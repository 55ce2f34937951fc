"""The word before a dangerous step counts only whole, blanks around it aside."""

import pytest

from ui.dialogs.typed_word import TypedWord


@pytest.fixture
def line(qtbot):
    line = TypedWord("作废")
    qtbot.addWidget(line)
    return line


@pytest.mark.parametrize("typed", ["", "作", "作废了", "废作"])
def test_another_word_does_not_count_and_it_says_which_one_does(line, typed):
    line.setText(typed)
    assert not line.is_given
    assert line.missing == "先输入“作废”。"


def test_the_word_counts_with_blanks_around_it(line):
    line.setText(" 作废 ")
    assert line.is_given
    assert line.missing == ""
    assert "作废" in line.asked
