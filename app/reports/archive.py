"""What makes a PDF last in an archive: metadata and colour that PDF/A-2b asks for (3b where data is attached)."""

from datetime import UTC, datetime
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

_PRODUCER = "ReportLab PDF Library"
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>{part}</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
"""The date of a PDF whose content has none: fixed, so that the same content gives the same bytes."""


def pdf_date(moment: datetime) -> str:
    """D:20260916090000+08'00'."""
    stamp = moment.strftime("D:%Y%m%d%H%M%S%z")
    return f"{stamp[:-2]}'{stamp[-2:]}'"


def make_archivable(document: Any, title: str, creator: str, moment: datetime, *, with_attachment: bool) -> None:
    """Give reportlab's document an output intent and XMP metadata, and take from its pages what PDF/A does not know."""
    document.info.producer = _PRODUCER
    for thing in document.idToObject.values():
        if isinstance(thing, pdfdoc.PDFPage):
            thing.Trans = None  # reportlab writes an empty one
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents", "AF"]
    profile = pdfdoc.PDFStream(content=_srgb(), filters=[pdfdoc.PDFZCompress])
    profile.dictionary["N"] = 3
    intent = pdfdoc.PDFDictionary(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": pdfdoc.PDFString("sRGB IEC61966-2.1"),
            "Info": pdfdoc.PDFString("sRGB IEC61966-2.1"),
            "DestOutputProfile": document.Reference(profile, "outputProfile"),
        }
    )
    catalog.OutputIntents = pdfdoc.PDFArray([document.Reference(intent, "outputIntent")])
    packet = _PACKET.format(
        title=escape(title),
        creator=escape(creator),
        date=moment.isoformat(timespec="seconds"),
        producer=_PRODUCER,
        part=3 if with_attachment else 2,
    )
    metadata = pdfdoc.PDFStream(content=packet.encode(), filters=[])
    metadata.dictionary["Type"] = "/Metadata"
    metadata.dictionary["Subtype"] = "/XML"
    catalog.Metadata = metadata


@cache
def _srgb() -> bytes:
    """An sRGB profile whose date is fixed, so that the same content gives the same bytes."""
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes((0x07, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))  # 2000-01-01
    profile[84:100] = bytes(16)  # no profile id: it would cover the date
    return bytes(profile)
