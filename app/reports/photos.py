"""The annex: a paper form page by page, photos two by three a page, never cropped, each with time and digest."""

import io
from collections.abc import Sequence

from PIL import Image

from app.domain.evidence import PAPER_FORM
from app.reports.content import Photo
from app.reports.document import Picture
from app.reports.flow import Flow
from app.reports.paragraph import Style
from app.reports.pen import MM
from app.reports.tables import HEADER_GREY, OUTER, Grid, Padding, draw_table
from app.reports.wording import in_fours

_TITLE = Style("hei", 15.75, 8 * MM)
_CAPTION = Style("song", 9, 12.5)
_SMALL = Style("song", 7.5, 10.6)
_FRAME_MM = (76, 52)
_GAP_MM = 4
_PITCH_MM = 71.8
MOST_SHOWN = 60
"""Photos beyond this are listed, not shown."""


def draw_photos(flow: Flow, photos: Sequence[Photo]) -> None:
    """The photos in the order given (item code, then time); files and what comes after sixty only in a list of all."""
    shown = [photo for photo in photos if photo.data][:MOST_SHOWN]
    scans = [photo for photo in shown if PAPER_FORM in photo.codes]
    for photo in scans:
        _scan(flow, photo, is_first=photo is scans[0])
    for number, photo in enumerate(photo for photo in shown if photo not in scans):
        place = number % 6
        if place == 0:
            page = flow.new_page()
            title = flow.mark("附件　现场照片") if number == 0 else "附件　现场照片（续）"
            page.pen.line(flow.text.one_line(title, _TITLE), page.left, page.top)
        row, column = divmod(place, 2)
        _photo(flow, photo, column * (_FRAME_MM[0] + _GAP_MM) * MM, (9 + row * _PITCH_MM) * MM)
    if len(photos) > len(shown):
        _list(flow, photos)


def _scan(flow: Flow, photo: Photo, *, is_first: bool) -> None:
    """One page of the paper form, as large as the page takes it."""
    page = flow.new_page()
    text = flow.text
    title = flow.mark("附件　现场填写的纸质表") if is_first else "附件　现场填写的纸质表（续）"
    page.pen.line(text.one_line(title, _TITLE), page.left, page.top)
    said = f"附件{photo.number}　{photo.caption}　{photo.taken}　SHA-256 {in_fours(photo.digest, 12)}"
    foot = text.fitted(said, _SMALL, page.width)
    page.pen.line(foot, page.left, page.top + page.height - _SMALL.leading)
    top = page.top + 9 * MM
    _fit(flow, photo, page.left, top, page.width, page.height - 9 * MM - _SMALL.leading - 2)


def _photo(flow: Flow, photo: Photo, x: float, y: float) -> None:
    page, pen, text = flow.page, flow.page.pen, flow.text
    left, top = page.left + x, page.top + y
    width, height = (side * MM for side in _FRAME_MM)
    _fit(flow, photo, left, top, width, height)
    y = top + height + 2
    codes = _codes(photo)
    for line in text.lines(((f"照片{photo.number}　{codes}", "hei"), (f"　{photo.caption}", "song")), _CAPTION, width)[
        :2
    ]:
        pen.line(line, left, y)
        y += line.leading
    for said in (f"{photo.taken}　{photo.place}", f"SHA-256 {in_fours(photo.digest, 12)}　{photo.taken_by}"):
        pen.line(text.fitted(said, _SMALL, width), left, y)
        y += _SMALL.leading


def _fit(flow: Flow, photo: Photo, left: float, top: float, width: float, height: float) -> None:
    """The whole picture in the middle of a frame, never stretched."""
    page = flow.page
    page.pen.box(left, top, width, height, 0.8)
    with Image.open(io.BytesIO(photo.data)) as image:
        across, down = image.size
    scale = min((width - 4) / across, (height - 4) / down)
    wide, high = across * scale, down * scale
    page.pictures.append(Picture(photo.data, left + (width - wide) / 2, top + (height - high) / 2, wide, high))


def _codes(photo: Photo) -> str:
    return "、".join("纸质表" if code == PAPER_FORM else code for code in photo.codes)


def _list(flow: Flow, photos: Sequence[Photo]) -> None:
    flow.new_page()
    flow.page.pen.line(flow.text.one_line(flow.mark("附件　佐证材料清单"), _TITLE), flow.page.left, flow.page.top)
    flow.y += 9 * MM
    grid = Grid(flow.text, (12, 48, 42, 34, 20), Padding(2.8, 1.6, 2))
    head = Style("hei", 9, 12.5, aligned="centre")
    middle = _CAPTION._replace(aligned="centre")
    header = grid.row(
        [grid.cell(n, word, head) for n, word in enumerate(("编号", "考评项", "时间", "SHA-256", "拍摄人"))],
        fill=HEADER_GREY,
        edge=0.8,
    )
    rows = [
        grid.row(
            [
                grid.cell(0, str(photo.number), middle),
                grid.cell(1, f"{_codes(photo)}　{photo.caption}".rstrip(), _CAPTION),
                grid.cell(2, photo.taken, middle),
                grid.cell(3, in_fours(photo.digest, 12), middle),
                grid.cell(4, photo.taken_by, middle),
            ]
        )
        for photo in photos
    ]
    draw_table(flow, grid, header, rows, "附件（续）", OUTER)
