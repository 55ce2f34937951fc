"""Write signed revisions: the bodies of records, stamped, signed and added in one transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from app.domain.canonical import JsonValue, nfc
from app.domain.hlc import HybridClock
from app.domain.revision import Revision
from app.identity.signer import SigningKey, sign_revision
from app.services.workspace import Workspace
from app.store import revisions as revision_table
from app.store.shown import next_parents

Record = tuple[str, str, str, Mapping[str, Any]]
"""entity, id, kind, body."""


@dataclass(frozen=True, slots=True)
class Pen:
    """An unlocked key for one act."""

    key: SigningKey = field(repr=False)


def series(
    workspace: Workspace, pen: Pen, records: Iterable[Record], *, parents: tuple[str, ...] | None = None
) -> tuple[Revision, ...]:
    """One revision for each record, stamped one after another, not yet kept.

    The parents are those that the store names for the record (`next_parents`), or its revision earlier in the
    series; `parents` where the caller knows better.
    """
    stamp = revision_table.clock(workspace.store)
    now, device = workspace.clock(), workspace.store.device
    made: dict[tuple[str, str], Revision] = {}
    drawn: list[Revision] = []
    for entity, record_id, kind, body in records:
        stamp = stamp.next(now, device)
        earlier = made.get((entity, record_id))
        known = next_parents(workspace.store, entity, record_id) if parents is None else parents
        revision = Revision(
            entity=entity,
            id=record_id,
            parents=(earlier.rid,) if earlier else tuple(sorted(known)),
            kind=kind,
            author=pen.key.author,
            device=device,
            hlc=stamp.stamp,
            realm=workspace.realm,
            body=cast(dict[str, JsonValue], nfc(dict(body))),
        )
        made[entity, record_id] = revision
        drawn.append(revision)
    return tuple(drawn)


def keep(workspace: Workspace, pen: Pen, revisions: Iterable[Revision]) -> None:
    """Sign and add revisions, in their order, and move the store's clock; one transaction."""
    store = workspace.store
    with store.atomic():
        made = tuple(revisions)
        revision_table.add_revisions(store, (sign_revision(revision, pen.key) for revision in made))
        if made:
            revision_table.put_clock(store, HybridClock(max(revision.hlc for revision in made)))


def write_records(
    workspace: Workspace, pen: Pen, records: Iterable[Record], *, parents: tuple[str, ...] | None = None
) -> tuple[str, ...]:
    """Make, sign and add one revision for each record; their rids. Parents as in `series`. One transaction."""
    made = series(workspace, pen, records, parents=parents)
    keep(workspace, pen, made)
    return tuple(revision.rid for revision in made)
