"""Which realms' bundles and lines this store takes: its own, those that joined it, and those of offices it accepted."""

import json
from collections.abc import Iterable

from app.domain.joining import JOINING, may_be_joined
from app.domain.revision import Stated
from app.domain.trust import Trust
from app.store.database import Store
from app.store.trust import trust as trust_of_store


def bundle_realms(store: Store, trust: Trust | None = None) -> frozenset[str]:
    """Realms whose bundles may come in: the store's own, and those of offices that its own office vouches for."""
    if not may_be_joined(store.realm):
        return frozenset({store.realm})
    believed = trust_of_store(store) if trust is None else trust
    own = believed.registers.get(believed.anchor or "")
    vouched = (one.realm for one in own.vouched) if own else ()
    return frozenset({store.realm, *(realm for realm in vouched if may_be_joined(realm))})


def line_realms(store: Store, coming: Iterable[Stated] = (), trust: Trust | None = None) -> frozenset[str]:
    """Realms whose revisions are taken: those of bundles, and former ones that a joining names (app.domain.joining).

    `coming` are verified revisions that are about to be added; joinings among them count, unless they wait.
    """
    taken = bundle_realms(store, trust)
    if not may_be_joined(store.realm):
        return taken
    rows = store.rows("SELECT id, canonical FROM revision WHERE entity = ? AND is_waiting = 0", (JOINING,))
    said = [(str(id_), str(json.loads(canonical)["realm"])) for id_, canonical in rows]
    said += [(one.id, one.realm) for one in coming if one.entity == JOINING and not one.parents]
    return taken | {former for former, realm in said if realm in taken and may_be_joined(former)}


def take_realm(store: Store, realm: str) -> None:
    """Stamp what is written from now on with this realm, inside a transaction."""
    store.execute("UPDATE meta SET value = ? WHERE name = 'realm'", (realm,))
    store.realm = realm


def read_realm_again(store: Store) -> None:
    """Follow another connection that took a realm."""
    row = store.row("SELECT value FROM meta WHERE name = 'realm'")
    if row is not None:
        store.realm = str(row[0])
