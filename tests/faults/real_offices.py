"""Machines of one office with real stores: a desktop with the office key and laptops that joined it; their views."""

import hashlib
import random
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from app.domain.inspection import Change, Inspector
from app.domain.register import RECEIPT
from app.errors import AppError, InspectionExists, NothingToExport
from app.exchange.invitation import read_invitation
from app.identity.age import AgeKey
from app.services import sending
from app.services.alarms import alarms
from app.services.certificate_requests import certificate_requests, issue_on_request
from app.services.exporting import export_bundle
from app.services.importing import incoming
from app.services.inspections import NewInspection, answer, open_inspection, start_inspection
from app.services.joining import make_invitation
from app.services.merging import (
    contests,
    draft_choices,
    inspections_to_choose,
    resolve_contest,
    save_merged_draft,
    unmerged_drafts,
)
from app.services.office_key import office_age_key
from app.services.people import people
from app.services.signing import sign_digitally, signing_view
from app.services.workspace import FirstStart, Workspace, create_workspace, open_workspace
from app.store import units as unit_table
from app.store.inspections import inspections
from app.store.rebuild import differences
from app.store.revisions import revisions
from tests.faults import offices
from tests.faults.errands.people import CHEAP, secret

MOST = 7
FRESH = MOST
"""The number of a laptop that has joined and got nothing yet."""
NAMES = ("王建国", "李敏", "赵强", "孙丽", "周涛", "吴芳", "郑伟", "钱静")
CERTIFIED = 4
SIGNERS = 3
ITEMS = ("1.1", "1.2", "2.1")


def found(folder: Path) -> None:
    """Stores 0 to 7: the desktop, six laptops that know its units and two complete drafts, one that knows nothing.

    The office certified the first few people; the others are 未经机关签发.
    """
    desktop = offices.office(folder / "0")
    invitation = read_invitation(make_invitation(desktop, secret(NAMES[0], 0)))
    key = office_age_key(desktop, secret(NAMES[0], 0))
    stick = folder / "stick"
    stick.mkdir()
    for number in range(1, FRESH + 1):
        first = FirstStart(
            "钟楼区委组织部",
            "district",
            NAMES[number],
            "科员",
            "inspector",
            secret(NAMES[number], 0),
            invitation=invitation,
        )
        laptop, _code = create_workspace(folder / str(number), first, cost=CHEAP)
        if number != FRESH:
            _take(desktop, NAMES[0], export_bundle(laptop, secret(NAMES[number], 0), stick).path, key)
        laptop.close()
    known = [one for one in people(desktop) if one.name in NAMES[:CERTIFIED]]
    for request in certificate_requests(desktop):
        if request.person.name in NAMES[:CERTIFIED]:
            issue_on_request(desktop, request, request.person.role, secret(NAMES[0], 0))
    team = tuple(Inspector(one.id, one.name, one.post, one.office) for one in known if one.name in NAMES[:SIGNERS])
    for community in offices.COMMUNITIES[:2]:
        offices.inspected(desktop, community, signs=False, team=team)
    down = everything(desktop, NAMES[0], stick)
    for number in range(1, FRESH):
        laptop = open_workspace(folder / str(number), secret(NAMES[number], 0))
        _take(laptop, NAMES[number], down, key)
        laptop.close()
    desktop.close()


