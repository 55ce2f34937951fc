"""Page 1: title, particulars, notice, the result, and how to check the report."""

import segno

from app.reports.check_code import page_check_code
from app.reports.content import ReportContent
from app.reports.flow import HEADING, PITCH, Flow
from app.reports.paragraph import Style
from app.reports.pen import MM
from app.reports.result_block import draw_block, planned_block
from app.reports.tables import EDGE, Grid, Padding, draw_table
from app.reports.wording import in_fours

_TITLE = Style("title", 22, 34, aligned="centre")
_SMALLEST_TITLE = 17.0  # a line a little too long is set smaller rather than broken within a word
_NUMBER = Style("fang", 15.75, PITCH, aligned="centre")
_LABEL = Style("hei", 10.5, 15, aligned="centre")
_VALUE = Style("song", 10.5, 15)
_NOTICE = Style("kai", 10.5, 15.2, justified=True)
_NOTICE_HEAD = Style("hei", 10.5, 15, aligned="centre")
_NOTICE_UNDER = Style("hei", 8, 13, aligned="centre")
_CHECK = Style("song", 9, 14, justified=True)
_QR_MM = 22
_CHECKING = (
    "扫右侧二维码，或输入各页左下（右下）角的页校验码，与程序中保存的原页逐行对照。本报告附有签名；"
    "签名是否有效、签后是否改动，以程序核验结果为准。签名时间取自检查用电脑，未经时间认证机构确认。"
)


def draw_result_page(flow: Flow, content: ReportContent) -> None:
    """The head of the report and its result, on a new page."""
    page = flow.new_page()
    text = flow.text
    for line in content.title:
        one = text.fitted(line, _TITLE, page.width, _SMALLEST_TITLE)
        if one.width <= page.width:
            flow.lines([one._replace(start=(page.width - one.width) / 2)])
        else:
            flow.lines(text.lines(line, _TITLE, page.width))
    if content.number:
        flow.lines(text.lines(content.number, _NUMBER, page.width))
    flow.y += 3 * MM
    _particulars(flow, content)
    flow.y += 3.5 * MM
    if content.notice:
        _notice(flow, content.notice, content.notice_head)
        flow.y += 2.2 * MM
    block = planned_block(text, content, flow.room - PITCH - (_QR_MM + 4.5) * MM)
    if block is None:
        flow.new_page()
        block = planned_block(text, content, flow.room - PITCH, least_pitch=2.0)
    flow.lines(text.lines(flow.mark(flow.section("检查结果")), HEADING, page.width))
    if block is not None:
        draw_block(flow, content.outcome, content.dimensions, content.sheet.places, block)


def draw_checking(flow: Flow, content: ReportContent, pages: int) -> None:
    """How to check the report, and the QR code, at the foot of page 1; once the page count is known."""
    page, text = flow.sheets.pages[0], flow.text
    bottom, right = page.top + page.height, page.left + page.width
    code = page_check_code(content.rid, 1, pages)
    symbol = segno.make_qr(f"WUYOU1|{content.rid}|{code}", error="m", boost_error=False)
    rows = [list(row) for row in symbol.matrix_iter(border=4)]
    side = _QR_MM * MM * len(rows) / (len(rows) - 8)  # 22 mm without the four white modules around
    quiet = 4 * side / len(rows)
    page.pen.modules(rows, right - side + quiet, bottom - side + quiet, side)
    width = page.width - _QR_MM * MM - 6 * MM
    lines = text.lines((("核验方法", "hei"), ("　" + _CHECKING, "song")), _CHECK, width)
    digest = text.lines((("报告摘要", "hei"), ("　" + in_fours(content.digest, 24), "song")), _CHECK, width)
    y = bottom - _QR_MM * MM - 1
    for line in lines:
        page.pen.line(line, page.left, y)
        y += line.leading
    y = max(y, bottom - 14)
    for line in digest:
        page.pen.line(line, page.left, y)


def _particulars(flow: Flow, content: ReportContent) -> None:
    given = content.particulars
    grid = Grid(flow.text, (24, 54, 24, 54), Padding(3.4, 3, 3.4))

    def pair(label: str, value: str, other_label: str, other_value: str) -> list[object]:
        return [
            grid.cell(0, label, _LABEL),
            grid.cell(1, value, _VALUE),
            grid.cell(2, other_label, _LABEL),
            grid.cell(3, other_value, _VALUE),
        ]

    def wide(label: str, value: str) -> list[object]:
        return [grid.cell(0, label, _LABEL), grid.cell(1, value, _VALUE, 3)]

    rows = [
        pair("被检查单位", given.unit, "所属街道", given.street),
        pair("辖市区", given.district, "单位类别", given.unit_kind),
        wide("检查活动", given.campaign),
        pair("检查类型", given.kind, "检查日期", given.dates),
        wide("检查组", given.inspectors),
        wide("考评方案", given.scheme_title),
        pair("方案版本", given.scheme_version, "方案摘要", given.scheme_digest),
    ]
    draw_table(flow, grid, None, [grid.row(cells) for cells in rows], "")  # type: ignore[arg-type]


def _notice(flow: Flow, notice: str, heads: tuple[str, str]) -> None:
    page, pen, text = flow.page, flow.page.pen, flow.text
    inner = 22 * MM
    style = _NOTICE
    lines = text.lines(notice, style, page.width - inner - 7 * MM)
    while len(lines) * style.leading > 50 * MM and style.size > 6:  # a long notice must leave room for the result
        style = style._replace(size=style.size - 0.5, leading=style.leading - 0.7)
        lines = text.lines(notice, style, page.width - inner - 7 * MM)
    height = max(len(lines) * style.leading + 9, 38)
    pen.box(page.left, flow.y, page.width, height, 1.6)
    pen.rule(page.left + inner, flow.y + 4, page.left + inner, flow.y + height - 4, EDGE)
    middle = flow.y + height / 2
    head = text.fitted(heads[0], _NOTICE_HEAD, inner - 4)
    under = text.fitted(heads[1], _NOTICE_UNDER, inner - 4)
    pen.line(head, page.left, middle - 15, inner, "centre")
    pen.line(under, page.left, middle + 1, inner, "centre")
    y = middle - len(lines) * style.leading / 2
    for line in lines:
        pen.line(line, page.left + inner + 3.5 * MM, y)
        y += line.leading
    flow.y += height
