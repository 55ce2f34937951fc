"""An office with two machines, an inspection on one of them, and the judge of the bundles that go between them."""

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from PIL import Image

from app.domain.inspection import Change, Inspector
from app.errors import AppError
from app.exchange.bundle_reader import ReadRevision, open_bundle
from app.identity.age import AgeKey
from app.services.backup_list import own_root
from app.services.backups import back_up
from app.services.demo import job_of_the_demonstration
from app.services.evidence import add_evidence
from app.services.exporting import OUTBOX
from app.services.importing import Came, incoming
from app.services.inspections import NewInspection, answer, open_inspection, start_inspection
from app.services.office_key import issue_certificates, make_office_key, office_age_key
from app.services.people import people
from app.services.restoring import finish_restore, prepare_restore
from app.services.signing import sign_digitally, signing_view
from app.services.unit_changes import NewUnit, add_unit
from app.services.workspace import FirstStart, Workspace, create_workspace, open_workspace
from app.store import exchange_log
from app.store import units as unit_table
from app.store.revisions import revisions
from tests.faults.acting import Line
from tests.faults.errands.people import CHEAP, FIRST, secret

PASSPHRASE = secret(FIRST, 0)
COMMUNITIES = ("莲花社区", "清泉社区", "梧桐社区")


def opened(folder: Path) -> Workspace:
    """The machine in `folder`, opened by its administrator."""
    return open_workspace(folder, PASSPHRASE)


def office(folder: Path) -> Workspace:
    """A desktop with the office key, a street and communities."""
    first = FirstStart("钟楼区委组织部", "district", FIRST, "组织科科长", "administrator", PASSPHRASE)
    desktop, _code = create_workspace(folder, first, cost=CHEAP)
    make_office_key(desktop, PASSPHRASE, cost=CHEAP)
    issue_certificates(desktop, people(desktop), PASSPHRASE)
    street = add_unit(desktop, NewUnit("清风街道", "street"), PASSPHRASE)
    for name in COMMUNITIES:
        add_unit(desktop, NewUnit(name, "community", street.id), PASSPHRASE)
    return desktop


def second_machine(desktop: Workspace, folder: Path) -> None:
    """Another device of the same office, made from a backup."""
    made = back_up(desktop)
    shutil.copytree(desktop.folder, folder, ignore=shutil.ignore_patterns("*.lock"))
    prepare_restore(folder, desktop.key, made.backup.path, realm=desktop.realm)
    kept = finish_restore(folder, desktop.key, made.backup.path)
    for each in (own_root(folder), kept):  # every fault copies what lies here
        shutil.rmtree(each)


def inspected(workspace: Workspace, community: str, *, signs: bool, team: tuple[Inspector, ...] | None = None) -> str:
    """An inspection of `community`, filled in with a photo, and signed if wanted."""
    me = people(workspace)[0]
    unit = next(unit for unit in unit_table.all_units(workspace.store) if unit.name == community)
    team = team or (Inspector(me.id, me.name, me.post, me.office),)
    wanted = start_inspection(workspace, NewInspection(unit.id, "district", team, me.id, workspace.today())).id
    now = open_inspection(workspace, wanted)
    for section in ("items", "bonus", "penalties", "vetoes", "notes"):
        for code, value in (job_of_the_demonstration("job")["answers"].get(section) or {}).items():
            now = answer(workspace, now, Change(section, code, value))
    photo = workspace.folder / f"{hashlib.sha256(community.encode()).hexdigest()[:8]}.jpg"
    Image.effect_noise((160, 120), 80).save(photo, "JPEG")
    add_evidence(workspace, wanted, "1.1", [photo])
    photo.unlink()
    if signs:
        place = next(place for place in signing_view(workspace, wanted).places if place.person_id)
        sign_digitally(workspace, wanted, place.field, me.id, PASSPHRASE)
    return wanted


