"""The rows that screens read, made from the revisions: the same functions write them live and at a rebuild."""

import hashlib
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.domain.draft_merge import merged_body
from app.domain.lineage import Node
from app.domain.pinyin import initials_of
from app.domain.revision import DRAFT, VOID, Stated
from app.domain.single_writer import SINGLE_WRITER, contradictions
from app.domain.standing import RecordStanding, content_of, standing_of
from app.domain.trust import Trust
from app.store import bodies
from app.store.body_fields import BodyUnreadable
from app.store.campaigns import put_campaign
from app.store.database import Store
from app.store.fresh import Key, NewRows, alone, unseen_inspections
from app.store.inspection_rows import put_item_scores, put_row, row_of
from app.store.lineage import body_of, nodes
from app.store.marks import clear_place, put_place, settle_marks
from app.store.people import put_person
from app.store.phrases import clear_uses, put_uses, use_rows
from app.store.reports import put_report
from app.store.results import apply_result, completion_of, drop_result, put_result
from app.store.schemes import put_scheme
from app.store.shown import bodies_of, draft_merge
from app.store.trust import trust as trust_of_store
from app.store.units import put_units

_LOG = logging.getLogger(__name__)


def project(
    store: Store, keys: Iterable[Key], trust: Trust | None = None, at_hand: Mapping[str, Stated] | None = None
) -> None:
    """Write the rows of the named records as their revisions say, inside a transaction; `trust` is the store's.

    Of revisions that are `at_hand` (by rid) the store is not asked for the body.

    A record of an unknown entity, or without a standing revision, has no row. A revision whose body cannot be read is
    kept for a later program; here the one that it was made from goes on to stand.
    """
    believed = trust_of_store(store) if trust is None else trust
    # What speaks of an inspection comes after it, so that one of which nothing is here is plainly new; by id, so that
    # rows come in the order of their trees however few are written at once.
    wanted = sorted((key for key in keys if key[0] in _WRITERS), key=lambda key: (key[0] != bodies.INSPECTION, key[1]))
    single, unseen = alone(store, wanted), NewRows(unseen_inspections(store, wanted))
    for entity, id_ in wanted:
        write = _WRITERS[entity]
        if entity != bodies.INSPECTION or unseen.is_full:
            unseen.write(store)
        node = single.get((entity, id_))
        found = (node,) if node is not None else nodes(store, entity, id_)
        unreadable = _contradicted(store, entity, id_, found, believed)
        record = standing_of(entity, found, believed, unreadable)
        is_contested = record.is_contested
        while (head := record.head) is not None:
            try:
                write(store, id_, Standing(record, head, is_contested, at_hand or {}, unseen))
            except BodyUnreadable as error:
                _LOG.warning("%s revision %s: %s is unreadable", entity, head.rid[:12], error.part)
                unreadable.add(head.rid)
                record = standing_of(entity, found, believed, unreadable)
            else:
                break
        else:
            _erase(store, entity, id_)
    unseen.write(store)


def _contradicted(store: Store, entity: str, id_: str, found: Sequence[Node], trust: Trust) -> set[str]:
    """Versions of which an office states two contents: neither is current (rule R8), unless nothing else is there.

    A record of which no version is beyond doubt keeps its row, of the newest: what was inspected needs its unit.
    """
    if entity not in SINGLE_WRITER or len(found) < 2:
        return set()
    alarms = contradictions(f"{entity} {id_}", found, trust, lambda rid: body_of(store, rid))
    doubtful = {issue.rid for alarm in alarms for issue in alarm.issues}
    return doubtful if doubtful and standing_of(entity, found, trust, doubtful).values else set()


@dataclass(frozen=True, slots=True)
class Standing:
    """What a record is right now: its revisions, the one that says its value, and whether several finals claim to.

    `unseen` takes the rows of inspections of which nothing was here.
    """

    record: RecordStanding
    head: Node
    is_contested: bool
    at_hand: Mapping[str, Stated]
    unseen: NewRows

    def content(self, store: Store) -> tuple[str, Mapping[str, Any], bool]:
        """Rid and body of what the head stands for, and whether it was withdrawn; BodyUnreadable where it is not here.

        Several drafts are seen as one, under the rid of the newest.
        """
        merge = draft_merge(store, self.record)
        if merge is not None:
            return merge.base, merged_body(merge, bodies_of(store)), False
        node, is_void = content_of(self.head, {one.rid: one for one in self.record.found}, bodies_of(store))
        if node.kind == VOID:
            raise BodyUnreadable("parents")
        at_hand = self.at_hand.get(node.rid)
        return node.rid, body_of(store, node.rid) if at_hand is None else at_hand.body, is_void


Writer = Callable[[Store, str, Standing], None]


def _unit(store: Store, id: str, standing: Standing) -> None:  # noqa: A002
    _rid, body, _is_void = standing.content(store)
    unit = bodies.unit_of(id, body)
    if not unit.initials:
        unit = replace(unit, initials=initials_of(unit.name))
    put_units(store, [unit], basis=standing.head.rid)


