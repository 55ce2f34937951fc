"""A revision by somebody whose key nobody here knows."""

from dataclasses import replace

from app.domain.revision import Revision, SignedRevision
from app.identity.passphrase import ArgonCost
from app.identity.signer import new_signing_key, sign_revision, unlock
from app.services.workspace import Workspace
from app.store.revisions import tick

CHEAP = ArgonCost(memory_kib=64, iterations=1, lanes=1)


def a_strangers_revision(workspace: Workspace) -> SignedRevision:
    """A unit that a stranger names, stamped by this machine."""
    wrapped, _spki = new_signing_key("陌生人自己的口令", cost=CHEAP)
    key = unlock(wrapped, "陌生人自己的口令")
    store = workspace.store
    revision = Revision(
        entity="unit",
        id="u-stranger",
        parents=(),
        kind="final",
        author=key.author,
        device=store.device,
        hlc=tick(store, workspace.clock()),
        realm=workspace.realm,
        body={"kind": "street", "name": "陌生街道", "code": None, "parent_id": None},
    )
    return sign_revision(replace(revision), key)
