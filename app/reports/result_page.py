"""Page 1: title, particulars, notice, the result with its bars, and how to check the report."""

import segno

from app.reports.check_code import page_check_code
from app.reports.content import DimensionLine, Outcome, ReportContent
from app.reports.flow import HEADING, PITCH, Flow
from app.reports.paragraph import Line, Style
from app.reports.pen import MM
from app.reports.tables import EDGE, INNER, OUTER, Grid, Padding, axis_for, draw_table, figure_line
from app.reports.wording import fixed, in_fours, percent, trimmed

_TITLE = Style("title", 22, 34, aligned="centre")
_NUMBER = Style("fang", 15.75, PITCH, aligned="centre")
_LABEL = Style("hei", 10.5, 15, aligned="centre")
_VALUE = Style("song", 10.5, 15)
_NOTICE = Style("kai", 10.5, 15.2, justified=True)
_NOTICE_HEAD = Style("hei", 10.5, 15, aligned="centre")
_NOTICE_UNDER = Style("hei", 8, 13, aligned="centre")
_SMALL = Style("song", 9, 13)
_TINY = Style("song", 7.5, 11, aligned="centre")
_CHECK = Style("song", 9, 14, justified=True)
_BAR_MM = (34, 4)
_STATES = {"final": "正式", "provisional": "暂定", "undecided": "待裁定"}
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
        flow.lines(text.lines(line, _TITLE, page.width))
    if content.number:
        flow.lines(text.lines(content.number, _NUMBER, page.width))
    flow.y += 3 * MM
    _particulars(flow, content)
    flow.y += 3.5 * MM
    if content.notice:
        _notice(flow, content.notice)
        flow.y += 2.2 * MM
    dimensions = content.dimensions
    height = _block_height(len(dimensions))
    if flow.room < PITCH + height + 28 * MM:
        flow.new_page()
    flow.lines(text.lines(flow.section("检查结果"), HEADING, page.width))
    _result(flow, content.outcome, dimensions, content.sheet.places, height)


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


def _notice(flow: Flow, notice: str) -> None:
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
    head = text.one_line("参考方案", _NOTICE_HEAD)
    under = text.one_line("非正式文件", _NOTICE_UNDER)
    pen.line(head, page.left, middle - 15, inner, "centre")
    pen.line(under, page.left, middle + 1, inner, "centre")
    y = middle - len(lines) * style.leading / 2
    for line in lines:
        pen.line(line, page.left + inner + 3.5 * MM, y)
        y += line.leading
    flow.y += height


def _block_height(dimensions: int) -> float:
    return (64 + max(0, dimensions - 5) * _pitch_mm(dimensions)) * MM


def _pitch_mm(dimensions: int) -> float:
    return 7.2 if dimensions <= 8 else 5.4


def _result(flow: Flow, outcome: Outcome, dimensions: tuple[DimensionLine, ...], places: int, height: float) -> None:
    page, pen = flow.page, flow.page.pen
    left, top, width = page.left, flow.y, page.width
    pen.box(left, top, width, height, OUTER)
    divide = left + 44 * MM
    pen.rule(divide, top, divide, top + height, EDGE)
    _total(flow, outcome, left, top, 44 * MM)
    right = width - 44 * MM
    remarks_top, figures_top = top + height - 7 * MM, top + height - 19 * MM
    if outcome.remarks:
        lines = flow.text.lines(outcome.remarks, _SMALL._replace(leading=11.5), right - 8 * MM)
        remarks_top = top + height - max(7 * MM, len(lines) * 11.5 + 6)
        figures_top = remarks_top - 12 * MM
        y = remarks_top + (top + height - remarks_top - len(lines) * 11.5) / 2
        for line in lines:
            pen.line(line, divide + 4 * MM, y)
            y += line.leading
    pen.rule(divide, remarks_top, left + width, remarks_top, INNER)
    pen.rule(divide, figures_top, left + width, figures_top, EDGE)
    if outcome.figures:
        share = right / len(outcome.figures)
        for number, figure in enumerate(outcome.figures):
            x = divide + number * share
            if number:
                pen.rule(x, figures_top, x, remarks_top, INNER)
            for line in flow.text.lines(figure.label, _TINY._replace(leading=8.5), share - 2)[:2]:
                pen.line(line, x + 1, figures_top + 3)
            value = flow.text.one_line(figure.value, Style("hei", 12, 16))
            pen.line(value, x, remarks_top - 18, share, "centre")
    _bars(flow, outcome, dimensions, places, (divide, top, right))
    flow.y += height


