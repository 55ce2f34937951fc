"""Open a bundle: decrypt it into a private file, check every byte, and only then give anything out of it."""

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, cast

from app.domain.canonical import NotCanonical
from app.domain.revision import MalformedRevision, SignedRevision
from app.errors import BundleRefused, FileUnreadable
from app.exchange.bag_check import Bag, check_bag
from app.exchange.bundle_profile import EVIDENCE_NAME, LIMITS, REPORT_NAME, REVISIONS_NAME, BundleInfo, Counts, Limits
from app.exchange.complaints import ComplaintKind as Kind
from app.exchange.complaints import Complaints
from app.exchange.private_file import private_file
from app.exchange.told_source import ToldSource
from app.exchange.zip_directory import Entry, read_directory
from app.exchange.zip_entries import EntryReader
from app.identity.age import AgeKey, decrypt_with
from app.identity.certificates import Certificate
from app.identity.signer import RevisionVerifier
from app.progress import Progress, Step, no_progress

_PIECE = 1 << 20
_AGE, _ZIP = b"age-encryption.org/", b"PK"


class LineReason(StrEnum):
    """Why a line of a bundle is kept aside."""

    TOO_LONG = "too long"
    NOT_CANONICAL = "not canonical"
    MALFORMED = "malformed"
    OTHER_REALM = "other realm"
    SIGNATURE_WRONG = "signature wrong"


@dataclass(frozen=True, slots=True)
class ReadRevision:
    """A revision whose bytes are canonical; `where` is its file and line.

    `is_verified`: its author's key is known and the signature holds. False: the key is not known here yet.
    """

    where: str
    signed: SignedRevision
    is_verified: bool


@dataclass(frozen=True, slots=True)
class QuarantinedLine:
    """A line that is kept, shown and never merged; `line` is its bytes, cut to the longest a line may be."""

    where: str
    reason: LineReason
    detail: str
    line: bytes


