"""Section 三: the score sheet, landscape in an upright stack: rows, subtotals, closing rows and where pages break."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from app.reports.content import ScoreSheet, SheetDimension, SheetItem
from app.reports.flow import Flow
from app.reports.paragraph import Line, Style, Typesetter
from app.reports.pen import MM
from app.reports.tables import EDGE, HEADER_GREY, OUTER, SUBTOTAL_GREY, Cell, Divider, Grid, Padding, Row, axis_for
from app.reports.trace import trace_lines
from app.reports.wording import DASH, fixed, trimmed

_WITH_DIMENSIONS = (7, 13, 40, 9, 50, 15, 10.5, 11.5, 57, 12)
_WITHOUT_DIMENSIONS = (0, 0, 40, 9, 50, 15, 10.5, 11.5, 77, 12)
_HEADS = ("序\n号", "考评\n项目", "考　评　内　容", "分值", "评　分　标　准", "考评\n方式", "自评\n分", "考评\n分")
_WORST_LOSS = 30 * MM  # given up at a page's end to break at a subtotal
_WORST_GAP = 22 * MM  # left empty before a row is divided
_LONG_REASON = 120


class SheetSetter:
    """Sets the rows of a score sheet; `blank` leaves the marks empty and makes every row at least 17 mm high."""

    def __init__(self, text: Typesetter, sheet: ScoreSheet, *, blank: bool = False, tight: bool = False) -> None:
        self.text = text
        self.sheet = sheet
        self.blank = blank
        self.has_dimensions = any(dimension.title for dimension in sheet.dimensions)
        widths = _WITH_DIMENSIONS if self.has_dimensions else _WITHOUT_DIMENSIONS
        self.grid = Grid(text, widths, Padding(2.8, 2.2, 2.6))
        leading = 12.0 if tight else 12.5
        self._left = Style("song", 9, leading, justified=True)
        self._plain = Style("song", 9, leading)
        self._middle = Style("song", 9, leading, aligned="centre")
        self._head = Style("hei", 9, 12.5, aligned="centre")
        self._strong = Style("hei", 9, leading)
        self._strong_middle = Style("hei", 9, leading, aligned="centre")
        self._tiny = Style("song", 7.5, 10.6, aligned="centre")
        self.long_reasons: list[tuple[str, str]] = []
        self._axes = self._axes_of_the_columns()

    def header(self) -> Row:
        """The header row."""
        grid = self.grid
        first = 0 if self.has_dimensions else 2
        cells = [grid.cell(n, head, self._head) for n, head in enumerate(_HEADS) if n >= first]
        cells.append(grid.cell(8, "扣　分　原　因\n（计分过程）", self._head))
        cells.append(grid.cell(9, "备注", self._head))
        return grid.row(cells, fill=HEADER_GREY, edge=EDGE)

    def rows(self) -> list[Row]:
        """All rows in order: items and subtotals by dimension, then the closing rows."""
        rows: list[Row] = []
        for number, dimension in enumerate(self.sheet.dimensions):
            rows += [self._item(item, number) for item in dimension.items]
            if dimension.title and dimension.items:
                rows[-1] = replace(rows[-1], keeps_next=True)
                rows.append(self._subtotal(dimension, number))
            elif rows:
                rows[-1] = replace(rows[-1], edge=EDGE)
        return rows + self._closing()

    def opening_again(self, row: Row) -> Cell | None:
        """What stands on top of the second part of a divided row."""
        return self.grid.cell(2, f"{row.code}（续）", self._strong) if row.code else None

    def group_cells(self, row: Row, again: bool) -> tuple[Cell, Cell]:
        """The merged cells at the left of a dimension's rows: its ordinal and its title with the full marks."""
        dimension = self.sheet.dimensions[row.group]
        title = self.grid.text.lines(dimension.title, self._strong_middle, self.grid.inside(1))
        stack: list[Line | Divider] = list(title)
        if dimension.full_marks is not None:
            stack += self.grid.text.lines(f"{trimmed(dimension.full_marks)}分", self._middle, self.grid.inside(1))
        if again:
            stack += self.grid.text.lines("（续）", self._tiny, self.grid.inside(1))
        return self.grid.cell(0, dimension.ordinal, self._strong_middle), Cell(1, 1, stack)

    def _axes_of_the_columns(self) -> tuple[float, float, float]:
        full, own, marks = [trimmed(self.sheet.full_marks)], [], []
        for dimension in self.sheet.dimensions:
            own.append(fixed(dimension.self_marks, self.sheet.places))
            marks.append(fixed(dimension.marks, self.sheet.places))
            for item in dimension.items:
                full.append(trimmed(item.full_marks))
                own.append(trimmed(item.self_marks))
                marks.append(item.marks)
        edges, bold = self.grid.edges, self._strong
        return (
            axis_for(self.text, full, bold, edges[4] - edges[3]),
            axis_for(self.text, own, bold, edges[7] - edges[6]),
            axis_for(self.text, marks, bold, edges[8] - edges[7]),
        )

    def _item(self, item: SheetItem, group: int) -> Row:
        grid = self.grid
        content = grid.text.lines(f"{item.code}　{item.title}", self._strong, grid.inside(2))
        content += grid.text.lines(item.standard, self._left, grid.inside(2)) if item.standard else []
        cells = [
            Cell(2, 2, content, stays=False),
            grid.figure(3, trimmed(item.full_marks), self._plain, self._axes[0]),
            grid.cell(4, item.criteria, self._left, stays=False),
            grid.cell(5, "\n".join(item.methods), self._middle),
        ]
        if self.blank:
            cells += [Cell(column, column, ()) for column in (6, 7, 8, 9)]
            return grid.row(cells, 17 * MM, group=group, code=item.code)
        own = trimmed(item.self_marks) if item.self_marks is not None else DASH
        cells += [
            grid.figure(6, own, self._plain, self._axes[1]),
            grid.figure(7, item.marks, self._strong if item.deducted else self._plain, self._axes[2]),
            Cell(8, 8, self._reason(item), stays=False),
            grid.cell(9, item.remark, self._tiny),
        ]
        return grid.row(cells, group=group, code=item.code)

    def _reason(self, item: SheetItem) -> list[Line | Divider]:
        width = self.grid.inside(8)
        trace = trace_lines(self.text, item.trace, width)
        if not item.reason:
            return list(trace)
        reason = item.reason
        if len(reason) > _LONG_REASON:
            self.long_reasons.append((item.code, reason))
            reason = reason[:_LONG_REASON] + "……（详见附页）"
        lines = self.text.lines(reason, self._left, width)
        return [*lines, Divider(), *trace] if trace else list(lines)

    def _subtotal(self, dimension: SheetDimension, group: int) -> Row:
        grid, places = self.grid, self.sheet.places
        name = f"大项{dimension.ordinal}小计" if dimension.ordinal else "小计"
        cells = [
            grid.cell(2, name, self._strong),
            grid.figure(3, trimmed(dimension.full_marks), self._strong, self._axes[0]),
            Cell(4, 4, ()),
            Cell(5, 5, ()),
        ]
        if self.blank:
            cells += [Cell(column, column, ()) for column in (6, 7, 8, 9)]
            return grid.row(cells, 8 * MM, fill=SUBTOTAL_GREY, edge=EDGE, group=group)
        cells += [
            grid.figure(6, fixed(dimension.self_marks, places), self._strong, self._axes[1]),
            grid.figure(7, fixed(dimension.marks, places), self._strong, self._axes[2]),
            Cell(8, 8, trace_lines(self.text, (dimension.note,), grid.inside(8))),
            Cell(9, 9, ()),
        ]
        return grid.row(cells, fill=SUBTOTAL_GREY, edge=EDGE, group=group)

    def _closing(self) -> list[Row]:
        sheet, places = self.sheet, self.sheet.total_places
        full = trimmed(sheet.full_marks)
        rows = [self._sum("总　　分", full, sheet.self_total, sheet.total, sheet.total_note, HEADER_GREY, places)]
        for extra in sheet.extras:
            note = trace_lines(self.text, (extra.note,), self.grid.inside(8))
            given = ("", "") if self.blank else (extra.self_marks, extra.marks)
            cells = [
                self.grid.cell(0, extra.label, self._plain, 2),
                self.grid.figure(3, trimmed(extra.full_marks), self._plain, self._axes[0]),
                self.grid.cell(4, extra.criteria, self._left, 5, stays=False),
                self.grid.figure(6, given[0], self._plain, self._axes[1]),
                self.grid.figure(7, given[1], self._plain, self._axes[2]),
                Cell(8, 8, () if self.blank else note),
                Cell(9, 9, ()),
            ]
            rows.append(self.grid.row(cells, is_closing=True))
        if sheet.with_extras_label:
            rows.append(
                self._sum(
                    sheet.with_extras_label,
                    "",
                    sheet.self_with_extras,
                    sheet.with_extras,
                    sheet.with_extras_note,
                    SUBTOTAL_GREY,
                    places,
                )
            )
        label = 1 if self.has_dimensions else 2
        if sheet.vetoes:
            cells = [
                self.grid.cell(0, "一票否决", self._strong_middle, label),
                self.grid.cell(label + 1, sheet.vetoes, self._left, 9, stays=False),
            ]
            rows.append(self.grid.row(cells, is_closing=True))
        if sheet.notes:
            small = Style("song", 7.5, 10.6, justified=True)
            cells = [
                self.grid.cell(0, "说　　明", self._strong_middle, label),
                self.grid.cell(label + 1, sheet.notes, small, 9, stays=False),
            ]
            rows.append(self.grid.row(cells, is_closing=True))
        return rows

    def _sum(
        self, label: str, full: str, own: Decimal | None, marks: Decimal | None, note: str, fill: float, places: int
    ) -> Row:
        grid = self.grid
        shown = ("", "") if self.blank else (fixed(own, places), fixed(marks, places))
        cells = [
            grid.cell(0, label, self._strong, 2),
            grid.figure(3, full, self._strong, self._axes[0]),
            Cell(4, 4, ()),
            Cell(5, 5, ()),
            grid.figure(6, shown[0], self._strong, self._axes[1]),
            grid.figure(7, shown[1], self._strong, self._axes[2]),
            Cell(8, 8, () if self.blank else trace_lines(self.text, (note,), grid.inside(8))),
            Cell(9, 9, ()),
        ]
        return grid.row(cells, fill=fill, is_closing=True)


