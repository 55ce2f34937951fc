"""What a file is, by its content: its name may say anything."""

import zipfile
from typing import BinaryIO

from app.domain.evidence import HEIC, JPEG, PDF, PNG, Mime
from app.errors import EvidenceIsShortcut, EvidenceKindUnknown

HEAD = 1_024
OLD_OFFICE = "application/x-ole-storage"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
OFD = "application/ofd"

_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
_SHORTCUTS = (
    b"L\0\0\0\x01\x14\x02\0",  # .lnk, MS-SHLLINK 2.1
    b"[InternetShortcut]",
    b"[Desktop Entry]",
    b"book\0\0\0\0mark",
)
_PARTS = (("word/document.xml", WORD), ("xl/workbook", EXCEL), ("ppt/presentation.xml", SLIDES), ("OFD.xml", OFD))


def kind_of(file: BinaryIO) -> Mime:
    """The kind of a whole file, which is left at its beginning. Raises EvidenceKindUnknown, EvidenceIsShortcut."""
    head = file.read(HEAD)
    file.seek(0)
    if head.lstrip().startswith(_SHORTCUTS):
        raise EvidenceIsShortcut
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return HEIC
    if b"%PDF-" in head:
        return PDF
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):  # doc, xls, ppt, wps, et
        return OLD_OFFICE
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(file)
    raise EvidenceKindUnknown


def _kind_of_zip(file: BinaryIO) -> Mime:
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise EvidenceKindUnknown from error
    finally:
        file.seek(0)
    for start, kind in _PARTS:
        if any(name.startswith(start) for name in names):
            return kind
    if "mimetype" in names and "content.xml" in names:
        return OPEN_DOCUMENT
    raise EvidenceKindUnknown
