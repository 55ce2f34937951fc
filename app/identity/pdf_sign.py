"""Signature fields in a report, and signatures in the fields (PAdES B-B, offline, by incremental updates)."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from pyhanko.pdf_utils.generic import DictionaryObject, IndirectObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, append_signature_field, enumerate_sig_fields
from pyhanko.sign.signers.cms_embedder import (
    PdfCMSEmbedder,
    SigAppearanceSetup,
    SigIOSetup,
    SigMDPSetup,
    SigObjSetup,
)
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from app.errors import PdfNotReadable, SignatureFieldMissing, SignatureFieldTaken
from app.identity.certificates import Certificate
from app.identity.cms import largest_length, sign_digest
from app.identity.signer import SigningKey

Rect = tuple[float, float, float, float]
"""Left, bottom, right, top in points of the page as it lies in the file, before its /Rotate."""


class PlacedField(Protocol):
    """Where a signature goes; what a rendered report says of each of its places."""

    @property
    def name(self) -> str:
        """The name of the field, unique in the report."""

    @property
    def page_index(self) -> int:
        """Counted from 0."""

    @property
    def rect(self) -> Rect:
        """The place on the page."""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A PlacedField of one's own."""

    name: str
    page_index: int
    rect: Rect


class _QuietWriter(IncrementalPdfFileWriter):
    """Appends what was asked for and nothing else: no higher PDF version, no producer, no date of its own."""

    output_version = (1, 0)

    def _update_meta(self) -> None:
        """The report's metadata stay as they were rendered."""


@dataclass(frozen=True, slots=True)
class _ImportedAppearance:
    """Stands where pyHanko expects a stamp style: the first page of our own PDF, as it is, no text set again."""

    pdf: bytes

    def create_stamp(self, writer: Any, _box: Any, _text_params: Any) -> "_ImportedAppearance.Placed":
        """Copy the page into the report as a form; a viewer fits its box to the field's."""
        page = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self.pdf)), page_ix=0)
        return _ImportedAppearance.Placed(page)

    @dataclass(frozen=True, slots=True)
    class Placed:
        """A form that becomes the looks of a field."""

        form: IndirectObject

        def apply_appearance(self, annotation: DictionaryObject) -> None:
            """Only the normal appearance."""
            annotation["/AP"] = DictionaryObject({pdf_name("/N"): self.form})  # type: ignore[no-untyped-call]


def prepare_fields(pdf: bytes, fields: Sequence[PlacedField]) -> bytes:
    """`pdf` with all its empty signature fields, made at once: one that is added later breaks every signature.

    Raises PdfNotReadable; ValueError for a page that is not there or a name that comes twice or is no plain name.
    """
    if len({field.name for field in fields}) != len(fields) or any("." in field.name for field in fields):
        raise ValueError("field names must differ and hold no full stop")
    if not fields:
        return pdf
    writer = _opened(pdf)
    page_count = int(writer.root["/Pages"]["/Count"])
    out = io.BytesIO()
    try:
        for field in fields:
            if not 0 <= field.page_index < page_count:
                raise ValueError(f"no page {field.page_index}")
            # Fractions are written as they are; the type of the parameter only says int.
            box: Any = tuple(round(value, 2) for value in field.rect)
            append_signature_field(writer, SigFieldSpec(field.name, on_page=field.page_index, box=box))
        writer.write(out)  # type: ignore[no-untyped-call]
    except PdfError as error:
        raise PdfNotReadable(type(error).__name__) from error
    return out.getvalue()


def empty_fields(pdf: bytes) -> tuple[str, ...]:
    """Names of the fields nobody has signed yet, in the order of the file; raises PdfNotReadable."""
    reader = _opened(pdf)
    return tuple(name for name, _, _ in enumerate_sig_fields(reader, filled_status=False))


def sign_field(
    pdf: bytes,
    field_name: str,
    key: SigningKey,
    certificate: Certificate,
    chain: Sequence[Certificate] = (),
    *,
    appearance_pdf: bytes | None = None,
    reason: str = "",
    location: str = "",
    name: str = "",
    signed_at: datetime,
    certify: bool | None = None,
) -> bytes:
    """`pdf` with one more signature, appended; what was there stays byte for byte.

    The first signature certifies (DocMDP P=2: from then on only the other fields may be signed); `certify` says
    otherwise only for tests of the verifier. `chain` is what stands above the certificate. `signed_at` is the
    laptop's claim, there is no time server. Raises SignatureFieldMissing, SignatureFieldTaken, PdfNotReadable;
    ValueError when `certificate` is for another key.
    """
    writer = _opened(pdf)
    is_first = _require_empty(writer, field_name)
    should_certify = is_first if certify is None else certify
    try:
        embedder = PdfCMSEmbedder().write_cms(field_name, writer, existing_fields_only=True)
        next(embedder)
        placeholder = SignatureObject(
            timestamp=signed_at,
            subfilter=SigSeedSubFilter.PADES,
            name=name or None,
            location=location or None,
            reason=reason or None,
            bytes_reserved=2 * largest_length(certificate, chain),
        )
        style: Any = _ImportedAppearance(appearance_pdf) if appearance_pdf is not None else None
        embedder.send(
            SigObjSetup(
                sig_placeholder=placeholder,
                mdp_setup=SigMDPSetup(
                    md_algorithm="sha256",
                    certify=should_certify,
                    docmdp_perms=MDPPerm.FILL_FORMS if should_certify else None,
                ),
                appearance_setup=SigAppearanceSetup(style=style, timestamp=signed_at, name=None) if style else None,
            )
        )
        prepared, out = embedder.send(SigIOSetup(md_algorithm="sha256", output=io.BytesIO()))
        embedder.send(sign_digest(prepared.document_digest, key, certificate, chain))
    except PdfError as error:
        raise PdfNotReadable(type(error).__name__) from error
    signed: bytes = out.getvalue()
    return signed


def _require_empty(writer: IncrementalPdfFileWriter, field_name: str) -> bool:
    """Check that the field waits for a signature; True when no field has one yet."""
    values = {name: value for name, value, _ in enumerate_sig_fields(writer)}
    if field_name not in values:
        raise SignatureFieldMissing(field_name)
    if values[field_name] is not None:
        raise SignatureFieldTaken(field_name)
    return all(value is None for value in values.values())


def _opened(pdf: bytes) -> IncrementalPdfFileWriter:
    try:
        writer = _QuietWriter(io.BytesIO(pdf))
        if writer.prev.encrypted:
            raise PdfNotReadable("encrypted")
    except (PdfError, ValueError, KeyError, TypeError) as error:
        raise PdfNotReadable(type(error).__name__) from error
    return writer
