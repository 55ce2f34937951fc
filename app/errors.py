"""Everything that can go wrong for a user, as facts without words; the words are in ui/messages.py."""

# ruff: noqa: N818 - an error is named after the fact it states

from datetime import datetime
from pathlib import Path
from typing import Protocol


class AppError(Exception):
    """A failure that a user is told about in a sentence of its own.

    Subclasses carry the facts of the failure as attributes and no text for people.
    Every subclass has its sentence in `ui/messages.py` (a test holds this).
    """


class _AboutAFile(Exception):
    """What an error about one file or folder carries: its `path`."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


# Keys, passphrases and signatures


class PassphraseTooShort(AppError):
    """A new passphrase has `length` characters and needs `minimum`."""

    def __init__(self, minimum: int, length: int) -> None:
        super().__init__(minimum, length)
        self.minimum = minimum
        self.length = length


class PassphraseTaken(AppError):
    """Somebody else opens this store with the same passphrase."""


class WrongPassphrase(AppError):
    """The passphrase opens neither the slot nor the signing key it was given for."""


class RecoveryCodeWrong(AppError):
    """What was typed is no recovery code (`length` characters, not `expected`; or the check fails), or another's."""

    def __init__(self, length: int, expected: int) -> None:
        super().__init__(length, expected)
        self.length = length
        self.expected = expected


class KeysMissing(AppError):
    """There is no key file in `folder`."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder


class KeysDamaged(AppError):
    """Neither copy of the key file, or not the wrapped signing key, can be read; `part` says what is broken."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class SealedFileDamaged(AppError):
    """A sealed file of the store was changed, cut, or belongs to another store."""


class ClockBehind(AppError):
    """The machine's clock (`now`) stands before the last entry of the store (`last_entry`): no signing."""

    def __init__(self, now: datetime, last_entry: datetime) -> None:
        super().__init__(now, last_entry)
        self.now = now
        self.last_entry = last_entry


class CertificateUnreadable(AppError):
    """Bytes that should be a certificate, or a request for one, are none of ours."""


class PdfNotReadable(AppError):
    """A PDF that should be signed cannot be read; `reason` is one short technical word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SignatureFieldMissing(AppError):
    """The PDF has no signature field of this `name`."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class SignatureFieldTaken(AppError):
    """The signature field `name` already carries a signature."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Found(Protocol):
    """One finding: where, and what is wrong there in a Chinese sentence."""

    @property
    def path(self) -> str:
        """The place, as a JSON path."""

    @property
    def text(self) -> str:
        """The sentence."""


class SchemeRefused(AppError):
    """A scheme has errors and cannot be used; `findings` are all that the check found, warnings included."""

    def __init__(self, findings: tuple[Found, ...]) -> None:
        super().__init__(findings)
        self.findings = findings


class AnswersRefused(AppError):
    """Facts that a scheme cannot score; `findings` names every one of them with its place."""

    def __init__(self, findings: tuple[Found, ...]) -> None:
        super().__init__(findings)
        self.findings = findings


class CharactersWithoutFont(AppError):
    """Characters of a report that no font draws; `where` are short excerpts of the texts they stand in."""

    def __init__(self, characters: tuple[str, ...], where: tuple[str, ...]) -> None:
        super().__init__(characters, where)
        self.characters = characters
        self.where = where


# Inspections and reports


class InspectionUnknown(AppError):
    """There is no inspection with this id or number in the store."""

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


class InspectionExists(AppError):
    """The unit has an inspection of this kind in this campaign; a second visit needs a reason."""

    def __init__(self, inspection_id: str) -> None:
        super().__init__(inspection_id)
        self.inspection_id = inspection_id


class InspectionFrozen(AppError):
    """The inspection was signed; nothing in it changes any more."""

    def __init__(self, inspection_id: str) -> None:
        super().__init__(inspection_id)
        self.inspection_id = inspection_id


class UnitHasNoClass(AppError):
    """The scheme scores by class and `unit_name` belongs to none of `classes`."""

    def __init__(self, unit_name: str, classes: tuple[str, ...]) -> None:
        super().__init__(unit_name, classes)
        self.unit_name = unit_name
        self.classes = classes


class NotComplete(AppError):
    """`missing` things stand in the way of a signature."""

    def __init__(self, missing: int) -> None:
        super().__init__(missing)
        self.missing = missing


class NoSigningKey(AppError):
    """The person has no signing key on this machine."""

    def __init__(self, person_id: str) -> None:
        super().__init__(person_id)
        self.person_id = person_id


class PlaceTaken(AppError):
    """The signing place `label` already holds a signature."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.label = label


