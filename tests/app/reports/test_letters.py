"""Notices, slips and records in the form of an official document."""

from collections.abc import Callable
from dataclasses import replace

from app.reports.content import ReportContent
from app.reports.letter import LetterContent, LetterParagraph, render_letter
from app.reports.letters import (
    CampaignFacts,
    LetterHead,
    RectificationRow,
    closing_sheet,
    feedback_slip,
    inspection_notice,
    rectification_notice,
)

HEAD = LetterHead("rid", "示组通〔2026〕演练3号", "示例区委组织部", "2026年9月1日", drill=True)
FACTS = CampaignFacts(
    name="2026年度“五有”社区党建工作普查",
    addressee="各街道党工委、各镇党委",
    aims="全面掌握社区党建工作情况，推动示范点创建工作。",
    steps=("自查。各社区对照考评表自查。", "检查。区委组织部逐个检查，不以检查试点单位代替普查。"),
    methods="查阅资料、实地察看、座谈访谈、问卷测评。",
    requirements=("先学习，后检查。", "如实打分，逐项写明扣分原因。"),
    scope="全区全部社区。",
    documents=("《关于进一步加强街道、社区党的建设工作的若干意见》（示发〔2001〕5号）",),
    deadlines=(("自查结束", "2026年9月10日"), ("检查结束", "2026年10月31日"), ("报市委组织部", "2026年11月15日")),
    scheme="创建“五有”社区党建工作示范点考评表",
)
ROWS = tuple(
    RectificationRow(
        "1.1", f"第{n}个问题", "召开党员大会补选。", "2026年11月30日", "王小明", "已补选", "核实", "已销号"
    )
    for n in range(1, 31)
)


def test_the_notice_carries_aims_steps_methods_requirements_and_deadlines(read: Callable):
    said = read(render_letter(inspection_notice(HEAD, FACTS)).pdf).joined()
    for text in (
        "关于开展2026年度“五有”社区党建工作普查的通知",
        "各街道党工委、各镇党委：",
        "一、检查目标",
        "六、工作要求",
        "（二）检查。",
        "不以检查试点单位代替普查",
        "2026年10月31日",
        "示发〔2001〕5号",
        "示例区委组织部",
        "本件仅供演练",
    ):
        assert text in said, text


def test_empty_parts_of_a_notice_leave_no_gap_in_the_numbers(read: Callable):
    facts = replace(FACTS, aims="", documents=(), deadlines=())
    said = read(render_letter(inspection_notice(HEAD, facts)).pdf).joined()
    assert "一、检查范围和标准" in said
    assert "四、工作要求" in said


def test_the_feedback_slip_is_one_page_with_every_problem_and_both_signatures(content: ReportContent, read: Callable):
    few = replace(content, problems=content.problems[:5])
    report = render_letter(feedback_slip(HEAD, few))
    assert report.pages == 1
    said = read(report.pdf).joined()
    for problem in few.problems:
        assert problem.due in said
    assert "检查组（签名）" in said
    assert "被检查单位负责人（签名）" in said
    none = read(render_letter(feedback_slip(HEAD, replace(content, problems=()))).pdf).joined()
    assert "未发现需要整改的问题" in none


def test_a_provisional_mark_is_called_provisional_on_the_slip(content: ReportContent, read: Callable):
    waiting = replace(content, outcome=replace(content.outcome, state="provisional"))
    assert "（暂定，以正式报告为准）" in read(render_letter(feedback_slip(HEAD, waiting)).pdf).joined()


def test_rectification_notice_and_closing_sheet_list_every_problem(read: Callable):
    notice = read(render_letter(rectification_notice(HEAD, "示例社区", ROWS, "2026年9月16日区级检查")).pdf).joined()
    closing = read(render_letter(closing_sheet(HEAD, "示例社区", ROWS)).pdf).joined()
    for n in range(1, 31):
        assert f"第{n}个问题" in notice
        assert f"第{n}个问题" in closing
    assert "已销号30个，未销号0个" in closing


def test_a_long_letter_runs_over_pages_and_never_leaves_one_line_alone(read: Callable):
    text = "请各单位认真组织学习并逐项核对检查内容，如实填写考评表，按时报送。"
    parts = tuple(LetterParagraph(text * 6, f"（{n}）", 2) for n in range(20))
    letter = LetterContent("rid", "示组通〔2026〕3号", ("通知",), "各街道", parts, "示例区委组织部", "2026年9月1日")
    report = render_letter(
        replace(
            letter, attachments=("考评表", "名册"), copies_to="市委组织部。", issued="示例区委组织部　2026年9月1日印发"
        )
    )
    assert report.pages > 4
    pdf = read(report.pdf)
    said = pdf.joined()
    assert said.count("如实填写考评表") == 120
    for tail in ("附件：1.考评表", "2.名册", "抄送：市委组织部。", "2026年9月1日印发"):
        assert tail in said
    assert "No syntax" in pdf.check()


def test_a_paragraph_longer_than_a_page_is_no_trouble(read: Callable):
    letter = LetterContent("rid", "", ("通知",), "", (LetterParagraph("逐项核对检查内容。" * 200),))
    report = render_letter(letter)
    assert report.pages == 4
    assert read(report.pdf).joined().count("逐项核对检查内容。") >= 195


def test_a_long_dash_is_one_line_and_is_read_back(read: Callable):
    letter = LetterContent("rid", "", ("通知",), "", (LetterParagraph("检查——整改——销号。", "楷——书。", 2),))
    assert "检查——整改——销号。" in read(render_letter(letter).pdf).joined()
