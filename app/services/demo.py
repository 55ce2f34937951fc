"""The 演练 store: an invented district, fixed marked people, and the main job done in it from start to signature."""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from app.clock import Clock, system_clock
from app.domain.campaign import DAILY_CAMPAIGN_CODE, DAILY_CAMPAIGN_ID, Campaign
from app.domain.inspection import Change, InspectionKind, Inspector, Section
from app.domain.person import Person
from app.domain.pinyin import initials_of
from app.domain.revision import FINAL
from app.domain.unit import Unit, unit_id
from app.identity import slots
from app.identity.certificates import Certificate, Holder, issue_certificate, issue_demo_office_certificate
from app.identity.signer import SigningKey, new_signing_key, unlock
from app.paths import RESOURCES
from app.services.founding import DAILY_CAMPAIGN_NAME
from app.services.inspections import NewInspection, answer, open_inspection, start_inspection
from app.services.opened import OpenInspection
from app.services.people import give_signing_key, people, person_record
from app.services.records import Pen, Record, write_records
from app.services.schemes import built_in_scheme
from app.services.signing import SigningView, sign_digitally, signing_view
from app.services.workspace import DEMO_COST, DEMO_PASSPHRASE, Workspace, closed_after_error, new_person_id
from app.store import audit, database
from app.store import people as people_table
from app.store.bodies import CAMPAIGN, SCHEME, UNIT, campaign_body, scheme_body, unit_body
from app.store.failures import translated
from app.store.moving_in import moved_in
from app.store.people import Office

DISTRICT = RESOURCES / "demo" / "district.json"
TEAM_SIZE = 2
SECTIONS: tuple[Section, ...] = ("items", "bonus", "penalties", "vetoes", "notes")


def create_demo_workspace(folder: Path, clock: Clock = system_clock) -> Workspace:
    """Make a 演练 store in `folder`: realm `demo:<random>`, no passphrase, its own 演练CA."""
    data = _district()
    office = Office(data["office"], "district")
    with moved_in(folder, slots.FILE_NAMES) as draft:
        with translated(folder):
            key = slots.create_open_slots(draft)
        realm = f"demo:{secrets.token_hex(8)}"
        with database.create_store(draft, key=key.secret, realm=realm, clock=clock) as made:
            leader = _founded(Workspace(draft, made, key, clock, office, None), data)
    store = database.open_store(folder, key=key.secret)
    with closed_after_error(store):
        return Workspace(folder, store, key, clock, office, people_table.person(store, leader.id))


def _founded(workspace: Workspace, data: Mapping[str, Any]) -> Person:
    """Fill the new store with the invented district; its team leader."""
    store, office = workspace.store, workspace.office
    published = built_in_scheme()
    campaign = Campaign(DAILY_CAMPAIGN_ID, DAILY_CAMPAIGN_CODE, DAILY_CAMPAIGN_NAME, published.hash)
    with store.atomic():
        people_table.put_office(store, office)
        team = _give_keys(workspace, data["people"])
        records: list[Record] = [
            (SCHEME, published.hash, FINAL, scheme_body(published.canonical.decode(), "issued")),
            (CAMPAIGN, campaign.id, FINAL, campaign_body(campaign)),
        ]
        records += [person_record(workspace, person) for person, _key in team]
        records += [(UNIT, unit.id, FINAL, unit_body(unit)) for unit in _units(data)]
        write_records(workspace, Pen(team[0][1]), records)
        audit.append(store, workspace.clock(), None, "founded", "demo")
    return team[0][0]


def do_main_job(workspace: Workspace) -> SigningView:
    """One inspection from the start to two digital signatures, the unit's self-check beside it."""
    fill_in(workspace, job_of_the_demonstration("self_check"), "self")
    opened = fill_in(workspace, job_of_the_demonstration("job"), "district")
    wanted = opened.inspection.id
    for place in signing_view(workspace, wanted).places:
        if place.person_id is not None and len(signing_view(workspace, wanted).marks) < 2:
            sign_digitally(workspace, wanted, place.field, place.person_id, None)
    return signing_view(workspace, wanted)


def job_of_the_demonstration(name: Literal["job", "self_check"]) -> Mapping[str, Any]:
    """The unit and the answers of the demonstration's inspection, or of the unit's self-check."""
    found: Mapping[str, Any] = _district()[name]
    return found


def fill_in(workspace: Workspace, job: Mapping[str, Any], kind: InspectionKind) -> OpenInspection:
    """Start an inspection of `kind` in the unit that `job` names and give its answers one by one."""
    signers = [person for person in people(workspace) if person.author]
    team = sorted(signers, key=lambda person: (person.role != "leader", person.name))[:TEAM_SIZE]
    inspectors = tuple(Inspector(person.id, person.name, person.post, person.office) for person in team)
    found = next(unit for unit in _units(_district()) if unit.name == job["unit"])
    new = NewInspection(found.id, kind, inspectors, team[0].id, workspace.today())
    opened = open_inspection(workspace, start_inspection(workspace, new).id)
    for section in SECTIONS:
        for code, value in (job["answers"].get(section) or {}).items():
            opened = answer(workspace, opened, Change(section, code, value))
    return opened


def _district() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(DISTRICT.read_text(encoding="utf-8"))
    return data


def _units(data: Mapping[str, Any]) -> Iterable[Unit]:
    district = _unit("district", data["district"], data["code"], None)
    yield district
    for street in data["units"]:
        above = _unit(street["kind"], street["name"], street["code"], district.id)
        yield above
        for community in street["communities"]:
            unit = _unit("community", community["name"], community["code"], above.id)
            yield replace(unit, is_pilot=community["pilot"])


def _unit(kind: Any, name: str, code: str, parent_id: str | None) -> Unit:
    return Unit(unit_id(code, ()), kind, name, code, parent_id, initials=initials_of(name))


def _give_keys(workspace: Workspace, listed: Iterable[Mapping[str, Any]]) -> list[tuple[Person, SigningKey]]:
    """The invented people, each with a key and a certificate of the 演练CA; the CA's own key is not kept."""
    wrapped, _spki = new_signing_key(DEMO_PASSPHRASE, cost=DEMO_COST)
    authority_key, now, store = unlock(wrapped, DEMO_PASSPHRASE), workspace.clock(), workspace.store
    authority: Certificate = issue_demo_office_certificate(authority_key, now)
    people_table.put_certificate(store, authority.author, "office", authority.der, now)
    team = []
    for one in listed:
        person = Person(new_person_id(), one["name"], one["post"], workspace.office.name, one["role"], is_local=True)
        key = give_signing_key(workspace, person, DEMO_PASSPHRASE, cost=DEMO_COST)
        holder = Holder(person.name, person.office, person.post)
        issued = issue_certificate(authority, authority_key, holder, key.public_spki, now)
        people_table.put_certificate(store, key.author, "person", issued.der, now)
        team.append((replace(person, author=key.author), key))
    return team
