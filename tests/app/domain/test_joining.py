"""What a joining says, there and back, and which realms it can never open."""

import pytest

from app.domain.joining import Joining, JoiningUnreadable, joining_body, joining_of, may_be_joined

ONE = Joining("office:" + "ab" * 16, "cd" * 32, "1a2b3c4d", "age1qqq")


def test_a_joining_is_read_as_it_was_written():
    assert joining_of(joining_body(ONE)) == ONE


def test_a_store_made_in_the_office_has_its_device_for_a_name():
    assert (ONE.id, Joining("", "cd" * 32, "1a2b3c4d", "age1qqq").id) == (ONE.former, "device:1a2b3c4d")


@pytest.mark.parametrize("broken", [{}, {**joining_body(ONE), "device": 3}, {**joining_body(ONE), "former": None}])
def test_a_body_of_another_form_is_told(broken):
    with pytest.raises(JoiningUnreadable):
        joining_of(broken)


@pytest.mark.parametrize(
    "realm", ["demo:abcd", "", "office:", "office:a b", "device:1a2b3c4d", "Office:ab", "office:ab\n"]
)
def test_only_the_realm_of_an_office_may_be_joined(realm):
    assert not may_be_joined(realm)
    assert may_be_joined(ONE.former)
