"""Which card belongs to which line of the list."""

from collections.abc import Callable

from app.domain.evidence import PAPER_FORM
from app.domain.inspection import Section
from app.services.opened import OpenInspection
from ui.pages.inspection.card import Card
from ui.pages.inspection.entries_card import EntriesCard
from ui.pages.inspection.item_card import ItemCard
from ui.pages.inspection.paper_card import PaperCard
from ui.pages.inspection.phrase_row import Offer
from ui.pages.inspection.veto_card import VetoCard


def card_for(
    opened: OpenInspection,
    section: Section,
    code: str,
    phrases: Offer | None = None,
    edit: Callable[[], object] | None = None,
) -> Card | None:
    """The card of an item, bonus, penalty or veto; None when the scheme has no such code.

    `edit` opens the dialog that puts the item's phrases in order.
    """
    scheme = opened.scheme
    if section == "items":
        item = scheme.item(code)
        if item is None:
            return None
        card = ItemCard(item, opened, phrases, are_phrases_editable=edit is not None)
        if edit is not None:
            card.reason.edit_asked.connect(edit)
        return card
    if section == "evidence":
        return PaperCard() if code == PAPER_FORM and opened.inspection.typed_later else None
    if section == "vetoes":
        veto = next((veto for veto in scheme.vetoes if veto.code == code), None)
        return VetoCard(veto, opened) if veto is not None else None
    extras = scheme.bonus if section == "bonus" else scheme.penalties
    extra = next((item for item in extras.items if item.code == code), None)
    return EntriesCard(section, extra, opened) if extra is not None else None
