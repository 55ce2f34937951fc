"""An inspection of the invented district that two laptops wrote each in their own way."""

from dataclasses import replace
from typing import Any

from app.domain.revision import DRAFT
from app.scoring.evaluate import score_partial
from app.services.demo import fill_in, job_of_the_demonstration
from app.services.inspections import scoring_answers
from app.services.merging import revise_open_drafts
from app.services.people import people
from app.services.records import Pen, write_records
from app.services.workspace import Workspace
from app.store.bodies import INSPECTION, inspection_body

CHANGED: dict[str, Any] = {
    "1.3": {"facts": {"b": {"missing": 3}}, "reason": "六类台账缺三类，只有底册，没有变动记录。"},
    "1.4": {"facts": {"b": {"n": 2}, "c": True}, "reason": "联席会议全年没有开。"},
    "5.4": {"facts": {"a": {"marks": "2.5", "source": "区综治办评分表"}}, "reason": "以年终评分为准。"},
}
"""What the second laptop says otherwise."""


def two_versions(workspace: Workspace, unit_name: str, kind: str = DRAFT) -> str:
    """An inspection with two versions of `kind`, drafts or finals, that differ in three items and the 文号; its id."""
    opened = fill_in(workspace, {**job_of_the_demonstration("job"), "unit": unit_name}, "district")
    inspection = opened.inspection
    signers = sorted((one for one in people(workspace) if one.author), key=lambda one: one.role != "leader")
    first, second = (Pen(workspace.signing_key(one.id, None)) for one in signers[:2])
    answers = {**opened.answers, "items": {**opened.answers["items"], **CHANGED}}
    result, _findings = score_partial(opened.scheme, scoring_answers(answers))
    if kind == DRAFT:
        revise_open_drafts(workspace, first, (inspection.id,))
    else:
        body = inspection_body(inspection, opened.answers, opened.result.to_json(), complete=True)
        write_records(workspace, first, ((INSPECTION, inspection.id, kind, body),), parents=())
    other = replace(inspection, doc_number="常组查〔2026〕7号")
    body = inspection_body(other, answers, result.to_json(), complete=kind != DRAFT)
    write_records(workspace, second, ((INSPECTION, inspection.id, kind, body),), parents=())
    return inspection.id
