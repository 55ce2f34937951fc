"""The rows that screens read, made from the revisions: the same functions write them live and at a rebuild."""

import hashlib
import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from app.domain.pinyin import initials_of
from app.domain.revision import DRAFT, VOID
from app.store import bodies
from app.store.bodies import BodyUnreadable
from app.store.campaigns import put_campaign
from app.store.database import Store
from app.store.inspection_rows import put_item_scores, put_row
from app.store.lineage import Node, body_of, nodes, value_nodes
from app.store.marks import put_mark
from app.store.people import put_person
from app.store.reports import put_report
from app.store.schemes import put_scheme
from app.store.units import put_units

_LOG = logging.getLogger(__name__)

Key = tuple[str, str]
"""Entity and id."""


def project(store: Store, keys: Iterable[Key]) -> None:
    """Write the rows of the named records as their revisions say, inside a transaction.

    A record without a standing revision, of an unknown entity, or whose body cannot be read leaves its row alone: the
    revision is kept all the same, and a later program may read it.
    """
    for entity, id_ in keys:
        write = _WRITERS.get(entity)
        if write is None:
            continue
        found = nodes(store, entity, id_)
        values = value_nodes(found)
        if not values:
            continue
        try:
            write(store, id_, found, values)
        except BodyUnreadable as error:
            _LOG.warning("a %s revision has an unreadable %s", entity, error.part)


def content_of(store: Store, node: Node, found: Iterable[Node]) -> dict[str, Any]:
    """The body of `node`; of a void one, that of what was voided."""
    known = {one.rid: one for one in found}
    while node.kind == VOID:
        parents = [known[rid] for rid in sorted(node.parents) if rid in known]
        if not parents:
            raise BodyUnreadable("parents")
        node = max(parents, key=lambda one: (one.hlc, one.rid))
    return body_of(store, node.rid)


def _newest(values: Iterable[Node]) -> Node:
    return max(values, key=lambda node: (node.hlc, node.rid))


Writer = Callable[[Store, str, tuple[Node, ...], tuple[Node, ...]], None]


def _unit(store: Store, id: str, found: tuple[Node, ...], values: tuple[Node, ...]) -> None:  # noqa: A002
    head = _newest(values)
    unit = bodies.unit_of(id, content_of(store, head, found))
    if not unit.initials:
        unit = replace(unit, initials=initials_of(unit.name))
    put_units(store, [unit], basis=head.rid)


def _person(store: Store, id: str, found: tuple[Node, ...], values: tuple[Node, ...]) -> None:  # noqa: A002
    head = _newest(values)
    put_person(store, bodies.person_of(id, content_of(store, head, found)), basis=head.rid)


def _campaign(store: Store, id: str, found: tuple[Node, ...], values: tuple[Node, ...]) -> None:  # noqa: A002
    head = _newest(values)
    put_campaign(store, bodies.campaign_of(id, content_of(store, head, found)), basis=head.rid)


def _scheme(store: Store, id: str, found: tuple[Node, ...], values: tuple[Node, ...]) -> None:  # noqa: A002
    """Every version ever named stays readable: inspections point to versions by hash, not to the current one."""
    del id, values
    for node in found:
        body = body_of(store, node.rid)
        text, state = body.get("json"), body.get("state")
        if not isinstance(text, str) or not isinstance(state, str):
            raise BodyUnreadable("json")
        data = text.encode()
        put_scheme(store, hashlib.sha256(data).hexdigest(), data, state, basis=node.rid)


def _inspection(store: Store, id: str, found: tuple[Node, ...], values: tuple[Node, ...]) -> None:  # noqa: A002
    """A final takes the row; a draft never touches the open draft of this machine (it is merged as a view)."""
    head = _newest(values)
    if head.kind == DRAFT and store.row("SELECT 1 FROM inspection WHERE id = ? AND basis IS NULL", (id,)):
        return
    inspection, scores = bodies.inspection_of(id, content_of(store, head, found))
    is_contested = False
    if head.kind != DRAFT:
        is_contested = len(values) > 1
        inspection = replace(inspection, state="void" if head.kind == VOID else "signed")
    put_row(store, inspection, basis=head.rid, is_contested=is_contested)
    put_item_scores(store, id, scores)


def _report(store: Store, id: str, found: tuple[Node, ...], values: tuple[Node, ...]) -> None:  # noqa: A002
    head = _newest(values)
    put_report(store, bodies.report_of(id, content_of(store, head, found)), basis=head.rid)


def _signature(store: Store, id: str, found: tuple[Node, ...], values: tuple[Node, ...]) -> None:  # noqa: A002
    del id
    head = _newest(values)
    inspection_id, mark = bodies.signature_of(content_of(store, head, found))
    put_mark(store, inspection_id, mark, basis=head.rid)


_WRITERS: dict[str, Writer] = {
    bodies.UNIT: _unit,
    bodies.PERSON: _person,
    bodies.CAMPAIGN: _campaign,
    bodies.SCHEME: _scheme,
    bodies.INSPECTION: _inspection,
    bodies.REPORT: _report,
    bodies.SIGNATURE: _signature,
}
