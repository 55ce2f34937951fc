"""The bar of long work and the word at its end."""

from PySide6.QtWidgets import QWidget

from app.progress import Step
from ui.tasks import Tasks
from ui.widgets.busy import BusyBar, Toast
from ui.widgets.buttons import Button
from ui.widgets.frames import DrillStrip, EmptyState, Notice, SectionTitle


def test_short_work_shows_nothing(qtbot):
    bar = BusyBar()
    qtbot.addWidget(bar)
    bar.begin("写出")
    bar.finish()
    assert not bar.isVisible()
    assert not bar._appear.isActive()


def test_long_work_shows_what_and_how_much(qtbot):
    bar = BusyBar()
    qtbot.addWidget(bar)
    bar.begin("写出")
    qtbot.waitUntil(bar.isVisible)
    bar.show_step(Step("校验照片", 34, 86))
    assert (bar._doing.text(), bar._count.text(), bar._bar.value()) == ("校验照片", "34 / 86", 34)


def test_the_stop_asks_once_and_says_so(qtbot):
    bar = BusyBar()
    qtbot.addWidget(bar)
    bar.begin("写出")
    with qtbot.waitSignal(bar.stop_asked):
        bar._stop.click()
    assert (bar._stop.label, bar._stop.isEnabled()) == ("正在停下", False)


def test_it_follows_a_task_to_its_end(qtbot):
    bar, tasks = BusyBar(), Tasks()
    qtbot.addWidget(bar)
    task = tasks.run(lambda progress: progress(Step("核对", 1, 2)))
    bar.follow(task, "写出")
    with qtbot.waitSignal(task.ended):
        pass
    assert bar._doing.text() == "核对"
    assert not bar._appear.isActive()
    assert tasks.stop_all()


def test_a_toast_says_its_sentence_and_goes_when_acted_on(qtbot):
    page = QWidget()
    page.resize(800, 400)
    qtbot.addWidget(page)
    page.show()
    toast = Toast(page)
    undo = Button("撤销", "link")
    toast.say("已删除 1 张照片。", undo)
    assert toast.isVisible()
    assert page.rect().contains(toast.geometry())
    page.resize(600, 300)
    assert page.rect().contains(toast.geometry())
    undo.click()
    assert not toast.isVisible()
    toast.say("已保存。")
    assert toast.accessibleName() == "已保存。"


def test_a_notice_without_words_is_not_there(qtbot):
    notice = Notice("")
    qtbot.addWidget(notice)
    assert notice.isHidden()
    notice.say("签名有效。", "ok")
    assert notice.property("state") == "ok"
    assert not notice.isHidden()


def test_an_empty_list_offers_its_action(qtbot):
    done = []
    empty = EmptyState("这里列出还没有检查的社区。", "新建检查", lambda: done.append(True))
    qtbot.addWidget(empty)
    empty.button.click()
    empty.say("没有符合筛选的社区。")
    assert done == [True]


def test_titles_and_the_drill_strip_speak(qtbot):
    title = SectionTitle("还要做", "上下键选")
    strip = DrillStrip()
    for widget in (title, strip):
        qtbot.addWidget(widget)
    strip.resize(800, strip.height())
    assert strip.accessibleName().startswith("演练")
    assert not strip.grab().isNull()
