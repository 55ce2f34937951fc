"""What an import would do, in numbers for each community: what a person sees before anything comes in."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.identity.age import AgeKey
from app.rules.register_news import RegisterNews
from app.services.bundle_keys import bundle_keys
from app.services.bundle_verdict import is_encrypted, key_in_file
from app.services.import_plan import UnitLine, registers_in
from app.services.importing import Incoming
from app.services.recovery import grouped
from app.services.workspace import Workspace
from app.store import units as unit_table
from app.store.bodies import UNIT


@dataclass(frozen=True, slots=True)
class Preview:
    """A bundle that was opened and looked through; `units` has what would happen to each community.

    `registers` are registers of keys in it that are older than those here, or contradict them.
    `sha256` is that of the file, `recipients` are those that it is encrypted to: its receipt goes to the same.
    """

    sender: str
    device: str
    seq: int
    sha256: str
    recipients: tuple[str, ...]
    new: int
    known: int
    waiting: int
    conflicts: int
    aside: int
    evidence: int
    reports: int
    is_known: bool
    units: tuple[UnitLine, ...] = ()
    registers: tuple[RegisterNews, ...] = ()


def preview_of(found: Incoming) -> Preview:
    """Put an opened bundle into numbers, communities by name, what belongs to none at the end."""
    plan = found.plan
    names = {unit.id: unit.name for unit in unit_table.all_units(found.workspace.store)}
    for rev in (signed.rev for signed in found.revisions if signed.rev.entity == UNIT):
        name = rev.body.get("name")
        if isinstance(name, str):
            names.setdefault(rev.id, name)
    lines = [UnitLine(names.get(one.unit_id, one.unit_id), one) for one in plan.units]
    return Preview(
        sender=f"{found.sender.office} {found.sender.name}".strip(),
        device=found.info.device,
        seq=found.info.sequence,
        sha256=found.sha256,
        recipients=found.info.recipients,
        new=len(plan.new),
        known=len(plan.known),
        waiting=len(plan.waiting),
        conflicts=len(plan.conflicts),
        aside=len(plan.quarantined),
        evidence=found.counts.evidence,
        reports=found.counts.reports,
        is_known=found.is_known,
        units=tuple(sorted(lines, key=lambda line: (not line.plan.unit_id, line.unit_name, line.plan.unit_id))),
        registers=registers_in(found.workspace, (signed.rev for signed in found.revisions)),
    )


def keys_for(
    workspace: Workspace, path: Path, passphrase: str, key_file: Path | None = None, password: str = ""
) -> Sequence[AgeKey]:
    """The keys to open the bundle at `path` with: that in `key_file`, or those of this machine; none for an open one.

    Raises what `bundle_keys` and `key_in_file` raise.
    """
    if not is_encrypted(path):
        return ()  # an open bundle, or no bundle at all: reading it says which
    if key_file is not None:
        return (key_in_file(key_file, grouped(password)),)
    return bundle_keys(workspace, passphrase)
