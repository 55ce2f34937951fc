"""The blank form of a scheme: the score sheet's columns, empty, to be filled in by hand."""

from app.reports.content import every_text
from app.reports.document import Sheets
from app.reports.flow import Flow, Workbench
from app.reports.furniture import furnish
from app.reports.paragraph import Style
from app.reports.pen import MM
from app.reports.score_sheet import draw_sheet_page
from app.reports.sheet_building import blank_sheet
from app.reports.sheet_pages import paginated
from app.reports.sheet_rows import SheetSetter
from app.reports.tables import OUTER
from app.reports.workbench import installed_workbench
from app.scoring.table import Scheme

_TITLE = Style("title", 22, 34, aligned="centre")
_LABEL = Style("song", 10.5, 16)
_SMALL = Style("song", 9, 16)
_NOTICE = Style("kai", 9, 13, justified=True)
_BLANKS = (("被检查单位", 44), ("所属街道", 22), ("检查类型", 15), ("检查日期", 24))
_SIGNED = (("检查人员", 70), ("被检查单位负责人", 44), ("日期", 30))


def render_blank_form(
    scheme: Scheme,
    *,
    scheme_digest: str = "",
    unit_class: str | None = None,
    scored_by: str | None = None,
    drill: bool = False,
    bench: Workbench | None = None,
) -> bytes:
    """The form of any scheme, rows at least 17 mm high; `unit_class` and `scored_by` leave out what is not theirs.

    Raises CharactersWithoutFont before anything is drawn.
    """
    bench = bench or installed_workbench()
    sheet = blank_sheet(scheme, unit_class, scored_by)
    label = f"空白表　{scored_by}" if scored_by else "空白表"
    bench.library.check([scheme.title, scheme.notice, scheme.version, *every_text(sheet)])
    flow = Flow(bench, Sheets(bench.library))
    page = flow.new_page(landscape=True)
    _head(flow, scheme, scheme_digest)
    setter = SheetSetter(flow.text, sheet, blank=True)
    header = setter.header().height
    signing = 12 * MM
    pages = paginated(setter, setter.rows(), flow.room - header, page.height - header)
    if sum(row.height for row in pages[-1]) + header + signing > (flow.room if len(pages) == 1 else page.height):
        pages[-1:] = [pages[-1][:-2], pages[-1][-2:]] if len(pages[-1]) > 2 else [pages[-1]]
    for number, rows in enumerate(pages):
        if number:
            flow.new_page(landscape=True, running=f"{scheme.title}（续）")
        draw_sheet_page(flow, setter, rows, pages[number - 1] if number else [])
    _blanks(flow, _SIGNED, flow.y + 3 * MM)
    count = len(flow.sheets.pages)
    for one in flow.sheets.pages:
        furnish(one, flow.text, rid=f"blank|{scheme_digest or scheme.title}", pages=count, label=label, drill=drill)
    return flow.sheets.to_bytes(scheme.title)


def _head(flow: Flow, scheme: Scheme, digest: str) -> None:
    page, text = flow.page, flow.text
    title, style = text.one_line(scheme.title, _TITLE), _TITLE
    while title.width > page.width and style.size > 12:
        style = style._replace(size=style.size - 1)
        title = text.one_line(scheme.title, style)
    page.pen.line(title, page.left, page.top, page.width, "centre")
    flow.y += 34
    x = _blanks(flow, _BLANKS, flow.y)
    version = f"{scheme.version}版" + (f"　摘要{digest[:12]}" if digest else "")
    said = text.one_line(version, _SMALL)
    page.pen.line(said, max(x, page.left + page.width - said.width), flow.y)
    flow.y += 19
    if scheme.notice and scheme.status != "official":
        lines = text.lines(
            (("参考方案" if scheme.status == "reference" else "试行方案", "hei"), (f"　{scheme.notice}", "kai")),
            _NOTICE,
            page.width - 6 * MM,
        )
        height = len(lines) * _NOTICE.leading + 7
        page.pen.box(page.left, flow.y, page.width, height, 1.6 * OUTER)
        y = flow.y + 3.5
        for line in lines:
            page.pen.line(line, page.left + 3 * MM, y)
            y += line.leading
        flow.y += height + 2 * MM


def _blanks(flow: Flow, blanks: tuple[tuple[str, float], ...], y: float) -> float:
    """Words with a line behind each to write on; gives back where the next would begin."""
    x = flow.page.left
    for word, length in blanks:
        label = flow.text.one_line(word, _LABEL)
        flow.page.pen.line(label, x, y)
        start = x + label.width + 2
        flow.page.pen.rule(start, y + 15, start + length * MM, y + 15, 0.6)
        x = start + length * MM + 3 * MM
    return x
