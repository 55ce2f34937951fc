"""Records of an office that say two things at once: both are shown, and somebody has to ask the office (rule R8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.issuing import Equivocation
from app.domain.register import REGISTER
from app.domain.single_writer import SINGLE_WRITER, contradictions
from app.services.workspace import Workspace
from app.store.lineage import body_of, nodes, split_records
from app.store.trust import trust


@dataclass(frozen=True, slots=True)
class Alarm:
    """One version with two contents; `bodies` are those of `equivocation.issues`, in their order."""

    entity: str
    id: str
    office: str
    equivocation: Equivocation
    bodies: tuple[Mapping[str, Any], ...]


def alarms(workspace: Workspace) -> tuple[Alarm, ...]:
    """Every contradiction there is, registers first; `office` is its name, "" where no register knows it."""
    store = workspace.store
    believed = trust(store)
    found = [(REGISTER, alarm.record, alarm) for alarm in believed.alarms]
    for entity, id_ in split_records(store, sorted(SINGLE_WRITER)):
        record = f"{entity} {id_}"
        every = contradictions(record, nodes(store, entity, id_), believed, lambda rid: body_of(store, rid))
        found += [(entity, id_, alarm) for alarm in every]
    return tuple(
        Alarm(
            entity,
            id_,
            believed.offices.get(alarm.issuer, ("", ""))[0],
            alarm,
            tuple(body_of(store, issue.rid) for issue in alarm.issues),
        )
        for entity, id_, alarm in found
    )