@dataclass(frozen=True, slots=True)
class ReadBlob:
    """A photo, another file of evidence or a report, whose bytes are those that `sha256` and `size` say."""

    sha256: str
    size: int
    suffix: str
    is_report: bool
    opened: Callable[[], BinaryIO] = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle of which every sum and the outer signature hold; whether its sender is trusted is not yet said."""

    path: Path
    bag: Bag
    _file: BinaryIO = field(repr=False)
    _limits: Limits = LIMITS

    @property
    def info(self) -> BundleInfo:
        """Who sends which bundle to whom."""
        return self.bag.info

    @property
    def counts(self) -> Counts:
        """What it holds."""
        return self.bag.counts

    @property
    def signer(self) -> Certificate:
        """Whose signature the bundle bears; its author is `info.sender`."""
        return self.bag.signer

    def revisions(
        self,
        key_of: Callable[[str], bytes | None] = lambda _author: None,
        progress: Progress = no_progress,
        *,
        takes_realm: Callable[[str], bool] = lambda _realm: False,
    ) -> Iterator[ReadRevision | QuarantinedLine]:
        """Every line in order; `key_of` gives the SubjectPublicKeyInfo (DER) of an author, None when not known.

        The keys of the bundle's own certificates are known. A line that breaks the format, belongs to another realm
        (unless `takes_realm` says so) or bears a wrong signature is quarantined, the others come.
        """
        verifiers: dict[str, RevisionVerifier | None] = {
            one.author: RevisionVerifier(one.spki) for one in (self.bag.signer, *self.bag.chain)
        }
        done = 0
        for name, entry in sorted(self.bag.payload.items()):
            if not REVISIONS_NAME.fullmatch(name):
                continue
            for number, line in enumerate(_lines(EntryReader(self._file, entry), self._limits.line), start=1):
                if done % 200 == 0:
                    progress(Step(name, done, self.counts.revisions))
                done += 1
                yield self._read_line(f"{name}:{number}", line, verifiers, key_of, takes_realm)

    def blobs(self) -> Iterator[ReadBlob]:
        """Every file of evidence and every report, sorted by name."""
        for name, entry in sorted(self.bag.payload.items()):
            evidence, report = EVIDENCE_NAME.fullmatch(name), REPORT_NAME.fullmatch(name)
            if evidence:
                yield ReadBlob(evidence[2], entry.size, evidence[3], is_report=False, opened=self._opener(entry))
            elif report:
                yield ReadBlob(report[1], entry.size, "pdf", is_report=True, opened=self._opener(entry))

    def _opener(self, entry: Entry) -> Callable[[], BinaryIO]:
        return lambda: cast("BinaryIO", EntryReader(self._file, entry))

    def _read_line(
        self,
        where: str,
        line: bytes,
        verifiers: dict[str, RevisionVerifier | None],
        key_of: Callable[[str], bytes | None],
        takes_realm: Callable[[str], bool],
    ) -> ReadRevision | QuarantinedLine:
        if len(line) > self._limits.line:
            return QuarantinedLine(where, LineReason.TOO_LONG, "", line[: self._limits.line])
        try:
            signed = SignedRevision.from_line(line)
        except NotCanonical as error:
            return QuarantinedLine(where, LineReason.NOT_CANONICAL, f"{error.path} {error.reason}"[:200], line)
        except MalformedRevision as error:
            return QuarantinedLine(where, LineReason.MALFORMED, error.part[:200], line)
        if signed.rev.realm != self.info.realm and not takes_realm(signed.rev.realm):
            return QuarantinedLine(where, LineReason.OTHER_REALM, signed.rev.realm, line)
        author = signed.rev.author
        if author not in verifiers:
            spki = key_of(author)
            verifiers[author] = None if spki is None else RevisionVerifier(spki)
        verifier = verifiers[author]
        if verifier is None:
            del verifiers[author]  # a later line may bring the key
            return ReadRevision(where, signed, is_verified=False)
        if not verifier.verifies(signed):
            return QuarantinedLine(where, LineReason.SIGNATURE_WRONG, author, line)
        return ReadRevision(where, signed, is_verified=True)


@contextmanager
def open_bundle(
    path: Path,
    keys: Sequence[AgeKey],
    scratch: Path,
    realm: str | Collection[str] | None,
    *,
    limits: Limits = LIMITS,
    progress: Progress = no_progress,
) -> Iterator[Bundle]:
    """The bundle at `path`, opened with whichever of `keys` fits, for the time of the block.

    It is decrypted into a private file in `scratch`. `realm`: the one, or those, that its bag-info may name; None for
    any.
    Raises BundleRefused with every complaint, AgeFileForOthers, AgeFileDamaged, FileUnreadable, Cancelled, and OSError
    of the scratch folder.
    """
    complaints = Complaints()
    with private_file(scratch) as file:
        is_open = _fill(path, keys, file, complaints, progress)
        bag = None
        if not len(complaints):
            entries = read_directory(file, file.seek(0, os.SEEK_END), limits, complaints)
            if entries is not None:
                bag = check_bag(file, entries, limits, complaints, progress)
        if bag is not None:
            if bag.info.is_open != is_open:
                complaints.add(Kind.OPEN_UNMARKED)
            if realm is not None and bag.info.realm not in ({realm} if isinstance(realm, str) else realm):
                complaints.add(Kind.OTHER_REALM, detail=bag.info.realm)
        if bag is None or len(complaints):
            raise BundleRefused(path, tuple(complaints))
        yield Bundle(path, bag, file, limits)


def _fill(path: Path, keys: Sequence[AgeKey], plain: BinaryIO, complaints: Complaints, progress: Progress) -> bool:
    """Put the zip into `plain`; True when it was not encrypted."""
    try:
        source = path.open("rb")
    except OSError as error:
        raise FileUnreadable(path, error.strerror or type(error).__name__) from error
    with source:
        watched = ToldSource(path, source, progress)
        start = watched.read(len(_AGE))
        watched.rewind()
        if start.startswith(_ZIP):
            while piece := watched.read(_PIECE):
                plain.write(piece)
            plain.flush()
            return True
        if start != _AGE:
            complaints.add(Kind.NOT_A_ZIP)
            return False
        decrypt_with(keys, cast("BinaryIO", watched), plain)
        plain.flush()
        return False


def _lines(reader: EntryReader, longest: int) -> Iterator[bytes]:
    """Lines without their line feed; of one that is too long, a little more than `longest` bytes."""
    rest = b""
    is_skipping = False
    while piece := reader.read(_PIECE):
        first, *others = piece.split(b"\n")
        if not is_skipping:
            rest += first
        if not others:
            if len(rest) > longest and not is_skipping:
                yield rest[: longest + 1]
                rest, is_skipping = b"", True
            continue
        if not is_skipping:
            yield rest[: longest + 1]
        is_skipping = False
        yield from others[:-1]
        rest = others[-1]
    if rest and not is_skipping:
        yield rest
