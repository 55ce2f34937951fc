"""Section 六: the sign-off page, one block for each `sign_off` line, and where signatures will stand."""

from collections.abc import Callable
from dataclasses import dataclass

from app.reports.content import ReportContent, Signer, SignLine
from app.reports.flow import HEADING, Flow
from app.reports.paragraph import Style
from app.reports.pen import MM
from app.reports.tables import EDGE, OUTER
from app.reports.wording import fixed, in_fours

_TITLE = Style("hei", 10.5, 14)
_NOTE = Style("song", 9, 14)
_TEXT = Style("song", 10.5, 14)
_NAME = Style("song", 9, 12)
_TINY = Style("song", 7.5, 9.6)
_HEIGHTS_MM = {"leader": 34.0, "unit": 56.0, "other": 34.0}
_STAMP_MM = 66.0
_PLACE_MM = 37.5
PLACE_LINE_MM = 33.5
NAME_ROW_MM = 4.6  # under the line of a member's place: the name printed on the page
_SEAL_MM = 21.0


@dataclass(frozen=True, slots=True)
class SignField:
    """Where a signature will stand; `rect` is left, bottom, right, top in PDF points of page `page_index` (from 0)."""

    name: str
    page_index: int
    rect: tuple[float, float, float, float]
    line_index: int
    place_index: int
    label: str


Block = tuple[int, SignLine]


def draw_sign_off(flow: Flow, content: ReportContent) -> list[SignField]:
    """The sign-off on pages of its own; fields in the order of the scheme's lines."""
    lines = list(enumerate(content.sign_off.lines))
    full = [block for block in lines if block[1].kind != "stamp"]
    stamps = [block for block in lines if block[1].kind == "stamp"]
    rows: list[tuple[Block, ...]] = [(block,) for block in full]
    rows += [tuple(stamps[n : n + 2]) for n in range(0, len(stamps), 2)]
    fields: list[SignField] = []
    title = flow.section("签署") if rows else ""
    while rows:
        _open_page(flow, content, title)
        title = title.removesuffix("（续）") + "（续）"
        room = flow.room / MM
        count, used = 0, 0.0
        while count < len(rows) and used + _height_mm(rows[count]) <= room + 0.01:
            used += _height_mm(rows[count])
            count += 1
        count = max(count, 1)
        part, rows = rows[:count], rows[count:]
        stamp_rows = sum(row[0][1].kind == "stamp" for row in part)
        spare = min(8.0, max(0.0, room - used) / stamp_rows) if stamp_rows else 0.0
        fields += _draw_rows(flow, part, spare)
    return sorted(fields, key=lambda field: (field.line_index, field.place_index))


def _open_page(flow: Flow, content: ReportContent, title: str) -> None:
    page = flow.new_page()
    flow.lines(flow.text.lines(flow.mark(title), HEADING, page.width))
    top = flow.y

    def say_what_is_signed(pages: int) -> None:
        y = top
        for line in flow.text.lines((("所签内容", "hei"), ("　" + _signed(content, pages), "song")), _NOTE, page.width)[
            :3
        ]:
            page.pen.line(line, page.left, y)
            y += 13.6

    flow.late.append(say_what_is_signed)
    probe = flow.text.lines((("所签内容", "hei"), ("　" + _signed(content, 88), "song")), _NOTE, page.width)
    flow.y = top + min(3, len(probe)) * 13.6 + 3


def _signed(content: ReportContent, pages: int) -> str:
    outcome = content.outcome
    total = "无总分" if outcome.total is None else f"总分{fixed(outcome.total, outcome.total_places)}分"
    state = {"final": "", "provisional": "（暂定）", "undecided": "（待裁定）"}[outcome.state]
    said = [content.number, content.particulars.unit, total + state]
    if outcome.grade:
        said.append(f"等次{outcome.grade}")
    said += [f"扣分{content.sign_off.deductions}项", f"不适用{content.sign_off.not_applicable}项", f"共{pages}页"]
    return "，".join(part for part in said if part) + f"。报告摘要{in_fours(content.digest, 12)}。"


