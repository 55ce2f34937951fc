"""What can go wrong with keys, passphrases, certificates and signatures."""

# ruff: noqa: N818 - an error is named after the fact it states

from datetime import datetime
from pathlib import Path

from app.errors.base import AppError


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


class NoSigningKey(AppError):
    """The person has no signing key on this machine."""

    def __init__(self, person_id: str) -> None:
        super().__init__(person_id)
        self.person_id = person_id


class AgeKeyMalformed(AppError):
    """What was given is no age key, neither a public nor a secret one."""


class AgeFileForOthers(AppError):
    """An encrypted file that none of the keys here opens."""


class AgeFileDamaged(AppError):
    """An encrypted file that is cut short, changed, or none at all."""


class OnlyAdministrators(AppError):
    """An act that only an administrator of the office may do."""


class OfficeKeyThere(AppError):
    """The office has its key on this machine already."""


class OfficeKeyMissing(AppError):
    """No office key was made on this machine."""


class OfficeKeyNotHeld(AppError):
    """The office key is on this machine, but not in the hands of who asks for it."""


class OfficeKeyUnderOldPassphrase(AppError):
    """The office key is still wrapped under a passphrase that its holder forgot and replaced."""


class SigningKeyUnderOldPassphrase(AppError):
    """The passphrase opens the store, but the signing key, of a restored backup, is still under an older one."""


class LastPerson(AppError):
    """Nobody else could open this store any more."""


class NotOneself(AppError):
    """Nobody removes themselves: a colleague does."""
