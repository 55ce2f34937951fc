"""Where the score sheet's pages break: subtotals keep their last item, closing rows never stand alone."""

from collections.abc import Sequence

from app.reports.content import ScoreSheet
from app.reports.paragraph import Typesetter
from app.reports.pen import MM
from app.reports.sheet_rows import SheetSetter
from app.reports.tables import Row

_WORST_LOSS = 30 * MM  # given up at a page's end to break at a subtotal
_WORST_GAP = 22 * MM  # left empty before a row is divided


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