def _person(store: Store, id: str, standing: Standing) -> None:  # noqa: A002
    _rid, body, _is_void = standing.content(store)
    put_person(store, bodies.person_of(id, body), basis=standing.head.rid)


def _campaign(store: Store, id: str, standing: Standing) -> None:  # noqa: A002
    _rid, body, _is_void = standing.content(store)
    put_campaign(store, bodies.campaign_of(id, body), basis=standing.head.rid)


def _scheme(store: Store, id: str, standing: Standing) -> None:  # noqa: A002
    """Every version ever named stays readable: inspections point to versions by hash, not to the current one."""
    del id
    for node in standing.record.found:
        body = body_of(store, node.rid)
        text, state = body.get("json"), body.get("state")
        if isinstance(text, str) and isinstance(state, str):
            data = text.encode()
            put_scheme(store, hashlib.sha256(data).hexdigest(), data, state, basis=node.rid)


def _inspection(store: Store, id: str, standing: Standing) -> None:  # noqa: A002
    """A final takes the row; a draft never touches the open draft of this machine (it is merged as a view)."""
    is_draft = standing.head.kind == DRAFT
    is_new = id in standing.unseen.ids
    if is_draft and not is_new and store.row("SELECT 1 FROM inspection WHERE id = ? AND basis IS NULL", (id,)):
        return
    rid, body, is_void = standing.content(store)
    inspection, scores = bodies.inspection_of(id, body)
    answers = bodies.answers_of(body)  # refuse what could not be shown afterwards
    if not is_draft:
        inspection = replace(inspection, state="void" if is_void else "signed")
    if is_new:
        standing.unseen.inspections.append(row_of(inspection, rid, is_contested=standing.is_contested))
        standing.unseen.scores.extend((id, *score) for score in scores)
        if not is_draft and not is_void:
            standing.unseen.uses.extend(use_rows(id, inspection.visited_on, answers, rid))
        return
    put_row(store, inspection, basis=rid, is_contested=standing.is_contested)
    put_item_scores(store, id, scores)
    store.execute("DELETE FROM draft_base WHERE inspection_id = ?", (id,))
    if is_draft or is_void:
        clear_uses(store, id)
    else:
        put_uses(store, id, inspection.visited_on, answers, rid)
        apply_result(store, id)
    settle_marks(store, id)


def _report(store: Store, id: str, standing: Standing) -> None:  # noqa: A002
    _rid, body, _is_void = standing.content(store)
    put_report(store, bodies.report_of(id, body), basis=standing.head.rid)


def _result(store: Store, id: str, standing: Standing) -> None:  # noqa: A002
    """A result completes the row of its inspection; taken back, the row says again what was signed."""
    _rid, body, is_void = standing.content(store)
    completion = completion_of(id, body)
    if is_void:
        _take_back_result(store, id)
        return
    put_result(store, completion, basis=standing.head.rid)
    apply_result(store, completion.inspection_id)


def _take_back_result(store: Store, id: str) -> None:  # noqa: A002
    inspection_id = drop_result(store, id)
    if inspection_id is not None:
        project(store, [(bodies.INSPECTION, inspection_id)])


def _signature(store: Store, id: str, standing: Standing) -> None:  # noqa: A002
    _rid, body, _is_void = standing.content(store)
    inspection_id, mark = bodies.signature_of(body)
    put_place(store, id, inspection_id, mark.field, standing.head.rid)


def _erase(store: Store, entity: str, id: str) -> None:  # noqa: A002
    """Take away the row of a record that says nothing any more: nobody believes who wrote it."""
    if entity == bodies.SIGNATURE:
        clear_place(store, id)
    elif entity == bodies.INSPECTION:
        if not store.row("SELECT 1 FROM inspection WHERE id = ? AND basis IS NOT NULL", (id,)):
            return
        clear_uses(store, id)
        if store.row("SELECT 1 FROM change WHERE inspection_id = ?", (id,)):  # what was typed here stays to be seen
            store.execute("UPDATE inspection SET basis = NULL, state = 'draft', is_contested = 0 WHERE id = ?", (id,))
        else:
            put_item_scores(store, id, ())
            store.execute("DELETE FROM answer WHERE inspection_id = ?", (id,))
            store.execute("DELETE FROM inspection WHERE id = ?", (id,))
        settle_marks(store, id)
    elif entity == bodies.RESULT:
        _take_back_result(store, id)
    elif entity in _TABLES:
        store.execute(f"DELETE FROM {_TABLES[entity]} WHERE id = ? AND basis IS NOT NULL", (id,))  # noqa: S608


_TABLES = {bodies.UNIT: "unit", bodies.PERSON: "person", bodies.CAMPAIGN: "campaign", bodies.REPORT: "report"}
_WRITERS: dict[str, Writer] = {
    bodies.UNIT: _unit,
    bodies.PERSON: _person,
    bodies.CAMPAIGN: _campaign,
    bodies.SCHEME: _scheme,
    bodies.INSPECTION: _inspection,
    bodies.REPORT: _report,
    bodies.RESULT: _result,
    bodies.SIGNATURE: _signature,
}
