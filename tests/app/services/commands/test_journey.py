"""From two laptops over their district to the city and back, each act in a process of its own: one state in the end."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.domain.inspection import Change, Inspector
from app.domain.register import RECEIPT
from app.services.alarms import alarms
from app.services.bundle_keys import device_key
from app.services.certificate_requests import certificate_requests, issue_on_request
from app.services.demo import job_of_the_demonstration
from app.services.inspections import NewInspection, answer, open_inspection, start_inspection
from app.services.merging import contests, resolve_contest
from app.services.office_key import office_key
from app.services.sending import without_receipt
from app.services.signing import sign_digitally, signing_view
from app.services.unit_changes import NewUnit, add_unit
from app.services.vouching import vouch_for
from app.services.workspace import FirstStart, Workspace, create_workspace, open_workspace
from app.store import exchange_log
from app.store import units as unit_table
from app.store.rebuild import differences
from app.store.revisions import revisions
from app.store.trust import trust
from tests.app.services.second_laptops import CHEAP, PASSPHRASE, an_office, carried, invitation_of

ROOT = Path(__file__).parents[4]
SHARED, FIRST_ALONE, SECOND_ALONE, FAR = "莲花社区", "清泉社区", "梧桐社区", "桃园社区"
ROWS = """SELECT id, unit_id, kind, state, total_e4, grade, checked, is_contested, basis FROM inspection ORDER BY id"""
SCORES = "SELECT inspection_id, code, marks_e4, state FROM item_score ORDER BY 1, 2"


@dataclass(frozen=True)
class Place:
    """A store on its machine, and the passphrase of who sits there."""

    folder: Path
    word: str

    def run(self, *command: str) -> str:
        """One sub-command of the program, in a process of its own."""
        secret = self.folder.with_suffix(".word")
        secret.write_text(self.word, encoding="utf-8")
        options = ["--data", str(self.folder), "--passphrase-file", str(secret)]
        done = subprocess.run(
            [sys.executable, "main.py", *command, *options], cwd=ROOT, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def export(self, stick: Path, *to: str) -> Path:
        """A bundle onto a stick."""
        before = set(stick.glob("*.wyb"))
        self.run("export", "--out", str(stick), *(["--to", *to] if to else []))
        [path] = set(stick.glob("*.wyb")) - before
        return path

    def take(self, path: Path) -> str:
        """What importing a bundle says."""
        return self.run("import", str(path))

    @contextmanager
    def opened(self) -> Iterator[Workspace]:
        workspace = open_workspace(self.folder, self.word)
        try:
            yield workspace
        finally:
            workspace.close()

    def recipient(self) -> str:
        """The age key that bundles for this store go to."""
        with self.opened() as workspace:
            own = office_key(workspace)
            return own.recipient if own else device_key(workspace).recipient


@dataclass(frozen=True)
class Journey:
    """All machines in one folder."""

    root: Path

    def place(self, name: str) -> Place:
        return Place(self.root / name, WORDS.get(name, PASSPHRASE))


WORDS = {"first": "第一台电脑的口令", "second": "第二台电脑的口令"}
PEOPLE = {"first": "李秀英", "second": "赵志强"}


def inspected(workspace: Workspace, community: str, *, doubt: str = "", signs: bool = True) -> None:
    """A district inspection of a community; `doubt` is a remark that makes it differ from a colleague's."""
    me = workspace.person
    unit = next(unit for unit in unit_table.all_units(workspace.store) if unit.name == community)
    team = (Inspector(me.id, me.name, me.post, me.office),)
    wanted = start_inspection(workspace, NewInspection(unit.id, "district", team, me.id, workspace.today())).id
    now = open_inspection(workspace, wanted)
    for section in ("items", "bonus", "penalties", "vetoes", "notes"):
        for code, value in (job_of_the_demonstration("job")["answers"].get(section) or {}).items():
            now = answer(workspace, now, Change(section, code, value))
    if doubt:
        answer(workspace, now, Change("notes", "remark", doubt))
    if signs:
        word = WORDS.get(workspace.folder.name, PASSPHRASE)
        place = next(place for place in signing_view(workspace, wanted).places if place.person_id == me.id)
        sign_digitally(workspace, wanted, place.field, me.id, word)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city, two districts, two laptops of the first one that inspected and whose sticks are written."""
    root = tmp_path_factory.mktemp("begun")
    stick = root / "stick"
    stick.mkdir()
    city = an_office(root / "city", "示例市委组织部", "city")
    district, other = an_office(root / "district"), an_office(root / "other", "天宁区委组织部")
    street = add_unit(district, NewUnit("清风街道", "street"), PASSPHRASE)
    for name in (SHARED, FIRST_ALONE, SECOND_ALONE):
        add_unit(district, NewUnit(name, "community", street.id), PASSPHRASE)
    far = add_unit(other, NewUnit("红梅街道", "street"), PASSPHRASE)
    add_unit(other, NewUnit(FAR, "community", far.id), PASSPHRASE)
    for office in (district, other):
        for one, with_ in ((city, office), (office, city)):
            invitation = invitation_of(with_)
            vouch_for(one, invitation, invitation.fingerprint, PASSPHRASE)
    laptops = {}
    for name, person in PEOPLE.items():
        start = FirstStart(
            "钟楼区委组织部", "district", person, "科员", "inspector", WORDS[name], invitation=invitation_of(district)
        )
        laptops[name], _code = create_workspace(root / name, start, cost=CHEAP)
        carried(laptops[name], WORDS[name], district, PASSPHRASE, stick)
    for request in certificate_requests(district):
        issue_on_request(district, request, "inspector", PASSPHRASE)
    for name, laptop in laptops.items():
        carried(district, PASSPHRASE, laptop, WORDS[name], stick)
    inspected(laptops["first"], SHARED, doubt="甲组所见")
    inspected(laptops["first"], FIRST_ALONE, signs=False)
    inspected(laptops["second"], SHARED, doubt="乙组所见")
    inspected(laptops["second"], SECOND_ALONE)
    inspected(other, FAR)
    for workspace in (city, district, other, *laptops.values()):
        workspace.close()
    for name in ("first", "second", "other"):
        (root / f"stick of {name}").mkdir()
        to = [Place(root / "city", PASSPHRASE).recipient()] if name == "other" else []
        Journey(root).place(name).export(root / f"stick of {name}", *to)
    return root


def only(stick: Path) -> Path:
    [path] = stick.glob("*.wyb")
    return path


def decided(district: Place, whose: str) -> int:
    """The district's administrator lets the version of one inspector count; how many there were to decide."""
    with district.opened() as workspace:
        found = contests(workspace)
        for one in found:
            head = next(head for head in one.contest.heads if one.names[head.author] == whose)
            me = workspace.person
            resolve_contest(workspace, one.inspection.id, head.rid, me.id, PASSPHRASE, "甲组材料齐全")
        return len(found)


