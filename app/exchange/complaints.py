"""What can be wrong with a bundle, each kind by its own name; the words are in ui/words/bundles.py."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

MOST_COMPLAINTS = 1000
"""So many are kept of one bundle; a hostile one could give a million."""


class ComplaintKind(StrEnum):
    """The kinds, from the outermost layer to the innermost."""

    NOT_A_ZIP = "not a zip"
    CUT_OFF = "cut off"
    BYTES_BEFORE = "bytes before"
    BYTES_AFTER = "bytes after"
    BYTES_BETWEEN = "bytes between"
    DIRECTORY_BROKEN = "directory broken"
    TOO_MANY_ENTRIES = "too many entries"
    TOO_LARGE = "too large"
    FILE_TOO_LARGE = "file too large"
    PACKED_TOO_TIGHT = "packed too tight"
    ABSOLUTE_PATH = "absolute path"
    PARENT_PATH = "parent path"
    DRIVE_LETTER = "drive letter"
    BACKSLASH = "backslash"
    LINK = "link"
    SPECIAL_FILE = "special file"
    DEVICE_NAME = "device name"
    NAME_MALFORMED = "name malformed"
    NAME_TOO_LONG = "name too long"
    NAME_TWICE = "name twice"
    NAME_TWICE_BY_CASE = "name twice by case"
    NAME_TWICE_BY_SPELLING = "name twice by spelling"
    OVERLAP = "overlap"
    HEADERS_DISAGREE = "headers disagree"
    ENTRY_ENCRYPTED = "entry encrypted"
    METHOD_UNKNOWN = "method unknown"
    EXTRA_DATA = "extra data"
    CONTENT_BROKEN = "content broken"
    NOT_A_BAG = "not a bag"
    VERSION_UNKNOWN = "version unknown"
    OTHER_ALGORITHM = "other algorithm"
    FETCHES = "fetches"
    MANIFEST_MALFORMED = "manifest malformed"
    MANIFEST_DIFFERS = "manifest differs"
    TAG_DIFFERS = "tag differs"
    FILE_MISSING = "file missing"
    FILE_EXTRA = "file extra"
    FILE_STRANGE = "file strange"
    NAME_OF_OTHER_CONTENT = "name of other content"
    INFO_MALFORMED = "info malformed"
    OXUM_DIFFERS = "oxum differs"
    COUNTS_DIFFER = "counts differ"
    SCHEMA_NEWER = "schema newer"
    SIGNATURE_MISSING = "signature missing"
    SIGNATURE_BROKEN = "signature broken"
    SIGNATURE_OF_OTHER = "signature of other"
    SENDER_DIFFERS = "sender differs"
    OPEN_UNMARKED = "open unmarked"
    OTHER_REALM = "other realm"


@dataclass(frozen=True, slots=True)
class BundleComplaint:
    """One complaint: its kind, the entry it is about (empty: the whole file), and a number or name that belongs to it.

    Both texts come from the bundle or count something in it; they are cut to a length that can be shown.
    """

    kind: ComplaintKind
    entry: str = ""
    detail: str = ""


@dataclass(slots=True)
class Complaints:
    """A list being made; the same complaint is listed once, and no more than MOST_COMPLAINTS."""

    _found: dict[BundleComplaint, None] = field(default_factory=dict)

    def add(self, kind: ComplaintKind, entry: str = "", detail: object = "") -> None:
        """List one."""
        if len(self._found) < MOST_COMPLAINTS:
            self._found[BundleComplaint(kind, _shown(entry), _shown(str(detail)))] = None

    def __iter__(self) -> Iterator[BundleComplaint]:
        """In the order they were found."""
        return iter(self._found)

    def __len__(self) -> int:
        """How many."""
        return len(self._found)


def _shown(text: str) -> str:
    plain = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
    return plain if len(plain) <= 160 else plain[:159] + "…"
