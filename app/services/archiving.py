"""The year archive (归档包): the signed reports of a year with their records, photos and catalogue, as one bag."""

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

import app
from app.domain.evidence import Evidence
from app.errors import AppError, ArchiveIncomplete, NothingToArchive
from app.exchange.bag_folder import BagFile, Bagged, write_bag
from app.progress import Progress, no_progress
from app.services.archive_pieces import ArchivedPiece, pieces_of
from app.services.evidence import opened_evidence
from app.services.saving import told_of_target
from app.services.vault import read_report
from app.services.workspace import Workspace
from app.store import audit
from app.store import inspections as inspection_table
from app.store.bodies import INSPECTION, REPORT, SIGNATURE, Report
from app.store.lineage import stored
from app.store.revisions import revisions

_SUFFIXES: Mapping[str, str] = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/heic": "heic",
    "application/pdf": "pdf",
}
ABOUT = """本文件夹是“五有自查”程序生成的年度归档包，格式为 BagIt 1.0（RFC 8493）。

data/catalogue.xlsx  归档文件目录（件号、文号、责任者、题名、日期、密级、页数、备注），catalogue.csv 内容相同
data/results.xlsx    成绩汇总
data/0001/           第0001件：report*.pdf 是已签名的检查报告；records.ndjson 是签名前后的全部记录；
                     evidence 里是佐证材料原件，序号与报告附件的次序一致
manifest-sha256.txt  每个文件的 SHA-256。核对有没有缺损：在本文件夹里运行  sha256sum -c manifest-sha256.txt

报告有没有被改动过，用“五有自查”的“验证PDF”，或者任何能验证PDF签名的软件查看。
"""


@dataclass(frozen=True, slots=True)
class Archived:
    """What was archived, read back and found equal: pieces, photos and other files of evidence, bytes."""

    folder: Path
    pieces: int
    evidence: int
    size: int


def years_to_archive(workspace: Workspace) -> tuple[int, ...]:
    """The years in which something was signed, the latest first."""
    found = {one.visited_on.year for one in inspection_table.inspections(workspace.store) if one.is_frozen}
    return tuple(sorted(found, reverse=True))


def archive_year(workspace: Workspace, year: int, folder: Path, progress: Progress = no_progress) -> Archived:
    """Write the archive of a year, unencrypted, as a new folder `wuyou-<year>` in `folder`; the log says so.

    It counts only after every file was read back. Raises NothingToArchive, ArchiveIncomplete when a report or a file of
    evidence is missing or damaged, TargetFull, TargetReadOnly, TargetFailed, Cancelled; then no such folder is left.
    """
    pieces = pieces_of(workspace, year)
    if not pieces:
        raise NothingToArchive(year)
    target = free_name(folder, f"wuyou-{year}")
    total = sum(len(piece.reports) + 1 + len(piece.evidence) for piece in pieces) + 4
    try:
        bagged = write_bag(
            target,
            archive_files(workspace, pieces),
            archive_info(workspace, year, len(pieces)),
            total=total,
            progress=progress,
        )
    except OSError as error:
        raise told_of_target(error, target, 0) from error
    person = workspace.person
    audit.append(workspace.store, workspace.clock(), person.id if person else None, "archived in clear", str(year))
    return _archived(bagged, pieces)


def archive_info(workspace: Workspace, year: int, pieces: int) -> tuple[tuple[str, str], ...]:
    """The fields of bag-info.txt."""
    return (
        ("Source-Organization", workspace.office.name),
        ("External-Description", f"{year}年检查归档"),
        ("Bagging-Date", workspace.today().isoformat()),
        ("Bag-Software-Agent", f"wuyou-zicha {app.VERSION}"),
        ("Realm", workspace.realm),
        ("Pieces", str(pieces)),
    )


def archive_files(workspace: Workspace, pieces: Sequence[ArchivedPiece]) -> Iterator[BagFile]:
    """The payload of the bag, piece by piece; each file is opened when its turn comes."""
    from app.services.archive_tables import catalogue_csv, catalogue_workbook, results_workbook  # openpyxl is heavy

    for piece in pieces:
        for place, report in enumerate(piece.reports, start=1):
            name = "report.pdf" if place == 1 else f"report-{place}.pdf"
            yield BagFile(f"{piece.number}/{name}", partial(_report, workspace, piece, report))
        yield BagFile(f"{piece.number}/records.ndjson", partial(_plain, _records(workspace, piece)))
        for place, one in enumerate(piece.evidence, start=1):
            name = f"{place:03d}-{one.sha256[:12]}.{suffix_of(one)}"
            yield BagFile(f"{piece.number}/evidence/{name}", partial(_evidence, workspace, piece, one))
    yield BagFile("catalogue.xlsx", partial(_plain, catalogue_workbook(pieces, workspace.office.name)))
    yield BagFile("catalogue.csv", partial(_plain, catalogue_csv(pieces, workspace.office.name)))
    yield BagFile("results.xlsx", partial(_plain, results_workbook(pieces)))
    yield BagFile("readme.txt", partial(_plain, ABOUT.encode()))


def suffix_of(one: Evidence) -> str:
    """The ending of a file of evidence: by its kind, else as it was called where that is plain."""
    called = Path(one.name).suffix[1:].lower()
    plain = called if called.isascii() and called.isalnum() and len(called) <= 5 else "bin"
    return _SUFFIXES.get(one.mime, plain)


def _plain(data: bytes) -> AbstractContextManager[BinaryIO]:
    return nullcontext(io.BytesIO(data))


def _report(workspace: Workspace, piece: ArchivedPiece, report: Report) -> AbstractContextManager[BinaryIO]:
    try:
        return _plain(read_report(workspace, report.pdf_sha256))
    except AppError as error:
        raise ArchiveIncomplete(piece.unit_name, report.number) from error


def _evidence(workspace: Workspace, piece: ArchivedPiece, one: Evidence) -> AbstractContextManager[BinaryIO]:
    try:
        with opened_evidence(workspace, one.sha256) as file:
            return nullcontext(file)
    except AppError as error:
        raise ArchiveIncomplete(piece.unit_name, one.name) from error


def _records(workspace: Workspace, piece: ArchivedPiece) -> bytes:
    """The signed revisions of the inspection, its reports and signatures: lines as a bundle carries them."""
    store = workspace.store
    lines = [signed.line() for signed in revisions(store, INSPECTION, piece.inspection.id)]
    for report in piece.reports:
        lines += [signed.line() for signed in revisions(store, REPORT, report.id)]
    for rid in sorted({report.rid for report in piece.reports}):
        found = store.rows(
            "SELECT rid FROM revision WHERE entity = ? AND id >= ? AND id < ? ORDER BY seq",
            (SIGNATURE, f"{rid}:", f"{rid};"),
        )
        lines += [stored(store, signature).line() for (signature,) in found]
    return b"".join(line + b"\n" for line in lines)


def _archived(bagged: Bagged, pieces: Sequence[ArchivedPiece]) -> Archived:
    return Archived(bagged.folder, len(pieces), sum(len(piece.evidence) for piece in pieces), bagged.size)


def free_name(folder: Path, name: str, suffix: str = "") -> Path:
    """A name that nothing has yet: an archive never takes the place of another."""
    place = 1
    while (target := folder / f"{name if place == 1 else f'{name}-{place}'}{suffix}").exists():
        place += 1
    return target
