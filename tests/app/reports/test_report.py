"""The finished report: what a reader, a printer and an archive rely on."""

import re
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
from conftest import ReadPdf
from variants import content_with, without_dimensions

from app.reports.check_code import in_groups, page_check_code
from app.reports.content import ReportContent, every_text
from app.reports.report import RenderedReport, render_report, render_sign_off_page


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_every_text_of_the_content_is_on_the_pages(pdf: ReadPdf, content: ReportContent):
    said = pdf.joined() + _squeezed(pdf.text(None, "-raw"))
    for dimension in content.sheet.dimensions:
        for item in dimension.items:
            assert item.code + item.title[:4] in said.replace("　", "")
            for text in (item.standard, item.criteria, item.reason):
                for clause in re.split(r"[，。；、：]", _squeezed(text)):
                    assert clause[:8] in said, (item.code, clause)
    for problem in content.problems:
        assert problem.due in said
    assert content.notice in said
    for text in ("87.9", "89.4", "示组检〔2026〕演练017号", "达标", "未达示范点：总分低于90分", "检查员甲（组长）"):
        assert text in said
    assert len(every_text(content)) > 300


def test_page_one_reads_in_order(pdf: ReadPdf):
    said = pdf.joined(1)
    order = [
        "示例社区创建“五有”社区党建工作示范点",
        "被检查单位",
        "考评方案",
        "参考方案",
        "检查结果",
        "核验方法",
        "第1页，共10页",
    ]
    places = [said.index(text) for text in order]
    assert places == sorted(places)


def test_every_font_is_embedded_subset_and_has_its_text(pdf: ReadPdf):
    rows = pdf.fonts()
    assert len(rows) == 5
    for row in rows:
        assert row[-5:-2] == ["yes", "yes", "yes"], row
        assert "+" in row[0]
        assert "Helvetica" not in row[0]


def test_the_file_is_sound(pdf: ReadPdf):
    assert "No syntax or stream encoding errors found" in pdf.check()


def test_the_same_content_gives_the_same_bytes(report: RenderedReport, content: ReportContent):
    assert render_report(content).pdf == report.pdf
    assert render_report(replace(content, rid="another")).pdf != report.pdf


def test_each_page_carries_its_own_check_code(report: RenderedReport, content: ReportContent, pdf: ReadPdf):
    assert report.pages == len(report.check_codes) == 10
    for page, code in enumerate(report.check_codes, 1):
        assert code == page_check_code(content.rid, page, report.pages)
        assert in_groups(code) in pdf.text(page)
        assert f"第{page}页，共10页" in pdf.joined(page)


def test_score_sheet_pages_are_upright_sheets_turned_for_reading(pdf: ReadPdf):
    with pikepdf.open(pdf.path) as opened:
        turned = [int(page.get("/Rotate", 0)) for page in opened.pages]
        sizes = {tuple(round(float(side)) for side in page.MediaBox) for page in opened.pages}
    assert turned == [0, 0, 90, 90, 90, 90, 90, 0, 0, 0]
    assert sizes == {(0, 0, 595, 842)}


def test_drill_marks_stand_on_every_page_of_a_drill_and_nowhere_else(
    content: ReportContent, pdf: ReadPdf, read: Callable
):
    for page in range(1, 11):
        assert "本件仅供演练" in pdf.text(page)
    real = read(render_report(replace(content, drill=False, number="示组检〔2026〕17号")).pdf)
    assert "演练" not in real.joined()


def test_secrecy_stands_on_every_page(content: ReportContent, read: Callable):
    secret = read(render_report(replace(content, secrecy="内部")).pdf)
    for page in range(1, 11):
        assert "内部" in secret.text(page)


def test_the_record_travels_inside_the_pdf(content: ReportContent, read: Callable):
    pdf = read(render_report(replace(content, attachment=b'{"total":"87.9"}')).pdf)
    with pikepdf.open(pdf.path) as opened:
        assert opened.attachments["record.json"].get_file().read_bytes() == b'{"total":"87.9"}'
    assert "No syntax" in pdf.check()


def test_the_pdf_carries_the_day_it_was_made_and_its_title(pdf: ReadPdf):
    info = pdf.info()
    assert "示组检〔2026〕演练017号" in info
    assert "Sep 16 09:00:00 2026" in info


