"""Sign a report: collect drawn signatures, freeze the inspection at the first digital one, add the others in turn."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.revision import AMEND, DRAFT, FINAL, Revision
from app.domain.signing import SignatureMark, SignPlace, Strokes
from app.errors import (
    CertificateRevoked,
    ChoicesOpen,
    NotComplete,
    NothingToDecide,
    PlaceTaken,
    ReportNotGenuine,
    TooLateToDraw,
)
from app.identity.pdf_verdict import PdfVerdict
from app.identity.signer import SigningKey
from app.services.certificates import Credentials, credentials, roots
from app.services.inspections import open_inspection
from app.services.opened import OpenInspection
from app.services.places import sign_places
from app.services.records import Pen, Record, keep, series
from app.services.vault import read_report, store_report
from app.services.workspace import Workspace
from app.store import audit, corrections
from app.store import marks as mark_table
from app.store import people as people_table
from app.store import reports as report_table
from app.store.bodies import INSPECTION, REPORT, SIGNATURE, Report, inspection_body, report_body, signature_body
from app.store.shown import merge_of, standing
from app.store.trust import trust


@dataclass(frozen=True, slots=True)
class SigningView:
    """Where a report stands: who signs where, what is signed already, and whether hand-drawn marks can still be added.

    `marks` is keyed by the field of its place.
    """

    opened: OpenInspection
    places: tuple[SignPlace, ...]
    marks: Mapping[str, SignatureMark]
    report: Report | None

    @property
    def is_frozen(self) -> bool:
        """Whether the first digital signature stands."""
        return self.opened.inspection.is_frozen

    @property
    def can_draw(self) -> bool:
        """Whether drawn signatures, 拒签 and 改在纸上签 can still be put on the pages."""
        return not self.is_frozen

    @property
    def open_places(self) -> tuple[SignPlace, ...]:
        """Places without a mark, stamps left out: those are made on paper."""
        return tuple(p for p in self.places if p.field not in self.marks and not p.is_stamp)


def signing_view(workspace: Workspace, inspection_id: str) -> SigningView:
    """Where the report of this inspection stands."""
    opened = open_inspection(workspace, inspection_id)
    return SigningView(
        opened=opened,
        places=sign_places(opened.scheme.signing_lines, opened.inspection),
        marks={mark.field: mark for mark in mark_table.marks(workspace.store, inspection_id)},
        report=report_table.latest(workspace.store, inspection_id),
    )


def record_mark(workspace: Workspace, inspection_id: str, mark: SignatureMark) -> SigningView:
    """Keep a drawn signature, a refusal or 改在纸上签 until the pages are made.

    Raises TooLateToDraw once a digital signature stands, PlaceTaken where there is a mark, NotComplete before.
    """
    view = signing_view(workspace, inspection_id)
    if not view.can_draw:
        raise TooLateToDraw
    _require_complete(view)
    _require_free(view, mark.field)
    mark_table.put_mark(workspace.store, inspection_id, mark)
    return signing_view(workspace, inspection_id)


def clear_mark(workspace: Workspace, inspection_id: str, field: str) -> SigningView:
    """Take a drawn mark away again while nothing is frozen; raises TooLateToDraw afterwards."""
    if not signing_view(workspace, inspection_id).can_draw:
        raise TooLateToDraw
    mark_table.clear_mark(workspace.store, inspection_id, field)
    return signing_view(workspace, inspection_id)


def sign_digitally(
    workspace: Workspace,
    inspection_id: str,
    field: str,
    person_id: str,
    passphrase: str | None,
    strokes: Strokes = (),
    *,
    on_behalf_of: str = "",
    reason: str = "",
) -> SigningView:
    """Put this person's digital signature in its place; the first one freezes the inspection and certifies the PDF.

    The signed file is verified before it is kept and again as it was kept; then everything is recorded at once.
    A correction takes the place of what it corrects; the view is then that of the corrected inspection.
    Raises NothingToDecide where that was corrected, decided or withdrawn meanwhile, NotComplete, ChoicesOpen,
    PlaceTaken, NoSigningKey, WrongPassphrase, ClockBehind, CertificateRevoked where the office took this key's
    certificate back, CharactersWithoutFont, ReportNotGenuine and the store's errors; after any of them nothing has
    changed.
    """
    view = signing_view(workspace, inspection_id)
    _require_complete(view)
    _require_free(view, field)
    _require_same(workspace, view)
    place = next(place for place in view.places if place.field == field)
    key = workspace.signing_key(person_id, passphrase)
    if key.author in trust(workspace.store).accepted:
        raise CertificateRevoked
    person = people_table.person(workspace.store, person_id)
    mine = credentials(workspace, key.author)
    mark = SignatureMark(
        field=field,
        manner="digital",
        name=person.name,
        post=person.post,
        at=workspace.clock(),
        strokes=strokes,
        reason=reason,
        on_behalf_of=on_behalf_of or (place.name if place.person_id not in (None, person_id) else ""),
        person_id=person_id,
        certificate=mine.number,
    )
    if view.report is None:
        _sign_first(workspace, view, mark, key, mine)
    else:
        _sign_next(workspace, view, view.report, mark, key, mine)
    correction = view.opened.correction
    return signing_view(workspace, correction.corrects if correction else inspection_id)


def _sign_first(
    workspace: Workspace, view: SigningView, mark: SignatureMark, key: SigningKey, mine: Credentials
) -> None:
    opened, pen, now = view.opened, Pen(key), workspace.clock()
    inspection = opened.inspection
    merge = merge_of(workspace.store, inspection.id)
    if merge is not None and merge.choices:
        raise ChoicesOpen(len(merge.choices))
    frozen = _frozen(workspace, opened, pen)
    final = frozen[-1]
    from app.services.pages import pages_of  # reportlab and pyHanko are no part of the start

    prepared = pages_of(workspace, view.opened, view.places, view.marks, rid=final.rid)
    signed = _signed_pdf(prepared.pdf_with_fields(), mark, key, mine, certify=True)
    report = Report(
        id=f"r-{final.rid[:32]}",
        inspection_id=final.id,
        rid=final.rid,
        pdf_sha256=_sha256(signed),
        number=prepared.number,
        pages=prepared.pages,
        check_codes=prepared.check_codes,
        signers=(_signer(mark),),
        created_at=now,
    )
    name = _checked_and_kept(workspace, signed)
    marks = (*view.marks.values(), mark)
    records: list[Record] = [_signature_record(final.id, final.rid, one) for one in marks]
    records.append((REPORT, report.id, FINAL, report_body(report)))
    with workspace.store.atomic():
        _record(workspace, pen, frozen, records, signed, name, mark)
        if opened.correction is not None:
            corrections.end(workspace.store, inspection.id, now)


def _frozen(workspace: Workspace, opened: OpenInspection, pen: Pen) -> tuple[Revision, ...]:
    """The revisions that freeze it, the final one last; a correction is one that follows what it corrects."""
    inspection, correction = opened.inspection, opened.correction
    body = inspection_body(inspection, opened.answers, opened.result.to_json(), complete=True)
    if correction is None:
        kinds: tuple[Record, ...] = (
            (INSPECTION, inspection.id, DRAFT, body),
            (INSPECTION, inspection.id, FINAL, body),
        )
        return series(workspace, pen, kinds)
    amended = {**body, "reason": correction.reason, "correction": correction.number}
    record: Record = (INSPECTION, correction.corrects, AMEND, amended)
    return series(workspace, pen, (record,), parents=(correction.head,))


def _sign_next(
    workspace: Workspace, view: SigningView, report: Report, mark: SignatureMark, key: SigningKey, mine: Credentials
) -> None:
    inspection_id = view.opened.inspection.id
    signed = _signed_pdf(read_report(workspace, report.pdf_sha256), mark, key, mine, certify=False)
    name = _checked_and_kept(workspace, signed)
    after = replace(
        report, pdf_sha256=_sha256(signed), signers=(*report.signers, _signer(mark)), created_at=workspace.clock()
    )
    records = [
        _signature_record(inspection_id, report.rid, mark),
        (REPORT, after.id, AMEND, report_body(after)),
    ]
    _record(workspace, Pen(key), (), records, signed, name, mark)


def _record(
    workspace: Workspace,
    pen: Pen,
    frozen: Sequence[Revision],
    records: Sequence[Record],
    signed: bytes,
    name: str,
    mark: SignatureMark,
) -> None:
    """Everything that a signature leaves, at once: revisions, where the PDF lies, and the line in the log."""
    store = workspace.store
    with store.atomic():
        keep(workspace, pen, frozen)
        keep(workspace, pen, series(workspace, pen, records))
        report_table.put_blob(store, _sha256(signed), name, len(signed), "application/pdf")
        audit.append(store, workspace.clock(), mark.person_id, "signed", mark.field)


def _signature_record(inspection_id: str, rid: str, mark: SignatureMark) -> Record:
    return (SIGNATURE, f"{rid}:{mark.field}", FINAL, signature_body(inspection_id, mark))


def _signed_pdf(pdf: bytes, mark: SignatureMark, key: SigningKey, mine: Credentials, *, certify: bool) -> bytes:
    from app.identity.pdf_fields import field_size
    from app.identity.pdf_sign import sign_field
    from app.services.pages import appearance

    return sign_field(
        pdf,
        mark.field,
        key,
        mine.certificate,
        mine.chain,
        appearance_pdf=appearance(mark, field_size(pdf, mark.field), is_issued=mine.is_issued),
        reason=mark.reason,
        location="",
        name=mark.name,
        signed_at=mark.at,
        certify=certify,
    )


def _checked_and_kept(workspace: Workspace, signed: bytes) -> str:
    """Verify, keep sealed, read back, verify again; returns the sealed name."""
    from app.identity.pdf_verify import verify_pdf

    trusted = roots(workspace)
    _require_genuine(_complaints(verify_pdf(signed, trusted)))
    name = store_report(workspace, signed)
    kept = read_report(workspace, _sha256(signed))
    if kept != signed:
        _require_genuine((*_complaints(verify_pdf(kept, trusted)), "read back differs"))
    return name


def _complaints(verdict: PdfVerdict) -> tuple[str, ...]:
    return tuple(complaint.value for complaint in verdict.complaints)


def _require_genuine(complaints: Sequence[str]) -> None:
    if complaints:
        raise ReportNotGenuine(tuple(complaints))


def _require_same(workspace: Workspace, view: SigningView) -> None:
    """A correction follows what it was begun on: nothing may have taken its place meanwhile."""
    correction = view.opened.correction
    if correction is not None:
        values = standing(workspace.store, INSPECTION, correction.corrects).values
        if [node.rid for node in values] != [correction.head]:
            raise NothingToDecide(correction.corrects)


def _require_complete(view: SigningView) -> None:
    if not view.is_frozen and not view.opened.completeness.is_complete:
        raise NotComplete(len(view.opened.completeness.must))


def _require_free(view: SigningView, field: str) -> None:
    if field in view.marks:
        raise PlaceTaken(next(place.label for place in view.places if place.field == field))


def _signer(mark: SignatureMark) -> dict[str, str]:
    return {"field": mark.field, "name": mark.name, "person_id": mark.person_id or ""}


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
