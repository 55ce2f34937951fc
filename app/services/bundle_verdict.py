"""Whether a bundle is whole and whose it is, without a store: for whoever has it and the key that opens it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import FileUnreadable
from app.exchange.bundle_profile import OPEN_SUFFIX, SUFFIX, BundleInfo, Counts
from app.exchange.bundle_reader import QuarantinedLine, open_bundle
from app.identity.age import AgeKey, opened_key
from app.identity.certificates import Holder
from app.progress import Progress, no_progress
from app.services.saving import read_file
from app.store.failures import translated

_AGE = b"age-encryption.org/"


@dataclass(frozen=True, slots=True)
class BundleVerdict:
    """A bundle of which every sum and the outer signature hold.

    `sender` is whom the signer's certificate names. `unknown` counts the revisions whose author's key the bundle does
    not bring, so that their signatures are not checked here; `quarantined` are the lines no import would merge.
    """

    info: BundleInfo
    counts: Counts
    sender: Holder
    unknown: int
    quarantined: tuple[QuarantinedLine, ...]


def is_bundle(path: Path) -> bool:
    """By its name."""
    return path.name.lower().endswith((SUFFIX, OPEN_SUFFIX))


def is_encrypted(path: Path) -> bool:
    """By its first bytes; raises FileUnreadable."""
    try:
        with path.open("rb") as file:
            return file.read(len(_AGE)) == _AGE
    except OSError as error:
        raise FileUnreadable(path, error.strerror or type(error).__name__) from error


def key_in_file(path: Path, passphrase: str | None) -> AgeKey:
    """The secret key in a file: as `AGE-SECRET-KEY-1…` on a line, or under a passphrase as the first day's is.

    Raises FileUnreadable, WrongPassphrase, AgeKeyMalformed.
    """
    data = read_file(path)
    if data.startswith(_AGE):
        return opened_key(data, passphrase or "")
    lines = data.decode("utf-8", "replace").splitlines()
    return AgeKey.of(next((line for line in lines if line.strip() and not line.startswith("#")), ""))


def verify_bundle(path: Path, keys: Sequence[AgeKey], scratch: Path, progress: Progress = no_progress) -> BundleVerdict:
    """Read every byte and every line; nothing is kept of it.

    Raises BundleRefused with every complaint, AgeFileForOthers, AgeFileDamaged, FileUnreadable, StoreFull,
    StoreReadOnly, StoreWriteFailed, Cancelled.
    """
    with translated(scratch), open_bundle(path, keys, scratch, None, progress=progress) as bundle:
        quarantined, unknown = [], 0
        for line in bundle.revisions(progress=progress):
            if isinstance(line, QuarantinedLine):
                quarantined.append(line)
            else:
                unknown += not line.is_verified
        return BundleVerdict(bundle.info, bundle.counts, bundle.signer.holder, unknown, tuple(quarantined))
