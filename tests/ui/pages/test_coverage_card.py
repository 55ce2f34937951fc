"""The card that says how far the survey is: rows that can be read aloud, and names that are cut only by …."""

from app.rules.coverage import Share
from ui.pages.coverage_card import ShareRow
from ui.tokens import Contrast, TextSize

LONG = "一个名字长得在这张卡片里怎么也放不下的街道办事处"


def test_a_row_says_in_words_what_it_paints(qtbot, theme):
    row = ShareRow("红梅街道", Share(3, 12))
    qtbot.addWidget(row)
    row.resize(300, row.sizeHint().height())
    row.show()
    assert row.accessibleName() == row.toolTip() == "红梅街道，已查 3 个，共 12 个"
    assert row.shown_name() == "红梅街道"


def test_a_long_name_is_cut_and_said_whole(qtbot, theme):
    row = ShareRow(LONG, Share(3, 12))
    qtbot.addWidget(row)
    row.resize(200, row.sizeHint().height())
    row.show()
    assert row.shown_name().endswith("…")
    assert LONG in row.toolTip()


def test_a_row_grows_with_the_text(qtbot, theme):
    row = ShareRow("红梅街道", Share(3, 12))
    qtbot.addWidget(row)
    small = row.sizeHint().height()
    theme.wear(Contrast.LIGHT, TextSize.EXTRA)
    assert row.sizeHint().height() > small


def test_the_bar_is_as_long_as_the_share(qtbot, theme):
    pictures = []
    for inspected in (0, 6, 12):
        row = ShareRow("红梅街道", Share(inspected, 12))
        qtbot.addWidget(row)
        row.resize(400, row.sizeHint().height())
        picture = row.grab().toImage()
        y = picture.height() - picture.height() // 10 - 2
        pictures.append([picture.pixelColor(picture.width() * part // 8, y).name() for part in (1, 3, 5, 7)])
    empty, half, full = pictures
    assert len(set(empty)) == len(set(full)) == 1
    assert half == [full[0], full[0], empty[0], empty[0]]
