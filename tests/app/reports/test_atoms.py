"""What stays on one line."""

import pytest

from app.reports.atoms import said
from app.reports.flow import Workbench


def _atoms(bench: Workbench, text: str) -> list[str]:
    splitter = bench.typesetter._splitter
    return [unit.text for unit in splitter.units(text, "song", 10.5, 1000.0)]


ATOMS = (
    "2次 0.5分 80% 40平方米 5个百分点 ×2 −0.5 11月30日 2003年12月25日 常组发〔2003〕99号 d58f25656e63 SHA-256 "
    "PV8P-0GK2-AVGE 3‰ —— …… 示组检〔2026〕演练017号 9.5cm 1,000元 12个月"
)
TYPED = "常组发[2003]99号 常组发［2003］99号 常组发（2003）99号 常组发【2003】第99号"


@pytest.mark.parametrize("atom", ATOMS.split(" "))
def test_an_atom_is_never_divided(bench: Workbench, atom: str):
    assert atom in _atoms(bench, f"，{atom}。")


def test_hanzi_stand_alone(bench: Workbench):
    assert _atoms(bench, "检查组") == ["检", "查", "组"]


def test_an_atom_wider_than_nine_tenths_of_the_column_is_divided(bench: Workbench):
    units = bench.typesetter._splitter.units("2003年12月25日", "song", 10.5, 40.0)
    assert "".join(unit.text for unit in units) == "2003年12月25日"
    assert len(units) > 3


@pytest.mark.parametrize("typed", TYPED.split(" "))
def test_the_year_of_a_document_number_stands_in_hexagonal_brackets(typed: str):
    assert "〔2003〕" in said(typed)


def test_other_brackets_stay_as_they_are():
    assert said("（2003）年[1]见附件") == "（2003）年[1]见附件"


def test_two_marks_that_meet_share_their_empty_halves(bench: Workbench):
    width = bench.typesetter.width
    for pair in ("》（", "”，", "。”", "（《"):
        assert width(pair, "song", 10) == pytest.approx(15), pair


def test_a_gap_stands_between_digit_and_hanzi_without_a_space_character(bench: Workbench):
    width = bench.typesetter.width
    alone = width("第", "song", 10) + width("5", "song", 10)
    assert width("第5", "song", 10) == pytest.approx(alone + 0.6)


def test_a_long_dash_takes_two_squares(bench: Workbench):
    for voice in ("song", "fang", "kai", "hei"):
        assert bench.typesetter.width("——", voice, 10) == pytest.approx(20)
