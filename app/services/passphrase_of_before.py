"""A signing key that came back with an old backup: brought under the passphrase that opens the store now."""

import json
from contextlib import suppress

from app.errors import SigningKeyUnderOldPassphrase, WrongPassphrase
from app.identity import slots
from app.identity.passphrase import USUAL_COST, ArgonCost
from app.identity.signer import WrappedKey, rewrap, unlock
from app.services.office_key import rewrap_office_key
from app.services.people import change_passphrase
from app.services.workspace import Workspace
from app.store import audit
from app.store import people as people_table


def change_both(
    workspace: Workspace, person_id: str, present: str, new: str, before: str = "", *, cost: ArgonCost = USUAL_COST
) -> None:
    """Change a passphrase; where the signing key is still under that of `before`, it is brought over first.

    Raises SigningKeyUnderOldPassphrase where `before` is needed and missing or wrong; else as change_passphrase does,
    WrongPassphrase then being about `present`.
    """
    slots.open_with_passphrase(workspace.folder, person_id, present)
    if not is_signing_key_under(workspace, person_id, present) and not (
        before and take_over_signing_key(workspace, person_id, before, present, cost=cost)
    ):
        raise SigningKeyUnderOldPassphrase
    change_passphrase(workspace, person_id, present, new, cost=cost)


def is_signing_key_under(workspace: Workspace, person_id: str, passphrase: str) -> bool:
    """Whether this passphrase signs for the person; so it is where there is no signing key."""
    kept = people_table.signing_key(workspace.store, person_id)
    try:
        if kept is not None:
            unlock(WrappedKey.from_json(json.loads(kept)), passphrase)
    except WrongPassphrase:
        return False
    return True


def take_over_signing_key(
    workspace: Workspace, person_id: str, before: str, present: str, *, cost: ArgonCost = USUAL_COST
) -> bool:
    """Wrap the signing key, and the office key where it came back too, under the passphrase that opens the store.

    False, and nothing changed, where `before` does not open the signing key. `present` is known to be the right one.
    """
    kept = people_table.signing_key(workspace.store, person_id)
    if kept is None:
        return False
    try:
        wrapped = rewrap(WrappedKey.from_json(json.loads(kept)), before, present, cost=cost)
    except WrongPassphrase:
        return False
    with workspace.store.atomic():
        people_table.put_signing_key(workspace.store, person_id, json.dumps(wrapped.to_json()).encode())
        with suppress(WrongPassphrase):  # it may be under yet another one, or under the present one already
            rewrap_office_key(workspace, person_id, before, present, cost=cost)
        audit.append(workspace.store, workspace.clock(), person_id, "signing key taken over", person_id)
    return True
