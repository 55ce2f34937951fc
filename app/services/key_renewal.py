"""换新密钥: whose certificate the office took back goes on with a new key, under the same passphrase."""

from app.domain.joining import JOINING, JoiningUnreadable, joining_of
from app.domain.revision import AMEND
from app.errors import NoSigningKey
from app.identity.passphrase import USUAL_COST, ArgonCost
from app.services.bundle_keys import device_key
from app.services.people import give_signing_key, person_record
from app.services.records import Pen, Record, write_records
from app.services.workspace import Workspace
from app.store import audit
from app.store import people as people_table
from app.store.revisions import revisions


def renew_key(workspace: Workspace, passphrase: str, *, cost: ArgonCost = USUAL_COST) -> None:
    """Make a new signing key for who sits here; its record asks the office for a certificate with the next bundle.

    What the former key said of this laptop's joining is said anew: of a key that was taken back nobody believes it, and
    the office would send nothing here. The former key is gone from this machine; what it signed stays. Raises
    NoSigningKey, and what `Workspace.signing_key` raises; after each of them nothing has changed.
    """
    person, store = workspace.person, workspace.store
    if person is None or person.author is None:
        raise NoSigningKey(person.id if person else "")
    workspace.signing_key(person.id, passphrase)  # who asks is who sits here
    with store.atomic():
        key = give_signing_key(workspace, person, passphrase, cost=cost)
        renewed = people_table.person(store, person.id)
        records = (person_record(workspace, renewed, AMEND), *_joinings(workspace, person.author))
        write_records(workspace, Pen(key), records)
        audit.append(store, workspace.clock(), person.id, "signing key renewed", person.id)
    workspace.person = people_table.person(store, person.id)


def _joinings(workspace: Workspace, author: str) -> tuple[Record, ...]:
    """What this author said of this laptop's joining, to be said again."""
    device = device_key(workspace)
    if device is None:
        return ()
    found: dict[str, Record] = {}
    for signed in revisions(workspace.store, JOINING):
        rev = signed.rev
        try:
            is_ours = rev.author == author and joining_of(rev.body).recipient == device.recipient
        except JoiningUnreadable:
            continue
        if is_ours:
            found[rev.id] = (JOINING, rev.id, AMEND, rev.body)
    return tuple(found.values())
