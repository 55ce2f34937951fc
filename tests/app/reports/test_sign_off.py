"""Where people sign: room enough, one field for each, on a page of its own."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from variants import content_with

from app.reports.building import Inspector, sign_kind
from app.reports.content import ReportContent, Signer, SignLine
from app.reports.report import RenderedReport, render_report

MM = 72 / 25.4


def _with_lines(content: ReportContent, lines: tuple[SignLine, ...]) -> ReportContent:
    return replace(content, sign_off=replace(content.sign_off, lines=lines))


def test_one_field_for_each_inspector_and_one_for_each_other_line(report: RenderedReport):
    assert [(field.line_index, field.place_index) for field in report.fields] == [
        (0, 0), (0, 1), (0, 2), (0, 3), (1, 0), (2, 0), (3, 0), (4, 0)
    ]  # fmt: skip
    assert len({field.name for field in report.fields}) == 8
    assert report.fields[0].label == "检查员乙"


def test_fields_lie_in_the_type_area_and_never_over_one_another(report: RenderedReport):
    for field in report.fields:
        left, bottom, right, top = field.rect
        assert 26 * MM <= left < right <= 184 * MM
        assert 35 * MM <= bottom < top <= 260 * MM
    for one in report.fields:
        for other in report.fields:
            if one is not other and one.page_index == other.page_index:
                apart = one.rect[2] <= other.rect[0] or other.rect[2] <= one.rect[0]
                above = one.rect[1] >= other.rect[3] or other.rect[1] >= one.rect[3]
                assert apart or above, (one, other)


def test_a_member_has_twenty_millimetres_free_above_the_line(report: RenderedReport):
    left, bottom, right, top = report.fields[0].rect
    assert (top - bottom) / MM >= 20
    assert (right - left) / MM >= 33


@pytest.mark.parametrize("count", [2, 4, 5, 8, 9, 12])
def test_any_number_of_inspectors_finds_a_place(count: int, read: Callable):
    inspectors = (Inspector("组长甲", is_leader=True), *(Inspector(f"检查员{n}") for n in range(count)))
    report = render_report(content_with(header_inspectors=inspectors))
    members = [field for field in report.fields if field.line_index == 0]
    assert len(members) == count
    said = read(report.pdf).joined(members[0].page_index + 1)
    for n in range(count):
        assert f"检查员{n}" in said


def test_lines_that_do_not_fit_go_to_a_second_page_that_says_the_same_first(content: ReportContent, read: Callable):
    stamps = tuple(SignLine(f"第{n}机关", "（盖章）", "stamp", ()) for n in range(5))
    report = render_report(_with_lines(content, (*content.sign_off.lines[:3], *stamps)))
    pages = sorted({field.page_index for field in report.fields})
    assert len(pages) == 2
    pdf = read(report.pdf)
    assert "所签内容" in pdf.joined(pages[0] + 1)
    assert "所签内容" in pdf.joined(pages[1] + 1)
    assert "签署（续）" in pdf.joined(pages[1] + 1)
    assert len(report.fields) == 11


def test_a_drawn_signature_says_who_when_and_how(report: RenderedReport, read: Callable):
    said = read(report.pdf).joined(report.fields[0].page_index + 1)
    assert said.count("屏幕手写，已附数字签名") == 3
    assert "2026年9月16日16:42" in said
    assert said.count("纸上签名") == 2


def test_a_place_kept_for_a_digital_signature_prints_the_name_and_no_blank_date(content: ReportContent, read: Callable):
    line = replace(content.sign_off.lines[0], signers=(Signer("检查员乙", "digital"), Signer("检查员丙", "digital")))
    report = render_report(_with_lines(content, (line, *content.sign_off.lines[1:])))
    said = read(report.pdf).joined(report.fields[0].page_index + 1)
    assert "检查员乙" in said
    assert "纸上签名" not in said


def test_the_unit_s_objection_and_refusal_are_printed(content: ReportContent, read: Callable):
    line = replace(
        content.sign_off.lines[2],
        objection=True,
        opinion="对2.5项的计算有异议，已另附说明。",
        refusal="负责人外出",
        signers=(replace(content.sign_off.lines[0].signers[0], name="王小明", post="社区书记"),),
    )
    lines = (*content.sign_off.lines[:2], line, *content.sign_off.lines[3:])
    report = render_report(_with_lines(content, lines))
    said = read(report.pdf).joined(report.fields[0].page_index + 1)
    for text in ("对2.5项的计算有异议", "负责人外出", "社区书记", "王小明"):
        assert text in said


def test_a_scheme_without_sign_off_lines_has_no_such_page(content: ReportContent):
    report = render_report(_with_lines(content, ()))
    assert report.fields == ()
    assert report.pages == 9


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("检查组成员（两人以上）", "members"),
        ("检查组长", "leader"),
        ("被检查单位负责人（可注明异议）", "unit"),
        ("街道党工委(盖章)", "stamp"),
        ("见证人", "other"),
    ],
)
def test_a_line_s_words_tell_its_kind(line: str, kind: str):
    assert sign_kind(line) == kind
