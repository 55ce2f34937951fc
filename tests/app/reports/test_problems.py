"""Problems, study and the annex."""

from collections.abc import Callable
from dataclasses import replace

from app.reports.content import Problem, ReportContent, Study
from app.reports.report import render_report


def test_without_problems_the_report_says_so(content: ReportContent, read: Callable):
    said = read(render_report(replace(content, problems=(), problems_intro="检查未发现需要整改的问题。")).pdf).joined()
    assert "检查未发现需要整改的问题。" in said
    assert "整改时限" not in said


def test_many_problems_run_over_pages_with_their_header_and_running_head(content: ReportContent, read: Callable):
    problems = tuple(Problem("1.1", f"第{n}个问题需要整改", None, "限期整改。", "2026年12月31日") for n in range(1, 61))
    pdf = read(render_report(replace(content, problems=problems)).pdf)
    said = pdf.joined()
    for n in range(1, 61):
        assert f"第{n}个问题" in said
    assert said.count("整改时限") >= 3
    assert "问题及整改要求（续）" in said


def test_an_override_prints_its_reason(content: ReportContent, read: Callable):
    study = replace(content.study, overrides=(("检查员戊", "临时抽调，检查当天补学。"),))
    said = read(render_report(replace(content, study=study)).pdf).joined()
    assert "检查前未学习，准许理由：临时抽调，检查当天补学。" in said


def test_more_than_three_documents_turn_the_table(content: ReportContent, read: Callable):
    documents = tuple(f"《关于第{n}项工作的意见》" for n in range(1, 6))
    study = Study(documents, tuple((f"检查员{n}", ("2026年9月7日",) * 4 + ("",)) for n in range(7)))
    said = read(render_report(replace(content, study=study)).pdf).joined()
    assert said.count("必学文件") == 2, "seven people take two tables of five columns"
    assert said.count("未学习") >= 7


def test_sections_are_numbered_without_a_gap_when_one_is_missing(content: ReportContent, read: Callable):
    said = read(render_report(replace(content, study=None, narrative=(), comparison=None)).pdf).joined()
    for heading in ("一、检查结果", "二、考评计分表", "三、问题及整改要求", "四、签署"):
        assert heading in said
