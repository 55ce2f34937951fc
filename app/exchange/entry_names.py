"""Names of entries that no system may be asked to write, each kind by its own complaint."""

import re
import unicodedata
from collections.abc import Iterable

from app.exchange.bundle_profile import ROOT
from app.exchange.complaints import ComplaintKind as Kind
from app.exchange.complaints import Complaints

LONGEST_NAME = 120
_PLAIN = re.compile("[0-9a-z_-][0-9a-z_.-]*(/[0-9a-z_-][0-9a-z_.-]*)*", re.ASCII)
_DEVICE = re.compile("(con|prn|aux|nul|clock\\$|com[0-9¹²³]|lpt[0-9¹²³])(\\..*)?", re.IGNORECASE)
_DRIVE = re.compile("[A-Za-z]:")


def complain_of_name(name: str, complaints: Complaints) -> None:
    """List everything that is wrong with the name of one entry."""
    parts = re.split("[/\\\\]", name)
    found = [
        kind
        for kind, holds in (
            (Kind.ABSOLUTE_PATH, name.startswith(("/", "\\"))),
            (Kind.PARENT_PATH, ".." in parts),
            (Kind.DRIVE_LETTER, _DRIVE.match(name) or any(_DRIVE.match(part) for part in parts)),
            (Kind.BACKSLASH, "\\" in name),
            (Kind.DEVICE_NAME, any(_DEVICE.fullmatch(part.rstrip(" .")) for part in parts)),
            (Kind.NAME_TOO_LONG, len(name.removeprefix(ROOT)) > LONGEST_NAME),
        )
        if holds
    ]
    within = name.removeprefix(ROOT)
    if not found and (within == name or not _PLAIN.fullmatch(within) or within.endswith(".")):
        found.append(Kind.NAME_MALFORMED)
    for kind in found:
        complaints.add(kind, name)


def complain_of_twins(names: Iterable[str], complaints: Complaints) -> None:
    """List names that are one file where case, or the spelling of accents, makes no difference."""
    exact: set[str] = set()
    by_case: dict[str, str] = {}
    by_spelling: dict[str, str] = {}
    for name in names:
        if name in exact:
            complaints.add(Kind.NAME_TWICE, name)
            continue
        exact.add(name)
        if name.isascii() and name.islower() and name not in by_case and name not in by_spelling:
            by_case[name] = by_spelling[name] = name
            continue
        spelled = unicodedata.normalize("NFC", name)
        folded = unicodedata.normalize("NFC", spelled.casefold())
        if by_spelling.setdefault(spelled, name) != name:
            complaints.add(Kind.NAME_TWICE_BY_SPELLING, name, by_spelling[spelled])
        elif by_case.setdefault(folded, name) != name:
            complaints.add(Kind.NAME_TWICE_BY_CASE, name, by_case[folded])