def noted(workspace: Workspace, inspection_id: str, text: str) -> None:
    """One more thing typed into an open inspection."""
    answer(workspace, open_inspection(workspace, inspection_id), Change("notes", "remark", text))


def note(workspace: Workspace, inspection_id: str) -> str:
    """What was typed last."""
    return str(open_inspection(workspace, inspection_id).notes.get("remark", ""))


def taken_in(workspace: Workspace, path: Path) -> Came:
    """Import one bundle."""
    with incoming(workspace, path, [office_age_key(workspace, PASSPHRASE)]) as found:
        return found.apply(PASSPHRASE)


def rids(workspace: Workspace) -> set[str]:
    """The set of revisions of a store."""
    return {one.rev.rid for one in revisions(workspace.store)}


def bundles(*folders: Path) -> list[Path]:
    """Everything that has the name of a bundle, by its number."""
    return sorted((each for folder in folders for each in folder.glob("*.wyb")), key=lambda each: each.name)


def in_turn(workspace: Workspace, folder: Path) -> set[str]:
    """Import everything that lies on a stick; the revisions afterwards."""
    for path in bundles(folder):
        taken_in(workspace, path)
    return rids(workspace)


def torn(paths: Iterable[Path], key: AgeKey, workspace: Workspace) -> list[str]:
    """What has the name of a bundle and does not open whole: every sum, line, photo and report."""
    wrong = []
    for path in paths:
        try:
            with open_bundle(path, (key,), workspace.folder / "sealed", workspace.realm) as bundle:
                lines = list(bundle.revisions())
                files = [_sum(blob.opened()) == blob.sha256 for blob in bundle.blobs()]
        except AppError as error:
            wrong.append(f"{path.name} is torn: {error!r}")
            continue
        if not all(isinstance(line, ReadRevision) for line in lines) or not all(files):
            wrong.append(f"{path.name} holds something else than it says")
    return wrong


def _sum(file: BinaryIO) -> str:
    """The SHA-256 of what is read from an opened file."""
    sha256 = hashlib.sha256()
    while piece := file.read(1 << 20):
        sha256.update(piece)
    return sha256.hexdigest()


class Numbers:
    """Which content went out under which number of a device; a second content is what is wrong."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self.wrong: list[str] = []

    def seen(self, place: str, sha256: str) -> None:
        """Something with the number `place` and these bytes."""
        if self._known.setdefault(place, sha256) != sha256:
            self.wrong.append(f"number {place} stands for two bundles")

    def seen_files(self, paths: Iterable[Path]) -> None:
        """Bundles as they lie there: office, device and number are their name."""
        for path in paths:
            with path.open("rb") as file:
                self.seen("-".join(path.stem.split("-")[1:3]), hashlib.file_digest(file, "sha256").hexdigest())

    def seen_in(self, workspace: Workspace) -> None:
        """What is on record as sent."""
        for one in exchange_log.sent(workspace.store):
            self.seen(f"{one.place.device[:8]}-{one.place.seq:04}", one.place.sha256)


def wrong_in_outbox(workspace: Workspace, stick: Path, lines: Iterable[Line]) -> list[str]:
    """Bundles on record whose copy is gone or is another one.

    One that was refused and never left may be on record without a copy: a disk may have taken what it said it refused
    to sync. Its number is not used again, and what was in it goes out with the next one. Copies go with the receipt.
    """
    wrong, is_refused = [], any(line[0] == "refused" for line in lines)
    for one in exchange_log.sent(workspace.store):
        path = workspace.folder / OUTBOX / one.path
        if not one.path:
            continue
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == one.place.sha256:
            continue
        if path.exists() or not is_refused or (stick / one.path).exists():
            wrong.append(f"{one.path} is on record and not in the outbox")
    return wrong


def parts(folder: Path) -> list[str]:
    """What was left half written."""
    return [f"left behind: {each.name}" for each in folder.glob(".*.part")]
