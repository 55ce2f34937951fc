"""What to do next: the counts and lists of 工作台."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.domain.inspection import InspectionKind, InspectionState
from app.rules.coverage import FINAL_STATES, PilotsApart, Share
from app.services.inspection_rows import InspectionRow, inspection_rows
from app.services.workspace import Workspace
from app.store import inspection_lists
from app.store.survey import SurveyCount, first_owed, survey_counts

if TYPE_CHECKING:
    from app.domain.unit import UnitKind

DRAFT_STATES: tuple[InspectionState, ...] = ("draft", "complete")
SIGNED: tuple[InspectionState, ...] = ("signed",)
SURVEYED: "UnitKind" = "community"
SURVEY_KIND: InspectionKind = "district"
FIRST = 4
"""So many names stand for the rest of a long list, and tell that there are more than three."""


@dataclass(frozen=True, slots=True)
class StreetCoverage:
    """How many communities of a street are inspected."""

    name: str
    share: Share


@dataclass(frozen=True, slots=True)
class Survey(PilotsApart):
    """How far the general survey of the active communities is; the first names of the owed, and how many there are."""

    first_owed: tuple[str, ...]

    @property
    def owed(self) -> int:
        """How many are still to be inspected."""
        return self.of - self.inspected


@dataclass(frozen=True, slots=True)
class Pile:
    """A list that may be long: how many there are, and the latest of them."""

    count: int
    first: tuple[InspectionRow, ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """The day's work; `coverage` counts the active communities, and only inspections by the district itself.

    `signed` is how many inspections were signed; `provisional` those of them that wait for marks of others.
    """

    today: date
    next_up: InspectionRow | None
    drafts: tuple[InspectionRow, ...]
    ready_to_sign: tuple[InspectionRow, ...]
    signed: int
    provisional: Pile
    coverage: Survey
    streets: tuple[StreetCoverage, ...]


def home_view(workspace: Workspace) -> HomeView:
    """Look at everything once."""
    store = workspace.store
    drafts = inspection_rows(workspace, states=DRAFT_STATES)
    coverage, streets = survey(workspace)
    return HomeView(
        today=workspace.today(),
        next_up=drafts[0] if drafts else None,
        drafts=drafts,
        ready_to_sign=tuple(row for row in drafts if row.items and row.inspection.checked == row.items),
        signed=inspection_lists.count(store, SIGNED),
        provisional=Pile(
            inspection_lists.count(store, SIGNED, only_provisional=True),
            inspection_rows(workspace, states=SIGNED, only_provisional=True, limit=FIRST),
        ),
        coverage=coverage,
        streets=streets,
    )


def survey(workspace: Workspace) -> tuple[Survey, tuple[StreetCoverage, ...]]:
    """How far the general survey is, as a whole and street by street."""
    counts = survey_counts(workspace.store, SURVEYED, SURVEY_KIND, FINAL_STATES)
    pilots = [count for count in counts if count.is_pilot]
    others = [count for count in counts if not count.is_pilot]
    streets: dict[str | None, list[SurveyCount]] = {}
    for count in counts:
        streets.setdefault(count.parent_id, []).append(count)
    whole = Survey(
        _share(pilots), _share(others), first_owed(workspace.store, SURVEYED, SURVEY_KIND, FINAL_STATES, FIRST)
    )
    return whole, tuple(StreetCoverage(found[0].parent_name, _share(found)) for found in streets.values())


def _share(counts: Sequence[SurveyCount]) -> Share:
    return Share(sum(count.inspected for count in counts), sum(count.of for count in counts))
