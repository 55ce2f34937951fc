"""The slots of a store: every way in which its key can be got back."""

import base64
import binascii
import io
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import AgeFileForOthers, KeysDamaged, KeysMissing, RecoveryCodeWrong, WrongPassphrase
from app.identity.derive import KEY_LENGTH, StoreKey, subkey
from app.identity.passphrase import USUAL_COST, ArgonCost, require_long_enough, slow_key
from app.identity.recovery import new_recovery_code, parse_recovery_code

if TYPE_CHECKING:
    from app.identity.age import AgeKey

FILE_NAMES = ("store.keys", "store.keys.copy")
"""Beside the database; the copies are equal unless the machine stopped between writing one and the other."""
PERSON, RECOVERY, OFFICE, OPEN = "person", "recovery", "office", "open"

_FORMAT = "wuyou.store-keys/1"
_SALT_LENGTH = 16
_NONCE_LENGTH = 12
_LARGEST_FILE = 1 << 20


@dataclass(frozen=True, slots=True)
class Slot:
    """One wrapping of the store key: AES-256-GCM under a key made from what `kind` names.

    `id` is the person's id ("" for others). An open slot holds the key itself: it belongs to 演练 stores only.
    """

    kind: str
    id: str
    salt: bytes
    nonce: bytes
    wrapped: bytes = field(repr=False)
    cost: ArgonCost | None = None

    @property
    def mark(self) -> str:
        """Tells this wrapping from every other; nothing of the passphrase."""
        return self.salt.hex()

    def to_json(self) -> dict[str, object]:
        """As kept in the file."""
        texts = {name: base64.b64encode(getattr(self, name)).decode() for name in ("salt", "nonce", "wrapped")}
        return {"kind": self.kind, "id": self.id, **texts, "cost": self.cost.to_json() if self.cost else None}

    @classmethod
    def from_json(cls, value: object) -> "Slot":
        """Read it back; raises KeysDamaged."""
        try:
            kind, name, cost = (value[key] for key in ("kind", "id", "cost"))  # type: ignore[index]
            salt, nonce, wrapped = (
                base64.b64decode(value[key], validate=True)  # type: ignore[index]
                for key in ("salt", "nonce", "wrapped")
            )
        except (KeyError, TypeError, binascii.Error) as error:
            raise KeysDamaged("slot") from error
        if not isinstance(kind, str) or not isinstance(name, str):
            raise KeysDamaged("slot")
        return cls(kind, name, salt, nonce, wrapped, ArgonCost.from_json(cost) if cost is not None else None)


@dataclass(frozen=True, slots=True)
class SlotFile:
    """What a store's key file says; `generation` grows with every change, so that the newer copy is known."""

    generation: int
    slots: tuple[Slot, ...]

    @property
    def people(self) -> tuple[str, ...]:
        """Ids of the persons who can open the store with a passphrase, in the order they were added."""
        return tuple(dict.fromkeys(slot.id for slot in self.slots if slot.kind == PERSON))

    @property
    def is_open(self) -> bool:
        """True for a 演练 store, which asks for no passphrase."""
        return any(slot.kind == OPEN for slot in self.slots)

    def to_bytes(self) -> bytes:
        """The file; unknown kinds of slots are kept as they were read."""
        slots = [slot.to_json() for slot in self.slots]
        text = json.dumps({"format": _FORMAT, "generation": self.generation, "slots": slots}, indent=1)
        return text.encode() + b"\n"

    @classmethod
    def from_bytes(cls, data: bytes) -> "SlotFile":
        """Read a copy; raises KeysDamaged."""
        try:
            value = json.loads(data)
        except (ValueError, RecursionError) as error:
            raise KeysDamaged("file") from error
        if not isinstance(value, dict) or value.get("format") != _FORMAT:
            raise KeysDamaged("format")
        generation, slots = value.get("generation"), value.get("slots")
        if type(generation) is not int or not isinstance(slots, list) or not slots:
            raise KeysDamaged("slots")
        return cls(generation, tuple(Slot.from_json(slot) for slot in slots))


def read_slots(folder: Path) -> SlotFile:
    """The newer readable copy; KeysMissing when there is none at all, KeysDamaged when none can be read."""
    found, readable = 0, []
    for name in FILE_NAMES:
        try:
            with (folder / name).open("rb") as file:
                data = file.read(_LARGEST_FILE)
        except FileNotFoundError:
            continue
        except OSError:
            found += 1
            continue
        found += 1
        try:
            readable.append(SlotFile.from_bytes(data))
        except KeysDamaged:
            continue
    if not found:
        raise KeysMissing(folder)
    if not readable:
        raise KeysDamaged("both copies")
    return max(readable, key=lambda slots: slots.generation)


