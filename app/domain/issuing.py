"""Records that one office writes: (issuing office, record, version) has one content, or an alarm (rule R8)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issue:
    """One version of such a record as one revision states it; `content` is the hash of what it says."""

    issuer: str
    record: str
    version: int
    content: str
    rid: str


@dataclass(frozen=True, slots=True)
class Equivocation:
    """One version with two contents: both are shown, neither is current."""

    issuer: str
    record: str
    version: int
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Issued:
    """What an office's record is now: the highest version with one content (None without one), and the alarms."""

    current: Issue | None
    alarms: tuple[Equivocation, ...]


def issued(issues: Iterable[Issue]) -> dict[tuple[str, str], Issued]:
    """By issuing office and record. Of revisions with one content the smallest rid stands for it."""
    sorted_out: dict[tuple[str, str], dict[int, dict[str, Issue]]] = defaultdict(lambda: defaultdict(dict))
    for issue in sorted(issues, key=lambda one: one.rid):
        sorted_out[issue.issuer, issue.record][issue.version].setdefault(issue.content, issue)
    found: dict[tuple[str, str], Issued] = {}
    for key, versions in sorted(sorted_out.items()):
        alarms = tuple(
            Equivocation(*key, version, tuple(contents[content] for content in sorted(contents)))
            for version, contents in sorted(versions.items())
            if len(contents) > 1
        )
        clear = [version for version, contents in versions.items() if len(contents) == 1]
        current = next(iter(versions[max(clear)].values())) if clear else None
        found[key] = Issued(current, alarms)
    return found
