"""The inspection report as a PDF: pages in their order, feet when their number is known, then bytes."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.reports.content import ReportContent, every_text
from app.reports.document import Sheets
from app.reports.flow import Flow, Workbench
from app.reports.furniture import furnish_all
from app.reports.narrative import draw_narrative
from app.reports.photos import draw_photos
from app.reports.problems import draw_long_reasons, draw_problems, draw_study
from app.reports.result_page import draw_checking, draw_result_page
from app.reports.score_sheet import draw_score_sheet
from app.reports.sign_off import SignField, draw_sign_off
from app.reports.workbench import installed_workbench

ATTACHMENT_NAME = "record.json"


@dataclass(frozen=True, slots=True)
class RenderedReport:
    """A report before its first digital signature; `fields` are where signatures will stand."""

    pdf: bytes
    pages: int
    check_codes: tuple[str, ...]
    fields: tuple[SignField, ...]


def render_report(content: ReportContent, bench: Workbench | None = None) -> RenderedReport:
    """Lay out the whole report. The same content gives the same bytes (on a machine with the same extra fonts).

    Raises CharactersWithoutFont, before anything is drawn, when a character is in no font.
    """
    flow, fields, _sign_pages = _laid_out(content, bench or installed_workbench())
    codes = _furnished(flow, content)
    attachment = None if content.attachment is None else (ATTACHMENT_NAME, content.attachment)
    pdf = flow.sheets.to_bytes(_name(content), content.made_at, attachment)
    return RenderedReport(pdf, len(codes), codes, tuple(fields))


def render_sign_off_page(content: ReportContent, bench: Workbench | None = None) -> bytes:
    """The sign-off page (or pages) alone, numbered and coded as in the whole report, to be printed again."""
    flow, _fields, sign_pages = _laid_out(content, bench or installed_workbench())
    _furnished(flow, content)
    flow.sheets.pages[:] = [page for page in flow.sheets.pages if page.number in sign_pages]
    return flow.sheets.to_bytes(_name(content), content.made_at)


def _laid_out(content: ReportContent, bench: Workbench) -> tuple[Flow, list[SignField], Iterable[int]]:
    bench.library.check(every_text(content))
    flow = Flow(bench, Sheets(bench.library))
    given = content.particulars
    about = f"　{given.unit}　{given.dates}"
    draw_result_page(flow, content)
    draw_narrative(flow, content)
    particulars = "　　".join(
        (f"被检查单位：{given.unit}", f"检查类型：{given.kind}", f"检查日期：{given.dates}", "单位：分")
    )
    long_reasons = draw_score_sheet(flow, content.sheet, particulars, "考评计分表（续）" + about)
    draw_problems(flow, content.problems, content.problems_intro, "问题及整改要求（续）" + about)
    if content.study is not None:
        draw_study(flow, content, content.study)
    before = len(flow.sheets.pages)
    fields = draw_sign_off(flow, content)
    sign_pages = range(before + 1, len(flow.sheets.pages) + 1)
    if long_reasons:
        draw_long_reasons(flow, long_reasons)
    if content.photos:
        draw_photos(flow, content.photos)
    return flow, fields, sign_pages


def _furnished(flow: Flow, content: ReportContent) -> tuple[str, ...]:
    pages = len(flow.sheets.pages)
    draw_checking(flow, content, pages)
    for draw in flow.late:
        draw(pages)
    return furnish_all(flow.sheets.pages, flow.text, content)


def _name(content: ReportContent) -> str:
    return " ".join(part for part in (content.number, "".join(content.title)) if part)
