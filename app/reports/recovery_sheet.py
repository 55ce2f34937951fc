"""The sheet that keeps a recovery code: the code in its groups and as a QR code, how it is used and how it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import segno

from app.reports.content import every_text
from app.reports.document import Sheets
from app.reports.flow import Flow, Workbench
from app.reports.paragraph import Style
from app.reports.pen import MM
from app.reports.tables import EDGE, HEADER_GREY, INNER, OUTER, Grid, Padding, Row
from app.reports.wording import day
from app.reports.workbench import installed_workbench

_TITLE = Style("title", 22, 36, aligned="centre")
_UNDER = Style("kai", 12, 22, aligned="centre")
_LABEL = Style("hei", 10.5, 16, aligned="centre")
_VALUE = Style("song", 10.5, 16)
_GROUP = Style("hei", 21, 28)
_CAPTION = Style("song", 9, 13)
_HEAD = Style("hei", 12, 22)
_TEXT = Style("song", 11, 18, justified=True)
_QR_MM = 30
_QUIET = 4  # white modules around, as the standard asks
_BOX_MM = 40
_RECORD_ROWS, _RECORD_ROW_MM = 4, 9

TITLE = "五有自查恢复码保管单"
_WHAT = "忘了口令时，凭它打开本机数据"
_USES = (
    "在输入口令的窗口点“忘记口令”，照着上面输入恢复码，就能定一个新口令，数据不会丢。",
    "字母不分大小写，空格和横线写不写都行；没有字母O、I、L，那是数字0和1。",
    "二维码里也是这个恢复码，只供接在本机上的扫码枪输入。不要用手机扫，不要拍照。",
)
_KEEPING = (
    "看到这张单子的人就能打开本机数据。请装入信封封好，和公章一样锁在保险柜里，不要和电脑放在一起。",
    "只打印一份，不复印，不拍照，不经网络传送。口令不要写在这张单子上。",
    "取用要登记。换过恢复码的，这张单子作废，请当场销毁，换上新的。",
)
_RECORD = ("取用日期", "取用人", "事由", "放回日期")


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What the sheet says; `code` as it is printed, in groups joined by hyphens."""

    code: str
    office: str
    made_on: date


def render_recovery_sheet(sheet: RecoverySheet, bench: Workbench | None = None) -> bytes:
    """One A4 page; no passphrase, no name, and nothing of the code in what a PDF says about itself.

    Raises CharactersWithoutFont.
    """
    bench = bench or installed_workbench()
    bench.library.check([*every_text(sheet), TITLE])
    flow = Flow(bench, Sheets(bench.library))
    page = flow.new_page()
    flow.y = 30 * MM
    flow.lines(flow.text.lines(TITLE, _TITLE, page.width))
    flow.lines(flow.text.lines(_WHAT, _UNDER, page.width))
    flow.y += 4 * MM
    _particulars(flow, sheet)
    flow.y += 6 * MM
    _code(flow, sheet.code)
    flow.y += 6 * MM
    _list(flow, "怎么用", _USES)
    _list(flow, "怎么保管", _KEEPING)
    flow.y += 3 * MM
    _record(flow)
    return flow.sheets.to_bytes(TITLE)


def _particulars(flow: Flow, sheet: RecoverySheet) -> None:
    grid = Grid(flow.text, (22, 30, 22, 30, 22, 30), Padding(3.4, 4, 4.4))
    office = (grid.cell(0, "单位", _LABEL), grid.cell(1, sheet.office, _VALUE, 5))
    kept = ("制作日期", day(sheet.made_on), "保管人", "", "存放处", "")
    others = [grid.cell(n, text, _VALUE if n % 2 else _LABEL) for n, text in enumerate(kept)]
    _draw(flow, grid, [grid.row(cells, 9 * MM, edge=INNER) for cells in (office, others)])


def _code(flow: Flow, code: str) -> None:
    """The groups, each over its number, in two lines of a box; the QR code at its right."""
    page, text = flow.page, flow.text
    page.pen.box(page.left, flow.y, page.width, _BOX_MM * MM, 1.6 * OUTER)
    symbol = segno.make_qr(code, error="m", boost_error=False)
    rows = [list(row) for row in symbol.matrix_iter(border=_QUIET)]
    side = _QR_MM * MM * len(rows) / (len(rows) - 2 * _QUIET)
    quiet = (side - _QR_MM * MM) / 2
    right = page.left + page.width - (_BOX_MM - _QR_MM) / 2 * MM
    page.pen.modules(rows, right - _QR_MM * MM - quiet, flow.y + (_BOX_MM - _QR_MM) / 2 * MM - quiet, side)
    groups = code.split("-")
    wide = (page.width - _BOX_MM * MM) / 3
    for number, group in enumerate(groups):
        x, y = page.left + number % 3 * wide, flow.y + (3 + number // 3 * 18) * MM
        page.pen.line(text.one_line(group, _GROUP), x, y, wide, "centre")
        page.pen.line(text.one_line(f"第{number + 1}组", _CAPTION), x, y + _GROUP.leading, wide, "centre")
    flow.y += _BOX_MM * MM


def _list(flow: Flow, head: str, sentences: Sequence[str]) -> None:
    width = flow.page.width
    flow.lines(flow.text.lines(head, _HEAD, width))
    hang = 18.0
    for number, sentence in enumerate(sentences, 1):
        lines = flow.text.lines(sentence, _TEXT, width - hang)
        flow.page.pen.line(flow.text.one_line(f"{number}.", _TEXT), flow.page.left, flow.y)
        for line in lines:
            flow.page.pen.line(line, flow.page.left + hang, flow.y)
            flow.y += line.leading
    flow.y += 2.5 * MM


def _record(flow: Flow) -> None:
    grid = Grid(flow.text, (32, 32, 60, 32), Padding(3.4, 3, 3.4))
    head = grid.row([grid.cell(n, word, _LABEL) for n, word in enumerate(_RECORD)], fill=HEADER_GREY, edge=EDGE)
    blank = [grid.cell(n, "", _VALUE) for n in range(len(_RECORD))]
    _draw(flow, grid, [head, *(grid.row(blank, _RECORD_ROW_MM * MM) for _ in range(_RECORD_ROWS))])


def _draw(flow: Flow, grid: Grid, rows: Sequence[Row]) -> None:
    """A table that never leaves its page."""
    pen, left, top = flow.page.pen, flow.page.left, flow.y
    grid.fill(pen, rows, left, top)
    for row in rows:
        grid.draw(pen, row, left, flow.y)
        flow.y += row.height
        if row is not rows[-1]:
            pen.rule(left, flow.y, left + grid.width, flow.y, row.edge)
    pen.box(left, top, grid.width, flow.y - top, OUTER)
