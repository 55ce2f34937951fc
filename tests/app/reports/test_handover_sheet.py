"""交接清单 fits on one page and says everything that was handed over."""

from collections.abc import Callable
from datetime import date

import pytest

from app.errors import CharactersWithoutFont
from app.reports.handover_sheet import HandoverSheet, render_handover_sheet
from app.services.handing_over import NEXT_STEPS

LINES = (
    ("移交人", "王建国"),
    ("交接包", "office-1a2b3c4d-0008-0a1b2c3d.wyb（第8包）"),
    ("检查", "草稿2份"),
)


def sheet(office: str = "钟楼区委组织部") -> HandoverSheet:
    return HandoverSheet(office, date(2026, 11, 28), "ab" * 32, LINES, NEXT_STEPS)


def test_everything_stands_on_one_page(read: Callable):
    pdf = read(render_handover_sheet(sheet()))
    said = pdf.joined()
    for word in (
        "钟楼区委组织部",
        "2026年11月28日",
        "王建国",
        "第8包",
        "草稿2份",
        "ab" * 16,
        "移交人",
        "接收人",
        "监交人",
    ):
        assert word in said
    assert "Pages:           1" in pdf.info()
    assert "No syntax" in pdf.check()


def test_the_longest_office_still_leaves_one_page(read: Callable):
    pdf = read(render_handover_sheet(sheet("江苏省常州市钟楼区" * 6 + "党建工作办公室")))
    assert "Pages:           1" in pdf.info()


def test_a_character_that_no_font_has_is_said():
    with pytest.raises(CharactersWithoutFont):
        render_handover_sheet(sheet("\U0001f600"))
