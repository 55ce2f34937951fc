"""The annex: photos two by three a page, never cropped, each with item, time, place and digest."""

import io
from collections.abc import Sequence

from PIL import Image

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
    for number, photo in enumerate(shown):
        place = number % 6
        if place == 0:
            page = flow.new_page()
            title = flow.mark("附件　现场照片") if number == 0 else "附件　现场照片（续）"
            page.pen.line(flow.text.one_line(title, _TITLE), page.left, page.top)
        row, column = divmod(place, 2)
        _photo(flow, photo, column * (_FRAME_MM[0] + _GAP_MM) * MM, (9 + row * _PITCH_MM) * MM)
    if len(photos) > len(shown):
        _list(flow, photos)


def _photo(flow: Flow, photo: Photo, x: float, y: float) -> None:
    page, pen, text = flow.page, flow.page.pen, flow.text
    left, top = page.left + x, page.top + y
    width, height = (side * MM for side in _FRAME_MM)
    pen.box(left, top, width, height, 0.8)
    with Image.open(io.BytesIO(photo.data)) as image:
        across, down = image.size
    scale = min((width - 4) / across, (height - 4) / down)
    wide, high = across * scale, down * scale
    page.pictures.append(Picture(photo.data, left + (width - wide) / 2, top + (height - high) / 2, wide, high))
    y = top + height + 2
    codes = "、".join(photo.codes)
    for line in text.lines(((f"照片{photo.number}　{codes}", "hei"), (f"　{photo.caption}", "song")), _CAPTION, width)[
        :2
    ]:
        pen.line(line, left, y)
        y += line.leading
    for said in (f"{photo.taken}　{photo.place}", f"SHA-256 {in_fours(photo.digest, 12)}　{photo.taken_by}"):
        pen.line(text.one_line(said, _SMALL), left, y)
        y += _SMALL.leading


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
                grid.cell(1, f"{'、'.join(photo.codes)}　{photo.caption}".rstrip(), _CAPTION),
                grid.cell(2, photo.taken, middle),
                grid.cell(3, in_fours(photo.digest, 12), middle),
                grid.cell(4, photo.taken_by, middle),
            ]
        )
        for photo in photos
    ]
    draw_table(flow, grid, header, rows, "附件（续）", OUTER)
