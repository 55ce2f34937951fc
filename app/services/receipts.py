"""What the office is known to have, and need not be sent again."""

from app.domain.register import RECEIPT, RegisterUnreadable, receipt_of
from app.domain.trust import Trust
from app.services.office_key import office_key
from app.services.workspace import Workspace
from app.store import exchange_log
from app.store.revisions import revisions, rids_of_device
from app.store.trust import trust


def received_by_the_office(workspace: Workspace) -> frozenset[str]:
    """The rids that whoever this store sends to has: by their receipts (rule R9), or because they came from there.

    Only an administrator of a trusted office, or its key, speaks for it: a colleague's laptop that took a bundle in is
    not the office, and a receipt that it wrote itself is no reason for a laptop to pass nothing on. The office's own
    machine owes everything to the city, where there is one above it; otherwise its own receipts are the last word on
    what others wrote, and what it wrote itself goes to every laptop.
    """
    store, believed = workspace.store, trust(workspace.store)
    is_office, has_city = office_key(workspace) is not None, _has_city_above(believed)
    own_device = rids_of_device(store, store.device)

    def is_who_we_send_to(author: str) -> bool:
        above = not (is_office and has_city) or believed.office_of(author) != believed.anchor
        return above and believed.speaks_for_office(author)

    received: set[str] = set()
    for signed in revisions(store, RECEIPT):
        rev = signed.rev
        if believed.standing(rev.rid, rev.author) != "issued" or not is_who_we_send_to(rev.author):
            continue
        try:
            rids = set(receipt_of(rev.body).rids)
        except RegisterUnreadable:
            continue
        if rev.device != store.device:
            received |= rids
        elif is_office and not has_city:
            received |= rids - own_device
    for bundle in exchange_log.received(store):
        if bundle.sender not in believed.accepted and is_who_we_send_to(bundle.sender):
            received |= set(exchange_log.rids_of(store, bundle.place.sha256)) - own_device
    return frozenset(received)


def _has_city_above(believed: Trust) -> bool:
    levels = {author: level for author, (_name, level) in believed.offices.items()}
    return levels.get(believed.anchor or "") != "city" and "city" in levels.values()
