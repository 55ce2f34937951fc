"""The block of the result: total and grade at the left, bars, figures and remarks at the right."""

from dataclasses import dataclass

from app.reports.content import DimensionLine, Outcome, ReportContent
from app.reports.flow import Flow
from app.reports.paragraph import Line, Style, Typesetter
from app.reports.pen import MM
from app.reports.tables import EDGE, INNER, OUTER, axis_for, figure_line
from app.reports.wording import fixed, percent, trimmed

_VALUE = Style("song", 10.5, 15)
_SMALL = Style("song", 9, 13)
_REMARKS = Style("song", 9, 11.5)
_TINY = Style("song", 7.5, 11, aligned="centre")
_BAR_MM = (34, 4)
_STATES = {"final": "正式", "provisional": "暂定", "undecided": "待裁定"}
_LEFT = 44 * MM
_WIDTH = 156 * MM
_HEAD, _FIGURES, _LEAST_HEIGHT = 9 * MM, 12 * MM, 64 * MM


@dataclass(frozen=True, slots=True)
class Block:
    """The measures of a block that fits: its height, the pitch of its bars, its remarks and their height (points)."""

    height: float
    pitch: float
    remarks: tuple[Line, ...]
    remarks_height: float


def planned_block(text: Typesetter, content: ReportContent, room: float, least_pitch: float = 3.7 * MM) -> Block | None:
    """The block within `room` points, its bars closer together if need be; None when it does not fit."""
    said = content.outcome.remarks
    remarks = tuple(text.lines(said, _REMARKS, _WIDTH - _LEFT - 8 * MM)) if said else ()
    remarks_height = max(7 * MM, len(remarks) * _REMARKS.leading + 6)
    count = max(5, len(content.dimensions))
    pitch = min(7.2 * MM, (room - _HEAD - _FIGURES - remarks_height) / count)
    if pitch < least_pitch:
        return None
    height = max(_LEAST_HEIGHT, _HEAD + count * pitch + _FIGURES + remarks_height)
    return Block(height, pitch, remarks, remarks_height)


def draw_block(flow: Flow, outcome: Outcome, dimensions: tuple[DimensionLine, ...], places: int, block: Block) -> None:
    """Draw the block at the flow's place; `places` are the decimals of a dimension's marks."""
    page, pen = flow.page, flow.page.pen
    left, top, width, height = page.left, flow.y, page.width, block.height
    pen.box(left, top, width, height, OUTER)
    divide = left + _LEFT
    pen.rule(divide, top, divide, top + height, EDGE)
    _total(flow, outcome, left, top, _LEFT)
    right = width - _LEFT
    remarks_top = top + height - block.remarks_height
    figures_top = remarks_top - _FIGURES
    y = remarks_top + (block.remarks_height - len(block.remarks) * _REMARKS.leading) / 2
    for line in block.remarks:
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
    _bars(flow, outcome, dimensions, places, (divide, top, right, block.pitch))
    flow.y += height


def _total(flow: Flow, outcome: Outcome, left: float, top: float, width: float) -> None:
    pen, text = flow.page.pen, flow.text
    label, total, unit = _headline(outcome)
    pen.line(text.one_line(label, _SMALL), left, top + 5 * MM, width, "centre")
    big = text.fitted(total, Style("title", 44 if unit else 26, 44), width - 10 * MM)
    baseline = top + 24.2 * MM
    x = left + (width - big.width) / 2 - (5 if unit else 0)
    pen.line_on(big, x, baseline)
    if unit:
        pen.line_on(text.one_line(unit, _VALUE), x + big.width + 3, baseline)
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


def _headline(outcome: Outcome) -> tuple[str, str, str]:
    """Over the large figure, the figure, and its unit: the total, or the items met where a scheme gives no marks."""
    if outcome.total is None and outcome.met is not None:
        return f"达标项数（共{outcome.of}项）", str(outcome.met), "项"
    label = "总分（不设满分）"
    if outcome.full_marks is not None:
        label = f"总分（满分{trimmed(outcome.full_marks)}分）"
    if outcome.total is None:
        return label, "无总分", ""
    return label, fixed(outcome.total, outcome.total_places), "分"


def _bars(
    flow: Flow,
    outcome: Outcome,
    dimensions: tuple[DimensionLine, ...],
    places: int,
    frame: tuple[float, float, float, float],
) -> None:
    left, top, width, pitch = frame
    pen, text = flow.page.pen, flow.text
    if not dimensions:
        note = text.one_line("本方案不分大项，各项得分见考评计分表。", _SMALL)
        pen.line(note, left, top + 20 * MM, width, "centre")
        return
    bar_width, bar_height = _BAR_MM[0] * MM, min(_BAR_MM[1] * MM, 0.62 * pitch)
    bar = left + 36.2 * MM
    marks_left, percent_right = bar + bar_width + 1.5 * MM, left + width - 2.5 * MM
    head = Style("hei", 9, 13)
    pen.line(text.one_line("大　项", head), left + 4 * MM, top + 2.1 * MM)
    pen.line(text.one_line("得分／满分", head), marks_left, top + 2.1 * MM, 22 * MM, "centre")
    pen.line(text.one_line("得分率", head), percent_right - 12 * MM, top + 2.1 * MM, 12 * MM, "right")
    size = min(10.5, 0.72 * pitch)
    name, number = Style("song", size, 15), Style("song", size, 15)
    marks = [fixed(line.marks, places) for line in dimensions]
    axis = marks_left + axis_for(text, marks, number, 12 * MM)
    at_line = bar + bar_width * float(outcome.line_percent) / 100 if outcome.line_percent is not None else None
    for row, (line, shown) in enumerate(zip(dimensions, marks, strict=True)):
        middle = top + 7.8 * MM + (row + 0.5) * pitch
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
