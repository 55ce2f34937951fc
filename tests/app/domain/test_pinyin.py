"""Names are found by their characters or by the initials of their pinyin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.pinyin import found_in, initials_of


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("红梅社区", "hmsq"),
        ("重庆路社区", "cqlsq"),
        ("长江社区", "cjsq"),
        ("A区2号社区", "aq2hsq"),
        ("𠮷祥社区", "𠮷xsq"),
        ("翟家湾", "zjw"),
        ("", ""),
    ],
)
def test_each_character_has_one_letter(name, initials):
    assert initials_of(name) == initials


@given(st.text(alphabet="莲花社区重长乐翟家𠮷İßAZ9（·", max_size=12))
def test_initials_are_as_long_as_the_name(name):
    assert len(initials_of(name)) == len(name)


@pytest.mark.parametrize(
    ("wanted", "place"), [("lh", (0, 2)), ("莲花", (0, 2)), ("SQ", (2, 2)), (" l h ", (0, 2)), ("xx", None), ("", None)]
)
def test_letters_are_found_where_they_stand(wanted, place):
    assert found_in(wanted, "莲花社区", "lhsq") == place


def test_initials_of_another_length_are_not_looked_at():
    assert found_in("lh", "莲花社区", "lh") is None
