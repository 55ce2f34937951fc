"""The age keys that open bundles on this machine, and those that its bundles are always encrypted to."""

from app.domain.joining import JOINING, JoiningUnreadable, joining_of
from app.domain.revision import SignedRevision
from app.errors import AgeKeyMalformed
from app.identity.age import AgeKey, require_recipient
from app.services.office_key import office_age_key, office_key
from app.services.workspace import Workspace
from app.store.memos import memo, put_memo
from app.store.revisions import revisions
from app.store.trust import trust

_MEMO = "device-age"


def device_key(workspace: Workspace) -> AgeKey | None:
    """This machine's own age key, with which it opens what its office sends; None before it joined one.

    It lies in the encrypted store: whoever opens the store opens the bundles, which hold nothing else than the store.
    """
    secret = memo(workspace.store, _MEMO)
    return None if secret is None else AgeKey.of(secret)


def give_device_key(workspace: Workspace) -> AgeKey:
    """The machine's age key, made where there is none."""
    key = device_key(workspace)
    if key is None:
        key = AgeKey.new()
        put_memo(workspace.store, _MEMO, key.secret)
    return key


def bundle_keys(workspace: Workspace, passphrase: str) -> list[AgeKey]:
    """The keys that may open a bundle for who sits here: the machine's own, and the office's where they hold it.

    Raises WrongPassphrase in any case; without a key of the machine what `office_age_key` raises.
    """
    own, office, person = device_key(workspace), office_key(workspace), workspace.person
    holds_office_key = office is not None and person is not None and person.id in office.holders
    if own is None or (holds_office_key and person is not None and person.role == "administrator"):
        return [office_age_key(workspace, passphrase), *([own] if own else [])]
    if person is not None:
        workspace.signing_key(person.id, passphrase)
    return [own]


def own_recipients(workspace: Workspace) -> tuple[str, ...]:
    """Whom every bundle of this store is encrypted to: the office, this machine, and the office's certified laptops.

    Empty before an office is known: a bundle that only this machine could open helps nobody. Laptops are addressed
    where the office key is, and only those whose joining somebody with a valid certificate signed.
    """
    believed = trust(workspace.store)
    own_register = believed.registers.get(believed.anchor or "")
    here, device = office_key(workspace), device_key(workspace)
    offices = {one for one in (here.recipient if here else "", own_register.recipient if own_register else "") if one}
    if not offices:
        return ()
    laptops = {recipient for _signed, recipient in certified_laptops(workspace)} if here else set()
    return tuple(sorted(offices | laptops | ({device.recipient} if device else set())))


def certified_laptops(workspace: Workspace) -> tuple[tuple[SignedRevision, str], ...]:
    """Joinings that a certified person signed, with the age key of the laptop each."""
    believed = trust(workspace.store)
    found: list[tuple[SignedRevision, str]] = []
    for signed in revisions(workspace.store, JOINING):
        if believed.standing(signed.rev.rid, signed.rev.author) != "issued" or signed.rev.author in believed.accepted:
            continue
        try:
            found.append((signed, require_recipient(joining_of(signed.rev.body).recipient)))
        except (JoiningUnreadable, AgeKeyMalformed):
            continue
    return tuple(found)
