"""What lists and pages mark an inspection with: several versions stand, or some of them do not count."""

from typing import TYPE_CHECKING, Literal

from app.services.workspace import Workspace
from app.store.corrections import drafts

if TYPE_CHECKING:
    from app.domain.standing import RecordStanding

StandingMark = Literal["contested", "choices", "unmerged", "set_aside", "correction", "corrected"]
"""`contested` 待裁定, `choices` 待选择, `unmerged` 未并入草稿, `set_aside` 有不算数的版本（未受信任，或没有权限）;
`correction` the draft of a 更正, `corrected` a signed inspection that one is being written of."""

NONE: frozenset[StandingMark] = frozenset()


def marks_of(workspace: Workspace, inspection_id: str) -> frozenset[StandingMark]:
    """The marks of one inspection; most have none."""
    from app.store import shown  # not before somebody asks: the first list of a start has no marks
    from app.store.bodies import INSPECTION

    found = shown.standing(workspace.store, INSPECTION, inspection_id)
    return _marks(workspace, inspection_id, found)


def marks_by_inspection(workspace: Workspace) -> dict[str, frozenset[StandingMark]]:
    """The marks of every inspection that has any."""
    from app.store import shown

    found = {one: marks_of(workspace, one) for one in shown.several_drafts(workspace.store)}
    for draft, signed in drafts(workspace.store).items():
        found[draft] = frozenset({"correction"})
        found[signed] = found.get(signed, NONE) | {"corrected"}
    return {inspection_id: marks for inspection_id, marks in found.items() if marks}


def _marks(workspace: Workspace, inspection_id: str, found: "RecordStanding") -> frozenset[StandingMark]:
    marks: set[StandingMark] = set()
    if found.is_contested:
        marks.add("contested")
    if found.unmerged:
        marks.add("unmerged")
    if found.left_out:
        marks.add("set_aside")
    if not found.is_final and len(found.values) > 1:
        from app.store import shown

        merge = shown.merge_of(workspace.store, inspection_id)
        if merge is not None and merge.choices:
            marks.add("choices")
    return frozenset(marks)