class TooLateToDraw(AppError):
    """A digital signature stands: drawn ones can no longer be put on the pages."""


class ReportNotSigned(AppError):
    """The inspection has no signed report yet."""

    def __init__(self, inspection_id: str) -> None:
        super().__init__(inspection_id)
        self.inspection_id = inspection_id


class ReportNotGenuine(AppError):
    """A report that was just made or kept does not verify; `complaints` are the verifier's names for why."""

    def __init__(self, complaints: tuple[str, ...]) -> None:
        super().__init__(complaints)
        self.complaints = complaints


class TargetFull(AppError):
    """There is no room for a file of `size` bytes at `path`."""

    def __init__(self, path: Path, size: int) -> None:
        super().__init__(path, size)
        self.path = path
        self.size = size


class TargetReadOnly(_AboutAFile, AppError):
    """Nothing can be written at `path`."""


class TargetFailed(AppError):
    """Writing or reading back at `path` failed; `reason` is the system's own word."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason


class FileUnreadable(AppError):
    """The file at `path` cannot be read; `reason` is the system's own word."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason


# The store


class NoStoreHere(AppError):
    """There is no store in `folder`."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder


class StoreAlreadyHere(_AboutAFile, AppError):
    """A new store was asked for where one lies already (`path`); it was left alone."""


class StoreInUse(AppError):
    """Another program writes to the store; `pid` is its process, None when it cannot be told."""

    def __init__(self, pid: int | None = None) -> None:
        super().__init__(pid)
        self.pid = pid


class StoreKeyWrong(_AboutAFile, AppError):
    """The key is not that of the store at `path`."""


class StoreDamaged(AppError):
    """The store's file `path` is cut, overwritten, gone or none of ours; nothing was changed, it is kept at `kept`."""

    def __init__(self, path: Path, kept: Path) -> None:
        super().__init__(path, kept)
        self.path = path
        self.kept = kept


class StoreNewer(AppError):
    """The store was written by a newer program: version `found`, this one knows up to `known`."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(found, known)
        self.found = found
        self.known = known


class StoreFolderReadOnly(_AboutAFile, AppError):
    """The folder of the store (`path`) cannot be written to, so that the store cannot be opened for work."""


class StoreFull(_AboutAFile, AppError):
    """There is no room left where `path` lies; what was being saved was taken back whole."""


class StoreReadOnly(_AboutAFile, AppError):
    """`path` may only be read; what was being saved was taken back whole."""


class StoreWriteFailed(_AboutAFile, AppError):
    """The disk failed at `path`; what was being saved was taken back whole."""


class RecordMissing(AppError):
    """The store has no `entity` of this `id`."""

    def __init__(self, entity: str, id: str) -> None:  # noqa: A002 - as in Revision
        super().__init__(entity, id)
        self.entity = entity
        self.id = id


class OtherRealm(AppError):
    """A record of the realm `found` does not belong into a store of the realm `own`."""

    def __init__(self, found: str, own: str) -> None:
        super().__init__(found, own)
        self.found = found
        self.own = own


class SealedFileMissing(AppError):
    """The sealed file `name` is not in the store's folder."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


# Workbooks that people bring


class WorkbookNotExcel(_AboutAFile, AppError):
    """The file at `path` is no Excel workbook, whatever its name says."""


class WorkbookOldFormat(_AboutAFile, AppError):
    """The workbook at `path` is .xls, .et or .xlsb and has to be saved as .xlsx first."""


class WorkbookPasswordProtected(_AboutAFile, AppError):
    """The workbook at `path` opens only with its password."""


class WorkbookDamaged(_AboutAFile, AppError):
    """The workbook at `path` breaks off or holds what no workbook holds."""


class WorkbookTooLarge(AppError):
    """The workbook at `path` unpacks to `size` bytes; more than `limit`, or than any real table would."""

    def __init__(self, path: Path, size: int, limit: int) -> None:
        super().__init__(path, size, limit)
        self.path = path
        self.size = size
        self.limit = limit


class WorkbookEmpty(_AboutAFile, AppError):
    """The workbook at `path` has no sheet with anything in it."""


class ImportHasErrors(AppError):
    """A table with `count` errors was to be imported; nothing of it was."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class RegisterChanged(AppError):
    """The unit register changed after the plan of an import was made; nothing was imported."""


class UnitRefused(AppError):
    """A unit typed by hand cannot be kept; `reason` is a key of its words, `other` the unit in the way."""

    def __init__(self, reason: str, other: str = "") -> None:
        super().__init__(reason, other)
        self.reason = reason
        self.other = other
