"""What can go wrong with the store on this machine."""

# ruff: noqa: N818 - an error is named after the fact it states

from pathlib import Path

from app.errors.base import AboutAFile, AppError


class NoStoreHere(AppError):
    """There is no store in `folder`."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder


class StoreAlreadyHere(AboutAFile, AppError):
    """A new store was asked for where one lies already (`path`); it was left alone."""


class StoreInUse(AppError):
    """Another program writes to the store; `pid` is its process, None when it cannot be told."""

    def __init__(self, pid: int | None = None) -> None:
        super().__init__(pid)
        self.pid = pid


class StoreKeyWrong(AboutAFile, AppError):
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


class StoreOlder(AppError):
    """The store is of an older version (`found`) than this program's (`known`), and was opened for reading only."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(found, known)
        self.found = found
        self.known = known


class StoreNotBroughtUp(AppError):
    """Bringing the store at `path` from version `found` to `known` failed and was taken back whole.

    `copy` is the verified copy that was made before.
    """

    def __init__(self, path: Path, copy: Path, found: int, known: int) -> None:
        super().__init__(path, copy, found, known)
        self.path = path
        self.copy = copy
        self.found = found
        self.known = known


class StoreFolderReadOnly(AboutAFile, AppError):
    """The folder of the store (`path`) cannot be written to, so that the store cannot be opened for work."""


class StoreFull(AboutAFile, AppError):
    """There is no room left where `path` lies; what was being saved was taken back whole."""


class StoreReadOnly(AboutAFile, AppError):
    """`path` may only be read; what was being saved was taken back whole."""


class StoreWriteFailed(AboutAFile, AppError):
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
