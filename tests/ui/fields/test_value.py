"""A measured value is exact inside and rounded only for the eye."""

from fractions import Fraction

import pytest

from ui.fields.value import exact_value, factor_of, rounded


@pytest.mark.parametrize(
    ("facts", "unit", "value"),
    [
        ({"value": "88.5"}, "%", Fraction("88.5")),
        ({"num": "44", "den": "50"}, "%", Fraction(88)),
        ({"num": "44", "den": "50"}, "百分点", Fraction(88)),
        ({"num": "1", "den": "8"}, "‰", Fraction(125)),
        ({"num": "1", "den": "3"}, "户", Fraction(1, 3)),
        ({"num": "1", "den": "0"}, "%", None),
        ({"num": "1"}, "%", None),
        ({}, "%", None),
        (None, "%", None),
    ],
)
def test_a_quotient_stands_in_the_rules_unit(facts: dict[str, str] | None, unit: str, value: Fraction | None) -> None:
    assert exact_value(facts, unit) == value


def test_units_of_shares_have_their_factor() -> None:
    assert [factor_of(unit) for unit in ("%", "％", "百分点", "‰", "平方米", "")] == [100, 100, 100, 1000, 1, 1]


@pytest.mark.parametrize(
    ("value", "text"),
    [("88", "88"), ("1/3", "约0.33"), ("2/3", "约0.67"), ("-1/3", "约−0.33"), ("1/8", "约0.13"), ("3/4", "0.75")],
)
def test_a_rounded_value_says_that_it_is(value: str, text: str) -> None:
    assert rounded(Fraction(value)) == text