class Machine:
    """One store and who sits in front of it."""

    def __init__(self, number: int, folder: Path, key: AgeKey, stick: Path) -> None:
        self.number, self.key, self.stick = number, key, stick
        self.name, self.word = NAMES[number], secret(NAMES[number], 0)
        self.workspace = open_workspace(folder, self.word)
        self.refused: list[str] = []

    @property
    def rids(self) -> frozenset[str]:
        """The set, receipts left out: every import writes one."""
        return frozenset(one.rev.rid for one in revisions(self.workspace.store) if one.rev.entity != RECEIPT)

    def act(self, chance: random.Random) -> None:
        """Type, sign, choose or decide something; what the program refuses is no act."""
        what = chance.choice((self.type, self.type, self.type, self.sign, self.sign, self.choose, self.decide))
        try:
            what(chance)
        except AppError as error:
            self.refused.append(type(error).__name__)

    def type(self, chance: random.Random) -> None:
        """One answer to an inspection of some community, begun here if it is not known."""
        unit = chance.choice([one for one in unit_table.all_units(self.workspace.store) if one.kind == "community"])
        me = self.workspace.person
        team = (Inspector(me.id, me.name, me.post, me.office),)
        try:
            new = NewInspection(unit.id, "district", team, me.id, self.workspace.today())
            wanted = start_inspection(self.workspace, new).id
        except InspectionExists as error:
            wanted = error.inspection_id
        opened = open_inspection(self.workspace, wanted)
        if chance.random() < 0.5:
            change = Change("notes", "remark", f"{self.name}记{chance.randrange(3)}")
        else:
            code = chance.choice(ITEMS)
            value = {**(opened.answers.get("items") or {}).get(code, {}), "reason": f"{self.name}{chance.randrange(3)}"}
            change = Change("items", code, value)
        answer(self.workspace, opened, change)

    def sign(self, chance: random.Random) -> None:
        """Sign one's own place of an inspection that is complete."""
        me = self.workspace.person
        for one in chance.sample(found := inspections(self.workspace.store), len(found)):
            view = signing_view(self.workspace, one.id)
            fields = [place.field for place in view.open_places if place.person_id == me.id]
            if fields and view.opened.completeness.is_complete:
                sign_digitally(self.workspace, one.id, fields[0], me.id, self.word)
                return

    def choose(self, chance: random.Random) -> None:
        """Settle what drafts of several people say."""
        for wanted in inspections_to_choose(self.workspace):
            options = draft_choices(self.workspace, wanted).merge.choices
            chosen = {one.place: chance.choice(one.options).rid for one in options}
            save_merged_draft(self.workspace, wanted, chosen, self.workspace.person.id, self.word)

    def decide(self, chance: random.Random) -> None:
        """Name the signed version that counts."""
        for one in contests(self.workspace):
            head = chance.choice(one.contest.heads)
            resolve_contest(
                self.workspace, one.inspection.id, head.rid, self.workspace.person.id, self.word, "核对后裁定"
            )

    def export(self, chance: random.Random | None = None) -> Path | None:
        """A bundle of what has no receipt; with `chance` perhaps only of a part of it."""
        with ExitStack() as stack:
            if chance is not None and chance.random() < 0.5:
                whole = sending.without_receipt

                def part(workspace: Workspace) -> tuple[Any, ...]:
                    return tuple(one for one in whole(workspace) if chance.random() < 0.5)

                stack.enter_context(patch.object(sending, "without_receipt", part))
            try:
                return export_bundle(self.workspace, self.word, self.stick).path
            except NothingToExport:
                return None

    def take(self, path: Path) -> None:
        """Import a bundle."""
        _take(self.workspace, self.name, path, self.key)

    def views(self) -> dict[str, Any]:
        """Everything that a person is shown of records, whatever machine shows it."""
        store = self.workspace.store
        shown = {
            table: store.rows(f"SELECT {columns} FROM {table} ORDER BY {columns}")  # noqa: S608 - constant text
            for table, columns in VIEWED.items()
        }
        return {
            **shown,
            "contests": sorted(
                (one.inspection.id, [head.rid for head in one.contest.heads]) for one in contests(self.workspace)
            ),
            "choices": {
                one: [
                    (choice.place, sorted(option.rid for option in choice.options))
                    for choice in draft_choices(self.workspace, one).merge.choices
                ]
                for one in inspections_to_choose(self.workspace)
            },
            "unmerged": {
                row[0]: [one.rid for one in unmerged_drafts(self.workspace, row[0])]
                for row in store.rows("SELECT id FROM inspection")
            },
            "alarms": [(one.entity, one.id, one.differing) for one in alarms(self.workspace)],
            "waiting": sorted(rid for (rid,) in store.rows("SELECT rid FROM revision WHERE is_waiting = 1")),
        }

    def wrong(self) -> tuple[str, ...]:
        """Tables that are not what their revisions say."""
        return differences(self.workspace.store)


VIEWED = {
    "inspection": """id, unit_id, kind, ordinal, visited_on, state, total_e4, grade, is_provisional, checked,
    is_contested, basis""",
    "item_score": "inspection_id, code, marks_e4, state",
    "unit": "id, kind, name, code, parent_id, basis",
    "report": "id, inspection_id, rid, pdf_sha256, number, basis",
}


@contextmanager
def machines(base: Path, folder: Path, numbers: Sequence[int]) -> Iterator[list[Machine]]:
    """Copies of some of the founded machines, and a stick for all of them."""
    stick = folder / "stick"
    stick.mkdir(parents=True)
    opened: list[Machine] = []
    try:
        for number in sorted({0, *numbers}):
            shutil.copytree(
                base / str(number), folder / str(number), ignore=shutil.ignore_patterns("*.lock", "backups")
            )
            key = opened[0].key if opened else None
            if key is None:
                desktop = open_workspace(folder / "0", secret(NAMES[0], 0))
                key = office_age_key(desktop, secret(NAMES[0], 0))
                desktop.close()
            opened.append(Machine(number, folder / str(number), key, stick))
        yield opened
    finally:
        for one in opened:
            one.workspace.close()


def everything(workspace: Workspace, name: str, stick: Path) -> Path:
    """A bundle of all that a store has, receipts or not."""
    return export_bundle(workspace, secret(name, 0), stick, what="everything").path


def damaged(path: Path, chance: random.Random, to: Path) -> Path:
    """A bundle with a byte changed or cut somewhere."""
    data = bytearray(path.read_bytes())
    at = chance.randrange(len(data))
    if chance.random() < 0.5:
        data[at] ^= 1 + chance.randrange(255)
    else:
        del data[at:]
    to.write_bytes(data)
    return to


def digest(views: dict[str, Any]) -> str:
    """For the list of what was reached."""
    return hashlib.sha256(repr(views).encode()).hexdigest()[:12]


def _take(workspace: Workspace, name: str, path: Path, key: AgeKey) -> None:
    with incoming(workspace, path, [key]) as found_in:
        found_in.apply(secret(name, 0))
