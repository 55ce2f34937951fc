"""Puts the characters a document used into its PDF: one composite font for each face, extractable as typed."""

import hashlib
import zlib
from typing import Any

from reportlab.pdfbase import pdfdoc

from app.reports.faces import Face
from app.reports.pen import Codes

_COMPRESSION = 6


class EmbeddedFace:
    """A face as a Type0 font (Identity-H): glyph n of the subset is the n-th character used.

    reportlab's own TrueType fonts split a face into pieces of 256 characters and map those beyond the BMP wrongly; here
    ToUnicode is UTF-16BE throughout.
    """

    def __init__(self, face: Face, codes: Codes) -> None:
        self._face = face
        self._codes = codes

    def addObjects(self, document: Any) -> None:  # noqa: N802 - called by reportlab under this name
        """Add the font's objects; reportlab calls this once all pages are drawn."""
        face, codes = self._face, self._codes
        glyphs = [0] + [face.characters[32 if c in "\xa0\t" else ord(c)] for c in codes.characters]
        tag = "".join(chr(65 + b % 26) for b in hashlib.sha256(repr(glyphs).encode()).digest()[:6])
        name = pdfdoc.PDFName(f"{tag}+{face.name}")
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": name,
                "Flags": 4,
                "FontBBox": pdfdoc.PDFArray(face.box),
                "ItalicAngle": 0,
                "Ascent": face.ascent,
                "Descent": face.descent,
                "CapHeight": 733,
                "StemV": 80,
                "FontFile2": document.Reference(_stream(face.subset(glyphs), length=True), f"file{codes.name}"),
            }
        )
        widths = " ".join(f"{face.advance(glyph):g}" for glyph in glyphs)
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": name,
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "DW": 1000,
                "W": f"[0 [{widths}]]",
                "CIDToGIDMap": "/Identity",
                "FontDescriptor": document.Reference(descriptor, f"descriptor{codes.name}"),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": name,
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant, f"descendant{codes.name}")]),
                "ToUnicode": document.Reference(_stream(_to_unicode(codes.characters)), f"unicode{codes.name}"),
            }
        )
        document.idToObject["BasicFonts"].dict[codes.name[1:]] = document.Reference(font, f"font{codes.name}")


def _stream(content: bytes, *, length: bool = False) -> pdfdoc.PDFStream:
    stream = pdfdoc.PDFStream(content=zlib.compress(content, _COMPRESSION))
    stream.dictionary["Filter"] = pdfdoc.PDFArray([pdfdoc.PDFName("FlateDecode")])
    if length:
        stream.dictionary["Length1"] = len(content)
    return stream


def _to_unicode(characters: list[str]) -> bytes:
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(characters), 100):
        block = characters[start : start + 100]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{start + n + 1:04x}> <{c.encode('utf-16-be').hex()}>" for n, c in enumerate(block)]
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode()
