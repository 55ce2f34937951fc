"""One report and two digital signatures on it, warm: what a signer waits for besides the key derivation."""

from app.domain.signing import SignatureMark, SignPlace
from app.identity.pdf_fields import field_size
from app.identity.pdf_sign import sign_field
from app.services.certificates import credentials
from app.services.opened import OpenInspection
from app.services.pages import appearance, pages_of
from app.services.signing import signing_view
from app.services.workspace import Workspace
from app.store import people as people_table
from ui.bench.measuring import Measured, alone, timed

RID = "0" * 64
BAR_MS = 300


def signing(workspace: Workspace, opened: OpenInspection, times: int) -> Measured:
    """The pages of a practice inspection, made and signed by its first two signers, with nothing kept."""
    view = signing_view(workspace, opened.inspection.id)
    places = [place for place in view.places if place.person_id is not None][:2]
    keys = {place.field: workspace.signing_key(place.person_id or "", None) for place in places}

    def work() -> None:
        pdf = pages_of(workspace, view.opened, view.places, view.marks, rid=RID).pdf_with_fields()
        for number, place in enumerate(places):
            key = keys[place.field]
            mine = credentials(workspace, key.author)
            mark = _mark(workspace, place, mine.number)
            pdf = sign_field(
                pdf,
                place.field,
                key,
                mine.certificate,
                mine.chain,
                appearance_pdf=appearance(mark, field_size(pdf, place.field), is_issued=mine.is_issued),
                reason="",
                location="",
                name=mark.name,
                signed_at=mark.at,
                certify=number == 0,
            )

    return Measured("一份检查报告和两个数字签名", "", alone(timed(work), times), None, "ms", bar=BAR_MS)


def _mark(workspace: Workspace, place: SignPlace, certificate: str) -> SignatureMark:
    person = people_table.person(workspace.store, place.person_id or "")
    return SignatureMark(
        field=place.field,
        manner="digital",
        name=person.name,
        post=person.post,
        at=workspace.clock(),
        strokes=(),
        reason="",
        on_behalf_of="",
        person_id=person.id,
        certificate=certificate,
    )
