"""The workspace: one opened store, who sits in front of it, and what the errands need from both."""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from app.clock import Clock, system_clock
from app.domain.person import Person, Role
from app.errors import KeysDamaged, KeysMissing, NoSigningKey, SigningKeyUnderOldPassphrase, WrongPassphrase
from app.identity import slots
from app.identity.derive import StoreKey
from app.identity.passphrase import USUAL_COST, ArgonCost
from app.services.scheme_outline import SchemeOutline, outline_of
from app.services.ways_in import counts, settle
from app.store import database
from app.store import people as people_table
from app.store import schemes as scheme_table
from app.store.database import Store
from app.store.failures import translated
from app.store.memos import put_memo
from app.store.moving_in import clear_founding, is_unfinished, moved_in, take_back
from app.store.people import Office
from app.store.sealed_files import clear_leftovers

if TYPE_CHECKING:  # what signs and what scores is no part of the start
    from app.exchange.invitation import Invitation
    from app.identity.signer import SigningKey
    from app.services.schemes import PublishedScheme

DEMO_PASSPHRASE = "演练库不另设口令"  # noqa: S105 - the 演练 store protects nothing; its people are invented
DEMO_COST = ArgonCost(memory_kib=64, iterations=1, lanes=1)
BACKUP_FOLDER = "backup-folder"
WorkspaceState = Literal["empty", "locked", "demo"]


@dataclass(frozen=True, slots=True)
class FirstStart:
    """What the first-start guide asked. `backup_folder` None: no second folder for backups yet.

    `invitation` is that of the office that the laptop belongs to, its fingerprint compared and accepted; its name and
    level go before what was typed.
    """

    office_name: str
    office_level: str
    name: str
    post: str
    role: Role
    passphrase: str = field(repr=False)
    backup_folder: Path | None = None
    invitation: "Invitation | None" = None


@dataclass(slots=True)
class Workspace:
    """An opened store and its user. `person` is who opened it; None after opening by the recovery code.

    Not to be shared between threads: a worker takes `reopened()`.
    """

    folder: Path
    store: Store
    key: StoreKey = field(repr=False)
    clock: Clock
    office: Office
    person: Person | None
    _schemes: dict[str, "PublishedScheme"] = field(default_factory=dict, repr=False)
    _outlines: dict[str, SchemeOutline] = field(default_factory=dict, repr=False)

    @property
    def realm(self) -> str:
        """The realm whose records this store takes."""
        return self.store.realm

    @property
    def is_demo(self) -> bool:
        """Whether this is a 演练 store."""
        return self.store.realm.startswith("demo:")

    def read_again(self) -> None:
        """Follow what another connection changed: realm, office, and who sits here."""
        from app.store.realms import read_realm_again  # no part of the start

        read_realm_again(self.store)
        self.office = people_table.office(self.store) or self.office
        if self.person is not None:
            self.person = people_table.person(self.store, self.person.id)

    def today(self) -> date:
        """The local day of the machine's clock."""
        return self.clock().astimezone().date()

    def scheme(self, scheme_hash: str) -> "PublishedScheme":
        """The published scheme of this hash, loaded once."""
        if scheme_hash not in self._schemes:
            from app.services.schemes import published

            self._schemes[scheme_hash] = published(json.loads(scheme_table.scheme_json(self.store, scheme_hash)))
        return self._schemes[scheme_hash]

    def scheme_outline(self, scheme_hash: str) -> SchemeOutline:
        """What lists show of the published scheme of this hash, without loading the scheme."""
        if scheme_hash not in self._outlines:
            self._outlines[scheme_hash] = outline_of(json.loads(scheme_table.scheme_json(self.store, scheme_hash)))
        return self._outlines[scheme_hash]

    def has_signing_key(self, person_id: str) -> bool:
        """Whether the person can sign digitally on this machine."""
        return people_table.signing_key(self.store, person_id) is not None

    def signing_key(self, person_id: str, passphrase: str | None) -> "SigningKey":
        """The person's key for one act. The 演练 store asks for no passphrase.

        Raises NoSigningKey, WrongPassphrase, SigningKeyUnderOldPassphrase, and ClockBehind while the clock stands
        before the last audit entry.
        """
        from app.identity.signer import WrappedKey, require_clock_not_behind, unlock
        from app.store import audit

        require_clock_not_behind(self.clock(), audit.last_entry_at(self.store))
        wrapped = people_table.signing_key(self.store, person_id)
        if wrapped is None:
            raise NoSigningKey(person_id)
        secret = DEMO_PASSPHRASE if self.is_demo else passphrase or ""
        try:
            return unlock(WrappedKey.from_json(json.loads(wrapped)), secret)
        except WrongPassphrase:
            if self._opens(person_id, secret):
                raise SigningKeyUnderOldPassphrase from None
            raise

    def _opens(self, person_id: str, passphrase: str) -> bool:
        """Whether this is the passphrase that the person opens the store with."""
        with suppress(WrongPassphrase, KeysMissing, KeysDamaged):
            slots.open_with_passphrase(self.folder, person_id, passphrase)
            return True
        return False

    @contextmanager
    def reopened(self) -> Iterator["Workspace"]:
        """The same workspace with a connection of its own, for one piece of work in another thread."""
        store = database.reopened(self.store)
        try:
            yield Workspace(
                self.folder, store, self.key, self.clock, self.office, self.person, self._schemes, self._outlines
            )
        finally:
            store.close()

    def close(self) -> None:
        """Close the store and let others open it."""
        self.store.close()


