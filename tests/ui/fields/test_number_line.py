"""The number line points where the value falls and says what that is worth."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.scoring.rules import Band
from ui.fields.bands import band_of, rising, segments, share_within
from ui.fields.number_line import NumberLine, Segment
from ui.theme import current_theme

BANDS = (
    Band(from_=90, to=None, bounds="[)", points=4),  # type: ignore[arg-type]
    Band(from_=80, to=90, bounds="[)", points=2),  # type: ignore[arg-type]
    Band(from_=None, to=80, bounds="()", points=0),  # type: ignore[arg-type]
)
UPPER_CLOSED = (
    Band(from_=None, to=0, bounds="(]", points=0),  # type: ignore[arg-type]
    Band(from_=0, to=5, bounds="(]", points=1),  # type: ignore[arg-type]
    Band(from_=5, to=None, bounds="()", points=3),  # type: ignore[arg-type]
)


@given(st.fractions(min_value=-1000, max_value=1000))
def test_every_value_falls_into_exactly_one_band(value: Fraction) -> None:
    for bands in (BANDS, UPPER_CLOSED):
        ordered = rising(bands)
        place = band_of(ordered, value)
        assert place is not None
        others = [one for at, one in enumerate(ordered) if at != place]
        assert band_of(others, value) is None
        assert 0 <= share_within(ordered[place], value) <= 1


@pytest.mark.parametrize(("value", "place"), [("0", 0), ("1/100", 1), ("5", 1), ("501/100", 2)])
def test_edges_belong_where_the_bounds_say(value: str, place: int) -> None:
    assert band_of(rising(UPPER_CLOSED), Fraction(value)) == place


def test_bands_are_named_by_what_they_are_worth() -> None:
    made = segments(rising(BANDS), "−", "按比例")
    assert [(one.edge, one.label, one.is_costly) for one in made] == [
        ("", "0", False),
        ("80", "−2", True),
        ("90", "−4", True),
    ]
    assert segments((Band(from_=60, to=90),), "", "按比例")[0].label == "按比例"  # type: ignore[arg-type]


def test_the_hit_band_stands_out_in_colour_and_name(qtbot: QtBot) -> None:
    line = NumberLine([Segment("", "0"), Segment("80", "−2", is_costly=True)])
    qtbot.addWidget(line)
    line.resize(200, line.sizeHint().height())
    line.show()
    assert line.accessibleName() == ""
    line.point_at(1)
    assert line.accessibleName() == "−2"
    colours = current_theme().tokens.colour
    picture = line.grab().toImage()
    seen = {picture.pixelColor(150, y).name() for y in range(picture.height())}
    assert QColor(colours.deduct).name() in seen
    line.point_at(None)
    picture = line.grab().toImage()
    assert QColor(colours.deduct).name() not in {picture.pixelColor(150, y).name() for y in range(picture.height())}