def _height_mm(row: tuple[Block, ...]) -> float:
    line = row[0][1]
    if line.kind == "stamp":
        return _STAMP_MM
    if line.kind == "members":
        return 46.0 + 28.0 * max(0, -(-len(line.signers) // 4) - 1) if line.signers else 46.0
    return _HEIGHTS_MM[line.kind]


def _draw_rows(flow: Flow, rows: list[tuple[Block, ...]], spare: float) -> list[SignField]:
    page, pen = flow.page, flow.page.pen
    top = flow.y
    fields: list[SignField] = []
    for number, row in enumerate(rows):
        height = (_height_mm(row) + (spare if row[0][1].kind == "stamp" else 0.0)) * MM
        if number:
            pen.rule(page.left, flow.y, page.left + page.width, flow.y, EDGE)
        width = page.width / len(row)
        for column, (index, line) in enumerate(row):
            x = page.left + column * width
            if column:
                pen.rule(x, flow.y, x, flow.y + height, EDGE)
            place = _Place(flow, index, line, x, flow.y, width, height)
            fields += _BLOCKS[line.kind](place)
        flow.y += height
    pen.box(page.left, top, page.width, flow.y - top, OUTER)
    return fields


@dataclass(frozen=True, slots=True)
class _Place:
    """One block: where it is (points) and whose it is."""

    flow: Flow
    index: int
    line: SignLine
    x: float
    y: float
    width: float
    height: float

    def heading(self) -> None:
        spans = ((self.line.title, "hei"),)
        title = self.flow.text.one_line(spans, _TITLE)
        self.flow.page.pen.line(title, self.x + 3 * MM, self.y + 1.6 * MM)
        if self.line.note:
            note = self.flow.text.one_line(self.line.note, _NOTE)
            self.flow.page.pen.line(note, self.x + 3 * MM + title.width, self.y + 1.6 * MM)

    def say(self, text: str, x_mm: float, middle_mm: float, style: Style = _TEXT, room_mm: float = 150.0) -> None:
        line = self.flow.text.fitted(text, style, room_mm * MM)
        self.flow.page.pen.line(line, self.x + x_mm * MM, self.y + middle_mm * MM - style.leading / 2)

    def rule(self, from_mm: float, to_mm: float, y_mm: float) -> None:
        y = self.y + y_mm * MM
        self.flow.page.pen.rule(self.x + from_mm * MM, y, self.x + to_mm * MM, y, EDGE)

    def tick_box(self, x_mm: float, middle_mm: float, ticked: bool) -> None:
        side = 3.4 * MM
        x, y = self.x + x_mm * MM, self.y + middle_mm * MM - side / 2
        self.flow.page.pen.box(x, y, side, side, EDGE)
        if ticked:
            self.flow.page.pen.tick(x, y, side)

    def seal(self, x_mm: float, middle_mm: float) -> None:
        x, y = self.x + x_mm * MM, self.y + middle_mm * MM
        self.flow.page.pen.circle(x, y, _SEAL_MM * MM)
        word = self.flow.text.one_line("（盖章处）", _NOTE)
        self.flow.page.pen.raw("0.62 g")
        self.flow.page.pen.line(word, x - word.width / 2, y - 7)
        self.flow.page.pen.raw("0 g")

    def strokes(self, signer: Signer, x_mm: float, y_mm: float, width_mm: float, height_mm: float) -> None:
        if signer.how == "drawn":
            self.flow.page.pen.strokes(
                signer.strokes, self.x + x_mm * MM, self.y + y_mm * MM, width_mm * MM, height_mm * MM
            )

    def field(self, place: int, label: str, x_mm: float, y_mm: float, width_mm: float, height_mm: float) -> SignField:
        page = self.flow.page
        left, top = self.x + x_mm * MM, page.size[1] - self.y - y_mm * MM
        rect = (left, top - height_mm * MM, left + width_mm * MM, top)
        return SignField(
            f"sign_{self.index + 1}_{place + 1}",
            page.number - 1,
            (round(rect[0], 2), round(rect[1], 2), round(rect[2], 2), round(rect[3], 2)),
            self.index,
            place,
            label,
        )

    def signer(self) -> Signer:
        return self.line.signers[0] if self.line.signers else Signer("")


def _under(signer: Signer) -> list[str]:
    """The small lines under a signature; nothing where a stamp will say them."""
    if signer.how == "digital":
        return []
    if signer.how == "paper":
        return ["　　　年　　月　　日", "纸上签名"]
    return [text for text in (signer.time_text, signer.certificate, signer.note or "屏幕手写") if text]


def _members(place: _Place) -> list[SignField]:
    place.heading()
    signers = place.line.signers or (Signer(""), Signer(""))
    fields = []
    for number, signer in enumerate(signers):
        row, column = divmod(number, 4)
        x = 3 + column * _PLACE_MM
        line_at = 27.1 + row * 28.0
        free = 20.0 if row == 0 else 12.0
        place.rule(x, x + PLACE_LINE_MM, line_at)
        place.strokes(signer, x + 1.5, line_at - 12.5, PLACE_LINE_MM - 3, 11.5)
        place.say(signer.name, x, line_at + 2.6, _NAME, PLACE_LINE_MM)
        for at, text in enumerate(_under(signer)):
            place.say(text, x, line_at + 6.8 + at * 3.4, _TINY, PLACE_LINE_MM)
        height = free + NAME_ROW_MM + 11.4
        fields.append(place.field(number, signer.name, x, line_at - free, PLACE_LINE_MM, height))
    return fields


def _leader(place: _Place) -> list[SignField]:
    place.heading()
    signer = place.signer()
    right = place.width / MM - 3
    place.say("意见：", 3, 11.6)
    place.rule(14, right, 14.4)
    if place.line.opinion:
        place.say(place.line.opinion, 14.5, 11.6, room_mm=right - 15)
    place.say("签名", right - 65, 24.5)
    place.rule(right - 55, right, 27.4)
    place.strokes(signer, right - 50, 16.4, 45, 10.4)
    about = "　".join(text for text in (signer.name, signer.post) if text)
    if signer.how != "digital" and about:
        place.say(about, 3, 20.8, _TINY)
    for at, text in enumerate(_under(signer)):
        place.say(text, 3, 24.2 + at * 3.4, _TINY)
    return [place.field(0, signer.name or place.line.title, 3, 15.4, right - 3, 17.0)]


def _unit(place: _Place) -> list[SignField]:
    place.heading()
    signer = place.signer()
    line = place.line
    place.tick_box(2.8, 12.7, line.objection is False)
    place.say("对检查结果无异议", 7.4, 12.7)
    place.tick_box(45.6, 12.7, line.objection is True)
    place.say("有异议，意见如下", 50.3, 12.7)
    if line.opinion:
        said = place.flow.text.lines(line.opinion, _TEXT, 102 * MM)
        for at, text in enumerate(said[:2]):
            place.flow.page.pen.line(text, place.x + 3.5 * MM, place.y + (17.2 + 8.5 * at) * MM)
    place.rule(3, 106.5, 22.2)
    place.rule(3, 106.5, 30.6)
    place.say("签名", 3, 40.6)
    place.rule(13, 57, 43.4)
    place.strokes(signer, 14, 32.6, 42, 10.2)
    place.say("职务", 60, 40.6)
    place.say(signer.post, 71, 40.6, room_mm=35)
    place.rule(70, 106.5, 43.4)
    place.tick_box(2.8, 50.2, bool(line.refusal))
    place.say("拒签　原因", 7.4, 50.2)
    place.rule(28.4, 107, 53)
    if line.refusal:
        place.say(line.refusal, 29, 50.2, room_mm=77)
    place.seal(131.5, 26)
    if signer.how == "drawn" and signer.time_text:
        place.say(signer.time_text, 113, 50.2, _NAME, 40)
        place.say("　".join(t for t in (signer.name, signer.note or "屏幕手写") if t), 14, 45.6, _TINY)
    else:
        place.say("年　　月　　日", 127.5, 50.2)
    return [place.field(0, signer.name or line.title, 13, 31.6, 44, 14.4)]


def _other(place: _Place) -> list[SignField]:
    return _leader(place)


def _stamp(place: _Place) -> list[SignField]:
    place.heading()
    signer = place.signer()
    width, height = place.width / MM, place.height / MM
    place.say("意见", 3, 12.4)
    place.rule(13, width - 3, 15.2)
    place.rule(3, width - 3, 23.4)
    if place.line.opinion:
        said = place.flow.text.lines(place.line.opinion, _TEXT, (width - 17) * MM)
        for at, text in enumerate(said[:2]):
            place.flow.page.pen.line(text, place.x + 13.5 * MM, place.y + (9.9 + 8.4 * at) * MM)
    place.seal(width - 24.3, height - 24)
    place.say("负责人", 3, height - 13.8)
    place.rule(16, 36, height - 11)
    place.strokes(signer, 16.5, height - 20.5, 19, 9.2)
    if signer.how == "drawn" and signer.time_text:
        place.say(signer.time_text, 16, height - 4.8, _NAME)
    else:
        place.say("年　　月　　日", 17.6, height - 4.8)
    return [place.field(0, signer.name or place.line.title, 3, height - 31, 33, 19.8)]


_BLOCKS: dict[str, Callable[[_Place], list[SignField]]] = {
    "members": _members,
    "leader": _leader,
    "unit": _unit,
    "other": _other,
    "stamp": _stamp,
}
