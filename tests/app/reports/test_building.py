"""From a scored inspection to what its report says."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sample_report import header, reference_scheme, worked_answers
from variants import content_with

from app.reports.building import PreviousResult, report_content
from app.reports.content import ReportContent
from app.scoring.evaluate import score


def test_the_worked_case_says_its_figures(content: ReportContent):
    assert content.outcome.total == Decimal("87.9")
    assert content.outcome.grade == "达标"
    assert content.outcome.explanation == "未达示范点：总分低于90分"
    assert content.outcome.line_percent == 80
    assert [figure.value for figure in content.outcome.figures] == ["1.5", "89.4", "91.1", "83.3"]
    assert [figure.label for figure in content.outcome.figures][2:] == ["自评（高3.2）", "上次检查（升4.6）"]
    assert content.sign_off.deductions == 20
    assert content.sign_off.not_applicable == 1


def test_an_item_that_does_not_apply_says_so_in_words(content: ReportContent):
    row = next(item for item in content.sheet.dimensions[1].items if item.code == "2.4")
    assert row.marks == "—"
    assert row.trace == ("不适用；不计入大项分母",)
    assert row.reason


def test_an_official_scheme_prints_no_notice():
    def official(raw: dict) -> None:
        raw["status"] = "official"

    assert content_with(official).notice == ""
    assert content_with().notice.startswith("本方案为参考方案")


def test_visits_over_several_days():
    days = (date(2026, 9, 16), date(2026, 9, 18))
    assert content_with(header_visited=days).particulars.dates == "2026年9月16日至9月18日"
    days = (date(2025, 12, 31), date(2026, 1, 2))
    assert content_with(header_visited=days).particulars.dates == "2025年12月31日至2026年1月2日"
    assert content_with(header_visited=()).particulars.dates == ""


def test_titles_break_by_sense():
    assert content_with().title == ("示例社区创建“五有”社区党建工作示范点", "检查报告")
    assert content_with(header_unit="示例街道第一示例社区").title == (
        "示例街道第一示例社区",
        "创建“五有”社区党建工作示范点检查报告",
    )
    assert content_with(header_title=("自拟标题",)).title == ("自拟标题",)

    def plain(raw: dict) -> None:
        raw["title"] = "社区考评办法（试行）"

    assert content_with(plain).title == ("示例社区检查报告",)
    assert content_with(plain, header_unit="示例经济技术开发区示例街道第一示例社区").title[1] == "检查报告"


def test_an_undecided_inspection_is_marked():
    content = content_with(header_undecided=True)
    assert content.outcome.state == "undecided"
    assert "待裁定" in content.title[-1]


def test_a_self_check_beyond_the_alert_asks_for_a_written_explanation():
    scheme, answers = reference_scheme(), worked_answers()
    generous = worked_answers()
    for code in list(generous["items"]):
        if code.startswith("4."):
            del generous["items"][code]
    content = report_content(
        header(),
        scheme,
        score(scheme, answers),
        answers,
        self_result=score(scheme, generous),
        previous=PreviousResult("", Decimal("87.9")),
    )
    said = "".join(paragraph.text for paragraph in content.narrative)
    assert "超过10分，须书面说明" in said
    assert "与上次检查持平" in said
    assert content.outcome.figures[-1].label == "上次检查（持平）"


def test_nothing_to_compare_leaves_the_comparison_out():
    content = content_with()
    assert content.comparison is None
    assert not any("比较" in paragraph.heading for paragraph in content.narrative)


def test_penalties_have_their_rows_and_their_figure():
    def with_penalty(raw: dict) -> None:
        item = dict(raw["bonus"]["items"][2], code="K1", title="被通报批评", floor=None, full_marks=None)
        item["rules"] = [
            {"id": "a", "kind": "count", "effect": "deduct", "points": "1", "unit": "次", "text": "每次扣1分"}
        ]
        raw["penalties"] = {"cap": None, "items": [item]}

    def penalised(answers: dict) -> None:
        answers["penalties"] = {"K1": [{"facts": {"a": {"n": 2}}, "topic": "市级通报"}]}

    content = content_with(with_penalty, penalised)
    assert [figure.label for figure in content.outcome.figures][1] == "倒扣"
    assert content.sheet.extras[-1].label.startswith("倒扣 K1")
    assert "−2" in content.sheet.with_extras_note
    assert "倒扣2分" in content.narrative_after[0].text


def test_full_marks_everywhere_are_told_as_such(content: ReportContent):
    from app.reports.telling import narrative_before

    scheme = reference_scheme()
    result = score(scheme, worked_answers())
    perfect = replace(result, items={code: replace(item, lost=Decimal(0)) for code, item in result.items.items()})
    said = narrative_before("示例社区", "区级检查", "", scheme, perfect, content.dimensions)
    assert said[2].text == "各项均得满分，没有失分。"
