"""Stores to measure on: a district of ten thousand units, and forms of as many items as one asks for."""

import copy
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.domain.campaign import DAILY_CAMPAIGN_ID
from app.domain.inspection import Change, Inspection, inspection_id
from app.domain.unit import Unit
from app.paths import REFERENCE_SCHEME
from app.services.demo import create_demo_workspace, fill_in, job_of_the_demonstration
from app.services.inspections import NewInspection, answer, open_inspection, start_inspection
from app.services.opened import OpenInspection
from app.services.schemes import published
from app.services.workspace import Workspace
from app.store import campaigns as campaign_table
from app.store import schemes as scheme_table
from app.store import units as unit_table
from app.store.inspection_rows import put_row

STREET_SIZE = 99


def large_store(folder: Path, units: int) -> Workspace:
    """A practice store with `units` more units, half of its communities inspected."""
    workspace = create_demo_workspace(folder)
    store = workspace.store
    district = next(unit for unit in unit_table.all_units(store) if unit.kind == "district")
    made = list(_streets(district, units))
    unit_table.put_units(store, made)
    campaign, now = campaign_table.campaign(store, DAILY_CAMPAIGN_ID), workspace.clock()
    with store.atomic():
        for unit in [unit for unit in made if unit.kind == "community"][::2]:
            inspection = Inspection(
                id=inspection_id(campaign.id, unit.id, "district"),
                campaign_id=campaign.id,
                unit_id=unit.id,
                kind="district",
                scheme_hash=campaign.scheme_hash,
                visited_on=workspace.today(),
                started_at=now,
                updated_at=now,
                state="signed",
                total_e4=879_000,
                grade="达标",
                is_provisional=False,
                checked=29,
            )
            put_row(store, inspection, basis=None)
    return workspace


def job_done(workspace: Workspace) -> OpenInspection:
    """The demonstration's inspection, filled in and not yet signed: what lies open when the program starts."""
    return fill_in(workspace, job_of_the_demonstration("job"), "district")


def _streets(district: Unit, count: int) -> Iterator[Unit]:
    """Streets of a hundred units each, the street itself among them; one community in each is a pilot."""
    street, number = district, 0
    for index in range(count):
        number, place = divmod(index, STREET_SIZE + 1)
        if place == 0:
            street = Unit(f"c-98{number:04d}", "street", f"第{number}街道", f"98{number:04d}", district.id)
            yield street
        else:
            code = f"98{number:04d}{place:03d}"
            name = f"第{number}街道第{place}社区"
            yield Unit(f"c-{code}", "community", name, code, street.id, is_pilot=place == 1, initials="djddsq")


def form_of(workspace: Workspace, items: int) -> OpenInspection:
    """A begun inspection by a form of `items` items, filled in as the demonstration's is."""
    data, origins = scheme_with(items)
    scheme = published(data)
    store = workspace.store
    campaign = campaign_table.campaign(store, DAILY_CAMPAIGN_ID)
    with store.atomic():
        scheme_table.put_scheme(store, scheme.hash, scheme.canonical, "issued")
        campaign_table.put_campaign(store, replace(campaign, scheme_hash=scheme.hash))
    job = job_of_the_demonstration("job")
    unit = next(unit for unit in unit_table.all_units(store) if unit.name == job["unit"])
    new = NewInspection(unit.id, "spot", (), None, workspace.today(), second_visit_reason=f"{items}项")
    opened = open_inspection(workspace, start_inspection(workspace, new).id)
    given = job["answers"]["items"]
    with store.atomic():
        for code, origin in origins.items():
            if origin in given:
                opened = answer(workspace, opened, Change("items", code, given[origin]))
    with store.atomic():
        campaign_table.put_campaign(store, campaign)
    return opened


def scheme_with(items: int) -> tuple[dict[str, Any], dict[str, str]]:
    """The reference scheme with its items repeated until there are `items`, and which item each was made from.

    At least as many as it has: its grades and vetoes name some of them.
    """
    data: dict[str, Any] = json.loads(REFERENCE_SCHEME.read_text(encoding="utf-8"))
    known: list[Mapping[str, Any]] = data["items"]
    made, origins = [], {}
    for index in range(items):
        again, place = divmod(index, len(known))
        item = copy.deepcopy(dict(known[place]))
        origins[f"{item['code']}{'' if again == 0 else f'.{again}'}"] = item["code"]
        item["code"] = f"{item['code']}{'' if again == 0 else f'.{again}'}"
        made.append(item)
    order = [dimension["code"] for dimension in data["dimensions"]]
    data["items"] = sorted(made, key=lambda item: order.index(item["dimension"]))
    return data, origins
