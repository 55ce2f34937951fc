"""The rows of a score sheet, set: items, subtotals, closing rows, and the merged cells at their left."""

from dataclasses import replace
from decimal import Decimal

from app.reports.content import ScoreSheet, SheetDimension, SheetItem
from app.reports.paragraph import Line, Style, Typesetter
from app.reports.pen import MM
from app.reports.tables import EDGE, HEADER_GREY, SUBTOTAL_GREY, Cell, Divider, Grid, Padding, Row, axis_for
from app.reports.trace import trace_lines
from app.reports.wording import DASH, fixed, trimmed

_WITH_DIMENSIONS = (7, 13, 40, 9, 50, 15, 10.5, 11.5, 57, 12)
_WITHOUT_DIMENSIONS = (0, 0, 40, 9, 50, 15, 10.5, 11.5, 77, 12)
_HEADS = ("序\n号", "考评\n项目", "考　评　内　容", "分值", "评　分　标　准", "考评\n方式", "自评\n分", "考评\n分")
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
                self.grid.cell(9, extra.remark, self._tiny),
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
