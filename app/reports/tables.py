"""Cells, rows and tables: what a cell needs in height, how it is drawn, where a row may be divided."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.reports.atoms import Unit
from app.reports.flow import Flow
from app.reports.paragraph import Line, Span, Style, Typesetter
from app.reports.pen import MM, Pen

OUTER, EDGE, INNER = 1.0, 0.8, 0.4
HEADER_GREY, SUBTOTAL_GREY = 0.9, 0.95


@dataclass(frozen=True, slots=True)
class Divider:
    """A dotted rule between two texts of a cell."""

    leading: float = 4.6


@dataclass(frozen=True, slots=True)
class Padding:
    """Points inside a cell's frame."""

    side: float
    above: float
    below: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A stack of lines over the columns `first` to `last`; `stays` keeps it whole with a row's first part."""

    first: int
    last: int
    stack: Sequence[Line | Divider]
    stays: bool = True

    @property
    def height(self) -> float:
        """Of the stack, in points."""
        return sum([entry.leading for entry in self.stack])


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side; `group` names the rows that share merged cells at their left."""

    cells: tuple[Cell, ...]
    height: float
    fill: float = 1.0
    edge: float = INNER  # of the rule below
    group: int = -1
    code: str = ""
    is_closing: bool = False
    keeps_next: bool = False


class Grid:
    """The columns of a table (millimetres) and the padding of its cells (points)."""

    def __init__(self, text: Typesetter, widths_mm: Sequence[float], padding: Padding) -> None:
        self.text = text
        self.padding = padding
        self.edges = [0.0]
        for width in widths_mm:
            self.edges.append(self.edges[-1] + width * MM)

    @property
    def width(self) -> float:
        """Of the whole table, in points."""
        return self.edges[-1]

    def inside(self, first: int, last: int | None = None) -> float:
        """Points a text has in the columns `first` to `last`."""
        return self.edges[(first if last is None else last) + 1] - self.edges[first] - 2 * self.padding.side

    def cell(
        self, first: int, text: str | Sequence[Span], style: Style, last: int | None = None, *, stays: bool = True
    ) -> Cell:
        """A cell with a text set to its width; an empty text makes an empty cell."""
        last = first if last is None else last
        if not text:
            return Cell(first, last, (), stays)
        return Cell(first, last, self.text.lines(text, style, self.inside(first, last)), stays)

    def figure(self, column: int, value: str, style: Style, axis: float) -> Cell:
        """A number with its decimal point `axis` points from the column's left edge; anything else is centred."""
        if not value or not value.lstrip("+−-")[:1].isdigit():
            return self.cell(column, value, style._replace(aligned="centre"))
        return Cell(column, column, (figure_line(self.text, value, style, axis - self.padding.side),))

    def row(self, cells: Sequence[Cell], least: float = 0.0, **how: object) -> Row:
        """A row as high as its highest cell needs."""
        height = max([cell.height for cell in cells], default=0.0) + self.padding.above + self.padding.below
        return Row(tuple(cells), max(height, least), **how)  # type: ignore[arg-type]

    def draw(self, pen: Pen, row: Row, left: float, y: float) -> None:
        """Text and the vertical rules between the cells of a row; fills and horizontal rules are the table's."""
        padding = self.padding
        for cell in row.cells:
            x = left + self.edges[cell.first]
            if cell.last + 1 < len(self.edges) - 1:
                right = left + self.edges[cell.last + 1]
                pen.rule(right, y, right, y + row.height)
            free = row.height - padding.above - padding.below - cell.height
            top = y + padding.above + max(0.0, free) / 2
            for entry in cell.stack:
                if isinstance(entry, Line):
                    pen.line(entry, x + padding.side, top)
                else:
                    pen.dotted(x + padding.side, top + 2.2, left + self.edges[cell.last + 1] - padding.side)
                top += entry.leading

    def fill(self, pen: Pen, rows: Sequence[Row], left: float, y: float) -> None:
        """The grey of rows one under the other; drawn before any rule, which it would cover."""
        for row in rows:
            if row.fill < 1:
                start, end = self.edges[row.cells[0].first], self.edges[row.cells[-1].last + 1]
                pen.fill(left + start, y, end - start, row.height, row.fill)
            y += row.height

    def divided(self, row: Row, room: float, again: Callable[[Row], Cell | None]) -> tuple[Row, Row] | None:
        """The row in two parts, the first at most `room` high, at least two lines on both sides of every divided cell.

        `again` gives the cell that opens the second part (the code with （续）), put on top of its column. None when
        the row cannot be divided so.
        """
        inner = room - self.padding.above - self.padding.below
        firsts, seconds = [], []
        cut = False
        opening = again(row)
        for cell in row.cells:
            if cell.height <= inner:
                firsts.append(cell)
                seconds.append(replace(cell, stack=()))
                continue
            at = _place_to_cut(cell.stack, inner)
            if cell.stays or at is None:
                return None
            firsts.append(replace(cell, stack=cell.stack[:at]))
            rest = cell.stack[at + 1 :] if isinstance(cell.stack[at], Divider) else cell.stack[at:]
            seconds.append(replace(cell, stack=rest))
            cut = True
        if not cut:
            return None
        if opening is not None:
            seconds = [
                replace(cell, stack=(*opening.stack, *cell.stack)) if cell.first == opening.first else cell
                for cell in seconds
            ]
        first = self.row(firsts, fill=row.fill, group=row.group, code=row.code, is_closing=row.is_closing)
        second = self.row(
            seconds,
            fill=row.fill,
            group=row.group,
            code=row.code,
            is_closing=row.is_closing,
            edge=row.edge,
            keeps_next=row.keeps_next,
        )
        return first, second