def paginated(setter: SheetSetter, rows: Sequence[Row], first_room: float, room: float) -> list[list[Row]]:
    """Rows by page. Points of room below the header row on the first and on every further page."""
    waiting = list(rows)
    pages: list[list[Row]] = []
    while waiting:
        space = room if pages else first_room
        count, used = 0, 0.0
        while count < len(waiting):
            block = 1
            while count + block < len(waiting) and waiting[count + block - 1].keeps_next:
                block += 1
            height = sum(row.height for row in waiting[count : count + block])
            if used + height > space + 0.01 and not (count == 0 and block > 1):
                break
            if used + height > space + 0.01:
                block, height = 1, waiting[0].height  # a last item too high to stay with its subtotal
                if height > space:
                    break
            used += height
            count += block
        if count < len(waiting):
            count, waiting = _better_break(setter, waiting, count, used, space)
        if len(waiting) - count == 1 and count > 1 and not waiting[count - 1].keeps_next:
            count -= 1  # the last two rows of a table stay together
        pages.append(waiting[:count])
        waiting = waiting[count:]
    return pages


def _better_break(
    setter: SheetSetter, waiting: list[Row], count: int, used: float, space: float
) -> tuple[int, list[Row]]:
    """At a subtotal where that costs little; else through the row that does not fit, where it leaves much empty."""
    lost = space - used
    at, given_up = count, lost
    while at > 1 and not (waiting[at - 1].group >= 0 and waiting[at].group != waiting[at - 1].group):
        at -= 1
        given_up += waiting[at].height
        if given_up > _WORST_LOSS:
            break
    if at > 1 and given_up <= _WORST_LOSS and waiting[at].group != waiting[at - 1].group:
        return at, waiting
    if lost > _WORST_GAP or count == 0:
        parts = setter.grid.divided(waiting[count], lost, setter.opening_again)
        if parts is not None:
            return count + 1, [*waiting[:count], *parts, *waiting[count + 1 :]]
    return max(count, 1), waiting


