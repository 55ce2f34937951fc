"""Two machines of one office and a stick, for tests of what goes between them."""

import shutil
from pathlib import Path

from app.identity.passphrase import ArgonCost
from app.services.backups import back_up
from app.services.importing import Came, incoming
from app.services.office_key import issue_certificates, make_office_key, office_age_key
from app.services.people import people
from app.services.restoring import finish_restore, prepare_restore
from app.services.unit_changes import NewUnit, add_unit
from app.services.workspace import FirstStart, Workspace, create_workspace, open_workspace

CHEAP = ArgonCost(memory_kib=64, iterations=1, lanes=1)
PASSPHRASE = "春江花月夜第一句"


def a_desktop(folder: Path) -> Workspace:
    """The office's own machine: its key, a certificate, a street."""
    first = FirstStart("钟楼区委组织部", "district", "王建国", "组织科科长", "administrator", PASSPHRASE)
    workspace, _code = create_workspace(folder / "office", first, cost=CHEAP)
    make_office_key(workspace, PASSPHRASE, cost=CHEAP)
    issue_certificates(workspace, people(workspace), PASSPHRASE)
    add_unit(workspace, NewUnit("清风街道", "street"), PASSPHRASE)
    return workspace


def a_laptop(desktop: Workspace, folder: Path, passphrase: str = PASSPHRASE) -> Workspace:
    """A second machine of the same office, made from a backup: another device of the same realm."""
    made = back_up(desktop)
    shutil.copytree(desktop.folder, folder, ignore=shutil.ignore_patterns("*.lock"))
    prepare_restore(folder, desktop.key, made.backup.path, realm=desktop.realm)
    finish_restore(folder, desktop.key, made.backup.path)
    return open_workspace(folder, passphrase)


def taken_in(workspace: Workspace, path: Path) -> Came:
    """Opened with the office's key, and applied."""
    with incoming(workspace, path, [office_age_key(workspace, PASSPHRASE)]) as found:
        return found.apply(PASSPHRASE)
