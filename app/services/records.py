"""Write signed revisions: the bodies of records, stamped, signed and added in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.canonical import nfc
from app.domain.hlc import HybridClock
from app.domain.revision import Revision
from app.identity.signer import SigningKey, sign_revision
from app.services.workspace import Workspace
from app.store import revisions as revision_table

Record = tuple[str, str, str, Mapping[str, Any]]
"""entity, id, kind, body."""


@dataclass(frozen=True, slots=True)
class Pen:
    """An unlocked key for one act."""

    key: SigningKey = field(repr=False)


def draw_up(
    workspace: Workspace, pen: Pen, record: Record, stamp: HybridClock, parents: Sequence[str] | None = None
) -> Revision:
    """The revision of `record` at `stamp`, not yet kept; its parents are the record's heads unless named."""
    entity, record_id, kind, body = record
    if parents is None:
        parents = revision_table.heads(workspace.store, entity, record_id)
    return Revision(
        entity=entity,
        id=record_id,
        parents=tuple(sorted(parents)),
        kind=kind,
        author=pen.key.author,
        device=workspace.store.device,
        hlc=stamp.stamp,
        realm=workspace.realm,
        body=nfc(dict(body)),
    )


def next_stamp(workspace: Workspace) -> HybridClock:
    """The store's clock after one more event now."""
    return revision_table.clock(workspace.store).next(workspace.clock(), workspace.store.device)


def keep(workspace: Workspace, pen: Pen, revisions: Iterable[Revision]) -> None:
    """Sign and add revisions, in their order, and move the store's clock; one transaction."""
    store = workspace.store
    with store.atomic():
        last = ""
        for revision in revisions:
            revision_table.add_revision(store, sign_revision(revision, pen.key))
            last = max(last, revision.hlc)
        if last:
            revision_table.put_clock(store, HybridClock(last))


def write_records(workspace: Workspace, pen: Pen, records: Iterable[Record]) -> tuple[str, ...]:
    """Make, sign and add one revision for each record; returns their rids. One transaction."""
    made: list[Revision] = []
    stamp = revision_table.clock(workspace.store)
    now, device = workspace.clock(), workspace.store.device
    for record in records:
        stamp = stamp.next(now, device)
        made.append(draw_up(workspace, pen, record, stamp))
    keep(workspace, pen, made)
    return tuple(revision.rid for revision in made)
