"""The table of phrases says how often each was written and what becomes of it."""

from PySide6.QtCore import Qt

from app.domain.phrases import Phrase
from ui.models.phrases_model import STATE, TEXT, TIMES, PhrasesModel
from ui.widgets.table import CellRole


def test_a_line_says_the_phrase_its_use_and_its_state() -> None:
    model = PhrasesModel()
    model.show_phrases(
        (Phrase("无签到", 3, "2026-01-08"), Phrase("没有台账", state="own"), Phrase("藏", state="hidden"))
    )
    said = [[model.index(row, column).data() for column in (TEXT, TIMES, STATE)] for row in range(3)]
    assert said == [["无签到", "3 次", "按次数排"], ["没有台账", "", "自己加的"], ["藏", "", "不再出现"]]
    assert model.index(2, TEXT).data(CellRole.COLOUR) == "ink2"
    assert model.headerData(0, Qt.Orientation.Horizontal) == "常用语"
    assert (model.place_of("没有台账"), model.place_of("没有")) == (1, -1)
    assert model.at(7) is None
