"""Look at a workbook file before anything reads it: its kind, its size unpacked, what its sheets say of themselves."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from app.errors import (
    FileUnreadable,
    WorkbookDamaged,
    WorkbookNotExcel,
    WorkbookOldFormat,
    WorkbookPasswordProtected,
    WorkbookTooLarge,
)
from app.progress import Progress, Step

MAX_UNPACKED = 200 * 1024 * 1024
MAX_ENTRIES = 2_000
MAX_RATIO = 250
RATIO_COUNTS_FROM = 4 * 1024 * 1024

BROKEN = (SyntaxError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, NotImplementedError)
"""What the readers raise for broken parts; XML errors of both parsers are SyntaxErrors."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK = "xl/workbook.xml"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_HEAD_LENGTH = 4096


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What cell values do not tell: merged ranges (`B3:B9`), hidden rows, formulas nobody has calculated."""

    merged: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    uncalculated: frozenset[str] = frozenset()


def require_workbook(path: Path) -> None:
    """Raise the error that names what is wrong with the file; return when it is a plain .xlsx of sane size."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_OLE))
            if head == _OLE:
                _refuse_ole(path, file.read())
        if not head.startswith(_ZIP):
            raise WorkbookNotExcel(path)
        with zipfile.ZipFile(path) as archive:
            _require_sane(path, archive)
    except OSError as error:
        raise FileUnreadable(path, error.strerror or "") from error
    except BROKEN as error:
        raise WorkbookDamaged(path) from error


def sheet_facts(path: Path, part: str, progress: Progress) -> SheetFacts:
    """Read the sheet stored at `part` once for its facts; WorkbookDamaged when its XML breaks off."""
    merged: list[str] = []
    hidden: list[int] = []
    uncalculated: set[str] = set()
    try:
        with zipfile.ZipFile(path) as archive, archive.open(part) as stream:
            for count, element in enumerate(_rows_and_merges(stream)):
                if element.tag.endswith("}row"):
                    number = int(element.get("r") or 0)
                    if element.get("hidden") in ("1", "true"):
                        hidden.append(number)
                    uncalculated.update(_uncalculated(element))
                else:
                    merged.append(element.get("ref") or "")
                if count % 500 == 0:
                    progress(Step("check_sheet", 0, 0))
    except BROKEN as error:
        raise WorkbookDamaged(path) from error
    return SheetFacts(tuple(merged), tuple(hidden), frozenset(uncalculated))


def sheet_parts(path: Path) -> dict[str, str]:
    """Where each sheet is stored within the file, by its name; WorkbookDamaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_doctype(path, archive, _WORKBOOK)
            book = ET.fromstring(archive.read(_WORKBOOK))  # noqa: S314 - no DTD, so no entities
            links = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
            names = set(archive.namelist())
    except BROKEN as error:
        raise WorkbookDamaged(path) from error
    targets = {link.get("Id"): link.get("Target") or "" for link in links}
    parts: dict[str, str] = {}
    for element in book.iter():
        if element.tag in (_MAIN + "sheet", _STRICT + "sheet"):
            wanted = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
            target = targets.get(wanted, "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part in names:
                parts[element.get("name") or ""] = part
    return parts


def _refuse_ole(path: Path, rest: bytes) -> None:
    if _ENCRYPTED in rest:
        raise WorkbookPasswordProtected(path)
    raise WorkbookOldFormat(path)


def _require_sane(path: Path, archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED:
        raise WorkbookTooLarge(path, unpacked, MAX_UNPACKED)
    for entry in entries:
        if entry.file_size > RATIO_COUNTS_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise WorkbookTooLarge(path, unpacked, MAX_UNPACKED)
        if entry.flag_bits & 1:
            raise WorkbookPasswordProtected(path)
    names = {entry.filename for entry in entries}
    if "xl/workbook.bin" in names:
        raise WorkbookOldFormat(path)
    if _WORKBOOK not in names:
        raise WorkbookNotExcel(path)
    for name in names:
        if name.endswith(".xml"):
            _refuse_doctype(path, archive, name)


def _refuse_doctype(path: Path, archive: zipfile.ZipFile, name: str) -> None:
    """A workbook has no DTD; one that does wants entities expanded."""
    with archive.open(name) as part:
        if b"<!DOCTYPE" in part.read(_HEAD_LENGTH):
            raise WorkbookDamaged(path)


def _rows_and_merges(stream: object) -> Iterator[ET.Element]:
    """Rows and mergeCell elements as they end; what was seen is let go, so that memory stays flat."""
    parents: list[ET.Element] = []
    for event, element in ET.iterparse(stream, events=("start", "end")):  # type: ignore[call-overload]  # noqa: S314
        if event == "start":
            parents.append(element)
            continue
        parents.pop()
        if element.tag.endswith(("}row", "}mergeCell")):
            yield element
            if parents:
                parents[-1].clear()


def _uncalculated(row: ET.Element) -> Iterator[str]:
    for cell in row:
        has_formula = has_value = False
        for part in cell:
            if part.tag.endswith("}f"):
                has_formula = True
            elif part.tag.endswith("}is") or (part.tag.endswith("}v") and part.text):
                has_value = True
        if has_formula and not has_value:
            yield cell.get("r") or ""
