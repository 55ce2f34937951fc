"""The recovery code: reminding until it was surely kept, and the way back for somebody who forgot a passphrase."""

import unicodedata
from pathlib import Path

from app.clock import Clock, system_clock
from app.domain.person import Person
from app.errors import AppError
from app.identity import slots
from app.identity.derive import StoreKey
from app.identity.passphrase import USUAL_COST, ArgonCost
from app.identity.recovery import groups, new_recovery_code, parse_recovery_code, printed
from app.services.workspace import Workspace, open_workspace
from app.store.failures import translated
from app.store.memos import memo, put_memo

PENDING = "recovery-last-group"
_GROUP = 5


def remind_of(workspace: Workspace, code: str) -> None:
    """From now on 工作台 asks for the last group of this code (as printed, in groups)."""
    put_memo(workspace.store, PENDING, last_group(code))


def is_pending(workspace: Workspace) -> bool:
    """Whether nobody has typed the last group back yet."""
    return memo(workspace.store, PENDING) is not None


def confirm_last_group(workspace: Workspace, typed: str) -> bool:
    """Whether `typed` is the last group of the code; then nobody is reminded any more."""
    wanted = memo(workspace.store, PENDING)
    is_right = wanted is not None and _plain(typed) == wanted
    if is_right:
        put_memo(workspace.store, PENDING, None)
    return is_right


def last_group(code: str) -> str:
    """The last group of a code, as it is printed."""
    return groups(parse_recovery_code(code))[-1]


def key_by_code(folder: Path, code: str) -> StoreKey:
    """The store's key by its recovery code; raises RecoveryCodeWrong."""
    return slots.open_with_recovery(folder, code)


def key_by_key_file(folder: Path, data: bytes, password: str) -> StoreKey:
    """The store's key by the office's key file and the password of that file.

    Raises WrongPassphrase for the password (any case, with or without hyphens), AgeKeyMalformed for another file, and
    AgeFileForOthers when the store is not sealed to this office.
    """
    from app.identity.age import opened_key

    return slots.open_with_office(folder, opened_key(data, grouped(password)))


def users(folder: Path, key: StoreKey) -> tuple[Person, ...]:
    """Who opens this store with a passphrase of their own: one of them gets a new one. Raises the store's errors."""
    from app.services.people import people

    workspace = open_workspace(folder, key=key, readonly=True)
    try:
        return tuple(person for person in people(workspace) if person.is_local)
    finally:
        workspace.close()


def recover(
    folder: Path,
    key: StoreKey,
    passphrase: str,
    *,
    person_id: str | None = None,
    clock: Clock = system_clock,
    cost: ArgonCost = USUAL_COST,
) -> Workspace:
    """Open the store by its key and give one of its users a new passphrase and a new signing key.

    `person_id` None: the only user, or the first who uses this machine. No data are lost; the old signing key is.
    Raises PassphraseTooShort, PassphraseTaken and the store's errors.
    """
    from app.services.people import people, renew_passphrase  # certificates are no part of the start

    workspace = open_workspace(folder, key=key, clock=clock)
    try:
        here = [person for person in people(workspace) if person.is_local]
        chosen = next((person for person in here if person.id == person_id), here[0])
        renew_passphrase(workspace, chosen, passphrase, cost=cost)
        workspace.person = next(person for person in people(workspace) if person.id == chosen.id)
    except BaseException:
        workspace.close()
        raise
    return workspace


def grouped(password: str) -> str:
    """A generated password as it was shown, however it is typed back."""
    plain = _plain(password)
    return "-".join(plain[start : start + _GROUP] for start in range(0, len(plain), _GROUP))


def new_code(workspace: Workspace) -> str:
    """Make another recovery code, in printed groups; the old one opens the store no more. Raises the store's errors."""
    before, code = memo(workspace.store, PENDING), new_recovery_code()
    standing = _recovery_slots(workspace.folder)
    remind_of(workspace, code)  # first: stopped before anybody saw the new one, 工作台 asks for it
    try:
        with translated(workspace.folder):
            slots.renew_recovery_code(workspace.folder, workspace.key, code)
    except AppError:
        if _recovery_slots(workspace.folder) == standing:  # else the old one is gone, and 工作台 has to go on asking
            put_memo(workspace.store, PENDING, before)
        raise
    return printed(code)


def _recovery_slots(folder: Path) -> tuple[slots.Slot, ...]:
    return tuple(slot for slot in slots.read_slots(folder).slots if slot.kind == slots.RECOVERY)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).upper().replace("O", "0").replace("I", "1").replace("L", "1")
    return "".join(character for character in folded if character.isalnum())
