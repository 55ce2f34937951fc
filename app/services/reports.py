"""Take out reports and forms: previews before signing, the signed pages after it, and what a verifier says."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.canonical import canonical_json, nfc
from app.errors import ReportNotSigned
from app.services.certificates import roots
from app.services.saving import read_file, save_file
from app.services.schemes import PublishedScheme
from app.services.signing import SigningView, signing_view
from app.services.vault import read_report
from app.services.workspace import Workspace

if TYPE_CHECKING:
    from app.identity.pdf_verdict import PdfVerdict


@dataclass(frozen=True, slots=True)
class PagesToShow:
    """A PDF to look at; `is_signed` False: a preview, whose check codes are not yet those of the report."""

    pdf: bytes
    pages: int
    check_codes: tuple[str, ...]
    is_signed: bool


def pages_to_show(workspace: Workspace, inspection_id: str) -> PagesToShow:
    """The signed report, or before the first digital signature the pages as they will be.

    Raises CharactersWithoutFont.
    """
    view = signing_view(workspace, inspection_id)
    if view.report is not None:
        pdf = read_report(workspace, view.report.pdf_sha256)
        return PagesToShow(pdf, view.report.pages, view.report.check_codes, is_signed=True)
    from app.services.pages import pages_of

    prepared = pages_of(workspace, view.opened, view.places, view.marks, rid=_rid_of_a_preview(view))
    return PagesToShow(prepared.rendered.pdf, prepared.pages, prepared.check_codes, is_signed=False)


def report_pdf(workspace: Workspace, inspection_id: str) -> bytes:
    """The signed report; raises ReportNotSigned before the first digital signature."""
    view = signing_view(workspace, inspection_id)
    if view.report is None:
        raise ReportNotSigned(inspection_id)
    return read_report(workspace, view.report.pdf_sha256)


def sign_off_page_pdf(workspace: Workspace, inspection_id: str) -> bytes:
    """The sign-off page alone, as it is in the whole report, to be printed again."""
    from app.reports.report import render_sign_off_page
    from app.services.pages import content_of

    view = signing_view(workspace, inspection_id)
    rid = view.report.rid if view.report else _rid_of_a_preview(view)
    return render_sign_off_page(content_of(workspace, view.opened, view.places, view.marks, rid=rid))


def feedback_slip_pdf(workspace: Workspace, inspection_id: str) -> bytes:
    """现场反馈单: the page left with the inspected unit, from what was found so far. Raises CharactersWithoutFont."""
    from app.reports.letter import render_letter
    from app.reports.letters import LetterHead, feedback_slip
    from app.services.pages import content_of, number_of

    view = signing_view(workspace, inspection_id)
    content = content_of(workspace, view.opened, view.places, view.marks, rid=_rid_of_a_preview(view))
    day = workspace.today()
    head = LetterHead(
        rid=content.rid,
        number=number_of(view.opened),
        office=workspace.office.name,
        date=f"{day.year}年{day.month}月{day.day}日",
        drill=workspace.is_demo,
    )
    return render_letter(feedback_slip(head, content)).pdf


def blank_form_pdf(published: PublishedScheme, *, unit_class: str | None = None, is_demo: bool = False) -> bytes:
    """The empty form of any scheme. Raises CharactersWithoutFont."""
    from app.reports.blank_form import render_blank_form

    return render_blank_form(published.scheme, scheme_digest=published.hash[:12], unit_class=unit_class, drill=is_demo)


def save_pdf(pdf: bytes, path: Path) -> None:
    """Write a PDF where the user wants it; raises TargetFull, TargetReadOnly, TargetFailed."""
    save_file(pdf, path)


def verify_pdf_bytes(pdf: bytes, workspace: Workspace | None) -> "PdfVerdict":
    """What the verifier says; without a store no office is known, so every certificate is 未经机关签发."""
    from app.identity.pdf_verify import verify_pdf

    return verify_pdf(pdf, roots(workspace) if workspace else ())


def verify_file(path: Path, workspace: Workspace | None) -> "PdfVerdict":
    """What the verifier says of a file; raises FileUnreadable."""
    return verify_pdf_bytes(read_file(path), workspace)


def page_of_code(codes: Sequence[str], typed: str) -> int | None:
    """Which page (from 0) carries this page check code, however it is typed; None when none does."""
    from app.reports.check_code import typed_code

    wanted = typed_code(typed)
    return next((number for number, code in enumerate(codes) if typed_code(code) == wanted), None)


def _rid_of_a_preview(view: SigningView) -> str:
    """Stands in for the revision that the first signature will make: of the same answers, the same pages."""
    answers = canonical_json(nfc({"preview": view.opened.inspection.id, "answers": dict(view.opened.answers)}))
    return hashlib.sha256(answers).hexdigest()
