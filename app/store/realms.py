"""Which realms' bundles and lines this store takes: its own, those that joined it, and those of offices it accepted."""

import json
from collections.abc import Iterable
from contextlib import suppress

from app.domain.joining import JOINING, may_be_joined
from app.domain.register import REGISTER, RegisterUnreadable, register_of
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

    Those of an office that is accepted no longer go on to be taken: what is here of it travels in bundles of one's own.
    `coming` are verified revisions that are about to be added; joinings and registers among them count, unless they
    wait.
    """
    believed = trust_of_store(store) if trust is None else trust
    revisions = tuple(coming)
    taken = bundle_realms(store, believed)
    if not may_be_joined(store.realm):
        return taken
    taken |= _once_vouched(store, revisions, believed)
    rows = store.rows("SELECT id, canonical FROM revision WHERE entity = ? AND is_waiting = 0", (JOINING,))
    said = [(str(id_), str(json.loads(canonical)["realm"])) for id_, canonical in rows]
    said += [(one.id, one.realm) for one in revisions if one.entity == JOINING and not one.parents]
    return taken | {former for former, realm in said if realm in taken and may_be_joined(former)}


def _once_vouched(store: Store, coming: Iterable[Stated], trust: Trust) -> set[str]:
    """The realms that any register of the anchor, here or coming, accepts or accepted."""
    rows = store.rows("SELECT canonical FROM revision WHERE entity = ? AND author = ?", (REGISTER, trust.anchor))
    bodies = [json.loads(canonical)["body"] for (canonical,) in rows]
    bodies += [one.body for one in coming if one.entity == REGISTER and one.author == trust.anchor]
    realms: set[str] = set()
    for body in bodies:
        with suppress(RegisterUnreadable):
            realms |= {one.realm for one in register_of(body).vouched if may_be_joined(one.realm)}
    return realms


def take_realm(store: Store, realm: str) -> None:
    """Stamp what is written from now on with this realm, inside a transaction."""
    store.execute("UPDATE meta SET value = ? WHERE name = 'realm'", (realm,))
    store.realm = realm


def read_realm_again(store: Store) -> None:
    """Follow another connection that took a realm."""
    row = store.row("SELECT value FROM meta WHERE name = 'realm'")
    if row is not None:
        store.realm = str(row[0])
