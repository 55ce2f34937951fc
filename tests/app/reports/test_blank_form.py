"""The blank form of any scheme."""

from collections.abc import Callable

from sample_report import reference_scheme
from variants import scheme_with, without_dimensions

from app.reports.blank_form import render_blank_form
from app.reports.flow import Workbench
from app.reports.pen import MM
from app.reports.sheet_building import blank_sheet
from app.reports.sheet_rows import SheetSetter


def test_the_form_holds_every_item_and_no_marks(read: Callable):
    scheme = reference_scheme()
    pdf = read(render_blank_form(scheme, scheme_digest="fbebdba7ad20", drill=True))
    said = pdf.joined()
    for item in scheme.items:
        assert f"{item.code}{item.title[:4]}" in said.replace("　", "")
    assert "计分过程" in said
    assert "基准" not in said
    assert "得分之和" not in said
    assert "摘要fbebdba7ad20" in said
    assert "No syntax" in pdf.check()
    assert "检查人员" in pdf.joined(int(pdf.info().split("Pages:")[1].split()[0]))


def test_rows_leave_seventeen_millimetres_to_write_in(bench: Workbench):
    setter = SheetSetter(bench.typesetter, blank_sheet(reference_scheme()), blank=True)
    assert all(row.height >= 17 * MM - 0.01 for row in setter.rows() if row.code)


def test_a_scheme_without_dimensions_has_a_form_too(read: Callable):
    pdf = read(render_blank_form(scheme_with(without_dimensions)))
    assert "考评项目" not in pdf.joined()


def test_an_official_scheme_carries_no_notice(read: Callable):
    def official(raw: dict) -> None:
        raw["status"] = "official"

    assert "暂拟" not in read(render_blank_form(scheme_with(official))).joined()


def test_the_form_of_a_class_leaves_the_other_class_out(read: Callable):
    def classes(raw: dict) -> None:
        raw["classes"] = ["城市", "农村"]
        raw["items"][5]["applies_to"] = ["农村"]

    scheme = scheme_with(classes)
    assert "1.6" not in read(render_blank_form(scheme, unit_class="城市")).joined()
    assert "1.6" in read(render_blank_form(scheme, unit_class="农村")).joined()


def test_a_sheet_can_be_printed_for_one_office_alone(read: Callable):
    def shared(raw: dict) -> None:
        raw["items"][3]["scored_by"] = "综治办"

    said = read(render_blank_form(scheme_with(shared), scored_by="综治办")).joined()
    assert "1.4" in said
    assert "1.3" not in said
    assert "空白表　综治办".replace("　", "") in said.replace("　", "")