def create_slots(
    folder: Path, person_id: str, passphrase: str, *, cost: ArgonCost = USUAL_COST
) -> tuple[StoreKey, str]:
    """Make a store's key and its first two slots; returns the key and the recovery code (shown once, kept nowhere).

    Raises PassphraseTooShort, and FileExistsError when the folder already has a key file.
    """
    require_long_enough(passphrase)
    _require_no_file(folder)
    key, code = StoreKey.new(), new_recovery_code()
    _write(folder, SlotFile(1, (_person_slot(key, person_id, passphrase, cost), _recovery_slot(key, code))))
    return key, code


def create_open_slots(folder: Path) -> StoreKey:
    """Make the key of a 演练 store, which anybody may open; FileExistsError as above."""
    _require_no_file(folder)
    key = StoreKey.new()
    _write(folder, SlotFile(1, (Slot(OPEN, "", b"", b"", key.secret),)))
    return key


def open_without_passphrase(folder: Path) -> StoreKey:
    """The key of a 演练 store; WrongPassphrase when the store asks for one."""
    for slot in read_slots(folder).slots:
        if slot.kind == OPEN:
            if len(slot.wrapped) != KEY_LENGTH:
                raise KeysDamaged("key")
            return StoreKey(slot.wrapped)
    raise WrongPassphrase


def open_with_passphrase(folder: Path, person_id: str, passphrase: str) -> StoreKey:
    """The store key by this person's slot; WrongPassphrase also when the person has none."""
    for slot in read_slots(folder).slots:
        if slot.kind == PERSON and slot.id == person_id:
            return _unwrap_person(slot, passphrase)
    raise WrongPassphrase


def find_person(folder: Path, passphrase: str) -> tuple[str, StoreKey]:
    """Whose passphrase this is, and the store key: names stand inside the store only. Costs one slow key a slot."""
    slot, key = find_slot(folder, passphrase)
    return slot.id, key


def find_slot(folder: Path, passphrase: str) -> tuple[Slot, StoreKey]:
    """The slot that a passphrase opens, and the store key."""
    for slot in read_slots(folder).slots:
        if slot.kind == PERSON:
            try:
                return slot, _unwrap_person(slot, passphrase)
            except WrongPassphrase:
                continue
    raise WrongPassphrase


def open_with_recovery(folder: Path, typed: str) -> StoreKey:
    """The store key by the recovery code; RecoveryCodeWrong when it is none or another store's."""
    from cryptography.exceptions import InvalidTag

    code = parse_recovery_code(typed)
    for slot in read_slots(folder).slots:
        if slot.kind == RECOVERY:
            try:
                return StoreKey(_unwrap(slot, subkey(code.encode(), "slot-recovery", slot.salt)))
            except InvalidTag:
                continue
    raise RecoveryCodeWrong(len(code), len(code))


def add_person(folder: Path, key: StoreKey, person_id: str, passphrase: str, *, cost: ArgonCost = USUAL_COST) -> None:
    """Give a person a slot, in place of an older one of theirs (a forgotten passphrase); PassphraseTooShort."""
    require_long_enough(passphrase)
    slot = _person_slot(key, person_id, passphrase, cost)
    _change(folder, without=(PERSON, person_id), add=(slot,))


def add_beside(folder: Path, key: StoreKey, person_id: str, passphrase: str, *, cost: ArgonCost = USUAL_COST) -> str:
    """Give a person a slot without taking an older one of theirs away: both open the store; the new one's mark.

    Raises PassphraseTooShort. After an OSError the slot may be there all the same.
    """
    require_long_enough(passphrase)
    slot = _person_slot(key, person_id, passphrase, cost)
    _change(folder, without=None, add=(slot,))
    return slot.mark


def drop_slots(folder: Path, marks: Iterable[str]) -> None:
    """Take slots of persons away by their marks; the file is not touched where it has none of them."""
    before, gone = read_slots(folder), frozenset(marks)
    kept = tuple(slot for slot in before.slots if slot.kind != PERSON or slot.mark not in gone)
    if kept != before.slots:
        _write(folder, SlotFile(before.generation + 1, kept))


def change_passphrase(folder: Path, person_id: str, old: str, new: str, *, cost: ArgonCost = USUAL_COST) -> None:
    """Wrap the key again under the new passphrase; WrongPassphrase, PassphraseTooShort. Data stay as they are."""
    require_long_enough(new)
    add_person(folder, open_with_passphrase(folder, person_id, old), person_id, new, cost=cost)


def remove_person(folder: Path, person_id: str) -> None:
    """Take the person's slot away; the recovery code and the others still open the store."""
    _change(folder, without=(PERSON, person_id), add=())


