"""What a digital signature looks like."""

from collections.abc import Callable

import pytest
from sample_report import STROKES

from app.errors import CharactersWithoutFont
from app.reports.stamp import render_signature_appearance

WHO = ("检查员乙", "检查员", "2026年9月16日 16:42", "证书 示例-0232")


@pytest.mark.parametrize("size", [(33.5, 36.0), (150.0, 17.0), (44.0, 14.4), (33.0, 19.8)])
def test_it_is_one_page_of_the_field_s_size_and_says_when_and_under_which_certificate(
    size: tuple[float, float], read: Callable
):
    pdf = read(render_signature_appearance(STROKES, *WHO, size))
    said = pdf.joined()
    assert "2026年9月16日16:42" in said
    assert "示例-0232" in said
    assert "屏幕手写，已附数字签名" in said
    width, height = (float(part) for part in pdf.info().split("Page size:")[1].split("pts")[0].split("x"))
    assert (width, height) == (pytest.approx(size[0] * 72 / 25.4, abs=0.1), pytest.approx(size[1] * 72 / 25.4, abs=0.1))


def test_without_strokes_the_name_is_set_and_nobody_claims_handwriting(read: Callable):
    said = read(render_signature_appearance((), *WHO, (33.5, 36.0))).joined()
    assert "检查员乙" in said
    assert "屏幕手写" not in said
    assert "已附数字签名" in said


def test_strokes_of_a_single_point_or_none_are_no_trouble(read: Callable):
    pdf = read(render_signature_appearance((((0.5, 0.5, 0.03),), ()), *WHO, (33.5, 36.0), drill=True))
    assert "No syntax" in pdf.check()


def test_a_name_without_font_is_named():
    with pytest.raises(CharactersWithoutFont):
        render_signature_appearance(STROKES, "张\U0002ebf0", "", "", "", (33.5, 36.0))


def test_a_signature_keeps_its_proportions_and_stands_on_the_line():
    from app.reports.pen import Inks, Pen

    pen = Pen(Inks(), 100)
    square = (((0.1, 0.2, 0.03), (0.35, 0.2, 0.03), (0.35, 0.7, 0.03), (0.1, 0.7, 0.03)),)  # in an area 2 : 1
    pen.strokes(square, 10, 20, 60, 30)
    numbers = [part.split() for part in pen.operators[0].split("S")[:-1]]
    xs = [float(n) for part in numbers for n in (part[-6], part[-3])]
    ys = [float(n) for part in numbers for n in (part[-5], part[-2])]
    assert max(xs) - min(xs) == pytest.approx(max(ys) - min(ys), abs=0.05) == pytest.approx(30, abs=0.05)
    assert min(ys) == pytest.approx(50)
    assert min(xs) == pytest.approx(10)
