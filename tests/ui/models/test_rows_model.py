"""Rows as they are given."""

from PySide6.QtCore import Qt

from ui.models.rows_model import Row, RowsModel
from ui.widgets.glyphs import State
from ui.widgets.table import CellRole


def test_words_glyph_colour_and_numbers_at_the_right():
    model = RowsModel(("名称", "数"), (1,))
    model.show_rows([Row(("桂园社区", "3"), State.NEW, "ink2", about=7)])
    assert (model.rowCount(), model.columnCount()) == (1, 2)
    assert model.headerData(0, Qt.Orientation.Horizontal) == "名称"
    name, number = model.index(0, 0), model.index(0, 1)
    assert (name.data(), number.data()) == ("桂园社区", "3")
    assert name.data(CellRole.STATE) == State.NEW
    assert name.data(CellRole.COLOUR) == "ink2"
    assert number.data(CellRole.STATE) is None
    assert number.data(Qt.ItemDataRole.TextAlignmentRole) & int(Qt.AlignmentFlag.AlignRight)
    assert model.row(0).about == 7
    assert model.row(1) is None
