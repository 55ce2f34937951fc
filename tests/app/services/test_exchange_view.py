"""What the page of exchange counts."""

from app.services.exchange_view import exchange_view
from app.services.workspace import Workspace
from app.store.exchange_log import BundlePlace, ReceivedBundle, put_received
from app.store.revisions import revisions


def test_everything_is_owed_at_first_and_a_gap_names_the_missing_bundle(office: Workspace):
    view = exchange_view(office)
    assert view.owed.revisions == len(revisions(office.store))
    assert (view.missing, view.acts) == ((), ())
    for seq in (1, 3):
        place = BundlePlace("1a2b3c4d", seq, f"{seq:064x}", f"{seq:032x}", "" if seq == 1 else f"{2:064x}")
        put_received(office.store, ReceivedBundle(place, "a" * 64, office.clock()), ())
    assert exchange_view(office).missing == (("1a2b3c4d", 2),)
