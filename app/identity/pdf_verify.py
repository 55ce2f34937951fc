"""Whether a signed PDF is what its signers signed, and who they were."""

import io
import struct
import zlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DiffResult,
    FormUpdatingRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    XrefStreamRule,
)
from pyhanko.sign.fields import MDPPerm, enumerate_sig_fields
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from app.identity.certificates import Certificate
from app.identity.pdf_seal import BrokenSeal, ByteRange, byte_ranges, open_seal
from app.identity.pdf_verdict import Complaint, PdfVerdict, SignatureVerdict

LARGEST = 256 << 20
"""Bytes; a report with a hundred photographs has thirty million."""


_AFTER_A_SIGNATURE = frozenset({Complaint.BYTES_AFTER_END, Complaint.UNSIGNED_REVISION, Complaint.CHANGED_BETWEEN})
# What pyHanko may raise on a file that was made to be read wrongly; bytes nobody signed never come so far.
_UNREADABLE = (
    PdfError,
    SignatureValidationError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RecursionError,
    NotImplementedError,
    struct.error,
    zlib.error,
)
# Only signatures into fields that were there: no new fields, no form values, no metadata, no validation data.
_POLICY = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(),  # type: ignore[no-untyped-call]
        XrefStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
        ObjectStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
    ],
    form_rule=FormUpdatingRule(field_rules=[SigFieldModificationRule()]),
)


def verify_pdf(pdf: bytes, roots: Sequence[Certificate]) -> PdfVerdict:
    """Judge `pdf`; `roots` are the certificates of the offices one trusts. Offline, never raises for a bad file.

    First the bytes: the last signature must cover the whole file and hold. Only what somebody signed is then read as
    a PDF, and every earlier signature and all that was added after it are checked.
    """
    complaint = _first_look(pdf)
    if complaint is Complaint.BYTES_AFTER_END:
        return _with_rest(verify_pdf(pdf[: max(covered.end for covered in byte_ranges(pdf))], roots))
    if complaint is not None:
        return _refused(complaint)
    try:
        return _read(pdf, roots)
    except BrokenSeal as error:
        return _refused(Complaint.SIGNATURE_BROKEN if error.is_shape else Complaint.CONTENT_CHANGED)
    except _UNREADABLE:
        return _refused(Complaint.NOT_READABLE)


def _refused(*complaints: Complaint) -> PdfVerdict:
    return PdfVerdict(complaints=complaints, changed_after=not _AFTER_A_SIGNATURE.isdisjoint(complaints))


def _with_rest(signed: PdfVerdict) -> PdfVerdict:
    """The verdict on a file that goes on after `signed`: still saying whose signatures it carries."""
    return replace(
        signed,
        signatures=tuple(replace(one, covers_all=False) for one in signed.signatures),
        changed_after=True,
        complaints=(Complaint.BYTES_AFTER_END, *signed.complaints),
    )


def _first_look(pdf: bytes) -> Complaint | None:
    """What can be said without reading the file as a PDF."""
    if len(pdf) > LARGEST:
        return Complaint.TOO_LARGE
    if not pdf.startswith(b"%PDF-"):
        return Complaint.NOT_A_PDF
    ranges = byte_ranges(pdf)
    if not ranges:
        return Complaint.NO_SIGNATURE
    last = {covered for covered in ranges if covered.end == len(pdf)}
    if not last:
        return Complaint.CUT_OFF if max(covered.end for covered in ranges) > len(pdf) else Complaint.BYTES_AFTER_END
    try:
        for covered in last:
            open_seal(pdf, covered)
    except BrokenSeal as error:
        return Complaint.SIGNATURE_BROKEN if error.is_shape else Complaint.CONTENT_CHANGED
    return None


def _read(pdf: bytes, roots: Sequence[Certificate]) -> PdfVerdict:
    """Read the signed file; each signature in the order of signing."""
    reader = PdfFileReader(io.BytesIO(pdf), strict=True)
    if reader.encrypted:
        return _refused(Complaint.ENCRYPTED)
    embedded = sorted(reader.embedded_signatures, key=lambda one: int(one.signed_revision))
    if not embedded:
        return _refused(Complaint.NO_SIGNATURE)
    complaints: list[Complaint] = []
    verdicts = tuple(_judge(pdf, one, roots) for one in embedded)
    revisions = [int(one.signed_revision) for one in embedded]
    if revisions != list(range(revisions[0], int(reader.xrefs.total_revisions))):
        complaints.append(Complaint.UNSIGNED_REVISION)
    if not _certifies(reader, embedded[0]):
        complaints.append(Complaint.NOT_CERTIFIED)
    if not complaints and not _only_signatures_follow(reader, embedded):
        complaints.append(Complaint.CHANGED_BETWEEN)
    return PdfVerdict(
        signatures=verdicts,
        changed_after=not _AFTER_A_SIGNATURE.isdisjoint(complaints),
        additions=tuple(verdict.name for verdict in verdicts[1:]),
        waiting=tuple(name for name, _, _ in enumerate_sig_fields(reader, filled_status=False)),
        complaints=tuple(complaints),
    )


