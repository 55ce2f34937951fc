"""The frame: places are built when one goes there, what is typed is kept, the size is remembered."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from tests.ui.clipping import clipped_labels, sticking_out, too_small_to_press, unnamed_controls
from ui.main_window import GEOMETRY_KEY, MainWindow, Place
from ui.theme import Theme
from ui.tokens import Contrast, TextSize

NAMES = [
    ("home", "工作台", "house"),
    ("inspections", "检查", "clipboard-check"),
    ("rectification", "整改", "refresh-cw"),
    ("statistics", "统计", "chart-column"),
    ("units", "单位", "building-2"),
    ("schemes", "方案", "file-text"),
    ("campaigns", "活动", "flag"),
    ("exchange", "数据交换", "arrow-left-right"),
    ("settings", "设置", "settings"),
]


class Page(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self.lets_go = True

    def shown(self) -> None:
        self.told.append("shown")

    def commit(self) -> None:
        self.told.append("commit")

    def may_leave(self) -> bool:
        return self.lets_go


@pytest.fixture
def make(qtbot):
    kept = []

    def made(**settings) -> MainWindow:
        built: list[str] = []

        def factory(key: str):
            return lambda: built.append(key) or Page()

        places = [Place(key, title, icon, factory(key), key == "settings") for key, title, icon in NAMES]
        window = MainWindow(places, **settings)
        window.built = built
        window.resize(1366, 768)
        qtbot.addWidget(window)
        kept.append(window)
        return window

    yield made
    for window in kept:
        for page in window.findChildren(Page):
            page.lets_go = True


@pytest.fixture
def window(make, qtbot):
    window = make()
    window.show_page("home")
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def full(window: MainWindow) -> None:
    window.show_campaign("2026年社区党建自查（五有）")
    window.show_person("检查员甲", "示例区委组织部")
    window.set_status(
        saved="已保存 10:32",
        health="本机数据完好",
        stick="U盘已插入：剩 14.2 GB",
        unreported="未上报 4 份",
        notice="参考方案：不是正式文件原文，核定后方可作为考评依据",
    )
    window.show_waiting("inspections", 3)
    window.show_waiting("rectification", 120)


def test_a_page_is_built_when_one_first_goes_there(window):
    assert window.built == ["home"]
    window.show_page("units")
    window.show_page("home")
    window.show_page("units")
    assert window.built == ["home", "units"]
    assert window.page("units").told == ["shown", "commit", "shown"]
    assert window.page("schemes") is None


def test_the_rail_and_the_keys_go_to_places(window, qtbot):
    entry = window._rail._entries["units"]
    with qtbot.waitSignal(window.page_shown) as told:
        qtbot.mouseClick(entry, Qt.MouseButton.LeftButton)
    assert told.args == ["units"]
    assert [key for key, each in window._rail._entries.items() if each.isChecked()] == ["units"]
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.current == "inspections"


def test_arrows_move_along_the_rail(window, qtbot):
    entries = list(window._rail._entries.values())
    entries[0].setFocus()
    qtbot.waitUntil(entries[0].hasFocus)
    qtbot.keyClick(entries[0], Qt.Key.Key_Down)
    assert entries[1].hasFocus()
    qtbot.keyClick(entries[1], Qt.Key.Key_Up)
    qtbot.keyClick(entries[0], Qt.Key.Key_Up)
    assert entries[-1].hasFocus()


def test_a_page_can_keep_one_from_leaving(window):
    window.page("home").lets_go = False
    assert window.show_page("units") is None
    assert window.current == "home"
    assert window._rail._entries["home"].isChecked()
    window.page("home").lets_go = True


def test_control_k_searches(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.top_bar.search.hasFocus()
    with qtbot.waitSignal(window.searched) as told:
        qtbot.keyClicks(window.top_bar.search, "lh")
    assert told.args == ["lh"]


def test_enter_presses_the_button_that_has_the_keyboard(window, qtbot):
    asked = []
    window.person_asked.connect(lambda: asked.append(True))
    full(window)
    window.top_bar.person.setFocus()
    qtbot.waitUntil(window.top_bar.person.hasFocus)
    qtbot.keyClick(window.top_bar.person, Qt.Key.Key_Return)
    assert asked == [True]


def test_f1_asks_for_help(window, qtbot):
    with qtbot.waitSignal(window.help_asked):
        qtbot.keyClick(window, Qt.Key.Key_F1)


@pytest.mark.parametrize("size", TextSize)
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1366, 690), (1280, 680)])
@pytest.mark.parametrize("is_drill", [False, True])
def test_the_frame_fits_every_screen(make, theme: Theme, qapp, size, width: int, height: int, is_drill: bool):
    theme.wear(Contrast.LIGHT, size)
    window = make(is_drill=is_drill)
    full(window)
    window.show_page("home")
    window.resize(width, height)
    window.show()
    qapp.processEvents()
    assert (window.width(), window.height()) == (width, height)
    assert clipped_labels(window) == []
    assert sticking_out(window) == []
    assert too_small_to_press(window) == []
    assert unnamed_controls(window) == []


def test_a_fact_without_words_takes_no_room(window):
    full(window)
    assert [window.status.words(name) for name in ("saved", "stick")] == ["已保存 10:32", "U盘已插入：剩 14.2 GB"]
    window.set_status(saved="")
    assert not window.status._facts["saved"].isVisible()
    assert not window.status._lines["health"].isVisible()


def test_the_office_gives_way_on_a_narrow_window(window):
    full(window)
    assert window.top_bar.person.label == "检查员甲  ·  示例区委组织部"
    window.top_bar.resize(1100, 56)
    assert window.top_bar.person.label == "检查员甲"
    assert window.top_bar.person.toolTip().endswith("示例区委组织部")


def test_the_size_is_remembered(make):
    settings: dict[str, object] = {}
    window = make(remembered=settings)
    window.show_page("home")
    window.resize(1300, 700)
    window.show()
    window.close()
    assert isinstance(settings[GEOMETRY_KEY], str)
    again = make(remembered=settings)
    assert window.page("home").told == ["shown", "commit"]
    assert again.restoreGeometry(window.saveGeometry())


def test_doing_nothing_emits_idle(window, qtbot):
    window.lock_after(0.001)
    with qtbot.waitSignal(window.idle):
        pass


def test_the_drill_says_so_in_its_title(make):
    assert make(is_drill=True).windowTitle() == "五有自查（演练）"


def test_the_window_appears_over_a_small_screen(make):
    window = make()
    window.appear()
    assert window.isVisible()
    assert window.isMaximized() == (window.screen().availableGeometry().width() <= 1366)


def test_pages_may_be_plain(qtbot):
    window = MainWindow(
        [Place("one", "一", "house", lambda: QLabel("一")), Place("two", "二", "flag", lambda: QLabel("二"))]
    )
    qtbot.addWidget(window)
    window.show_page("one")
    assert window.show_page("two").text() == "二"
