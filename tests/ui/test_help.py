"""Help: its pages are whole and true, everything leads somewhere, and it is read by keyboard."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImageReader
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import ui
from app.domain.pinyin import initials_of
from app.errors import AppError, StoreFull
from app.paths import RESOURCES
from app.services.demo import create_demo_workspace, do_main_job
from app.settings import Settings
from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from tests.ui.practice import filled_in, practice_store
from ui.dialogs.base import Dialog
from ui.dialogs.error_dialog import ErrorDialog
from ui.dialogs.help_dialog import HelpDialog
from ui.help.book import HELP_FOLDER, PICTURES_FOLDER, Book, Topic, load_book
from ui.help.browser import PIXELS
from ui.help.context import ERRORS, FIRST, NO_HELP, TOPIC_OF_DIALOG, TOPIC_OF_PAGE, topic_of, topic_of_dialog
from ui.help.markup import KEYS_PLACE
from ui.messages import WORDS
from ui.pages.home_page import HomePage
from ui.pictures import all_pictures
from ui.theme import Theme
from ui.tokens import Contrast, TextSize
from ui.workroom import HOME, SETTINGS, UNITS, Workroom

MOST_BYTES = 3 * 1024 * 1024
LINK = re.compile(r"(!?)\[([^]]*)]\(([^)]*)\)")
NOT_SHOWN = re.compile(r'<!--.*?-->|<a id="[^"]*"></a>|`[^`]*`')
HALF_WIDTH = re.compile(r"[\u3400-\u9fff”）][,;:?!()]|[,;:?!(][\u3400-\u9fff“（]")
PRESSED = re.compile(r"[点按]“([^”]+)”")
UI_WORDS = "\n".join(path.read_text(encoding="utf-8") for path in Path(ui.__file__).parent.rglob("*.py"))
NOT_THERE_YET = ("整改清单", "统计表", "U盘交换", "学习记录")
BOOK = load_book()
EVERY_TOPIC = pytest.mark.parametrize("topic", BOOK.topics, ids=lambda topic: topic.key)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    """Something behind the dialog, as large as the smallest screen."""
    ground = QWidget()
    ground.resize(1366, 768)
    qtbot.addWidget(ground)
    with qtbot.waitActive(ground):
        ground.show()
    yield ground
    for dialog in ground.findChildren(HelpDialog):
        dialog.done(0)
    ground.hide()


def opened(qtbot: QtBot, window: QWidget, topic: str = FIRST, anchor: str = "") -> HelpDialog:
    dialog = HelpDialog(topic, anchor, parent=window)
    with qtbot.waitActive(dialog):
        dialog.show()
    qtbot.waitUntil(dialog.contents.hasFocus)
    return dialog


def press(dialog: HelpDialog, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(dialog.focusWidget() or dialog, key, keys)


# What the pages say


@pytest.mark.parametrize("kind", sorted(WORDS, key=lambda kind: kind.__name__), ids=lambda kind: kind.__name__)
def test_every_error_has_its_section(kind: type[AppError]) -> None:
    said = {section.anchor: section for section in BOOK.topic(ERRORS).sections}
    assert kind.__name__ in said, f"add a section with <a id={kind.__name__!r}> to resources/help/12-errors.md"
    assert said[kind.__name__].words.strip()


def test_no_section_is_about_an_error_that_is_gone() -> None:
    named = {section.anchor for section in BOOK.topic(ERRORS).sections if section.anchor[0].isupper()}
    assert named == {kind.__name__ for kind in WORDS}


@EVERY_TOPIC
def test_every_link_and_picture_leads_somewhere(topic: Topic) -> None:
    for is_picture, _words, target in LINK.findall(topic.text):
        if is_picture:
            assert (HELP_FOLDER / target).exists(), target
        else:
            assert BOOK.led_to(target, topic.key) is not None, target


def test_every_picture_is_shown_and_all_are_small() -> None:
    shown = {Path(target).name for topic in BOOK.topics for sign, _, target in LINK.findall(topic.text) if sign}
    assert {path.name for path in PICTURES_FOLDER.iterdir()} == shown
    assert sum(path.stat().st_size for path in HELP_FOLDER.rglob("*.*")) <= MOST_BYTES
    for name in shown:
        assert QImageReader(str(PICTURES_FOLDER / name)).size().width() <= 1000 * PIXELS


@EVERY_TOPIC
def test_pages_are_set_as_chinese_is_set(topic: Topic) -> None:
    shown = LINK.sub(r"\2", NOT_SHOWN.sub("", topic.text))
    assert not HALF_WIDTH.search(shown), HALF_WIDTH.search(shown)
    assert shown.count("“") == shown.count("”")
    assert shown.count("（") == shown.count("）")


@EVERY_TOPIC
def test_what_is_to_be_pressed_is_there(topic: Topic) -> None:
    assert [words for words in PRESSED.findall(topic.text) if words not in UI_WORDS] == []


@EVERY_TOPIC
def test_no_page_promises_what_is_not_there(topic: Topic) -> None:
    assert [word for word in NOT_THERE_YET if word in topic.text] == []


@EVERY_TOPIC
def test_pages_begin_with_title_and_icon_and_have_no_section_twice(topic: Topic) -> None:
    assert topic.title
    assert not topic.title.startswith("#")
    assert topic.icon in {path.stem for path in (RESOURCES / "icons").glob("*.svg")}
    anchors = [section.anchor for section in topic.sections]
    assert len(anchors) == len(set(anchors))


def test_secrecy_and_the_reference_scheme_are_said() -> None:
    assert "不得处理国家秘密" in BOOK.topic("secrecy").text
    assert "不是正式文件原文" in BOOK.topic("scheme").text


# Finding


def found(wanted: str, book: Book = BOOK) -> list[str]:
    return [hit.section.title for hit in book.found(wanted, initials_of)]


def test_titles_are_found_by_words_and_by_initials_before_text() -> None:
    assert found("恢复码")[0].find("恢复码") >= 0
    assert "改口令" in found("gkl")
    assert found("GKL") == found("gkl")


def test_what_only_the_text_says_is_found_too() -> None:
    assert "打印" in found("写保护") or "另存PDF" in found("写保护")


def test_nothing_is_found_for_nothing() -> None:
    assert found("  ") == []
    assert found("量子纠缠") == []


def test_a_link_to_nowhere_leads_nowhere() -> None:
    assert BOOK.led_to("99-none.md", FIRST) is None
    assert BOOK.led_to("05-rules.md#none", FIRST) is None
    assert BOOK.led_to("#count", "rules") == ("rules", "count")
    assert BOOK.topic("none") is BOOK.topics[0]


# Reading


def test_every_page_is_in_the_contents(qtbot: QtBot, window: QWidget) -> None:
    dialog = opened(qtbot, window)
    entries = [dialog.contents.item(at).text() for at in range(dialog.contents.count())]
    assert len(entries) == len(BOOK.topics) == len(list(HELP_FOLDER.glob("*.md")))


@EVERY_TOPIC
def test_nothing_of_a_page_is_left_as_markup(qtbot: QtBot, window: QWidget, topic: Topic) -> None:
    shown = opened(qtbot, window, topic.key).text.toPlainText()
    assert topic.title in shown
    for rest in ("**", "](", "<a", "## ", "`", "| ", "> ", KEYS_PLACE):
        assert rest not in shown, rest


def test_arrows_turn_pages_and_enter_reads_them(qtbot: QtBot, window: QWidget) -> None:
    dialog = opened(qtbot, window)
    assert dialog.contents.hasFocus()
    press(dialog, Qt.Key.Key_Down)
    assert dialog.here == (BOOK.topics[1].key, "")
    press(dialog, Qt.Key.Key_Return)
    assert dialog.text.hasFocus()
    assert dialog.isVisible()


def test_alt_left_comes_back(qtbot: QtBot, window: QWidget) -> None:
    dialog = opened(qtbot, window)
    assert not dialog.back.isEnabled()
    dialog.follow("05-rules.md#count")
    assert dialog.here == ("rules", "count")
    assert dialog.text.verticalScrollBar().value() > 0
    press(dialog, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert dialog.here == (FIRST, "")
    assert not dialog.back.isEnabled()
    dialog.go_back()
    assert dialog.here == (FIRST, "")


def test_alt_left_comes_back_from_the_text_too(qtbot: QtBot, window: QWidget) -> None:
    dialog = opened(qtbot, window)
    dialog.follow("08-report.md")
    dialog.text.setFocus()
    press(dialog, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert dialog.here == (FIRST, "")


def test_letters_in_the_contents_go_into_the_search(qtbot: QtBot, window: QWidget) -> None:
    dialog = opened(qtbot, window)
    press(dialog, Qt.Key.Key_G)
    assert dialog.search.hasFocus()
    assert dialog.search.text() == "g"
    QTest.keyClicks(dialog.search, "kl")
    press(dialog, Qt.Key.Key_Return)
    assert dialog.here[0] == "passphrase"
    assert dialog.text.hasFocus()


def test_down_goes_from_the_search_into_what_was_found(qtbot: QtBot, window: QWidget) -> None:
    dialog = opened(qtbot, window)
    dialog.search.setFocus()
    QTest.keyClicks(dialog.search, "hfm")
    press(dialog, Qt.Key.Key_Down)
    assert dialog.contents.hasFocus()


def test_escape_empties_the_search_and_then_closes(qtbot: QtBot, window: QWidget) -> None:
    dialog = opened(qtbot, window)
    dialog.search.setFocus()
    dialog.search.setText("恢复")
    dialog.look_for("恢复")
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.contents.count() == len(BOOK.topics)
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_what_is_not_found_is_said(qtbot: QtBot, window: QWidget) -> None:
    dialog = opened(qtbot, window)
    dialog.look_for("量子纠缠")
    assert dialog.contents.count() == 0
    assert dialog.here == (FIRST, "")


@pytest.mark.parametrize(("contrast", "size"), [(Contrast.LIGHT, TextSize.EXTRA), (Contrast.HIGH, TextSize.STANDARD)])
def test_pictures_fit_and_nothing_is_cut(
    qtbot: QtBot, window: QWidget, theme: Theme, contrast: Contrast, size: TextSize
) -> None:
    theme.wear(contrast, size)
    dialog = opened(qtbot, window, "signing")
    assert clipped_labels(dialog) == []
    assert too_small_to_press(dialog) == []
    assert unnamed_controls(dialog) == []
    assert dialog.text.document().idealWidth() <= dialog.text.viewport().width()
    assert window.rect().contains(window.mapFromGlobal(dialog.mapToGlobal(QPoint())))


def test_another_look_is_worn_at_once(qtbot: QtBot, window: QWidget, theme: Theme) -> None:
    dialog = opened(qtbot, window)
    theme.wear(Contrast.LIGHT, TextSize.EXTRA)
    assert dialog.text.document().defaultFont().pixelSize() == theme.tokens.type.body


# Ways into it


def test_an_error_leads_to_what_help_says_of_it(
    qtbot: QtBot, window: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[HelpDialog] = []
    monkeypatch.setattr(HelpDialog, "ask", lambda self: bool(asked.append(self)))
    workspace = practice_store(tmp_path)
    dialog = ErrorDialog.of(StoreFull(tmp_path), at=workspace.clock(), parent=window)
    workspace.close()
    dialog.help.click()
    assert asked[0].here == (ERRORS, "StoreFull")


def test_every_dialog_that_names_its_help_exists_and_so_does_the_page() -> None:
    classes = set(re.findall(r"class (\w+)\((?:Dialog|\w+Dialog)\)", UI_WORDS)) - {"Dialog", "WorkingDialog"}
    assert set(TOPIC_OF_DIALOG) <= classes, "a dialog that is gone"
    assert set(TOPIC_OF_DIALOG.values()) - {NO_HELP} <= {topic.key for topic in BOOK.topics}


def test_f1_in_every_dialog_opens_its_page_and_gives_the_keyboard_back(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr(HelpDialog, "ask", lambda self: asked.append(self.here))
    workspace = create_demo_workspace(tmp_path / "store")
    signed = do_main_job(workspace).opened.inspection.id
    opened_ones = 0
    for picture in all_pictures(workspace, signed, Settings(tmp_path)):
        dialog = picture.widget
        if not isinstance(dialog, Dialog) or type(dialog).__name__ in ("HelpDialog", "ShortcutSheet"):
            continue
        opened_ones += 1
        asked.clear()
        dialog.activateWindow()
        focus = dialog.focusWidget()
        assert focus is not None, picture.name
        QTest.keyClick(focus, Qt.Key.Key_F1)
        assert [topic for topic, _anchor in asked] == [topic_of_dialog(type(dialog).__name__)], picture.name
        assert dialog.isVisible()
        assert dialog.focusWidget() is focus
    assert opened_ones >= 10
    workspace.close()


def test_f1_opens_the_page_that_belongs_to_what_is_shown(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(HelpDialog, "ask", lambda self: asked.append(self.here[0]))
    workspace = practice_store(tmp_path)
    inspection_id = filled_in(workspace).inspection.id
    room = Workroom(workspace, Settings(tmp_path / "settings"))
    room.window.show()
    for go in (
        lambda: room.window.show_page(HOME),
        lambda: room.window.show_page(UNITS),
        lambda: room.window.show_page(SETTINGS),
        lambda: room.inspections.show_list("draft"),
        lambda: room.inspections.show_form(inspection_id),
        lambda: room.inspections.show_review(inspection_id),
        lambda: room.inspections.show_report(inspection_id),
    ):
        go()
        room.window.help_asked.emit()
    assert asked == [FIRST, "units", "settings", "new-inspection", "inspecting", "signing", "report"]
    room.tasks.stop_all()
    room.window.hide()
    room.close()


def test_every_page_with_a_topic_is_a_page_and_every_topic_exists() -> None:
    assert all(f"class {name}(" in UI_WORDS for name in TOPIC_OF_PAGE)
    assert set(TOPIC_OF_PAGE.values()) <= {topic.key for topic in BOOK.topics}
    assert HomePage.__name__ in TOPIC_OF_PAGE
    assert topic_of(None) == FIRST
