"""What is particular to the editors of single kinds."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from ui.fields.ballot import BallotField
from ui.fields.bands import BandsField
from ui.fields.checklist import ChecklistField
from ui.fields.choice import ChoiceField
from ui.fields.count import CountField
from ui.fields.flag import FlagField
from ui.fields.judge import JudgeField
from ui.fields.threshold import ThresholdField

NEED = {"kind": "count", "effect": "deduct", "points": "1", "unit": "次", "need": 2}
QUARTERS = {**NEED, "periods": {"name": "季", "count": 4, "cap": None}}
BANDS = {
    "kind": "bands",
    "effect": "deduct",
    "metric": "面积",
    "unit": "平方米",
    "bands": [
        {"from": "40", "to": None, "bounds": "[)", "points": "0"},
        {"from": "20", "to": "40", "bounds": "[)", "points": "2"},
        {"from": None, "to": "20", "bounds": "()", "points": "4"},
    ],
}


def words(made: Any) -> str:
    """All visible labels."""
    return " ".join(label.text() for label in made.field.findChildren(QLabel) if label.isVisible())


def test_the_rules_key_ticks_a_flag_and_takes_the_tick_away(bench: Any) -> None:
    made = bench({"kind": "flag", "effect": "zero"})
    assert isinstance(made.field, FlagField)
    made.field.strike()
    made.field.strike()
    assert made.told == [True, None]


def test_enter_on_a_tick_goes_on_instead_of_ticking(bench: Any) -> None:
    made = bench({"kind": "flag", "effect": "deduct", "points": "1"})
    made.field.first_control().setFocus()
    made.press(Qt.Key.Key_Return)
    assert made.told == []


def test_a_count_says_what_is_due(bench: Any) -> None:
    assert "应 2 次" in words(bench(NEED))
    free = {"kind": "count", "effect": "deduct", "points": "1", "unit": "处", "free": 3}
    assert "允许 3 处" in words(bench(free))


def test_a_due_count_is_owed_and_a_plain_one_is_not(bench: Any) -> None:
    assert bench(NEED).field.gap() is not None
    assert bench({"kind": "count", "effect": "deduct", "points": "1", "unit": "处"}).field.gap() is None


def test_periods_with_something_due_are_kept_as_far_as_they_are_known(bench: Any) -> None:
    made = bench(QUARTERS)
    assert isinstance(made.field, CountField)
    made.begin()
    made.enter("2")
    assert made.facts == {"n": [2]}
    assert made.focus is made.field.counters[1]
    made.enter("1")
    made.enter("2")
    made.enter("2")
    assert made.facts == {"n": [2, 1, 2, 2]}
    assert made.field.gap() is None


def test_more_mitigated_than_happened_is_refused_in_words(bench: Any) -> None:
    rule = {
        "kind": "count",
        "effect": "deduct",
        "points": "1",
        "unit": "例",
        "mitigation": {"text": "当月整改", "factor": "0.5"},
    }
    made = bench(rule, {"n": 2})
    made.field.mitigated.step_by(3)
    assert "不能比总数多" in made.objections[-1] or made.facts == {"n": 2, "mitigated": 1}
    made.field.mitigated.set_value(None)
    made.field.mitigated.type_text("5")
    made.field.settle()
    assert "不能比总数多" in made.objections[-1]
    assert made.facts != {"n": 2, "mitigated": 5}


def test_a_checklist_is_ticked_at_once_and_single_ones_are_taken_out(bench: Any) -> None:
    elements = [{"id": f"e{number}", "text": f"第{number}类"} for number in range(1, 7)]
    made = bench({"kind": "checklist", "effect": "deduct", "elements": elements, "per_missing": "0.5"})
    assert isinstance(made.field, ChecklistField)
    made.field.take_digit("0")
    made.field.take_digit("3")
    assert made.facts == {"present": ["e1", "e2", "e4", "e5", "e6"]}
    assert "缺" in words(made)
    made.field.none_there.click()
    assert made.facts == {"present": []}


def test_arrows_go_through_a_checklist(bench: Any) -> None:
    elements = [{"id": f"e{number}", "text": f"第{number}类"} for number in range(1, 4)]
    made = bench({"kind": "checklist", "effect": "deduct", "elements": elements, "per_missing": "0.5"})
    made.begin()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        made.press(key)
    assert made.focus is made.field.ticks["e3"]
    assert made.told == []


def test_the_chosen_option_pressed_again_takes_the_answer_away(bench: Any) -> None:
    options = [{"label": "好", "points": "4"}, {"label": "差", "points": "0"}]
    made = bench({"kind": "choice", "effect": "award", "options": options})
    assert isinstance(made.field, ChoiceField)
    made.begin()
    made.press(Qt.Key.Key_Space)
    made.press(Qt.Key.Key_Right)
    made.press(Qt.Key.Key_Space)
    made.press(Qt.Key.Key_Space)
    assert made.told == [{"option": "好"}, {"option": "差"}, None]


@pytest.mark.parametrize(("value", "place"), [("40", 2), ("39.99", 1), ("20", 1), ("19.9", 0), ("1000", 2)])
def test_the_number_line_points_at_the_band(bench: Any, value: str, place: int) -> None:
    made = bench(BANDS, {"value": value})
    assert isinstance(made.field, BandsField)
    assert made.field.line is not None
    assert made.field.line.hit == place


def test_marks_within_a_band_are_asked_for_and_held_to_it(bench: Any) -> None:
    ranges = [
        {"from": "50", "to": None, "bounds": "[)", "range": ["2", "4"]},
        {"from": None, "to": "50", "bounds": "()", "range": ["0", "1"]},
    ]
    made = bench({"kind": "bands", "effect": "award", "metric": "户数", "unit": "户", "bands": ranges})
    made.begin()
    made.enter("60")
    assert made.facts == {"value": "60"}
    assert made.focus is made.field.marks
    made.enter("5")
    assert "2 到 4" in made.objections[-1]
    made.field.marks.revert()
    made.enter("3")
    assert made.facts == {"value": "60", "marks": "3"}
    made.field.entry.value.setFocus()
    made.enter("10")
    assert made.facts == {"value": "10"}


def test_a_threshold_takes_the_line_of_the_units_class(bench: Any) -> None:
    rule = {
        "kind": "threshold",
        "metric": "走访率",
        "unit": "%",
        "op": ">=",
        "points": "4",
        "line_by_class": {"城市": "80", "农村": "70"},
    }
    town, village = bench(rule, {"value": "75"}), bench(rule, {"value": "75"}, "农村")
    assert isinstance(town.field, ThresholdField)
    assert (town.field.line.hit, village.field.line.hit) == (0, 1)


def test_one_of_two_numbers_is_kept_back_until_the_other_is_there(bench: Any) -> None:
    made = bench({"kind": "ratio", "effect": "award", "metric": "办结÷受理", "points": "4"})
    made.begin()
    made.enter("7")
    assert made.told == []
    assert made.focus is made.field.entry.den
    made.field.show_facts(None)
    assert made.texts()[0] == "7"
    made.enter("9")
    assert made.facts == {"num": "7", "den": "9"}
    assert "77.78 %" in words(made)


def test_a_value_can_be_given_as_two_numbers_instead(bench: Any) -> None:
    made = bench(BANDS | {"unit": "%"})
    made.field.entry.divide(True, keyboard=True)
    made.enter("44")
    made.enter("50")
    assert made.facts == {"num": "44", "den": "50"}
    assert made.field.line.hit == 2


def test_a_deduction_asks_for_its_reason(bench: Any) -> None:
    made = bench({"kind": "judge", "effect": "deduct", "min": "2", "max": "3"})
    assert isinstance(made.field, JudgeField)
    made.begin()
    made.enter("2.5")
    assert made.facts == {"marks": "2.5"}
    assert made.focus.accessibleName() == "理由"
    assert made.field.gap() is made.focus
    made.write("两次无签到")
    made.enter()
    assert made.facts == {"marks": "2.5", "reason": "两次无签到"}


def test_an_award_asks_for_a_reason_below_the_most(bench: Any) -> None:
    made = bench({"kind": "judge", "effect": "award", "min": "0", "max": "4"})
    assert made.field.gap() is not None
    made.begin()
    made.enter("4")
    assert made.facts == {"marks": "4"}
    assert made.field.gap() is None


def test_entries_of_a_judge_are_added_and_taken_out(bench: Any) -> None:
    made = bench({"kind": "judge", "effect": "deduct", "min": "0", "max": "3", "per": "处"})
    for marks, reason in (("1", "甲"), ("2", "乙")):
        made.field._ask_more()
        made.enter(marks)
        made.write(reason)
        made.enter()
    assert made.facts == {"entries": [{"marks": "1", "reason": "甲"}, {"marks": "2", "reason": "乙"}]}
    made.field._lines[0].removed.emit()
    assert made.facts == {"entries": [{"marks": "2", "reason": "乙"}]}
    made.field._lines[0].removed.emit()
    assert made.facts is None


def test_votes_can_be_counted_one_by_one(bench: Any) -> None:
    rule = {
        "kind": "ballot",
        "points": "4",
        "weights": {"满意": "1", "不满意": "0"},
        "valid": ["满意", "不满意"],
        "min_valid": 3,
        "below_min": "pending",
        "bands": [
            {"from": "60", "to": None, "bounds": "[)"},
            {"from": None, "to": "60", "bounds": "()", "points": "0"},
        ],
    }
    made = bench(rule)
    assert isinstance(made.field, BallotField)
    assert "还没有有效票" in words(made)
    made.field.counters["满意"].step_by(1)
    made.field.counters["满意"].step_by(1)
    assert made.facts == {"满意": 2}
    assert "有效票 2 张，比率 100%" in words(made)
    assert "不足 3 张，待补测" in words(made)
    made.field.counters["不满意"].step_by(1)
    assert made.facts == {"满意": 2, "不满意": 1}
    assert "待补测" not in words(made)
    assert made.field.line.hit == 1


def test_more_failures_than_samples_are_refused_in_words(bench: Any) -> None:
    made = bench({"kind": "sample", "effect": "deduct", "size": 10, "points": "0.2", "prorate": True})
    made.begin()
    made.enter("3")
    made.enter("5")
    assert made.told == []
    assert "不能比抽查的多" in made.objections[-1]


def test_a_peers_figure_waits_for_the_others(bench: Any) -> None:
    made = bench({"kind": "peer", "metric": "小时数", "basis": "average", "op": ">", "points": "4"}, {"value": "61"})
    assert "待补" in words(made)
    made.field.show_facts({"value": "61", "reference": "58"})
    assert "待补" not in words(made)


def test_marks_of_another_office_need_their_source(bench: Any) -> None:
    made = bench({"kind": "external", "max": "4", "scale_from": "50"})
    assert made.field.gap() is None
    made.begin()
    made.enter("43")
    assert made.focus.accessibleName() == "来源"
    assert made.field.gap() is made.focus


def test_days_late_are_counted(bench: Any) -> None:
    rule = {"kind": "late", "points": "0.5", "days": "working"}
    assert "迟 4 天，扣分只计工作日" in words(bench(rule, {"due": "2004-02-13", "received": "2004-02-17"}))
    assert "没有迟到" in words(bench(rule, {"due": "2004-02-13", "received": "2004-02-13"}))


def test_page_keys_leave_a_stepper_alone(bench: Any) -> None:
    made = bench(NEED, {"n": 2})
    made.begin()
    QTest.keyClick(made.focus, Qt.Key.Key_PageDown)
    assert made.told == []
    assert made.field.counters[0].value == 2
