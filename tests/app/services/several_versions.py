"""An inspection of the invented district of which several people have written a version."""

from dataclasses import replace
from typing import Any

from app.domain.inspection import Change, Inspector
from app.domain.person import Person
from app.domain.revision import DRAFT, FINAL
from app.services.inspections import NewInspection, answer, open_inspection, start_inspection
from app.services.merging import revise_open_drafts
from app.services.people import people
from app.services.records import Pen, write_records
from app.services.workspace import Workspace
from app.store.bodies import INSPECTION, inspection_body
from app.store.units import find_units

OURS = {"facts": {"a": {"due": 12, "held": 11}}, "reason": "缺一次会议记录"}
THEIRS = {"facts": {"a": {"due": 12, "held": 9}}, "reason": "缺三次会议记录"}


def team_of(workspace: Workspace) -> list[Person]:
    """Who can sign here, the leader first."""
    return sorted((one for one in people(workspace) if one.author), key=lambda one: one.role != "leader")


def started(workspace: Workspace, unit_name: str = "红梅社区") -> str:
    """An inspection that has just begun; its id."""
    unit = find_units(workspace.store, unit_name)[0]
    team = team_of(workspace)[:2]
    inspectors = tuple(Inspector(one.id, one.name, one.post, one.office) for one in team)
    new = NewInspection(unit.id, "district", inspectors, team[0].id, workspace.today())
    return start_inspection(workspace, new).id


def codes(workspace: Workspace, inspection_id: str) -> list[str]:
    """The codes of the first three items."""
    return [item.code for item in open_inspection(workspace, inspection_id).scheme.items][:3]


def theirs(
    workspace: Workspace, inspection_id: str, who: Person, items: dict[str, Any], *, kind: str = DRAFT, **header: Any
) -> str:
    """A version as it comes from another machine; its rid."""
    opened = open_inspection(workspace, inspection_id)
    answers = {**opened.answers, "items": items}
    body = inspection_body(replace(opened.inspection, **header), answers, opened.result.to_json(), complete=False)
    pen = Pen(workspace.signing_key(who.id, None))
    [rid] = write_records(workspace, pen, ((INSPECTION, inspection_id, kind, body),), parents=())
    return rid


def two_drafts(workspace: Workspace, unit_name: str = "红梅社区") -> tuple[str, str, str]:
    """An inspection whose drafts differ in one item and in the 文号: its id, our rid, theirs."""
    inspection_id, team = started(workspace, unit_name), team_of(workspace)
    one, *_ = codes(workspace, inspection_id)
    answer(workspace, open_inspection(workspace, inspection_id), Change("items", one, OURS))
    [ours] = revise_open_drafts(workspace, Pen(workspace.signing_key(team[0].id, None)), (inspection_id,))
    return inspection_id, ours, theirs(workspace, inspection_id, team[1], {one: THEIRS}, doc_number="7号")


def two_finals(workspace: Workspace, unit_name: str = "红梅社区") -> tuple[str, str, str]:
    """An inspection that two people signed: its id, the leader's rid, the other's."""
    inspection_id, team = started(workspace, unit_name), team_of(workspace)
    one, two, _three = codes(workspace, inspection_id)
    same = {two: {"facts": {}, "reason": "两边一样"}}
    left = theirs(workspace, inspection_id, team[0], {one: OURS, **same}, kind=FINAL)
    right = theirs(workspace, inspection_id, team[1], {one: THEIRS, **same}, kind=FINAL, doc_number="7号")
    return inspection_id, left, right
