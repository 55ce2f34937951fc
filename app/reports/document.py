"""A PDF in the making: pages of operators and pictures, at the end the bytes, the same for the same content."""

import hashlib
import io
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from app.reports.archive import UNDATED, make_archivable, pdf_date
from app.reports.embedding import EmbeddedFace
from app.reports.fonts import FontLibrary
from app.reports.pen import MM, Inks, Pen

A4 = (210 * MM, 297 * MM)
_CREATOR = "五有自查"
_JPEG = b"\xff\xd8\xff"
_TURNED = f"0 1 -1 0 {A4[0]:.3f} 0 cm"  # a landscape drawing in an upright sheet, its head at the sheet's left edge


@dataclass(frozen=True, slots=True)
class Picture:
    """An image file (JPEG or PNG) and the box it fills, y from the upper edge (points)."""

    data: bytes
    x: float
    y: float
    width: float
    height: float


@dataclass
class Page:
    """One page; `pen` draws as the page is read, `foot` on the upright sheet."""

    number: int  # 1 is the first
    landscape: bool
    pen: Pen
    back: Pen
    foot: Pen
    left: float  # of the type area as read
    top: float
    width: float
    height: float
    size: tuple[float, float]
    running: str = ""
    pictures: list[Picture] = field(default_factory=list)


class Sheets:
    """The pages of one document, on A4 or (for a stamp) on a sheet of another size."""

    def __init__(self, library: FontLibrary) -> None:
        self.library = library
        self.inks = Inks()
        self.pages: list[Page] = []
        self.outline: list[tuple[str, int]] = []  # bookmark, number of its page

    def add(self, *, landscape: bool = False, running: str = "") -> Page:
        """A new A4 page behind the others, its type area placed for binding (GB/T 9704: 28 mm at the back)."""
        number = len(self.pages) + 1
        inner = (28 if number % 2 else 26) * MM
        if landscape:
            size, left, top, width, height = (A4[1], A4[0]), 35 * MM, inner, 225 * MM, 156 * MM
        else:
            size, left, top, width, height = A4, inner, 37 * MM, 156 * MM, 225 * MM
        page = Page(
            number,
            landscape,
            Pen(self.inks, size[1]),
            Pen(self.inks, size[1]),
            Pen(self.inks, A4[1]),
            left,
            top,
            width,
            height,
            size,
            running,
        )
        self.pages.append(page)
        return page

    def add_sized(self, width: float, height: float) -> Page:
        """A page of its own size, without margins."""
        pen = Pen(self.inks, height)
        page = Page(
            len(self.pages) + 1,
            False,
            pen,
            Pen(self.inks, height),
            Pen(self.inks, height),
            0,
            0,
            width,
            height,
            (width, height),
        )
        self.pages.append(page)
        return page

    def to_bytes(
        self, title: str, made_at: datetime | None = None, attachment: tuple[str, bytes] | None = None
    ) -> bytes:
        """The PDF. `made_at` (aware) is the date it carries; `attachment` is a file name and its bytes."""
        out = io.BytesIO()
        canvas = _BareCanvas(out, title, made_at)
        for page in self.pages:
            for bookmark, number in self.outline:
                if number == page.number:
                    canvas.bookmarkPage(bookmark)
                    canvas.addOutlineEntry(bookmark, bookmark)
            _draw(canvas, page)
        canvas.finish(self, attachment)
        canvas.save()
        return out.getvalue()