def renew_recovery_code(folder: Path, key: StoreKey, code: str | None = None) -> str:
    """Make a new recovery code, or take one that was made before; the old one opens the store no more."""
    code = code or new_recovery_code()
    _change(folder, without=(RECOVERY, ""), add=(_recovery_slot(key, code),))
    return code


def put_office(folder: Path, key: StoreKey, recipient: str) -> None:
    """Let the holder of this office's age key open the store, in place of an older office; raises AgeKeyMalformed."""
    slot = Slot(OFFICE, recipient, b"", b"", _sealed_to(recipient, key))
    before = read_slots(folder)
    kept = tuple(one for one in before.slots if one.kind != OFFICE)
    _write(folder, SlotFile(before.generation + 1, (*kept, slot)))


def office_recipient(folder: Path) -> str | None:
    """To which office's age key the store is sealed, None where it is to none."""
    return next((slot.id for slot in read_slots(folder).slots if slot.kind == OFFICE), None)


def open_with_office(folder: Path, office: "AgeKey") -> StoreKey:
    """The store key by the office's age key; raises AgeFileForOthers when the store is sealed to another, or to none.

    Raises AgeFileDamaged, KeysDamaged.
    """
    from app.identity.age import decrypt_with

    for slot in read_slots(folder).slots:
        if slot.kind == OFFICE and slot.id == office.recipient:
            plain = io.BytesIO()
            decrypt_with([office], io.BytesIO(slot.wrapped), plain)
            if len(plain.getvalue()) != KEY_LENGTH:
                raise KeysDamaged("key")
            return StoreKey(plain.getvalue())
    raise AgeFileForOthers


def _sealed_to(recipient: str, key: StoreKey) -> bytes:
    from app.identity.age import encrypt_to

    sealed = io.BytesIO()
    encrypt_to([recipient], io.BytesIO(key.secret), sealed)
    return sealed.getvalue()


def _person_slot(key: StoreKey, person_id: str, passphrase: str, cost: ArgonCost) -> Slot:
    slot = Slot(PERSON, person_id, os.urandom(_SALT_LENGTH), os.urandom(_NONCE_LENGTH), b"", cost)
    return _wrap(slot, subkey(slow_key(passphrase, slot.salt, cost), "slot-person"), key)


def _recovery_slot(key: StoreKey, code: str) -> Slot:
    slot = Slot(RECOVERY, "", os.urandom(_SALT_LENGTH), os.urandom(_NONCE_LENGTH), b"")
    return _wrap(slot, subkey(code.encode(), "slot-recovery", slot.salt), key)


def _unwrap_person(slot: Slot, passphrase: str) -> StoreKey:
    from cryptography.exceptions import InvalidTag

    if slot.cost is None:
        raise KeysDamaged("cost")
    try:
        return StoreKey(_unwrap(slot, subkey(slow_key(passphrase, slot.salt, slot.cost), "slot-person")))
    except InvalidTag as error:
        raise WrongPassphrase from error


def _wrap(slot: Slot, wrapping_key: bytes, key: StoreKey) -> Slot:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # no part of a start without a passphrase

    return replace(slot, wrapped=AESGCM(wrapping_key).encrypt(slot.nonce, key.secret, _bound(slot)))


def _unwrap(slot: Slot, wrapping_key: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(slot.nonce) != _NONCE_LENGTH:
        raise KeysDamaged("nonce")
    return AESGCM(wrapping_key).decrypt(slot.nonce, slot.wrapped, _bound(slot))


def _bound(slot: Slot) -> bytes:
    """Whose slot it is, so that one cannot be relabelled as another's."""
    return f"{_FORMAT} {slot.kind} {slot.id}".encode("utf-8", "surrogatepass")


def _require_no_file(folder: Path) -> None:
    for name in FILE_NAMES:
        if (folder / name).exists():
            raise FileExistsError(folder / name)


def _change(folder: Path, *, without: tuple[str, str] | None, add: Iterable[Slot]) -> None:
    before = read_slots(folder)
    kept = tuple(slot for slot in before.slots if (slot.kind, slot.id) != without)
    _write(folder, SlotFile(before.generation + 1, (*kept, *add)))


def _write(folder: Path, slots: SlotFile) -> None:
    """Both copies, one after the other, each whole or not at all."""
    for name in FILE_NAMES:
        _write_whole(folder / name, slots.to_bytes())


def _write_whole(path: Path, data: bytes) -> None:
    beside = path.with_name(path.name + ".new")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    if hasattr(os, "O_DIRECTORY"):  # Windows writes its directories through
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
