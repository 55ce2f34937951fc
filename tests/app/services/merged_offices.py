"""An office and a second laptop of it that wrote the same inspection in two ways, and the bundle between them."""

import shutil
from pathlib import Path

from app.domain.inspection import Change, Inspector
from app.services.backups import back_up
from app.services.exporting import export_bundle
from app.services.importing import incoming
from app.services.inspections import NewInspection, answer, open_inspection, start_inspection
from app.services.office_key import office_age_key
from app.services.people import people
from app.services.restoring import finish_restore, prepare_restore
from app.services.unit_changes import NewUnit, add_unit
from app.services.workspace import Workspace, open_workspace
from app.store import units as unit_table


def inspected_unit(office: Workspace, passphrase: str) -> None:
    """A community to inspect."""
    street = add_unit(office, NewUnit("清风街道", "street"), passphrase)
    add_unit(office, NewUnit("莲花社区", "community", street.id), passphrase)


def second_machine(office: Workspace, folder: Path, passphrase: str) -> Workspace:
    """A laptop of the same office, made from a backup."""
    made = back_up(office)
    shutil.copytree(office.folder, folder, ignore=shutil.ignore_patterns("*.lock"))
    prepare_restore(folder, office.key, made.backup.path, realm=office.realm)
    finish_restore(folder, office.key, made.backup.path)
    return open_workspace(folder, passphrase)


def written(workspace: Workspace, reason: str) -> str:
    """The inspection of the community with one answer; its id is the same on every machine."""
    me = people(workspace)[0]
    unit = next(one for one in unit_table.all_units(workspace.store) if one.kind == "community")
    team = (Inspector(me.id, me.name, me.post, me.office),)
    new = NewInspection(unit.id, "district", team, me.id, workspace.today())
    opened = open_inspection(workspace, start_inspection(workspace, new).id)
    code = opened.scheme.items[0].code
    return answer(workspace, opened, Change("items", code, {"facts": {}, "reason": reason})).inspection.id


def carried(sender: Workspace, receiver: Workspace, stick: Path, passphrase: str) -> str:
    """One bundle from machine to machine; its SHA-256."""
    stick.mkdir(exist_ok=True)
    done = export_bundle(sender, passphrase, stick)
    with incoming(receiver, done.path, [office_age_key(receiver, passphrase)]) as found:
        found.apply(passphrase)
        return found.sha256