def test_the_sign_off_page_can_be_printed_again_alone(content: ReportContent, report: RenderedReport, read: Callable):
    alone = read(render_sign_off_page(content))
    said = alone.joined()
    assert "Pages:           1" in alone.info()
    assert "第10页，共10页" in said
    assert in_groups(report.check_codes[-1]) in said


def test_qr_code_on_page_one_names_the_record(content: ReportContent, monkeypatch: pytest.MonkeyPatch):
    import segno

    made = []
    original = segno.make_qr
    monkeypatch.setattr(segno, "make_qr", lambda text, **how: made.append(text) or original(text, **how))
    render_report(content)
    assert made == [f"WUYOU1|{content.rid}|{page_check_code(content.rid, 1, 10)}"]


def test_no_line_in_the_body_begins_with_a_forbidden_mark(pdf: ReadPdf):
    for page in (1, 2, 8, 9, 10):
        for line in pdf.text(page).splitlines():
            assert line.strip()[:1] not in tuple("，。、；：！？）〕》”％"), (page, line)


def test_a_provisional_result_says_so_in_title_state_and_sign_off(read: Callable):
    def forget(answers: dict) -> None:
        del answers["items"]["5.4"]
        answers["items"]["3.1"]["facts"].pop("a")

    content = content_with(answers_change=forget)
    pdf = read(render_report(content).pdf)
    assert "检查报告（暂定）" in pdf.joined(1)
    assert "结果状态：暂定" in pdf.joined(1)
    assert "（暂定）" in pdf.joined(len(render_report(content).check_codes))
    assert "尚缺2项：3.1、5.4" in pdf.joined(1)


def test_a_veto_stands_in_place_of_why_not_the_next_grade(read: Callable):
    def veto(answers: dict) -> None:
        answers["vetoes"] = {"F2": {"confirmed_by": ["检查员甲", "检查员乙"], "facts": "两份会议记录为事后补造"}}

    pdf = read(render_report(content_with(answers_change=veto)).pdf)
    said = pdf.joined(1)
    assert "一票否决：考评材料弄虚作假" in said
    assert "未达示范点" not in said
    assert "两份会议记录为事后补造；核定人：检查员甲、检查员乙" in pdf.joined()


def test_a_scheme_without_dimensions_drops_their_columns(read: Callable):
    pdf = read(render_report(content_with(without_dimensions)).pdf)
    said = pdf.joined()
    assert "本方案不分大项" in said
    assert "考评项目" not in said
    assert "小计" not in said


def test_open_ended_marks_print_a_dash(read: Callable):
    def open_end(raw: dict) -> None:
        raw["full_marks"] = None
        raw["dimensions"][4]["full_marks"] = None
        raw["items"][-1]["full_marks"] = None
        raw["items"][-1]["rules"] = [
            {"id": "a", "kind": "count", "effect": "award", "points": "1", "unit": "次", "text": "每次加1分"}
        ]
        raw["items"][-1]["cap"] = None
        raw["items"][-1]["base"] = "zero"

    def answer(answers: dict) -> None:
        answers["items"]["5.5"] = {"facts": {"a": {"n": 7}}}

    pdf = read(render_report(content_with(open_end, answer)).pdf)
    assert "总分（不设满分）" in pdf.joined(1)
    assert "No syntax" in pdf.check()


def test_a_long_unit_name_takes_the_title_s_first_line_alone(read: Callable):
    name = "示例经济技术开发区示例街道第一示例社区"
    content = content_with(header_unit=name)
    assert content.title[0] == name
    assert name in read(render_report(content).pdf).joined(1)


def test_a_long_reason_is_shortened_in_its_cell_and_whole_in_an_annex(content: ReportContent, read: Callable):
    reason = "检查发现台账登记不全，" * 20 + "已当场指出。"

    def wordy(answers: dict) -> None:
        answers["items"]["1.1"]["reason"] = reason

    pdf = read(render_report(content_with(answers_change=wordy)).pdf)
    said = pdf.joined()
    assert "详见附页" in said
    assert "附页　扣分原因全文".replace("　", "") in said.replace("　", "")
    assert reason in said