def closing_stand_alone(pages: Sequence[Sequence[Row]]) -> bool:
    """Whether the last page holds closing rows only, though items stand before it."""
    return len(pages) > 1 and all(row.is_closing for row in pages[-1])


def pages_of_sheet(
    text: Typesetter, sheet: ScoreSheet, first_room: float, room: float
) -> tuple[SheetSetter, list[list[Row]]]:
    """The rows of each page; closing rows never stand alone: less leading first, then the last item comes along."""
    setter = SheetSetter(text, sheet)
    header = setter.header().height
    pages = paginated(setter, setter.rows(), first_room - header, room - header)
    if not closing_stand_alone(pages):
        return setter, pages
    tight = SheetSetter(text, sheet, tight=True)
    fewer = paginated(tight, tight.rows(), first_room - header, room - header)
    if not closing_stand_alone(fewer):
        return tight, fewer
    before = pages[-2]
    at = max((number for number, row in enumerate(before) if row.code), default=0)
    if at > 0 and sum(row.height for row in (*before[at:], *pages[-1])) <= room - header:
        pages[-2:] = [before[:at], [*before[at:], *pages[-1]]]
    return setter, pages


def draw_score_sheet(flow: Flow, sheet: ScoreSheet, particulars: str, running: str) -> list[tuple[str, str]]:
    """Section 三 on landscape pages of its own. Gives back the reasons too long for their cells, by item code."""
    page = flow.new_page(landscape=True)
    title = Style("hei", 15.75, 20)
    side = Style("song", 9, 20)
    heading = flow.text.one_line(flow.mark(flow.section("考评计分表")), title)
    flow.page.pen.line(heading, page.left, page.top)
    given = flow.text.fitted(particulars, side, page.width - heading.width - 12)
    flow.page.pen.line(given, page.left + page.width - given.width, page.top + 1)
    flow.y += 25
    setter, pages = pages_of_sheet(flow.text, sheet, flow.room, page.height)
    for number, rows in enumerate(pages):
        if number:
            flow.new_page(landscape=True, running=running)
        draw_sheet_page(flow, setter, rows, pages[number - 1] if number else [])
    return list(dict.fromkeys(setter.long_reasons))


