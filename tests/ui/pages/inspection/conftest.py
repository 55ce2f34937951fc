"""A practice district with one inspection begun, and its page on the screen."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from app.domain.campaign import Campaign
from app.domain.inspection import Inspection, Inspector
from app.errors import AppError
from app.services.inspections import NewInspection, start_inspection
from app.services.people import people
from app.services.schemes import published
from app.services.workspace import Workspace
from app.store import campaigns as campaign_table
from app.store import schemes as scheme_table
from app.store import units as unit_table
from ui.pages.inspection.page import InspectionPage
from ui.theme import Theme

VECTORS = Path(__file__).parents[3] / "vectors"
PAGE = QSize(1282, 602)
"""What a 1366×690 window leaves for a page beside the rail and between the bars."""


@pytest.fixture
def begun(workspace: Workspace) -> Inspection:
    """A district inspection of one of its communities, with nothing in it."""
    team = [person for person in people(workspace) if person.author][:2]
    inspectors = tuple(Inspector(person.id, person.name, person.post, person.office) for person in team)
    community = next(unit for unit in unit_table.all_units(workspace.store) if unit.kind == "community")
    return start_inspection(
        workspace, NewInspection(community.id, "district", inspectors, inspectors[0].person_id, workspace.today())
    )


@pytest.fixture
def begun_with(workspace: Workspace) -> Callable[..., Inspection]:
    """Begin an inspection by another scheme, given as JSON, of a community of this class."""

    def begin(scheme: dict[str, Any], unit_class: str | None = None) -> Inspection:
        found = published(scheme)
        scheme_table.put_scheme(workspace.store, found.hash, found.canonical, "issued")
        campaign = Campaign("c-other", "QT", "另一次", found.hash)
        campaign_table.put_campaign(workspace.store, campaign)
        community = next(unit for unit in unit_table.all_units(workspace.store) if unit.kind == "community")
        unit_table.put_units(workspace.store, [replace(community, class_=unit_class)])
        team = [person for person in people(workspace) if person.author][:2]
        inspectors = tuple(Inspector(person.id, person.name, person.post, person.office) for person in team)
        new = NewInspection(
            community.id, "district", inspectors, inspectors[0].person_id, workspace.today(), campaign_id=campaign.id
        )
        return start_inspection(workspace, new)

    return begin


@pytest.fixture
def told() -> list[AppError]:
    """The errors that the page handed to the messages."""
    return []


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, workspace: Workspace, begun: Inspection, told: list[AppError]) -> InspectionPage:
    """The page with the begun inspection, on the screen and active."""
    page = InspectionPage(workspace, told.append)
    qtbot.addWidget(page)
    page.resize(PAGE)
    page.open(begun.id)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.shown()
    return page


@pytest.fixture
def worked_case() -> dict[str, Any]:
    """The worked case of the reference scheme: answers, and what they come to."""
    case: dict[str, Any] = json.loads((VECTORS / "wuyou-worked-case.json").read_text(encoding="utf-8"))
    return case
