"""The floor for the report's speed: same text, fonts, QR and drawing with reportlab's stock Paragraph and LongTable.

    PYTHONPATH=.:tests/app/reports python tests/bench/bare_report.py [pairs]

Prints both medians, quartiles and their ratio (bar 1.4, aim 1.1).

Both sides run in one process, interleaved, after two warm-ups each. The stock side breaks lines wrongly (避头尾), has
no fallback fonts, no mirrored margins and splits rows anywhere: it is what a quick script would do, not a report.
"""

import gzip
import io
import statistics
import sys
import time
from xml.sax.saxutils import escape

import segno
from reportlab.lib.colors import Color, black
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    LongTable,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)

from app.paths import RESOURCES
from app.reports.check_code import in_groups, page_check_code
from app.reports.content import ReportContent
from app.reports.fonts import _OWN_FILES
from app.reports.wording import fixed, trimmed

_GRID = [("GRID", (0, 0), (-1, -1), 0.4, black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
_GREY = Color(0.9, 0.9, 0.9)


def register_fonts() -> None:
    """The same five faces, registered with reportlab once."""
    for name, file in _OWN_FILES.items():
        data = (RESOURCES / "fonts" / file).read_bytes()
        pdfmetrics.registerFont(TTFont(name, io.BytesIO(gzip.decompress(data) if file.endswith(".gz") else data)))


def _style(font: str, size: float, leading: float, **more: object) -> ParagraphStyle:
    return ParagraphStyle(font, fontName=font, fontSize=size, leading=leading, wordWrap="CJK", **more)


class _Result(Flowable):
    """The block of the result, drawn by hand as everybody would."""

    def __init__(self, content: ReportContent) -> None:
        super().__init__()
        self.content = content
        self.width, self.height = 156 * mm, 64 * mm

    def wrap(self, *_room: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas, outcome = self.canv, self.content.outcome
        canvas.rect(0, 0, self.width, self.height)
        canvas.line(44 * mm, 0, 44 * mm, self.height)
        canvas.setFont("title", 44)
        canvas.drawCentredString(22 * mm, self.height - 24 * mm, fixed(outcome.total, 1))
        canvas.setFont("title", 22)
        canvas.drawCentredString(22 * mm, self.height - 46 * mm, outcome.grade)
        canvas.setFont("song", 9)
        canvas.drawCentredString(22 * mm, self.height - 53 * mm, "结果状态：正式")
        canvas.drawCentredString(22 * mm, self.height - 59 * mm, outcome.explanation)
        for row, line in enumerate(self.content.dimensions):
            y = self.height - (11.4 + row * 7.2) * mm
            canvas.setFont("song", 10.5)
            canvas.drawString(48 * mm, y - 4, f"{line.ordinal}、{line.title}")
            canvas.setFillGray(0.3)
            canvas.rect(80 * mm, y - 2 * mm, 34 * mm * float(line.marks / line.full_marks), 4 * mm, fill=1)
            canvas.setFillGray(0)
            canvas.rect(80 * mm, y - 2 * mm, 34 * mm, 4 * mm)
            canvas.drawString(118 * mm, y - 4, f"{fixed(line.marks, 2)} / {trimmed(line.full_marks)}")
        for number, figure in enumerate(outcome.figures):
            canvas.setFont("song", 7.5)
            canvas.drawCentredString((58 + number * 28) * mm, 15 * mm, figure.label)
            canvas.setFont("hei", 12)
            canvas.drawCentredString((58 + number * 28) * mm, 9 * mm, figure.value)
        canvas.setFont("song", 9)
        canvas.drawString(48 * mm, 2.4 * mm, outcome.remarks)


def bare_report(content: ReportContent) -> bytes:
    """The report's text as a quick script would lay it out."""
    out = io.BytesIO()
    title = _style("title", 22, 34, alignment=TA_CENTER)
    heading = _style("hei", 15.75, 29, firstLineIndent=31.5)
    body = _style("fang", 15.75, 29, firstLineIndent=31.5, alignment=TA_JUSTIFY)
    label, value = _style("hei", 10.5, 15, alignment=TA_CENTER), _style("song", 10.5, 15)
    given = content.particulars
    story: list[Flowable] = [Paragraph(escape(line), title) for line in content.title]
    story.append(Paragraph(escape(content.number), _style("fang", 15.75, 29, alignment=TA_CENTER)))
    pairs = [
        ("被检查单位", given.unit, "所属街道", given.street),
        ("辖市区", given.district, "单位类别", given.unit_kind),
        ("检查活动", given.campaign, "", ""),
        ("检查类型", given.kind, "检查日期", given.dates),
        ("检查组", given.inspectors, "", ""),
        ("考评方案", given.scheme_title, "", ""),
        ("方案版本", given.scheme_version, "方案摘要", given.scheme_digest),
    ]
    rows = [[Paragraph(escape(text), label if n % 2 == 0 else value) for n, text in enumerate(row)] for row in pairs]
    story.append(LongTable(rows, [24 * mm, 54 * mm, 24 * mm, 54 * mm], style=_GRID))
    story += [
        Spacer(1, 10),
        Paragraph(escape(content.notice), _style("kai", 10.5, 15.2)),
        Paragraph("一、检查结果", heading),
    ]
    story += [_Result(content), NextPageTemplate("portrait"), PageBreak(), Paragraph("二、情况说明", heading)]
    story += [Paragraph(escape(p.heading + p.text), body) for p in content.narrative]
    comparing = [[Paragraph(text, label) for text in ("序号", "大项", "满分", "自评", "考评", "上次检查")]]
    comparing += [
        [
            Paragraph(escape(text), value)
            for text in (
                line.ordinal,
                line.title,
                trimmed(line.full_marks),
                fixed(line.self_marks, 2),
                fixed(line.marks, 2),
                fixed(line.previous_marks, 2),
            )
        ]
        for line in content.dimensions
    ]
    story.append(LongTable(comparing, [10 * mm, 46 * mm, *[25 * mm] * 4], style=_GRID))
    story += [Paragraph(escape(p.heading + p.text), body) for p in content.narrative_after]
    story += [NextPageTemplate("landscape"), PageBreak(), Paragraph("三、考评计分表", heading)]
    story.append(_sheet(content))
    story += [NextPageTemplate("portrait"), PageBreak(), Paragraph("四、问题及整改要求", heading)]
    story.append(Paragraph(escape(content.problems_intro), body))
    problems = [[Paragraph(t, label) for t in ("序号", "考评项", "问题", "扣分", "整改要求", "整改时限", "佐证")]]
    problems += [
        [
            Paragraph(escape(text), value)
            for text in (str(n), one.code, one.text, trimmed(one.lost), one.measure, one.due, one.evidence)
        ]
        for n, one in enumerate(content.problems, 1)
    ]
    story.append(LongTable(problems, [w * mm for w in (9, 14, 38, 12, 41, 29.5, 12.5)], repeatRows=1, style=_GRID))
    if content.study:
        story += [Paragraph("五、学习声明", heading), Paragraph(escape(content.study_intro), body)]
        study = [[Paragraph("检查人员", label), *(Paragraph(escape(d), value) for d in content.study.documents)]]
        study += [
            [Paragraph(escape(name), value), *(Paragraph(f"{day}学习", value) for day in days)]
            for name, days in content.study.rows
        ]
        story.append(LongTable(study, [26 * mm, 65 * mm, 65 * mm], repeatRows=1, style=_GRID))
    story += [PageBreak(), Paragraph("六、签署", heading)]
    signing = [
        [Paragraph(escape(f"{line.title}{line.note}　意见　签名　职务　年　月　日（盖章处）"), value)]
        for line in content.sign_off.lines
    ]
    story.append(LongTable(signing, [156 * mm], [46 * mm, 34 * mm, 50 * mm, 35 * mm, 35 * mm], style=_GRID))
    _Document(out, content).build(story)
    return out.getvalue()


def _sheet(content: ReportContent) -> LongTable:
    sheet = content.sheet
    head, text = _style("hei", 9, 12.5, alignment=TA_CENTER), _style("song", 9, 12.5)
    strong, tiny = _style("hei", 9, 12.5), _style("song", 7.5, 10.6)
    names = (
        "序号",
        "考评项目",
        "考评内容",
        "分值",
        "评分标准",
        "考评方式",
        "自评分",
        "考评分",
        "扣分原因（计分过程）",
        "备注",
    )
    rows: list[list[object]] = [[Paragraph(name, head) for name in names]]
    style = [*_GRID, ("BACKGROUND", (0, 0), (-1, 0), _GREY)]
    for dimension in sheet.dimensions:
        first = True
        for item in dimension.items:
            reason: list[Flowable] = [Paragraph(escape(item.reason), text)] if item.reason else []
            rows.append(
                [
                    Paragraph(dimension.ordinal if first else "", head),
                    Paragraph(escape(dimension.title) if first else "", head),
                    [Paragraph(escape(f"{item.code}　{item.title}"), strong), Paragraph(escape(item.standard), text)],
                    Paragraph(trimmed(item.full_marks), text),
                    Paragraph(escape(item.criteria), text),
                    Paragraph("<br/>".join(item.methods), text),
                    Paragraph(trimmed(item.self_marks), text),
                    Paragraph(item.marks, text),
                    [*reason, Paragraph(escape("→".join(item.trace)), tiny)],
                    Paragraph(escape(item.remark), tiny),
                ]
            )
            first = False
        rows.append(["", "", Paragraph(f"大项{dimension.ordinal}小计", strong), trimmed(dimension.full_marks), "", ""])
        rows[-1] += [fixed(dimension.self_marks, 2), fixed(dimension.marks, 2), Paragraph(dimension.note, tiny), ""]
        style += [("FONT", (0, len(rows) - 1), (-1, len(rows) - 1), "hei", 9)]
    rows.append(["", "", Paragraph("总分", strong), trimmed(sheet.full_marks), "", "", fixed(sheet.self_total, 1)])
    rows[-1] += [fixed(sheet.total, 1), Paragraph(sheet.total_note, tiny), ""]
    for extra in sheet.extras:
        rows.append(["", "", Paragraph(escape(extra.label), text), trimmed(extra.full_marks)])
        rows[-1] += [Paragraph(escape(extra.criteria), text), "", extra.self_marks, extra.marks]
        rows[-1] += [Paragraph(escape(extra.note), tiny), ""]
    for name, words in (("一票否决", sheet.vetoes), ("说明", sheet.notes)):
        rows.append([Paragraph(name, strong), "", Paragraph(escape(words), text), *[""] * 7])
        style.append(("SPAN", (2, len(rows) - 1), (-1, len(rows) - 1)))
    style.append(("FONTNAME", (0, 0), (-1, -1), "song"))
    style.append(("PADDING", (0, 0), (-1, -1), 2.6))
    widths = [w * mm for w in (7, 13, 40, 9, 50, 15, 10.5, 11.5, 57, 12)]
    return LongTable(rows, widths, repeatRows=1, style=style)


class _Document(BaseDocTemplate):
    """Portrait and landscape pages with foot, watermark and the QR code on the first."""

    def __init__(self, out: io.BytesIO, content: ReportContent) -> None:
        super().__init__(out, pagesize=A4, initialFontName="song")
        self.content = content
        across = landscape(A4)
        upright = Frame(28 * mm, 35 * mm, 156 * mm, 225 * mm, 0, 0, 0, 0)
        wide = Frame(35 * mm, 27 * mm, 225 * mm, 156 * mm, 0, 0, 0, 0)
        self.addPageTemplates(
            [
                PageTemplate("first", [upright], onPage=self._first, pagesize=A4),
                PageTemplate("portrait", [upright], onPage=self._foot, pagesize=A4),
                PageTemplate("landscape", [wide], onPage=self._foot, pagesize=across),
            ]
        )

    def _foot(self, canvas: Canvas, _document: object) -> None:
        content = self.content
        page = canvas.getPageNumber()
        canvas.saveState()
        canvas.translate(300, 400)
        canvas.rotate(35)
        canvas.setFillGray(0.94)
        canvas.setFont("title", 150)
        canvas.drawCentredString(0, -57, "演练")
        canvas.restoreState()
        canvas.setFont("song", 14)
        canvas.drawString(170 * mm, 25 * mm, f"— {page} —")
        canvas.setFont("song", 7.5)
        code = in_groups(page_check_code(content.rid, page, 10))
        canvas.drawString(28 * mm, 25 * mm, f"页校验码 {code}　{content.number}　第{page}页，共10页")

    def _first(self, canvas: Canvas, document: object) -> None:
        self._foot(canvas, document)
        symbol = segno.make_qr(f"WUYOU1|{self.content.rid}|{page_check_code(self.content.rid, 1, 10)}", error="m")
        path = canvas.beginPath()
        for y, row in enumerate(symbol.matrix):
            for x, dark in enumerate(row):
                if dark:
                    path.rect(162 * mm + x * 2, 57 * mm - y * 2, 2, 2)
        canvas.drawPath(path, stroke=0, fill=1)


def main() -> None:
    """Both sides interleaved; medians, quartiles, ratio."""
    from sample_report import sample_content

    from app.reports.report import render_report

    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    register_fonts()
    content = sample_content()
    for _ in range(2):
        render_report(content)
        bare_report(content)
    ours, theirs = [], []
    for _ in range(pairs):
        start = time.perf_counter()
        render_report(content)
        middle = time.perf_counter()
        bare_report(content)
        ours.append((middle - start) * 1e3)
        theirs.append((time.perf_counter() - middle) * 1e3)
    for name, times in (("report", ours), ("bare", theirs)):
        low, median, high = statistics.quantiles(times, n=4)
        sys.stdout.write(f"{name:7} median {median:6.1f} ms  quartiles {low:.1f} to {high:.1f}\n")
    sys.stdout.write(f"ratio   {statistics.median(ours) / statistics.median(theirs):.2f} (bar 1.4)\n")


if __name__ == "__main__":
    main()
