"""Line breaking: nothing lost, nothing forbidden, nothing stretched beyond what goes unnoticed."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.paths import REFERENCE_SCHEME
from app.reports.atoms import is_ascii_pair
from app.reports.fonts import CLOSING
from app.reports.paragraph import Line, Style
from app.reports.workbench import installed_workbench

NEVER_FIRST = "，。、；：！？）〕】》〉」』”’…—％‰℃·"
NEVER_LAST = "（〔【《〈「『“‘"
TEXT = installed_workbench().typesetter
_WORDS = st.sampled_from(
    [
        *"的检查组织党员居民，。、；：！？（）〔〕《》“” ",
        *["2次", "0.5分", "80%", "——", "……", "常组发〔2003〕99号", "SHA-256"],
    ]
)
_SENTENCES = st.lists(_WORDS, min_size=1, max_size=90).map("".join)


def _texts_of_the_scheme() -> list[str]:
    found: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            for one in value.values():
                walk(one)
        elif isinstance(value, list):
            for one in value:
                walk(one)

    walk(json.loads(Path(REFERENCE_SCHEME).read_text(encoding="utf-8")))
    return [text for text in found if text.strip()]


def _said(lines: list[Line]) -> list[str]:
    return ["".join(unit.text for unit in line.units) for line in lines]


@pytest.mark.parametrize("width", [95.0, 111.0, 137.0, 442.0])
@pytest.mark.parametrize("voice", ["song", "kai", "fang", "hei"])
def test_no_line_of_the_scheme_begins_or_ends_with_a_forbidden_mark(width: float, voice: str):
    for text in _texts_of_the_scheme():
        said = _said(TEXT.lines(text, Style(voice, 9, 12.5, justified=True), width))
        assert "".join(said) == text.strip() or "".join(said).replace(" ", "") == text.replace(" ", "")
        assert not [line for line in said[1:] if line[0] in NEVER_FIRST], said
        assert not [line for line in said[:-1] if line[-1] in NEVER_LAST], said


@given(_SENTENCES, st.floats(90, 450))
def test_nothing_is_lost_and_no_line_is_wider_than_its_column(text: str, width: float):
    lines = TEXT.lines(text, Style("song", 9, 12.5, justified=True), width)
    assert "".join(_said(lines)).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        if not line.units or len(line.units) == 1:
            continue
        natural = sum(unit.width for unit in line.units) + sum(line.spaces) + line.start
        half = 4.5 if line.units[-1].last & CLOSING else 0.0
        marks_only = all(len(unit.text) == 1 and unit.text in NEVER_FIRST + NEVER_LAST for unit in line.units)
        stuck = "".join(unit.text for unit in line.units)
        if natural - half > width + 0.1:
            assert marks_only or not _could_break(line), (stuck, natural, width)


def _could_break(line: Line) -> bool:
    from app.reports.atoms import may_break

    return any(may_break(line.units[n - 1], line.units[n]) for n in range(1, len(line.units)))


@given(_SENTENCES, st.floats(90, 450))
def test_justification_adds_at_most_twelve_hundredths_and_never_between_two_ascii_characters(text: str, width: float):
    plain = TEXT.lines(text, Style("song", 9, 12.5), width)
    justified = TEXT.lines(text, Style("song", 9, 12.5, justified=True), width)
    assert _said(plain) == _said(justified)
    for before, after in zip(plain, justified, strict=True):
        for n in range(1, len(after.units)):
            added = after.spaces[n] - before.spaces[n]
            assert -1e-6 <= added <= 0.12 * 9 + 1e-6
            if is_ascii_pair(after.units[n - 1], after.units[n]):
                assert added == 0
    if justified:
        assert list(justified[-1].spaces) == list(plain[-1].spaces)


def test_the_last_line_is_never_one_character_and_a_mark():
    style = Style("song", 10, 14)
    for count in range(11, 60):
        said = _said(TEXT.lines("检" * count + "。", style, 100))
        assert len(said) == 1 or len(said[-1].rstrip("。")) > 1, said


def test_a_closing_mark_at_the_end_takes_half_its_width_before_it_pushes_a_character_out():
    said = _said(TEXT.lines("检查检查检查检查检，查检查", Style("song", 10, 14), 96))
    assert said[0] == "检查检查检查检查检，"


def test_an_opening_mark_that_starts_a_line_loses_its_empty_half_but_not_at_a_paragraph_s_start():
    lines = TEXT.lines("检查检查检查检查检查“五有”社区", Style("song", 10, 14), 100)
    assert lines[1].start == pytest.approx(-5)
    assert TEXT.lines("“五有”社区", Style("song", 10, 14), 100)[0].start == 0


def test_a_word_too_long_for_its_column_is_divided_rather_than_drawn_over_the_frame():
    lines = TEXT.lines("d58f25656e632a5c2377d9e9" * 3, Style("song", 9, 12.5), 60)
    assert all(sum(unit.width for unit in line.units) <= 60.1 for line in lines)


def test_a_newline_begins_a_paragraph_and_an_empty_text_is_one_empty_line():
    assert _said(TEXT.lines("甲\n\n乙", Style("song", 9, 12.5), 60)) == ["甲", "", "乙"]
    assert _said(TEXT.lines("", Style("song", 9, 12.5), 60)) == [""]


def test_centred_and_right_lines_start_where_they_should():
    centred = TEXT.lines("检查", Style("song", 10, 14, aligned="centre"), 100)[0]
    right = TEXT.lines("检查", Style("song", 10, 14, aligned="right"), 100)[0]
    assert (centred.start, right.start) == (pytest.approx(40), pytest.approx(80))


def test_fitted_text_becomes_smaller_until_it_fits():
    line = TEXT.fitted("示例市示例区示例街道示例社区", Style("song", 10.5, 14), 100)
    assert line.width <= 100
    assert line.size < 10.5
