import pytest

from app.errors import KeysDamaged, PassphraseTooShort
from app.identity.passphrase import USUAL_COST, ArgonCost, passphrase_bytes, require_long_enough, slow_key

CHEAP = ArgonCost(memory_kib=16, iterations=1, lanes=2)


def test_the_usual_cost_is_64_mib_three_passes_two_lanes():
    assert ArgonCost(65_536, 3, 2) == USUAL_COST
    assert ArgonCost.from_json(USUAL_COST.to_json()) == USUAL_COST


def test_full_width_digits_are_the_same_passphrase():
    assert passphrase_bytes("红梅社区１２３４") == passphrase_bytes("红梅社区1234")
    assert slow_key("红梅社区１２３４", b"s" * 16, CHEAP) == slow_key("红梅社区1234", b"s" * 16, CHEAP)


def test_salt_and_cost_change_the_key():
    keys = {
        slow_key("12345678", b"s" * 16, CHEAP),
        slow_key("12345678", b"t" * 16, CHEAP),
        slow_key("12345678", b"s" * 16, ArgonCost(32, 1, 2)),
        slow_key("12345679", b"s" * 16, CHEAP),
    }
    assert {len(key) for key in keys} == {32}
    assert len(keys) == 4


def test_seven_characters_are_too_few_and_eight_of_any_kind_are_enough():
    require_long_enough("红梅社区检查一二")
    with pytest.raises(PassphraseTooShort) as caught:
        require_long_enough("1234567")
    assert (caught.value.minimum, caught.value.length) == (8, 7)


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        {"memory_kib": 16, "iterations": 1, "lanes": 2, "more": 1},
        {"memory_kib": 16, "iterations": 1, "lanes": True},
        {"memory_kib": 2**21, "iterations": 1, "lanes": 2},
        {"memory_kib": 15, "iterations": 1, "lanes": 2},
        {"memory_kib": 16, "iterations": 0, "lanes": 2},
        {"memory_kib": 16, "iterations": 65, "lanes": 2},
        {"memory_kib": 16, "iterations": 1, "lanes": "2"},
    ],
)
def test_a_cost_that_no_file_of_ours_has_is_damage(value):
    with pytest.raises(KeysDamaged):
        ArgonCost.from_json(value)


def test_a_salt_too_short_to_be_ours_is_damage():
    with pytest.raises(KeysDamaged):
        slow_key("12345678", b"s", CHEAP)