class _BareCanvas(Canvas):
    """reportlab's canvas without a first font of its own: no Helvetica anywhere."""

    _doc: Any  # reportlab's document; its types are not described
    _formsinuse: list[str]

    def __init__(self, out: io.BytesIO, title: str, made_at: datetime | None) -> None:
        rl_config.useA85 = 0  # page streams as binary: a quarter smaller
        super().__init__(out, pagesize=A4, pageCompression=1, invariant=1, pdfVersion=(1, 7), lang="zh-CN")
        self.setTitle(title)
        self.setAuthor("")
        self.setSubject("")
        self.setCreator(_CREATOR)
        self._title = title
        self._moment = made_at or UNDATED
        self.setDateFormatter(lambda *_parts: pdf_date(self._moment))

    def _make_preamble(self) -> None:
        self._preamble = ""

    def finish(self, sheets: Sheets, attachment: tuple[str, bytes] | None) -> None:
        """Hand the faces that were drawn with, the attachment and what an archive asks for to the document."""
        for key, codes in sheets.inks.items():
            self._doc.delayedFonts.append(EmbeddedFace(sheets.library.face(key), codes))
        make_archivable(self._doc, self._title, _CREATOR, self._moment, with_attachment=attachment is not None)
        if attachment is not None:
            self._attach(*attachment)

    def place(self, picture: Picture, bottom: float) -> None:
        """Draw a picture; a JPEG goes in as it is, where reportlab would decode it to tell whether it is known."""
        if not picture.data.startswith(_JPEG):
            reader = ImageReader(io.BytesIO(picture.data))
            self.drawImage(reader, picture.x, bottom, picture.width, picture.height)
            return
        name = hashlib.sha256(picture.data).hexdigest()[:32]
        key = self._doc.getXObjectName(name)
        if key not in self._doc.idToObject:
            image = pdfdoc.PDFImageXObject(name)
            image.loadImageFromJPEG(io.BytesIO(picture.data))
            self._doc.Reference(image, key)
            self._doc.addForm(name, image)
        self._currentPageHasImages = 1
        self._formsinuse.append(name)
        size = f"{picture.width:.3f} 0 0 {picture.height:.3f} {picture.x:.3f} {bottom:.3f}"
        self.addLiteral(f"q\n{size} cm\n/{key} Do\nQ")

    def _attach(self, name: str, data: bytes) -> None:
        """A file inside the PDF, listed among its attachments and associated as its data (ISO 32000-2, 7.11.4)."""
        stream = pdfdoc.PDFStream(content=data, filters=[pdfdoc.PDFZCompress])
        stream.dictionary["Type"] = pdfdoc.PDFName("EmbeddedFile")
        stream.dictionary["Subtype"] = "/application#2Fjson"
        stream.dictionary["Params"] = pdfdoc.PDFDictionary(
            {"Size": len(data), "ModDate": pdfdoc.PDFString(pdf_date(self._moment))}
        )
        kept = self._doc.Reference(stream, "attachedFile")
        specification = self._doc.Reference(
            pdfdoc.PDFDictionary(
                {
                    "Type": "/Filespec",
                    "F": pdfdoc.PDFString(name),
                    "UF": pdfdoc.PDFString(name),
                    "AFRelationship": "/Data",
                    "EF": pdfdoc.PDFDictionary({"F": kept, "UF": kept}),
                }
            ),
            "attachedFileSpecification",
        )
        names = pdfdoc.PDFDictionary({"Names": pdfdoc.PDFArray([pdfdoc.PDFString(name), specification])})
        self._doc.Catalog.AF = pdfdoc.PDFArray([specification])
        self._doc.Catalog.Names = pdfdoc.PDFDictionary({"EmbeddedFiles": names})


def _draw(canvas: _BareCanvas, page: Page) -> None:
    if page.landscape:
        # reportlab swaps the media box of a rotated page: both calls together give the upright one
        canvas.setPageSize((A4[1], A4[0]))
        canvas.setPageRotation(90)
    else:
        canvas.setPageSize(page.size)
        canvas.setPageRotation(0)
    if page.landscape:
        canvas.addLiteral(f"q {_TURNED}")
    canvas.addLiteral("\n".join([*page.back.operators, *page.pen.operators]))
    for picture in page.pictures:
        canvas.place(picture, page.size[1] - picture.y - picture.height)
    if page.landscape:
        canvas.addLiteral("Q")
    canvas.addLiteral("\n".join(page.foot.operators))
    canvas.showPage()