def _total(flow: Flow, outcome: Outcome, left: float, top: float, width: float) -> None:
    pen, text = flow.page.pen, flow.text
    full = f"总分（满分{trimmed(outcome.full_marks)}分）" if outcome.full_marks is not None else "总分（不设满分）"
    pen.line(text.one_line(full, _SMALL), left, top + 5 * MM, width, "centre")
    total = "无总分" if outcome.total is None else fixed(outcome.total, outcome.total_places)
    big = text.fitted(total, Style("title", 44 if outcome.total is not None else 26, 44), width - 10 * MM)
    baseline = top + 24.2 * MM
    x = left + (width - big.width) / 2 - (5 if outcome.total is not None else 0)
    pen.line_on(big, x, baseline)
    if outcome.total is not None:
        pen.line_on(text.one_line("分", _VALUE), x + big.width + 3, baseline)
    pen.rule(left + 6 * MM, top + 30.2 * MM, left + width - 6 * MM, top + 30.2 * MM, EDGE)
    pen.line(text.one_line("等　次", _SMALL), left, top + 32.7 * MM, width, "centre")
    grade = text.fitted(outcome.grade or "—", Style("title", 22, 30), width - 4 * MM)
    pen.line(grade, left, top + 38.4 * MM, width, "centre")
    voice = "song" if outcome.state == "final" else "hei"
    state = text.one_line((("结果状态：", "song"), (_STATES[outcome.state], voice)), _SMALL)
    pen.line(state, left, top + 49.7 * MM, width, "centre")
    lines: list[Line] = []
    for size, leading in ((9, 11), (7.5, 9), (6.5, 7.8), (5.5, 6.6)):
        lines = text.lines(outcome.explanation, Style("song", size, leading, aligned="centre"), width - 3 * MM)
        if len(lines) * leading <= 8.6 * MM:
            break
    y = top + 55.3 * MM
    for line in lines:
        pen.line(line, left + 1.5 * MM, y)
        y += line.leading


def _bars(
    flow: Flow,
    outcome: Outcome,
    dimensions: tuple[DimensionLine, ...],
    places: int,
    frame: tuple[float, float, float],
) -> None:
    left, top, width = frame
    pen, text = flow.page.pen, flow.text
    if not dimensions:
        note = text.one_line("本方案不分大项，各项得分见考评计分表。", _SMALL)
        pen.line(note, left, top + 20 * MM, width, "centre")
        return
    bar_width, bar_height = (side * MM for side in _BAR_MM)
    bar = left + 36.2 * MM
    marks_left, percent_right = bar + bar_width + 1.5 * MM, left + width - 2.5 * MM
    head = Style("hei", 9, 13)
    pen.line(text.one_line("大　项", head), left + 4 * MM, top + 2.1 * MM)
    pen.line(text.one_line("得分／满分", head), marks_left, top + 2.1 * MM, 22 * MM, "centre")
    pen.line(text.one_line("得分率", head), percent_right - 12 * MM, top + 2.1 * MM, 12 * MM, "right")
    pitch = _pitch_mm(len(dimensions)) * MM
    size = 10.5 if pitch > 6 * MM else 9.0
    name, number = Style("song", size, 15), Style("song", 10.5, 15)
    marks = [fixed(line.marks, places) for line in dimensions]
    axis = marks_left + axis_for(text, marks, number, 12 * MM)
    at_line = bar + bar_width * float(outcome.line_percent) / 100 if outcome.line_percent is not None else None
    for row, (line, shown) in enumerate(zip(dimensions, marks, strict=True)):
        middle = top + 11.4 * MM + row * pitch
        title = text.fitted(f"{line.ordinal}、{line.title}", name, 31.5 * MM)
        pen.line(title, left + 4 * MM, middle - 7.5)
        if line.marks is None or not line.full_marks:
            pen.box(bar, middle - bar_height / 2, bar_width, bar_height)
            pen.line(
                text.one_line("不适用" if line.marks is None else "不设满分", _TINY),
                bar,
                middle - 5.5,
                bar_width,
                "centre",
            )
        else:
            share = min(1.0, max(0.0, float(line.marks / line.full_marks)))
            pen.fill(bar, middle - bar_height / 2, bar_width * share, bar_height, 0.3)
            pen.box(bar, middle - bar_height / 2, bar_width, bar_height)
            if at_line is not None:
                _line_of_the_grade(flow, bar, at_line, middle, bar_width * share, bar_height, pitch)
        pen.line(figure_line(text, shown, number, axis), 0, middle - 7.5)
        pen.line(text.one_line("/", number), marks_left + 13.2 * MM, middle - 7.5)
        pen.line(figure_line(text, trimmed(line.full_marks), number, marks_left + 19.5 * MM), 0, middle - 7.5)
        rate = percent(line.marks, line.full_marks)
        pen.line(figure_line(text, rate, number, percent_right - 6.6 * MM), 0, middle - 7.5)
    if at_line is not None:
        label = text.one_line(f"{trimmed(outcome.line_percent)}%", _TINY)
        pen.line(label, at_line - label.width / 2, top + 2.4 * MM)


def _line_of_the_grade(
    flow: Flow, bar: float, at: float, middle: float, filled: float, height: float, pitch: float
) -> None:
    """Black above and below the bar, white through its fill."""
    pen = flow.page.pen
    reach = min(pitch - height, 3.4 * MM) / 2
    pen.rule(at, middle - height / 2 - reach, at, middle - height / 2, 1.0)
    pen.rule(at, middle + height / 2, at, middle + height / 2 + reach, 1.0)
    inside = at < bar + filled - 0.5
    pen.rule(at, middle - height / 2 + 0.3, at, middle + height / 2 - 0.3, 1.2, 1.0 if inside else 0.0)
