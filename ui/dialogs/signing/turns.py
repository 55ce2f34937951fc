"""Whose turn it is: who can sign in a place, by which key, and who has to come before whom."""

from PySide6.QtCore import QObject

from app.domain.person import Person
from app.domain.signing import SignPlace
from app.services.certificates import credentials
from app.services.people import people
from app.services.signing import SigningView
from app.services.workspace import Workspace
from ui.dialogs.signing.signer_form import Signer


class Turns(QObject):
    """Knows the people of this machine and which of them have a signing key here."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._people = {person.id: person for person in people(workspace)}

    def first_field(self, view: SigningView) -> str | None:
        """The place to begin with: one's own, then those of other keys, then those signed by hand; None at the end."""
        mine = self._workspace.person.id if self._workspace.person else None
        digital = [place for place in view.open_places if self._has_key(place)]
        ordered = [*(place for place in digital if place.person_id == mine), *digital, *view.open_places]
        return ordered[0].field if ordered else None

    def signer(self, view: SigningView, place: SignPlace) -> Signer:
        """Who signs in this place: its own person by key, else by hand, or after a digital signature by a witness."""
        if place.person_id is not None and self._has_key(place):
            return Signer(place, place.person_id, place.name, certificate=self._issued(place.person_id))
        witness = None if view.can_draw else self._key_holder(other_than=None)
        if witness is None:
            return Signer(place, None)
        return Signer(place, witness.id, witness.name, is_witness=True, certificate=self._issued(witness.id))

    def stand_in(self, place: SignPlace) -> tuple[Signer, Person | None]:
        """Who signs digitally for the place's own person (代签), and who that is; by hand where nobody else can."""
        other = self._key_holder(other_than=place.person_id)
        if other is None:
            return Signer(place, None), None
        return Signer(place, other.id, other.name, certificate=self._issued(other.id)), other

    def by_hand_first(self, view: SigningView, signer: Signer) -> list[SignPlace]:
        """Open places that are only signed by hand, while `signer` would be the first digital signature."""
        if not view.can_draw or signer.key_of is None:
            return []
        return [other for other in view.open_places if other.field != signer.place.field and not self._has_key(other)]

    def _has_key(self, place: SignPlace) -> bool:
        return place.person_id is not None and self._workspace.has_signing_key(place.person_id)

    def _key_holder(self, *, other_than: str | None) -> Person | None:
        """Who at this machine can sign digitally: the person at the keyboard before the others."""
        mine = self._workspace.person
        first = [mine.id] if mine else []
        for wanted in [*first, *self._people]:
            if wanted != other_than and wanted in self._people and self._workspace.has_signing_key(wanted):
                return self._people[wanted]
        return None

    def _issued(self, person_id: str) -> str:
        person = self._people.get(person_id)
        if person is None or person.author is None:
            return ""
        mine = credentials(self._workspace, person.author)
        if not mine.is_issued:
            return self.tr("证书未经机关签发，签名仍然有效")
        return self.tr("数字证书由{office}签发").format(office=mine.chain[0].holder.name)