def test_text_that_fills_more_than_a_page_is_divided_and_nothing_is_lost(read: Callable):
    long = "".join(f"第{n}条要求逐项核对并登记造册，" for n in range(1, 260))

    def wordy(raw: dict) -> None:
        raw["items"][0]["source_text"] = long
        raw["notes"] = [long]

    pdf = read(render_report(content_with(wordy)).pdf)
    said = _squeezed(pdf.text(None, "-raw"))
    for n in (1, 60, 130, 200, 259):
        assert said.count(f"第{n}条要求") >= 2 or f"第{n}条" in said
    assert "1.1（续）" in said


def test_a_result_without_a_total_is_told_in_words(content: ReportContent, read: Callable):
    outcome = replace(content.outcome, total=None, grade="", explanation="", figures=())
    pdf = read(render_report(replace(content, outcome=outcome)).pdf)
    assert "无总分" in pdf.joined(1)


def test_many_dimensions_still_fit_page_one(content: ReportContent, read: Callable):
    lines = tuple(replace(content.dimensions[n % 5], ordinal=str(n)) for n in range(11))
    pdf = read(render_report(replace(content, dimensions=lines, comparison=None)).pdf)
    assert "核验方法" in pdf.joined(1)


def test_an_unreached_dimension_shows_that_it_does_not_apply(content: ReportContent, read: Callable):
    lines = (replace(content.dimensions[0], marks=None), *content.dimensions[1:])
    assert "不适用" in read(render_report(replace(content, dimensions=lines)).pdf).joined(1)


def test_content_streams_are_compressed_binary(report: RenderedReport):
    assert b"ASCII85Decode" not in report.pdf


def test_the_report_is_far_quicker_than_the_bar(content: ReportContent):
    """A coarse guard only; the figure that counts is tests/bench/bare_report.py."""
    import time

    times = []
    for _ in range(5):
        start = time.perf_counter()
        render_report(content)
        times.append(time.perf_counter() - start)
    assert min(times) < 1.0


def test_bookmarks_lead_to_the_sections(pdf: ReadPdf):
    with pikepdf.open(pdf.path) as opened, opened.open_outline() as outline:
        titles = [entry.title for entry in outline.root]
        targets = [entry.to_dictionary_object(opened).Dest[0] for entry in outline.root]
        pages = [opened.pages.index(pikepdf.Page(target)) for target in targets]
    assert titles == [
        "一、检查结果",
        "二、情况说明",
        "三、考评计分表",
        "四、问题及整改要求",
        "五、学习声明",
        "六、签署",
    ]
    assert pages == [0, 1, 2, 7, 8, 9]


def test_an_open_measure_and_day_leave_room_to_write_them_in(content: ReportContent, read: Callable):
    problems = tuple(replace(problem, measure="", due="") for problem in content.problems[:3])
    said = read(render_report(replace(content, problems=problems)).pdf).joined(8)
    assert said.count("年月日") == 3


def test_the_file_says_that_it_is_made_for_an_archive(content: ReportContent, pdf: ReadPdf, read: Callable):
    """PDF/A-2b, and 3b with the record attached: what its validator asks for beyond embedded fonts."""
    attached = read(render_report(replace(content, attachment=b"{}")).pdf)
    for path, part in ((pdf.path, "2"), (attached.path, "3")):
        with pikepdf.open(path) as opened:
            metadata = opened.Root.Metadata.read_bytes().decode()
            assert f"<pdfaid:part>{part}</pdfaid:part>" in metadata
            assert "示例社区创建“五有”社区党建工作示范点检查报告" in metadata
            assert opened.Root.OutputIntents[0].S == "/GTS_PDFA1"
            assert not any("/Trans" in page for page in opened.pages)
            assert ("/AF" in opened.Root) == (part == "3")


def test_a_scheme_of_met_items_shows_how_many_are_met(content: ReportContent, read: Callable):
    outcome = replace(content.outcome, total=None, met=12, of=15, grade="合格", explanation="")
    said = read(render_report(replace(content, outcome=outcome)).pdf).joined(1)
    assert "达标项数（共15项）" in said
    assert "12项" in said
    assert "无总分" not in said


def test_a_scheme_on_trial_is_not_called_a_reference(read: Callable):
    def trial(raw: dict) -> None:
        raw["status"] = "trial"
        raw["notice"] = "本方案试行。"
        raw["title"] = "社区考评办法"

    said = read(render_report(content_with(trial)).pdf).joined()
    assert "试行方案" in said
    assert "参考方案" not in said