def _place_to_cut(stack: Sequence[Line | Divider], room: float) -> int | None:
    fitting, used = 0, 0.0
    for entry in stack:
        used += entry.leading
        if used > room + 0.01:
            break
        fitting += 1
    fitting = min(fitting, len(stack) - 2)
    if fitting >= 1 and isinstance(stack[fitting - 1], Divider):
        fitting -= 1
    return fitting if fitting >= 2 else None


def figure_line(text: Typesetter, value: str, style: Style, axis: float) -> Line:
    """Digits on the widest digit's pitch, so that they stand under one another; the decimal point at `axis`."""
    voice, size = style.voice, style.size
    pitch = digit_pitch(text, voice, size)
    units: list[Unit] = list(text.line_of_characters(value, voice, size))
    spaces: list[float] = []
    before_point, owed = 0.0, 0.0
    seen_point = False
    for unit in units:
        slack = (pitch - unit.width) / 2 if unit.text.isdigit() else 0.0
        spaces.append(owed + slack)
        owed = slack
        seen_point = seen_point or unit.text == "."
        if not seen_point:
            before_point += unit.width + 2 * slack
    width = sum([unit.width for unit in units]) + sum(spaces)
    return Line(units, spaces, axis - before_point, width, style.leading, size)


def digit_pitch(text: Typesetter, voice: str, size: float) -> float:
    """The width of the widest digit of a voice, in points."""
    return max(text.width(digit, voice, size) for digit in "0123456789")


def axis_for(text: Typesetter, values: Sequence[str], style: Style, width: float) -> float:
    """Where the decimal point of a column `width` points wide stands, so that its figures as a whole are centred."""
    pitch = digit_pitch(text, style.voice, style.size)
    point = text.width(".", style.voice, style.size)
    numbers = [value.lstrip("+−-") for value in values if value.lstrip("+−-")[:1].isdigit()]
    before = max((len(number.split(".")[0]) for number in numbers), default=1) * pitch
    decimals = max((len(number.split(".")[1]) for number in numbers if "." in number), default=0)
    after = decimals * pitch + (point if decimals else 0.0)
    return (width - before - after) / 2 + before


def draw_table(
    flow: Flow,
    grid: Grid,
    header: Row | None,
    rows: Sequence[Row],
    running: str,
    outer: float = OUTER,
) -> None:
    """A plain table from the flow's place on: rows whole, header repeated, the last two rows together."""
    waiting = list(rows)
    while waiting:
        top = flow.y
        header_height = header.height if header else 0.0
        room = flow.room - header_height
        count, used = 0, 0.0
        while count < len(waiting) and used + waiting[count].height <= room + 0.01:
            used += waiting[count].height
            count += 1
        left_over = len(waiting) - count
        if left_over == 1 and count > 1:
            count -= 1
        is_divided = False
        if count == 0:
            parts = grid.divided(waiting[0], room, lambda _row: None)
            if flow.y > flow.page.top and (parts is None or room < 22 * MM):
                flow.new_page(running=running)
                continue
            if parts is not None:
                waiting[0:1] = parts
                is_divided = True
            count = 1
        is_lonely = count == 1 and len(waiting) > 1 and not is_divided and waiting[0].height < 60 * MM
        if is_lonely and flow.y > flow.page.top:
            flow.new_page(running=running)  # a header with a single row below it is no beginning
            continue
        _draw_part(flow, grid, header, waiting[:count])
        frame = flow.y - top
        flow.page.pen.box(flow.page.left, top, grid.width, frame, outer)
        waiting = waiting[count:]
        if waiting:
            flow.new_page(running=running)


def _draw_part(flow: Flow, grid: Grid, header: Row | None, rows: Sequence[Row]) -> None:
    pen, left = flow.page.pen, flow.page.left
    part = [*([header] if header else []), *rows]
    y = flow.y
    grid.fill(pen, part, left, y)
    for row in part:
        grid.draw(pen, row, left, y)
        y += row.height
    y = flow.y
    for row in part[:-1]:
        y += row.height
        pen.rule(left, y, left + grid.width, y, row.edge)
    flow.y += sum(row.height for row in part)
