"""Section 四: problems and what is asked for; section 五: who studied which document; the annex of long reasons."""

from collections.abc import Sequence

from app.reports.content import Problem, ReportContent, Study
from app.reports.flow import PITCH, Flow
from app.reports.paragraph import Style
from app.reports.pen import MM
from app.reports.tables import HEADER_GREY, Cell, Grid, Padding, Row, axis_for, draw_table
from app.reports.wording import trimmed

_WIDTHS = (9, 14, 38, 12, 41, 29.5, 12.5)
_HEADS = ("序号", "考评项", "问　　题", "扣分", "整　改　要　求", "整改时限", "佐证")
_HEAD = Style("hei", 10.5, 14.6, aligned="centre")
_TEXT = Style("song", 10.5, 14.6, justified=True)
_MIDDLE = Style("song", 10.5, 14.6, aligned="centre")
_PLAIN = Style("song", 10.5, 14.6)
_SMALL = Style("song", 9, 12.5, aligned="centre")
_LEAST_FOR_STUDY = 100 * MM
_MOST_COLUMNS = 3
_TO_WRITE_IN = 14 * MM


def draw_problems(flow: Flow, problems: Sequence[Problem], intro: str, running: str) -> None:
    """The problems on a new portrait page."""
    flow.new_page()
    flow.heading(flow.section("问题及整改要求"))
    if intro:
        flow.body(intro)
    if not problems:
        return
    flow.y += 1.5 * MM
    grid = Grid(flow.text, _WIDTHS, Padding(2.2, 2.6, 3.0))
    header = grid.row([grid.cell(n, head, _HEAD) for n, head in enumerate(_HEADS)], fill=HEADER_GREY, edge=0.8)
    lost = [trimmed(problem.lost) for problem in problems]
    axis = axis_for(grid.text, lost, _MIDDLE, grid.edges[4] - grid.edges[3])
    rows = [_row(grid, number, problem, axis) for number, problem in enumerate(problems, 1)]
    draw_table(flow, grid, header, rows, running)


def _row(grid: Grid, number: int, problem: Problem, axis: float) -> Row:
    by_hand = "　　年　月　日"  # a day that is agreed upon is written in
    due = grid.text.fitted(problem.due or by_hand, _PLAIN, grid.inside(5), 7)  # the due day stays whole on one line
    due = due._replace(start=(grid.inside(5) - due.width) / 2)
    return grid.row(
        [
            grid.cell(0, str(number), _MIDDLE),
            grid.cell(1, problem.code, _MIDDLE),
            grid.cell(2, problem.text, _TEXT, stays=False),
            grid.figure(3, trimmed(problem.lost), _PLAIN, axis),
            grid.cell(4, problem.measure, _TEXT, stays=False),
            Cell(5, 5, (due,)),
            grid.cell(6, problem.evidence, _SMALL),
        ],
        0.0 if problem.measure else _TO_WRITE_IN,
    )


def draw_study(flow: Flow, content: ReportContent, study: Study) -> None:
    """The study declaration: on the same page when 100 mm are left, else on a new one."""
    if flow.page.landscape or flow.room < _LEAST_FOR_STUDY:
        flow.new_page()
    elif flow.y > flow.page.top:
        flow.to_grid(2 * MM)
    flow.heading(flow.section("学习声明"), keep=3 * PITCH)
    if content.study_intro:
        flow.body(content.study_intro)
    flow.y += 1.5 * MM
    if not study.documents or not study.rows:
        return
    turned = len(study.documents) > _MOST_COLUMNS
    names, days = [name for name, _ in study.rows], [given for _, given in study.rows]
    if turned:
        for start in range(0, len(names), 5):
            part = range(start, min(start + 5, len(names)))
            columns = [names[n] for n in part]
            table = [(text, tuple(days[n][row] for n in part)) for row, text in enumerate(study.documents)]
            _study_table(flow, "必学文件", columns, table, first_mm=66)
            flow.y += 2 * MM
    else:
        _study_table(flow, "检查人员", study.documents, study.rows, first_mm=26)
    if study.overrides:
        grid = Grid(flow.text, (26, 130), Padding(3.4, 3, 3.4))
        rows = [
            grid.row(
                [grid.cell(0, name, _MIDDLE), grid.cell(1, f"检查前未学习，准许理由：{reason}", _TEXT, stays=False)]
            )
            for name, reason in study.overrides
        ]
        draw_table(flow, grid, None, rows, "学习声明（续）")


def _study_table(
    flow: Flow,
    corner: str,
    columns: Sequence[str],
    table: Sequence[tuple[str, tuple[str, ...]]],
    first_mm: float,
) -> None:
    share = (156 - first_mm) / len(columns)
    grid = Grid(flow.text, (first_mm, *[share] * len(columns)), Padding(3.4, 2.6, 3.0))
    heads = [grid.cell(0, corner, _HEAD)]
    is_title = first_mm < 60
    heads += [grid.cell(n, text, _PLAIN if is_title else _MIDDLE) for n, text in enumerate(columns, 1)]
    header = grid.row(heads, fill=HEADER_GREY, edge=0.8)
    rows = []
    for name, days in table:
        cells = [grid.cell(0, name, _MIDDLE if is_title else _PLAIN)]
        cells += [grid.cell(n, f"{day}学习" if day else "未学习", _MIDDLE) for n, day in enumerate(days, 1)]
        rows.append(grid.row(cells))
    draw_table(flow, grid, header, rows, "学习声明（续）")


def draw_long_reasons(flow: Flow, reasons: Sequence[tuple[str, str]]) -> None:
    """附页: the whole text of reasons that were shortened in the score sheet, by item code."""
    flow.new_page()
    flow.heading("附页　扣分原因全文")
    flow.y += 1.5 * MM
    grid = Grid(flow.text, (18, 138), Padding(3.4, 3, 3.4))
    header = grid.row([grid.cell(0, "考评项", _HEAD), grid.cell(1, "扣分原因", _HEAD)], fill=HEADER_GREY, edge=0.8)
    rows = [grid.row([grid.cell(0, code, _MIDDLE), grid.cell(1, text, _TEXT, stays=False)]) for code, text in reasons]
    draw_table(flow, grid, header, rows, "附页（续）")
