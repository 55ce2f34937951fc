"""Issued reports, and where their sealed PDFs lie."""

from dataclasses import dataclass

from app.store.bodies import Report
from app.store.columns import json_of_text, moment_of_text, text_of_json, text_of_moment
from app.store.database import Row, Store

__all__ = [
    "Report",
    "ReportRow",
    "blob_name",
    "blob_size",
    "latest",
    "put_blob",
    "put_report",
    "report_of_revision",
    "report_with_pdf",
    "reports",
]

_SELECT = """SELECT id, inspection_id, rid, pdf_sha256, number, pages, check_codes, signers, created_at, blob.name
FROM report LEFT JOIN blob ON blob.sha256 = report.pdf_sha256"""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report, and the name of its sealed PDF in this store; None where the PDF has not come with it."""

    report: Report
    sealed_name: str | None


def put_report(store: Store, report: Report, basis: str | None = None) -> None:
    """Write the row of `report`, new or known."""
    with store.atomic():
        store.execute(
            """INSERT INTO report VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET inspection_id = excluded.inspection_id, rid = excluded.rid,
                pdf_sha256 = excluded.pdf_sha256, number = excluded.number, pages = excluded.pages,
                check_codes = excluded.check_codes, signers = excluded.signers, created_at = excluded.created_at,
                basis = coalesce(excluded.basis, basis)""",
            (
                report.id,
                report.inspection_id,
                report.rid,
                report.pdf_sha256,
                report.number,
                report.pages,
                text_of_json(list(report.check_codes)),
                text_of_json([dict(signer) for signer in report.signers]),
                text_of_moment(report.created_at),
                basis,
            ),
        )


def put_blob(store: Store, sha256: str, name: str, size: int, mime: str) -> None:
    """Say under which name the sealed file of these bytes lies; a known one stays (blobs are only ever added to)."""
    with store.atomic():
        store.execute("INSERT OR IGNORE INTO blob VALUES (?, ?, ?, ?)", (sha256, name, size, mime))


def blob_name(store: Store, sha256: str) -> str | None:
    """The name of the sealed file, None where the bytes are not here."""
    row = store.row("SELECT name FROM blob WHERE sha256 = ?", (sha256,))
    return None if row is None else row[0]


def blob_size(store: Store, sha256: str) -> int | None:
    """How many bytes the file has before it is sealed, None where the bytes are not here."""
    row = store.row("SELECT size FROM blob WHERE sha256 = ?", (sha256,))
    return None if row is None else int(row[0])


def reports(store: Store, inspection_id: str | None = None) -> tuple[ReportRow, ...]:
    """Reports of an inspection, or all of them, newest first."""
    rows = store.rows(
        f"{_SELECT} WHERE ?1 IS NULL OR inspection_id = ?1 ORDER BY created_at DESC, id", (inspection_id,)
    )
    return tuple(_report(row) for row in rows)


def latest(store: Store, inspection_id: str) -> Report | None:
    """The newest report of an inspection: over the revision that it is read from, where there is one."""
    found = reports(store, inspection_id)
    row = store.row("SELECT basis FROM inspection WHERE id = ?", (inspection_id,))
    ours = [one for one in found if row is not None and one.report.rid == row[0]]
    return next((one.report for one in (*ours, *found)), None)


def report_with_pdf(store: Store, pdf_sha256: str) -> ReportRow | None:
    """The report whose PDF has this hash."""
    row = store.row(f"{_SELECT} WHERE pdf_sha256 = ?", (pdf_sha256,))
    return None if row is None else _report(row)


def report_of_revision(store: Store, rid: str) -> ReportRow | None:
    """The report over the final revision `rid`, as it is printed in the PDF."""
    row = store.row(f"{_SELECT} WHERE rid = ?", (rid,))
    return None if row is None else _report(row)


def _report(row: Row) -> ReportRow:
    id_, inspection_id, rid, pdf_sha256, number, pages, check_codes, signers, created_at, name = row
    codes, names = tuple(json_of_text(check_codes)), tuple(json_of_text(signers))
    report = Report(id_, inspection_id, rid, pdf_sha256, number, pages, codes, names, moment_of_text(created_at))
    return ReportRow(report, name)
