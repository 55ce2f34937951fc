"""Words that stand still and buttons that are pressed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from ui.theme import Theme
from ui.tokens import LIGHT, Contrast, TextSize
from ui.widgets.buttons import Button, IconButton
from ui.widgets.chips import FilterChip, PhraseChip
from ui.widgets.glyphs import IconLabel, State, StateGlyph
from ui.widgets.labels import ElidingLabel, Figure, KeyCap, Label, Tag
from ui.widgets.layouts import clear, column, line, row, scrolling
from ui.widgets.marks_bar import LegendSwatch, MarksBar


def test_a_long_line_ends_in_dots_and_says_the_whole(qtbot):
    label = ElidingLabel("对居民自治与群团的领导")
    qtbot.addWidget(label)
    label.resize(90, 22)
    label.show()
    assert label.is_elided()
    assert label.shown_text().endswith("…")
    assert label.toolTip() == label.accessibleName() == "对居民自治与群团的领导"
    label.resize(400, 22)
    assert (label.toolTip(), label.is_elided()) == ("", False)
    assert not label.grab().isNull()


def test_angle_brackets_are_only_text(qtbot):
    label = Label("<b>莲花</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_the_key_stands_behind_the_label_and_works(qtbot):
    ground = QWidget()
    pressed = []
    button = Button("不适用", shortcut="F4", on_click=lambda: pressed.append(True), parent=ground)
    qtbot.addWidget(ground)
    with qtbot.waitExposed(ground):
        ground.show()
    ground.activateWindow()
    qtbot.waitUntil(ground.isActiveWindow)
    assert button.text() == "不适用  F4"
    qtbot.keyClick(ground, Qt.Key.Key_F4)
    assert pressed == [True]


def test_keys_can_be_hidden_and_still_work(theme: Theme, qtbot):
    button = Button("不适用", shortcut="F4")
    qtbot.addWidget(button)
    theme.show_key_caps(False)
    assert button.text() == "不适用"
    assert [key.key().toString() for key in button.findChildren(QShortcut)] == ["F4"]


def test_a_new_label_keeps_the_key(qtbot):
    button = Button("导入", shortcut="Ctrl+I")
    qtbot.addWidget(button)
    button.set_label("导入 12 份")
    assert [key.key().toString() for key in button.findChildren(QShortcut)] == ["Ctrl+I"]
    assert (button.label, button.accessibleName()) == ("导入 12 份", "导入 12 份")


def test_an_ampersand_is_shown_as_itself(qtbot):
    button = Button("A&B")
    qtbot.addWidget(button)
    assert button.text() == "A&&B"
    assert button.shortcut().isEmpty()


def test_a_disabled_button_says_why(qtbot):
    button = Button("去签字", "primary", icon="pencil")
    qtbot.addWidget(button)
    button.explain_disabled("补完左边 3 处后可以签字。")
    assert not button.isEnabled()
    assert button.toolTip() == button.accessibleDescription() == "补完左边 3 处后可以签字。"
    button.explain_disabled("")
    assert button.isEnabled()


def test_a_button_of_another_kind_looks_so_at_once(qtbot):
    button = Button("开始检查", "quiet")
    qtbot.addWidget(button)
    button.show()
    button.set_kind("primary")
    image = button.grab().toImage()
    assert image.pixelColor(image.width() // 2, 3).name().upper() == LIGHT.accent


@pytest.mark.parametrize("kind", ["primary", "standard", "quiet", "ghost", "link"])
def test_buttons_are_as_high_as_the_tokens_say(theme: Theme, qtbot, kind: str):
    button = Button("导出", kind)
    qtbot.addWidget(button)
    button.show()
    assert button.sizeHint().height() == 38
    theme.wear(Contrast.LIGHT, TextSize.LARGE)
    assert button.sizeHint().height() == 46


def test_an_icon_alone_has_a_name(qtbot):
    button = IconButton("x", "关闭")
    qtbot.addWidget(button)
    assert button.accessibleName() == button.toolTip() == "关闭"
    assert button.sizeHint().toTuple() == (38, 38)


def test_a_filter_that_is_on_can_be_seen_without_colour(qtbot):
    chip = FilterChip("只看社区", count=3)
    qtbot.addWidget(chip)
    with qtbot.waitSignal(chip.toggled):
        chip.click()
    assert chip.text() == "只看社区  3  ×"
    chip.show_count(None)
    chip.click()
    assert chip.text() == "只看社区"


def test_a_phrase_is_taken_over(qtbot):
    taken = []
    chip = PhraseChip("无签到", taken.append)
    qtbot.addWidget(chip)
    chip.click()
    assert taken == ["无签到"]


@pytest.mark.parametrize("state", State)
def test_every_state_has_its_word_and_its_own_shape(qtbot, state: State):
    glyph = StateGlyph(state)
    qtbot.addWidget(glyph)
    assert glyph.accessibleName()
    others = [
        StateGlyph(other) for other in State if {other, state} != {State.PENDING, State.WAITING} and other is not state
    ]
    assert all(glyph.grab().toImage() != other.grab().toImage() for other in others)


def test_a_bar_says_its_marks(qtbot):
    bar = MarksBar(thin=True)
    qtbot.addWidget(bar)
    bar.show_marks(13, 5, 20)
    assert bar.accessibleName() == "得 13，扣 5，满分 20"
    bar.resize(200, 12)
    image = bar.grab().toImage()
    assert image.pixelColor(20, 6).name().upper() == LIGHT.bar
    assert image.pixelColor(195, 6).name().upper() == LIGHT.hover
    bar.show_marks(0, 0, 0)
    assert not bar.grab().isNull()
    assert not LegendSwatch("lost").grab().isNull()


def test_a_figure_is_read_as_one(qtbot):
    figure = Figure()
    qtbot.addWidget(figure)
    figure.show_figure("2.5", "/ 4 分")
    assert figure.accessibleName() == "2.5 / 4 分"


def test_key_caps_take_no_room_when_switched_off(theme: Theme, qtbot):
    cap = KeyCap("Ctrl+F")
    qtbot.addWidget(cap)
    theme.show_key_caps(False)
    assert cap.maximumWidth() == 0
    theme.show_key_caps(True)
    assert cap.maximumWidth() > 20


def test_tags_and_icons_paint(qtbot):
    ground = QWidget()
    qtbot.addWidget(ground)
    icon = IconLabel("info")
    column(Tag("草稿", state="deduct"), icon, line(), line(upright=True), None, parent=ground)
    icon.set_icon("check", "ok")
    assert not ground.grab().isNull()


def test_a_cleared_layout_is_empty(qtbot):
    ground = QWidget()
    qtbot.addWidget(ground)
    layout = column(Label("一"), row(Label("二"), None), parent=ground)
    clear(layout)
    assert layout.count() == 0


def test_what_scrolls_keeps_the_width(qtbot):
    content = QWidget()
    column(Label("很长的一句话" * 40, wrap=True), None, parent=content)
    area = scrolling(content)
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.show()
    assert content.width() <= 300
