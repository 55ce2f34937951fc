"""The signing area: strokes as lines with a width, one taken back at a time, never stretched."""

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest

from ui.tokens import LIGHT
from ui.widgets.signature import THICK, THIN, SignatureArea, paint_strokes

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def area(qtbot):
    area = SignatureArea()
    qtbot.addWidget(area)
    area.resize(600, 300)
    area.show()
    return area


def draw(area: SignatureArea, *points: tuple[int, int]) -> None:
    QTest.mousePress(area, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(*points[0]))
    for point in points[1:]:
        QTest.mouseMove(area, QPoint(*point))
    QTest.mouseRelease(area, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(*points[-1]))


def test_a_stroke_is_kept_in_shares_of_the_area(area, qtbot):
    with qtbot.waitSignal(area.changed):
        draw(area, (60, 30), (300, 150), (600, 300))
    ((first, middle, last),) = area.strokes
    assert (first[:2], middle[:2], last[:2]) == ((0.1, 0.1), (0.5, 0.5), (1, 1))
    assert all(THIN <= width <= THICK for _x, _y, width in area.strokes[0])


def test_a_quick_line_is_thinner_than_a_slow_one(area):
    from PySide6.QtCore import QPointF

    area._begin(QPointF(10, 10), 0, None)
    for step in range(1, 10):
        area._go_on(QPointF(10 + 40 * step, 10), step * 4, None)
    area._end()
    area._begin(QPointF(10, 100), 1000, None)
    for step in range(1, 10):
        area._go_on(QPointF(10 + 4 * step, 100), 1000 + step * 200, None)
    area._end()
    quick, slow = area.strokes
    assert quick[-1][2] < slow[-1][2]


def test_the_last_stroke_can_be_taken_back_and_all_be_begun_again(area):
    draw(area, (10, 10), (100, 100))
    draw(area, (10, 100), (100, 10))
    area.undo()
    assert len(area.strokes) == 1
    area.clear()
    assert area.is_empty
    area.undo()
    assert area.accessibleDescription() == "还没有写"


def test_a_dot_is_a_stroke(area):
    draw(area, (50, 50))
    assert len(area.strokes[0]) == 1


def test_what_leaves_the_area_stays_at_its_edge(area):
    draw(area, (300, 150), (900, 500))
    assert area.strokes[0][-1][:2] == (1, 1)


def test_the_paper_keeps_its_ratio(area):
    area.resize(900, 300)
    assert area.paper().width() / area.paper().height() == SignatureArea.RATIO
    assert area.paper().center() == QRectF(area.rect()).center()


def test_strokes_that_were_kept_are_shown_in_ink(area):
    area.set_strokes([((0.1, 0.5, 0.05), (0.9, 0.5, 0.05)), ((0.5, 0.2, 0.05),)])
    assert area.accessibleDescription() == "已写 2 笔"
    image = area.grab().toImage()
    assert image.pixelColor(300, 150).name().upper() == LIGHT.ink


def test_the_right_button_writes_nothing(area):
    QTest.mouseClick(area, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, QPoint(10, 10))
    assert area.is_empty


def test_strokes_paint_anywhere(qapp):
    image = QImage(100, 50, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    paint_strokes(painter, QRectF(0, 0, 100, 50), [((0.0, 0.5, 0.2), (1.0, 0.5, 0.2))], LIGHT.ink)
    painter.end()
    assert image.pixelColor(50, 25).name().upper() == LIGHT.ink
