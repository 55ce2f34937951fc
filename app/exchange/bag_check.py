"""Whether what lies in a zip is the bag of a bundle: its lists, its sums, its header and its signature."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from app.exchange.bundle_profile import (
    DECLARATION,
    DECLARED,
    EVIDENCE_NAME,
    INFO,
    LISTED_TAGS,
    MANIFEST,
    REPORT_NAME,
    REVISIONS_NAME,
    ROOT,
    SCHEMA,
    SIGNATURE,
    TAG_MANIFEST,
    TAGS,
    BundleInfo,
    Counts,
    Limits,
    read_info,
)
from app.exchange.complaints import ComplaintKind as Kind
from app.exchange.complaints import Complaints
from app.exchange.zip_directory import Entry
from app.exchange.zip_entries import EntryBroken, EntryReader
from app.identity.certificates import Certificate
from app.identity.cms import NotOurSignature, read_signature
from app.progress import Progress, Step

_PIECE = 1 << 20
_LISTED = re.compile("([0-9a-f]{64})  (\\S+)", re.ASCII)
_OTHER_SUM = re.compile(
    "([0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{56}|[0-9a-fA-F]{96}|[0-9a-fA-F]{128}) .*", re.ASCII
)
_OTHER_MANIFEST = re.compile("(tag)?manifest-.*\\.txt")


@dataclass(frozen=True, slots=True)
class Bag:
    """A bag that holds: its header, its signer, and the entries of its payload by name."""

    info: BundleInfo
    counts: Counts
    signer: Certificate
    chain: tuple[Certificate, ...]
    payload: Mapping[str, Entry]


def check_bag(
    file: BinaryIO,
    entries: tuple[Entry, ...],
    limits: Limits,
    complaints: Complaints,
    progress: Progress,
) -> Bag | None:
    """Read every byte of the bag once; None when anything is wrong, which is then in `complaints`."""
    found = {entry.name.removeprefix(ROOT): entry for entry in entries if entry.name.startswith(ROOT)}
    tags = _tags(file, found, limits, complaints)
    _complain_of_places(found, complaints)
    if tags.get(DECLARED, DECLARATION) != DECLARATION:
        complaints.add(Kind.VERSION_UNKNOWN, DECLARED)
    sums = _read_manifest(tags.get(MANIFEST), MANIFEST, complaints)
    _check_tags(tags, complaints)
    payload = {name: entry for name, entry in found.items() if name.startswith("data/")}
    for name in sums.keys() - payload.keys():
        complaints.add(Kind.FILE_MISSING, name)
    for name in payload.keys() - sums.keys():
        complaints.add(Kind.FILE_EXTRA, name)
    lines = 0
    for place, (name, entry) in enumerate(payload.items()):
        progress(Step(name, place, len(payload)))
        lines += _check_payload(file, name, entry, sums.get(name), limits, complaints)
    info, counts = _check_info(tags.get(INFO), payload, lines, complaints)
    signed = _check_signature(tags, info, complaints)
    if len(complaints) or info is None or signed is None:
        return None
    return Bag(info, counts, *signed, payload)


def _tags(file: BinaryIO, found: Mapping[str, Entry], limits: Limits, complaints: Complaints) -> dict[str, bytes]:
    tags: dict[str, bytes] = {}
    for name in sorted(TAGS):
        entry = found.get(name)
        if entry is None:
            kind = {DECLARED: Kind.NOT_A_BAG, SIGNATURE: Kind.SIGNATURE_MISSING}.get(name, Kind.FILE_MISSING)
            complaints.add(kind, name)
        elif entry.size > limits.tag:
            complaints.add(Kind.FILE_TOO_LARGE, name, entry.size)
        else:
            try:
                tags[name] = EntryReader(file, entry).read()
            except EntryBroken:
                complaints.add(Kind.CONTENT_BROKEN, name)
    return tags


def _complain_of_places(found: Mapping[str, Entry], complaints: Complaints) -> None:
    for name in found:
        if name in TAGS or REVISIONS_NAME.fullmatch(name) or EVIDENCE_NAME.fullmatch(name):
            continue
        if name == "fetch.txt":
            complaints.add(Kind.FETCHES, name)
        elif _OTHER_MANIFEST.fullmatch(name):
            complaints.add(Kind.OTHER_ALGORITHM, name)
        elif not name.startswith("data/"):
            complaints.add(Kind.FILE_EXTRA, name)
        elif not REPORT_NAME.fullmatch(name):
            complaints.add(Kind.FILE_STRANGE, name)


def _read_manifest(data: bytes | None, name: str, complaints: Complaints) -> dict[str, str]:
    """Name and SHA-256 of what a manifest lists."""
    sums: dict[str, str] = {}
    lines = (data or b"").decode("utf-8", "backslashreplace").split("\n")
    if lines.pop():
        complaints.add(Kind.MANIFEST_MALFORMED, name, len(lines) + 1)
    for number, line in enumerate(lines, start=1):
        listed = _LISTED.fullmatch(line)
        if listed and listed[2] not in sums:
            sums[listed[2]] = listed[1]
        elif _OTHER_SUM.fullmatch(line):
            complaints.add(Kind.OTHER_ALGORITHM, name, number)
        else:
            complaints.add(Kind.MANIFEST_MALFORMED, name, number)
    return sums


def _check_tags(tags: Mapping[str, bytes], complaints: Complaints) -> None:
    sums = _read_manifest(tags.get(TAG_MANIFEST), TAG_MANIFEST, complaints)
    if TAG_MANIFEST not in tags:
        return
    for name in sorted(LISTED_TAGS):
        if name in tags and sums.get(name) != hashlib.sha256(tags[name]).hexdigest():
            complaints.add(Kind.TAG_DIFFERS, name)
    for name in sums.keys() - LISTED_TAGS:
        complaints.add(Kind.FILE_MISSING if name not in TAGS else Kind.MANIFEST_MALFORMED, name)


def _check_payload(
    file: BinaryIO, name: str, entry: Entry, expected: str | None, limits: Limits, complaints: Complaints
) -> int:
    """Compare one file with the manifest and with its own name; how many lines of revisions it has."""
    is_lines = bool(REVISIONS_NAME.fullmatch(name))
    if is_lines and entry.size > limits.revisions_file:
        complaints.add(Kind.FILE_TOO_LARGE, name, entry.size)
        return 0
    reader, sha256, lines, last = EntryReader(file, entry), hashlib.sha256(), 0, b"\n"
    try:
        while piece := reader.read(_PIECE):
            sha256.update(piece)
            if is_lines:
                lines += piece.count(b"\n")
                last = piece[-1:]
    except EntryBroken:
        complaints.add(Kind.CONTENT_BROKEN, name)
        return 0
    digest = sha256.hexdigest()
    if expected is not None and digest != expected:
        complaints.add(Kind.MANIFEST_DIFFERS, name)
    evidence, report = EVIDENCE_NAME.fullmatch(name), REPORT_NAME.fullmatch(name)
    if (evidence and evidence[2] != digest) or (report and report[1] != digest):
        complaints.add(Kind.NAME_OF_OTHER_CONTENT, name)
    return lines + (last != b"\n")


def _check_info(
    data: bytes | None, payload: Mapping[str, Entry], lines: int, complaints: Complaints
) -> tuple[BundleInfo | None, Counts]:
    if data is None:
        return None, Counts(0, 0, 0)
    info, counts, oxum, wrong = read_info(data)
    for field in wrong:
        complaints.add(Kind.INFO_MALFORMED, INFO, field)
    if info is None:
        return None, counts
    if info.schema > SCHEMA:
        complaints.add(Kind.SCHEMA_NEWER, INFO, info.schema)
    if oxum != f"{sum(entry.size for entry in payload.values())}.{len(payload)}":
        complaints.add(Kind.OXUM_DIFFERS, INFO, oxum)
    here = Counts(
        lines,
        sum(bool(EVIDENCE_NAME.fullmatch(name)) for name in payload),
        sum(bool(REPORT_NAME.fullmatch(name)) for name in payload),
    )
    if counts != here:
        complaints.add(Kind.COUNTS_DIFFER, INFO, here)
    return info, counts


def _check_signature(
    tags: Mapping[str, bytes], info: BundleInfo | None, complaints: Complaints
) -> tuple[Certificate, tuple[Certificate, ...]] | None:
    if SIGNATURE not in tags:
        return None
    try:
        signature = read_signature(tags[SIGNATURE])
    except NotOurSignature:
        complaints.add(Kind.SIGNATURE_BROKEN, SIGNATURE)
        return None
    if not signature.holds:
        complaints.add(Kind.SIGNATURE_BROKEN, SIGNATURE)
        return None
    if signature.digest != hashlib.sha256(tags.get(TAG_MANIFEST, b"")).digest():
        complaints.add(Kind.SIGNATURE_OF_OTHER, SIGNATURE)
        return None
    if info is not None and info.sender != signature.certificate.author:
        complaints.add(Kind.SENDER_DIFFERS, SIGNATURE, info.sender)
        return None
    return signature.certificate, signature.chain