def workspace_state(folder: Path) -> WorkspaceState:
    """Whether a store lies in `folder`, and whether it asks for a passphrase.

    Raises KeysDamaged, and KeysMissing when there is a database whose key file is gone.
    """
    if is_unfinished(folder):
        return "empty"
    try:
        is_open = slots.read_slots(folder).is_open
    except KeysMissing:
        if (folder / database.DATABASE_NAME).exists():
            raise
        return "empty"
    return "demo" if is_open else "locked"


def create_workspace(
    folder: Path, first: FirstStart, clock: Clock = system_clock, *, cost: ArgonCost = USUAL_COST
) -> tuple[Workspace, str]:
    """Make the store of a real office; returns it and the recovery code, in printed groups.

    Raises PassphraseTooShort and the store's errors; a store that could not be finished leaves an empty folder.
    """
    from app.identity.recovery import printed
    from app.services.founding import found_office
    from app.services.recovery import remind_of

    person_id = new_person_id()
    invited = first.invitation
    office = Office(first.office_name, first.office_level)
    if invited is not None:
        office = Office(invited.office, invited.level, invited.code)
    person = Person(person_id, first.name, first.post, office.name, first.role, is_local=True)
    with moved_in(folder, slots.FILE_NAMES) as draft:
        with translated(folder):
            key, code = slots.create_slots(draft, person_id, first.passphrase, cost=cost)
        realm = f"office:{secrets.token_hex(16)}" if invited is None else invited.realm
        with database.create_store(draft, key=key.secret, realm=realm, clock=clock) as made:
            founding = Workspace(draft, made, key, clock, office, person)
            found_office(founding, person, first.passphrase, invited, cost=cost)
            remind_of(founding, printed(code))
            put_memo(made, BACKUP_FOLDER, str(first.backup_folder) if first.backup_folder else None)
    try:
        store = database.open_store(folder, key=key.secret)
    except BaseException:
        take_back(folder, slots.FILE_NAMES)  # nobody has seen its recovery code
        raise
    with closed_after_error(store):
        return Workspace(folder, store, key, clock, office, people_table.person(store, person_id)), printed(code)


def open_workspace(
    folder: Path,
    passphrase: str | None = None,
    *,
    recovery_code: str | None = None,
    key: StoreKey | None = None,
    readonly: bool = False,
    clock: Clock = system_clock,
) -> Workspace:
    """Open the store by a person's passphrase, by the recovery code, by its key, or a 演练 store by none of them.

    Raises WrongPassphrase, RecoveryCodeWrong, KeysDamaged and the store's errors (StoreInUse, StoreDamaged …).
    """
    slot: slots.Slot | None = None
    if key is not None:
        pass
    elif recovery_code is not None:
        key = slots.open_with_recovery(folder, recovery_code)
    elif passphrase is None:
        key = slots.open_without_passphrase(folder)
    else:
        slot, key = slots.find_slot(folder, passphrase)
    store = database.open_store(folder, key=key.secret, readonly=readonly)
    with closed_after_error(store):
        if slot is not None and not counts(store, slot):
            raise WrongPassphrase
        if not readonly:  # what a crash left half done
            clear_leftovers(folder)
            clear_founding(folder)
            if slot is not None:
                settle(store)
        office = people_table.office(store) or Office("", "district")
        person = people_table.person(store, slot.id) if slot else None
        if person is None and store.realm.startswith("demo:"):
            signers = [one for one in people_table.people(store) if one.author]
            person = next((one for one in signers if one.role == "leader"), next(iter(signers), None))
        return Workspace(folder, store, key, clock, office, person)


@contextmanager
def closed_after_error(store: Store) -> Iterator[None]:
    """Give the store back when what follows its opening fails: its lock must not stay with nobody."""
    try:
        yield
    except BaseException:
        store.close()
        raise


def new_person_id() -> str:
    """A fresh id for a person: `p-` and 16 hex digits."""
    return "p-" + secrets.token_hex(8)
