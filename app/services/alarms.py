"""Records of an office that say two things at once: both are shown, and somebody has to ask the office (rule R8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.hlc import moment_of
from app.domain.issuing import Equivocation
from app.domain.register import REGISTER
from app.domain.single_writer import SINGLE_WRITER, contradictions
from app.services.merging import names_of
from app.services.workspace import Workspace
from app.store.lineage import body_of, nodes, split_records, stored
from app.store.trust import trust


@dataclass(frozen=True, slots=True)
class Side:
    """One of the contents: whose it is ("" where nobody knows the key), when their clock said, and the body."""

    author: str
    at: datetime
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Alarm:
    """One version with several contents; `office` is its name, "" where no register knows it."""

    entity: str
    id: str
    office: str
    equivocation: Equivocation
    sides: tuple[Side, ...]

    @property
    def differing(self) -> tuple[str, ...]:
        """The parts of the bodies that are not the same everywhere, sorted."""
        keys = {key for side in self.sides for key in side.body}
        return tuple(
            sorted(key for key in keys if any(side.body.get(key) != self._first.get(key) for side in self.sides))
        )

    @property
    def name(self) -> str:
        """What the record is called, by its newest side: the name of a unit or campaign, or the office's."""
        newest = max(self.sides, key=lambda side: side.at).body
        return str(newest.get("name") or newest.get("office") or self.id)

    @property
    def _first(self) -> Mapping[str, Any]:
        return self.sides[0].body


def alarms(workspace: Workspace) -> tuple[Alarm, ...]:
    """Every contradiction there is, registers first."""
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
            tuple(_side(workspace, issue.rid) for issue in alarm.issues),
        )
        for entity, id_, alarm in found
    )


def _side(workspace: Workspace, rid: str) -> Side:
    rev = stored(workspace.store, rid).rev
    return Side(names_of(workspace, [rev.author]).get(rev.author, ""), moment_of(rev.hlc), rev.body)
