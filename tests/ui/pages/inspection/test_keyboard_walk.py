"""All items of the reference scheme, filled in on the real page by keyboard alone."""

from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt

from app.services.inspections import open_inspection
from app.services.workspace import Workspace
from ui.pages.inspection.page import InspectionPage

TAB, SPACE, SHIFT = Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier


def walk(keyboard: Any) -> None:
    """Press what an inspector would press to enter the worked case, from 1.1 to the last veto."""
    for number in ("1", "1"):  # 1.1 缺额一名, 1.2 一处
        keyboard.type(number)
        keyboard.enter()
    count_missing(keyboard, rule=2, number="1")  # 1.3
    for number in ("1", "2", "2", "88"):  # 1.4 联席会议, 1.5 较好, 1.6 专题研究, 2.1 称职率
        keyboard.type(number)
        keyboard.enter()
    keyboard.type("0")  # 2.2 三项都符合
    keyboard.enter()
    keyboard.type("91.5")  # 2.3 参学率
    keyboard.enter()
    keyboard.press(Qt.Key.Key_F4)  # 2.4 不适用
    keyboard.write("党组织成立不满一年")
    keyboard.enter()
    # 2.5 两个数, 2.6 报到率和活动次数, 3.1 四种会, 3.2 参评率
    for number in ("18", "20", "75.5", "2", "4", "11", "12", "3", "78"):
        keyboard.type(number)
        keyboard.enter()
    count_missing(keyboard, rule=1, number="1")  # 3.3
    keyboard.type("0.5")  # 3.4 酌情扣分，写理由
    keyboard.enter()
    keyboard.write("一件重大事项会议记录未写明表决结果")
    keyboard.enter()
    for number in ("1", "10", "2", "35"):  # 3.5, 3.6 抽查十份两份不合格, 4.1 面积
        keyboard.type(number)
        keyboard.enter()
    count_missing(keyboard, rule=1, number="0")  # 4.2
    keyboard.alt(1)  # 4.3 填比值，不填两数
    keyboard.press(TAB)
    keyboard.press(TAB)
    keyboard.press(SPACE)
    keyboard.type("0.95")
    keyboard.enter()
    keyboard.enter()  # 4.4 没有问题
    keyboard.type("8")  # 4.5
    keyboard.enter()
    keyboard.type("0")  # 4.6 都落实
    keyboard.enter()
    for number in ("5", "6", "4", "34", "10", "1", "1"):  # 5.1 两个数, 5.2, 5.3 四种票
        keyboard.type(number)
        keyboard.enter()
    keyboard.type("2.6")  # 5.4 部门评分和来源
    keyboard.enter()
    keyboard.write("区综治办、文明办评分表")
    keyboard.enter()
    for marks in ("1.8", "1.6", "1.7", "1.9", "1.2"):  # 5.5 五人打分
        keyboard.type(marks)
        keyboard.enter()
    keyboard.enter()
    keyboard.type("1")  # J1 区级荣誉一项
    keyboard.enter()
    keyboard.write("区级先进党组织")
    keyboard.enter()
    keyboard.alt(1)  # J2 市级推广
    keyboard.press(TAB)
    keyboard.type("1")
    keyboard.enter()
    keyboard.write("市级现场会")
    keyboard.enter()
    for _ in ("J3", "F1", "F2", "F3", "F4"):
        keyboard.enter()


def count_missing(keyboard: Any, *, rule: int, number: str) -> None:
    """In a checklist, turn to counting only what is missing, and go on."""
    keyboard.alt(rule)
    while keyboard.focus.accessibleName() != "只记缺几项":
        keyboard.press(TAB)
    keyboard.press(SPACE)
    keyboard.type(number)
    keyboard.enter()


def test_every_item_can_be_filled_in_by_keyboard_alone(
    page: InspectionPage, workspace: Workspace, keyboard: Any, worked_case: dict[str, Any]
) -> None:
    walk(keyboard)
    assert page.opened is not None
    kept = open_inspection(workspace, page.opened.inspection.id)
    wanted = worked_case["answers"]
    assert {code: given.get("facts") for code, given in kept.answers["items"].items()} == {
        code: given["facts"] for code, given in wanted["items"].items()
    }
    assert kept.answers["items"]["2.4"] == {"facts": {}, "exempt": "x1", "reason": "党组织成立不满一年"}
    assert kept.answers["bonus"] == wanted["bonus"]
    assert not kept.answers.get("vetoes")
    assert kept.result.total == Decimal(worked_case["expect"]["total"])
    assert kept.result.bonus == Decimal(worked_case["expect"]["bonus"])
    assert kept.result.grade == worked_case["expect"]["grade"]
    assert kept.result.provisional is False


def test_at_the_end_enter_asks_for_the_completeness_list(page: InspectionPage, keyboard: Any, qtbot: Any) -> None:
    page.go_to("vetoes", "F4")
    keyboard.enter()
    assert keyboard.focus is page.totals.review
    with qtbot.waitSignal(page.review_asked):
        keyboard.enter()