def draw_sheet_page(flow: Flow, setter: SheetSetter, rows: Sequence[Row], before: Sequence[Row]) -> None:
    """One page of rows under the header row, merged cells at the left, frame and rules."""
    pen, left, grid = flow.page.pen, flow.page.left, setter.grid
    top = flow.y
    header = setter.header()
    grid.fill(pen, [header, *rows], left, top)
    grid.draw(pen, header, left, top)
    y = top + header.height
    pen.rule(left, y, left + grid.width, y, EDGE)
    start = y
    for number, row in enumerate(rows):
        grid.draw(pen, row, left, y)
        y += row.height
        following = rows[number + 1] if number + 1 < len(rows) else None
        if setter.has_dimensions and row.group >= 0 and (following is None or following.group != row.group):
            again = bool(before) and before[-1].group == row.group and rows[0].group == row.group
            _draw_group(flow, setter, row, again, start, y)
        if following is not None:
            inside = setter.has_dimensions and row.group >= 0 and following.group == row.group
            pen.rule(left + (grid.edges[2] if inside else 0), y, left + grid.width, y, row.edge)
            if not inside:
                start = y
    pen.box(left, top, grid.width, y - top, OUTER)
    flow.y = y


def _draw_group(flow: Flow, setter: SheetSetter, row: Row, again: bool, start: float, end: float) -> None:
    pen, left, grid = flow.page.pen, flow.page.left, setter.grid
    for cell in setter.group_cells(row, again):
        middle = (start + end - cell.height) / 2
        for entry in cell.stack:
            if isinstance(entry, Line):
                pen.line(entry, left + grid.edges[cell.first] + grid.padding.side, middle)
            middle += entry.leading
        right = left + grid.edges[cell.first + 1]
        pen.rule(right, start, right, end)