def _judge(pdf: bytes, embedded: EmbeddedPdfSignature, roots: Sequence[Certificate]) -> SignatureVerdict:
    """Open the seal of one signature that the reader found; raises BrokenSeal."""
    dictionary = embedded.sig_object
    covered = ByteRange.from_numbers(tuple(int(number) for number in dictionary["/ByteRange"]))
    if covered is None or dictionary["/SubFilter"] != "/ETSI.CAdES.detached":
        raise BrokenSeal(is_shape=True)
    signature = open_seal(pdf, covered)
    holder = signature.certificate.holder
    return SignatureVerdict(
        name=embedded.field_name,
        signer=holder.name,
        post=holder.post,
        office=holder.office,
        signed_at=embedded.self_reported_timestamp,
        issued_by_office=signature.is_issued_by_one_of(roots),
        is_demo=signature.certificate.is_demo,
        intact=True,
        covers_all=covered.end == len(pdf),
        serial=signature.certificate.serial,
        author=signature.certificate.author,
        reason=str(dictionary.get("/Reason", "")),
        location=str(dictionary.get("/Location", "")),
    )


def _certifies(reader: PdfFileReader, first: EmbeddedPdfSignature) -> bool:
    """True when the first signature allows only more signatures, and the catalog names it as the one that rules."""
    permissions = reader.root.get("/Perms")
    if permissions is None or first.docmdp_level != MDPPerm.FILL_FORMS:
        return False
    return bool(permissions.raw_get("/DocMDP").reference == first.sig_field.raw_get("/V").reference)


def _only_signatures_follow(reader: PdfFileReader, embedded: Sequence[EmbeddedPdfSignature]) -> bool:
    """True when each later revision did nothing but sign one field; pyHanko's analysis must say the same."""
    return (
        all(one.evaluate_signature_coverage() >= SignatureCoverageLevel.ENTIRE_REVISION for one in embedded)
        and all(_only_signs(reader, one) for one in embedded[1:])
        and all(_pyhanko_agrees(one) for one in embedded[:-1])
    )


def _pyhanko_agrees(earlier: EmbeddedPdfSignature) -> bool:
    earlier.compute_integrity_info(diff_policy=_POLICY)  # type: ignore[no-untyped-call]
    result = earlier.diff_result
    return isinstance(result, DiffResult) and result.modification_level <= ModificationLevel.FORM_FILLING


def _only_signs(reader: PdfFileReader, later: EmbeddedPdfSignature) -> bool:
    """True when the revision of `later` changed one old object, its field, and of that only value and looks."""
    number = int(later.signed_revision)
    after: Any = reader.get_historical_resolver(number)
    before: Any = reader.get_historical_resolver(number - 1)
    if after.refs_freed_in_revision() or _fixed_trailer(after) != _fixed_trailer(before):
        return False
    # Old are also objects that were not there but spoken of: whoever defines one later fills a hole that was signed.
    spoken_of = _spoken_of(before)
    touched = after.explicit_refs_in_revision()
    changed = {_place(ref) for ref in touched if _place(ref) in spoken_of or not before.is_ref_unassignable(ref)}
    field: Any = later.sig_field.container_ref
    if changed != {_place(field)}:
        return False
    old, new = before.get_object(field), after.get_object(field)
    if _without_signature(old) != _without_signature(new) or "/V" in old:
        return False
    looks = new.get("/AP")
    return looks is None or (looks.keys() == {"/N"} and before.is_ref_unassignable(looks.raw_get("/N").reference))


def _spoken_of(revision: HistoricalResolver) -> set[tuple[int, int]]:
    """Every object the catalog of a revision leads to, also those that are not there."""
    found: set[tuple[int, int]] = set()
    ahead: list[Any] = [revision.trailer_view.raw_get("/Root")]
    while ahead:
        one = ahead.pop()
        if isinstance(one, IndirectObject):
            if _place(one) in found:
                continue
            found.add(_place(one))
            try:
                one = revision.get_object(one.reference)
            except PdfError:
                continue
        if isinstance(one, DictionaryObject):
            ahead.extend(one.raw_get(key) for key in one)
        elif isinstance(one, ArrayObject):
            ahead.extend(one.raw_get(place) for place in range(len(one)))
    return found


def _fixed_trailer(revision: HistoricalResolver) -> tuple[Any, ...]:
    trailer = revision.trailer_view
    return tuple(_place(trailer.raw_get(key)) if key in trailer else None for key in ("/Root", "/Info", "/Encrypt"))


def _place(ref: Any) -> tuple[int, int]:
    return ref.idnum, ref.generation


def _without_signature(field: Any) -> dict[str, Any]:
    return {key: field.raw_get(key) for key in field if key not in {"/V", "/AP"}}
