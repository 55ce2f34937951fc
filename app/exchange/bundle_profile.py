"""What a bundle looks like: its names, its limits, and the fields of its bag-info.txt."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

SCHEMA = 1
ROOT = "bag/"
SUFFIX = ".wyb"
OPEN_SUFFIX = ".bag.zip"
"""Of an unencrypted bundle, for public material only: no one takes it for the other kind."""
KEY_SUFFIX = ".key.age"
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PROFILE = "urn:wuyou:bundle:1"
DECLARED, INFO = "bagit.txt", "bag-info.txt"
MANIFEST, TAG_MANIFEST, SIGNATURE = "manifest-sha256.txt", "tagmanifest-sha256.txt", "signature.p7s"
LISTED_TAGS = frozenset({DECLARED, INFO, MANIFEST})
TAGS = LISTED_TAGS | {TAG_MANIFEST, SIGNATURE}
REVISIONS_NAME = re.compile("data/revisions-[0-9]{4}\\.ndjson", re.ASCII)
EVIDENCE_NAME = re.compile("data/evidence/([0-9a-f]{2})/((?:\\1)[0-9a-f]{62})\\.([0-9a-z]{1,8})", re.ASCII)
REPORT_NAME = re.compile("data/reports/([0-9a-f]{64})\\.pdf", re.ASCII)

_OFFICE = re.compile("[0-9a-z]{1,40}", re.ASCII)
_HEX = re.compile("[0-9a-f]{8,64}", re.ASCII)
_ID = re.compile("[0-9a-f]{32}", re.ASCII)
_SHA256 = re.compile("[0-9a-f]{64}", re.ASCII)
_NUMBER = re.compile("0|[1-9][0-9]{0,14}", re.ASCII)
_COUNTS = re.compile("revisions=([0-9]{1,12}) evidence=([0-9]{1,12}) reports=([0-9]{1,12})", re.ASCII)
_REALM = re.compile("[^\\s\\x00-\\x1f][^\\r\\n\\x00-\\x1f]{0,199}")


@dataclass(frozen=True, slots=True)
class Limits:
    """More than this is refused before it is read; sizes in bytes."""

    entries: int = 100_000
    total: int = 64 << 30
    single: int = 2 << 30
    revisions_file: int = 64 << 20
    tag: int = 32 << 20
    line: int = 4 << 20
    ratio: int = 200
    """Of the size of an entry to its packed size; small entries may have any."""
    small: int = 1 << 20


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Counts:
    """What a bundle holds."""

    revisions: int
    evidence: int
    reports: int

    def __str__(self) -> str:
        """As bag-info.txt has it."""
        return f"revisions={self.revisions} evidence={self.evidence} reports={self.reports}"


@dataclass(frozen=True, slots=True)
class BundleInfo:
    """Who sends which bundle to whom.

    `sender` is the author id of the key that signed the bundle. `previous` is the SHA-256 of the file of this device's
    bundle before, empty for its first; `previous_device` is what a restored or copied store was called before.
    `recipients` are age recipients; none means that the bundle is not encrypted.
    """

    bundle_id: str
    sender: str
    device: str
    sequence: int
    previous: str
    recipients: tuple[str, ...]
    realm: str
    previous_device: str = ""
    schema: int = SCHEMA

    @property
    def is_open(self) -> bool:
        """True when nothing keeps others from reading it."""
        return not self.recipients

    def fields(self, counts: Counts, oxum: str) -> bytes:
        """bag-info.txt; ValueError when a field would not be read back."""
        fields = {
            "BagIt-Profile-Identifier": PROFILE,
            "Bundle-Id": self.bundle_id,
            "Sender": self.sender,
            "Device": self.device,
            "Sequence": str(self.sequence),
            "Previous-SHA256": self.previous or "none",
            "Recipients": " ".join(self.recipients) or "none",
            "Realm": self.realm,
            "Schema": str(self.schema),
            "Counts": str(counts),
            "Payload-Oxum": oxum,
        }
        if self.previous_device:
            fields["Previous-Device"] = self.previous_device
        data = "".join(f"{name}: {value}\n" for name, value in fields.items()).encode()
        if read_info(data) != (self, counts, oxum, []):
            raise ValueError("a field of bag-info.txt that cannot be read back")
        return data


_FIELDS = {
    "BagIt-Profile-Identifier": re.compile(re.escape(PROFILE)),
    "Bundle-Id": _ID,
    "Sender": _SHA256,
    "Device": _HEX,
    "Sequence": _NUMBER,
    "Previous-SHA256": re.compile("none|[0-9a-f]{64}", re.ASCII),
    "Recipients": re.compile("none|age1[0-9a-z]{20,100}( age1[0-9a-z]{20,100}){0,499}", re.ASCII),
    "Realm": _REALM,
    "Schema": _NUMBER,
    "Counts": _COUNTS,
    "Payload-Oxum": re.compile("(0|[1-9][0-9]{0,14})\\.(0|[1-9][0-9]{0,14})", re.ASCII),
    "Previous-Device": _HEX,
}
_OPTIONAL = {"Previous-Device"}


def read_info(data: bytes) -> tuple[BundleInfo | None, Counts, str, list[str]]:
    """Read bag-info.txt: the header, the counts, Payload-Oxum, and the names of fields that are missing or wrong.

    Every field stands once on one line; the header is None when a field of it is wrong.
    """
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        return None, Counts(0, 0, 0), "", ["UTF-8"]
    found: dict[str, str] = {}
    wrong: list[str] = [] if lines.pop() == "" else ["end"]
    for line in lines:
        name, colon, value = line.partition(": ")
        pattern = _FIELDS.get(name)
        if not colon or pattern is None or name in found or not pattern.fullmatch(value):
            wrong.append(name)
        found.setdefault(name, value)
    wrong += [name for name in _FIELDS if name not in found and name not in _OPTIONAL]
    if wrong:
        return None, Counts(0, 0, 0), "", wrong
    recipients = () if found["Recipients"] == "none" else tuple(found["Recipients"].split(" "))
    info = BundleInfo(
        bundle_id=found["Bundle-Id"],
        sender=found["Sender"],
        device=found["Device"],
        sequence=int(found["Sequence"]),
        previous="" if found["Previous-SHA256"] == "none" else found["Previous-SHA256"],
        recipients=recipients,
        realm=found["Realm"],
        previous_device=found.get("Previous-Device", ""),
        schema=int(found["Schema"]),
    )
    counts = _COUNTS.fullmatch(found["Counts"])
    numbers = [int(number) for number in counts.groups()] if counts else [0, 0, 0]
    return info, Counts(*numbers), found["Payload-Oxum"], []


def stem_of(office: str, info: BundleInfo) -> str:
    """The name of the file without its ending: no community's or person's name; `office` is its code."""
    plain = "".join(_OFFICE.findall(office.lower()))[:40] or "office"
    return f"{plain}-{info.device[:8]}-{info.sequence:04d}-{info.bundle_id[:8]}"


def evidence_name(sha256: str, suffix: str) -> str:
    """Where a file of evidence lies in the bag; ValueError for what is no such name."""
    return _matching(EVIDENCE_NAME, f"data/evidence/{sha256[:2]}/{sha256}.{suffix}")


def report_name(sha256: str) -> str:
    """Where a report lies in the bag; ValueError for what is no such name."""
    return _matching(REPORT_NAME, f"data/reports/{sha256}.pdf")


def revisions_name(number: int) -> str:
    """The name of the file of revisions with this number, from 1."""
    return _matching(REVISIONS_NAME, f"data/revisions-{number:04d}.ndjson")


def manifest_lines(sums: Sequence[tuple[str, str]]) -> bytes:
    """A manifest as `sha256sum -c` reads it, sorted by name; pairs of name and SHA-256."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(sums)).encode()


def _matching(pattern: re.Pattern[str], name: str) -> str:
    if not pattern.fullmatch(name):
        raise ValueError(f"no name for a file in a bundle: {name!r}")
    return name
