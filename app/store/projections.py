"""The rows that screens read, made from the revisions: the same functions write them live and at a rebuild."""

import hashlib
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from app.domain.lineage import Node, value_nodes
from app.domain.pinyin import initials_of
from app.domain.revision import DRAFT, VOID
from app.store import bodies
from app.store.body_fields import BodyUnreadable
from app.store.campaigns import put_campaign
from app.store.database import Store
from app.store.inspection_rows import put_item_scores, put_row
from app.store.lineage import body_of, nodes
from app.store.marks import put_mark
from app.store.people import put_person
from app.store.phrases import clear_uses, put_uses
from app.store.reports import put_report
from app.store.schemes import put_scheme
from app.store.units import put_units

_LOG = logging.getLogger(__name__)

Key = tuple[str, str]
"""Entity and id."""


def project(store: Store, keys: Iterable[Key]) -> None:
    """Write the rows of the named records as their revisions say, inside a transaction.

    A record of an unknown entity, or without a standing revision, has no row. A revision whose body cannot be read is
    kept for a later program; here the one that it was made from goes on to stand.
    """
    for entity, id_ in keys:
        write = _WRITERS.get(entity)
        if write is None:
            continue
        found = nodes(store, entity, id_)
        is_contested = _is_contested(value_nodes(found))
        unreadable: set[str] = set()
        while values := value_nodes(found, left_out=unreadable):
            head = _newest(values)
            try:
                write(store, id_, Standing(found, head, is_contested))
            except BodyUnreadable as error:
                _LOG.warning("%s revision %s: %s is unreadable", entity, head.rid[:12], error.part)
                unreadable.add(head.rid)
            else:
                break


@dataclass(frozen=True, slots=True)
class Standing:
    """What a record is right now: its revisions, the one that says its value, and whether several finals claim to."""

    found: tuple[Node, ...]
    head: Node
    is_contested: bool

    def content(self, store: Store) -> tuple[str, dict[str, Any]]:
        """Rid and body of the head; of a void one, of what was voided. BodyUnreadable where that is not here."""
        known = {one.rid: one for one in self.found}
        node = self.head
        while node.kind == VOID:
            parents = [known[rid] for rid in node.parents if rid in known]
            if not parents:
                raise BodyUnreadable("parents")
            node = _newest(parents)
        return node.rid, body_of(store, node.rid)


def _newest(values: Iterable[Node]) -> Node:
    return max(values, key=lambda node: (node.hlc, node.rid))


def _is_contested(values: tuple[Node, ...]) -> bool:
    return len(values) > 1 and values[0].kind != DRAFT


Writer = Callable[[Store, str, Standing], None]


def _unit(store: Store, id: str, standing: Standing) -> None:  # noqa: A002
    _rid, body = standing.content(store)
    unit = bodies.unit_of(id, body)
    if not unit.initials:
        unit = replace(unit, initials=initials_of(unit.name))
    put_units(store, [unit], basis=standing.head.rid)


def _person(store: Store, id: str, standing: Standing) -> None:  # noqa: A002
    _rid, body = standing.content(store)
    put_person(store, bodies.person_of(id, body), basis=standing.head.rid)


def _campaign(store: Store, id: str, standing: Standing) -> None:  # noqa: A002
    _rid, body = standing.content(store)
    put_campaign(store, bodies.campaign_of(id, body), basis=standing.head.rid)


def _scheme(store: Store, id: str, standing: Standing) -> None:  # noqa: A002
    """Every version ever named stays readable: inspections point to versions by hash, not to the current one."""
    del id
    for node in standing.found:
        body = body_of(store, node.rid)
        text, state = body.get("json"), body.get("state")
        if isinstance(text, str) and isinstance(state, str):
            data = text.encode()
            put_scheme(store, hashlib.sha256(data).hexdigest(), data, state, basis=node.rid)


def _inspection(store: Store, id: str, standing: Standing) -> None:  # noqa: A002
    """A final takes the row; a draft never touches the open draft of this machine (it is merged as a view)."""
    kind = standing.head.kind
    if kind == DRAFT and store.row("SELECT 1 FROM inspection WHERE id = ? AND basis IS NULL", (id,)):
        return
    rid, body = standing.content(store)
    inspection, scores = bodies.inspection_of(id, body)
    answers = bodies.answers_of(body)  # refuse what could not be shown afterwards
    if kind != DRAFT:
        inspection = replace(inspection, state="void" if kind == VOID else "signed")
    put_row(store, inspection, basis=rid, is_contested=standing.is_contested)
    put_item_scores(store, id, scores)
    if kind in (DRAFT, VOID):
        clear_uses(store, id)
    else:
        put_uses(store, id, inspection.visited_on, answers, rid)


def _report(store: Store, id: str, standing: Standing) -> None:  # noqa: A002
    _rid, body = standing.content(store)
    put_report(store, bodies.report_of(id, body), basis=standing.head.rid)


def _signature(store: Store, id: str, standing: Standing) -> None:  # noqa: A002
    del id
    _rid, body = standing.content(store)
    inspection_id, mark = bodies.signature_of(body)
    put_mark(store, inspection_id, mark, basis=standing.head.rid)


_WRITERS: dict[str, Writer] = {
    bodies.UNIT: _unit,
    bodies.PERSON: _person,
    bodies.CAMPAIGN: _campaign,
    bodies.SCHEME: _scheme,
    bodies.INSPECTION: _inspection,
    bodies.REPORT: _report,
    bodies.SIGNATURE: _signature,
}
