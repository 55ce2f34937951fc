"""A laptop that worked alone joins its office by a 加入文件: it is the office's with all it had, or alone as before."""

from pathlib import Path

from app.errors import AppError
from app.identity import slots
from app.services.bundle_keys import device_key
from app.services.joining import join_office, make_invitation, opened_invitation
from app.services.office_key import make_office_key
from app.services.unit_changes import NewUnit, add_unit
from app.services.workspace import FirstStart, Workspace, create_workspace, open_workspace
from app.store import units as unit_table
from app.store.people import anchor
from app.store.revisions import revisions
from tests.faults.acting import Line
from tests.faults.errands.people import CHEAP, FIRST, secret
from tests.faults.judging import Verdict, saved, under_way, wrong_with
from tests.faults.stage import Said

MOST = 2
SPAN = 0.05
HER = "李敏"
FILE = "office.wyjoin"


def prepare(root: Path) -> None:
    """An office with its key, its 加入文件, and a laptop that has a street of its own."""
    office = FirstStart("钟楼区委组织部", "district", FIRST, "组织科科长", "administrator", secret(FIRST, 0))
    desktop, _code = create_workspace(root / "desktop", office, cost=CHEAP)
    make_office_key(desktop, secret(FIRST, 0), cost=CHEAP)
    (root / FILE).write_bytes(make_invitation(desktop, secret(FIRST, 0)))
    desktop.close()
    alone = FirstStart("钟楼区", "district", HER, "科员", "inspector", secret(HER, 0))
    laptop, _code = create_workspace(root / "store", alone, cost=CHEAP)
    add_unit(laptop, NewUnit("清风街道", "street"), secret(HER, 0))
    laptop.close()


def act(said: Said, root: Path, tries: int = 2) -> None:
    """Join; when that is refused, once more."""
    workspace = open_workspace(root / "store", secret(HER, 0))
    invitation = opened_invitation(root / FILE)
    said("open", len(revisions(workspace.store)))
    for _ in range(tries):
        said("about", invitation.realm)
        try:
            join_office(workspace, invitation, invitation.fingerprint, secret(HER, 0))
        except AppError as error:
            said("refused", None, error)
        else:
            said("saved", invitation.realm)
            break
    workspace.close()


def judge(root: Path, lines: list[Line]) -> Verdict:
    """Realm, anchor, key of the machine and office belong together; what was there before is there."""
    acknowledged, invitation = saved(lines), opened_invitation(root / FILE)
    workspace = open_workspace(root / "store", secret(HER, 0))
    wrong = wrong_with(workspace)
    is_joined = workspace.realm == invitation.realm
    parts = (
        anchor(workspace.store) == invitation.author,
        device_key(workspace) is not None,
        bool(revisions(workspace.store, "joining")),
        workspace.office.name == invitation.office,
    )
    if set(parts) != {is_joined}:
        wrong.append(f"half joined: realm {is_joined}, anchor, key, record, office {parts}")
    if is_joined and slots.office_recipient(workspace.folder) != invitation.recipient:
        wrong.append("joined, and the office cannot reset the laptop")
    if acknowledged and not is_joined:
        wrong.append("an acknowledged joining is lost")
    if not acknowledged and is_joined and under_way(lines) is None:
        wrong.append("joined although it was refused")
    if [unit.name for unit in unit_table.all_units(workspace.store)] != ["清风街道"]:
        wrong.append("what the laptop had is lost")
    wrong += _goes_on(workspace, invitation.realm, is_joined=is_joined, root=root)
    workspace.close()
    return Verdict(len(acknowledged), wrong)


def _goes_on(workspace: Workspace, realm: str, *, is_joined: bool, root: Path) -> list[str]:
    """Whoever was not let in joins now, and both go on signing."""
    if not is_joined:
        invitation = opened_invitation(root / FILE)
        join_office(workspace, invitation, invitation.fingerprint, secret(HER, 0))
    add_unit(workspace, NewUnit("明月街道", "street"), secret(HER, 0))
    last = revisions(workspace.store, "unit")[-1].rev
    return [] if last.realm == workspace.realm == realm else ["what is signed afterwards is not the office's"]
