"""The tables of a year archive: the catalogue (归档文件目录, DA/T 22—2015) and the results."""

import csv
import io
from collections.abc import Iterator, Sequence

from app.domain.inspection import KIND_NAMES
from app.services.archive_pieces import ArchivedPiece, remark_of, title_of, total_of
from app.workbooks.tables import Sheet, Value, workbook_of

CATALOGUE = (
    ("件号", 8),
    ("文号", 22),
    ("责任者", 24),
    ("题名", 44),
    ("日期", 12),
    ("密级", 8),
    ("页数", 8),
    ("备注", 44),
)
RESULTS = (
    ("件号", 8),
    ("单位", 30),
    ("检查类型", 12),
    ("检查日期", 14),
    ("总分", 10),
    ("等次", 12),
    ("状态", 10),
    ("检查人", 30),
    ("方案", 16),
)


def catalogue_workbook(pieces: Sequence[ArchivedPiece], office: str) -> bytes:
    """The catalogue as a workbook."""
    return workbook_of([Sheet("归档文件目录", CATALOGUE, _catalogue(pieces, office))])


def catalogue_csv(pieces: Sequence[ArchivedPiece], office: str) -> bytes:
    """The same as CSV (RFC 4180, UTF-8): what can still be read when no workbook can."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([word for word, _width in CATALOGUE])
    writer.writerows(_catalogue(pieces, office))
    return text.getvalue().encode()


def results_workbook(pieces: Sequence[ArchivedPiece]) -> bytes:
    """Unit, marks and grade of each piece."""
    return workbook_of([Sheet("成绩汇总", RESULTS, _results(pieces))])


def _catalogue(pieces: Sequence[ArchivedPiece], office: str) -> Iterator[Sequence[Value]]:
    for piece in pieces:
        one = piece.inspection
        pages = sum(report.pages for report in piece.reports[-1:])
        day = f"{one.visited_on:%Y%m%d}"  # as DA/T 22 writes it
        yield piece.number, one.doc_number, office, title_of(piece), day, one.classification, pages, remark_of(piece)


def _results(pieces: Sequence[ArchivedPiece]) -> Iterator[Sequence[Value]]:
    for piece in pieces:
        one = piece.inspection
        yield (
            piece.number,
            piece.unit_name,
            KIND_NAMES[one.kind],
            one.visited_on,
            total_of(piece),
            one.grade or "",
            "暂定" if one.is_provisional else "作废" if one.state == "void" else "",
            "、".join(inspector.name for inspector in one.inspectors),
            one.scheme_hash[:12],
        )