def state(place: Place) -> dict[str, list[tuple]]:
    """What lists show of inspections and their scores, and nothing that a rebuild would change."""
    with place.opened() as workspace:
        assert differences(workspace.store) == ()
        assert alarms(workspace) == ()
        return {"inspections": workspace.store.rows(ROWS), "scores": workspace.store.rows(SCORES)}


def travelled(begun: Path, root: Path, sticks: tuple[str, str], to_city: tuple[str, str]) -> dict[str, dict]:
    """The whole way with the sticks in one order; the states of all in the end."""
    shutil.copytree(begun, root, ignore=shutil.ignore_patterns("*.lock"))
    journey = Journey(root)
    city, district = journey.place("city"), journey.place("district")
    for name in sticks:
        assert "已收进" in district.take(only(root / f"stick of {name}"))
    assert decided(district, PEOPLE["first"]) == 1
    back = root / "back"
    back.mkdir()
    bundle = district.export(back, city.recipient())
    for name in PEOPLE:
        journey.place(name).take(bundle)
        with journey.place(name).opened() as laptop:
            left = {one.rev.entity for one in without_receipt(laptop)}
            assert left <= {RECEIPT}, "everything was received, and the receipt came back"
    for name in sticks:  # an old stick once more
        assert "没有重复收进" in district.take(only(root / f"stick of {name}"))
    bundles = {"district": bundle, "other": only(root / "stick of other")}
    for name in to_city:
        assert "已收进" in city.take(bundles[name])
    with city.opened() as workspace:
        names = {one.sender for one in exchange_log.received(workspace.store)}
        assert len(names) == 2
        believed = trust(workspace.store)
        assert {believed.standing(one.rev.rid, one.rev.author) for one in revisions(workspace.store)} == {"issued"}
    return {name: state(journey.place(name)) for name in ("city", "district", *PEOPLE)}


def test_in_whatever_order_the_sticks_come_everybody_sees_the_same(begun, tmp_path):
    one = travelled(begun, tmp_path / "one", ("first", "second"), ("district", "other"))
    other = travelled(begun, tmp_path / "other", ("second", "first"), ("other", "district"))
    assert one == other
    rows = {row[0]: row for row in one["district"]["inspections"]}
    assert len(rows) == 3
    assert sorted(row[3] for row in rows.values()) == ["complete", "signed", "signed"]
    assert not any(row[7] for row in rows.values()), "what was contested is decided"
    for name in PEOPLE:
        assert one[name] == one["district"]
    assert set(one["district"]["inspections"]) < set(one["city"]["inspections"])
    assert len(one["city"]["inspections"]) == 4
