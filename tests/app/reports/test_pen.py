"""Operators of a page."""

from app.reports.flow import Workbench
from app.reports.paragraph import Style
from app.reports.pen import Inks, Pen


def test_runs_of_one_face_are_one_array_and_a_foreign_character_brings_its_own_face(bench: Workbench):
    inks = Inks()
    pen = Pen(inks, 800)
    pen.line_on(bench.typesetter.one_line("检查𠮷检查", Style("song", 10, 14)), 100, 200)
    assert pen.operators[0].count("Tf") == 3
    assert set(inks) == {"song", "kai"}
    assert "1 0 0 1 100.00 600.00 Tm" in pen.operators[0]


def test_a_line_stretched_so_far_that_it_reads_as_spaces_says_its_text(bench: Workbench):
    pen = Pen(Inks(), 800)
    for line in bench.typesetter.lines(
        "检查检查检查检，（查检查检查检查检查检查检查", Style("song", 10, 14, justified=True), 78
    ):
        pen.line(line, 0, 0)
    stretched = [one for one in pen.operators if "ActualText" in one]
    assert all("EMC" in one for one in stretched)
    pen.line(bench.typesetter.one_line("大　项", Style("hei", 9, 12)), 0, 0)
    assert "ActualText<feff592730009879>" in pen.operators[-1]


def test_codes_are_given_in_the_order_of_first_use():
    codes = Inks()["song"]
    assert [codes[c] for c in "检查检报"] == ["0001", "0002", "0001", "0003"]
    assert codes.characters == ["检", "查", "报"]


def test_dark_modules_of_a_code_are_drawn_as_runs():
    pen = Pen(Inks(), 100)
    pen.modules([[0, 1, 1, 0], [1, 0, 0, 1], [0, 0, 0, 0], [1, 1, 1, 1]], 0, 0, 40)
    assert pen.operators[0].count("re") == 4


def test_an_empty_line_draws_nothing(bench: Workbench):
    pen = Pen(Inks(), 100)
    pen.line(bench.typesetter.lines("", Style("song", 9, 12), 100)[0], 0, 0)
    pen.strokes((), 0, 0, 10, 10)
    assert pen.operators == []
