"""A day in an office whose store is locked: inspections filled in, photographed, signed and backed up, one by one."""

import logging
from dataclasses import replace
from pathlib import Path

from app.domain.evidence import evidence_in
from app.domain.inspection import Change, Inspector
from app.domain.signing import SignatureMark
from app.errors import AppError
from app.services.backups import back_up, choose_second_root
from app.services.demo import SECTIONS, job_of_the_demonstration
from app.services.evidence import add_evidence
from app.services.inspections import NewInspection, answer, open_inspection, start_inspection
from app.services.opened import OpenInspection
from app.services.people import add_person, people
from app.services.signing import record_mark, sign_digitally, signing_view
from app.services.unit_changes import NewUnit, add_unit
from app.services.workspace import FirstStart, Workspace, create_workspace, open_workspace
from app.settings import CONTRAST, TEXT_SIZE, Settings
from app.store.inspections import answers, inspections
from tests.faults.acting import Line
from tests.faults.errands.people import CHEAP
from tests.faults.errands.signing import half_signed
from tests.faults.judging import Verdict, saved, wrong_with
from tests.faults.stage import Said

MOST = 12
SPAN = 0.06
COMMUNITIES = 3

OFFICE = "栖霞门区委组织部"
STREET, COMMUNITY, INITIALS = "翠屏街道办事处", "凤凰岭社区", "fhlsq"
LEADER, COLLEAGUE, WITNESS = "欧阳若溪", "司徒远山", "慕容听雨"
POST = "组织二科副科长"
PASSPHRASE, OTHER = "寒山寺的钟声很远", "姑苏城外的一条客船"
REASON = "堂屋漏雨三处没有登记"
REMARK = "书记当场表示月底前补齐"
PHOTO = "会议签到册原件.jpg"
CAPTION = "门厅公示栏缺了一张"
SCAN_WORDS = b"plainly readable in the scan 20261128"


def prepare(root: Path) -> None:
    """The office with its people and units; what its window remembers lies beside the store."""
    first = FirstStart(OFFICE, "district", LEADER, POST, "administrator", PASSPHRASE)
    workspace, _code = create_workspace(root / "store", first, cost=CHEAP)
    add_person(workspace, COLLEAGUE, POST, OFFICE, passphrase=OTHER, cost=CHEAP)
    street = add_unit(workspace, NewUnit(STREET, "street", code="320499101000"), PASSPHRASE)
    for number in range(COMMUNITIES):
        new = NewUnit(f"{COMMUNITY}{'东西中'[number]}片", "community", street.id, f"32049910100{number + 1}")
        add_unit(workspace, new, PASSPHRASE)
    workspace.close()
    settings = Settings(root, {TEXT_SIZE: "large", CONTRAST: "light"})
    settings.save()


def act(said: Said, root: Path) -> None:
    """One community after the other; everything that the program logs is kept beside the store."""
    logging.basicConfig(filename=root / "log.txt", level=logging.DEBUG, force=True)
    logging.getLogger(__name__).info("begun")
    workspace = open_workspace(root / "store", PASSPHRASE)
    said("open")
    choose_second_root(workspace, root / "stick")
    colleagues = people(workspace)
    team = tuple(Inspector(one.id, one.name, one.post, one.office) for one in colleagues)
    leader = next(one for one in colleagues if one.name == LEADER)
    for unit in workspace.store.rows("SELECT id FROM unit WHERE kind = 'community' ORDER BY id"):
        try:
            new = NewInspection(unit[0], "district", team, leader.id, workspace.today())
            opened = filled_in(said, workspace, open_inspection(workspace, start_inspection(workspace, new).id))
            photographed(said, workspace, opened)
            signed(said, workspace, opened, leader.id)
            made = back_up(workspace)
            if made is not None and made.problem is not None:
                said("refused", "second", made.problem)
            said("saved", ["backup"])
        except AppError as error:
            said("refused", None, error)
    workspace.close()


def filled_in(said: Said, workspace: Workspace, opened: OpenInspection) -> OpenInspection:
    """Every item answered, each with a reason and with a remark to the whole."""
    given = job_of_the_demonstration("job")["answers"]
    for section in SECTIONS:
        for code, value in (given.get(section) or {}).items():
            told = {**value, "reason": REASON} if section == "items" and value.get("reason") else value
            opened = answer(workspace, opened, Change(section, code, told))
    opened = answer(workspace, opened, Change("notes", "remark", REMARK))
    said("saved", ["answers", opened.inspection.id])
    return opened


def photographed(said: Said, workspace: Workspace, opened: OpenInspection) -> None:
    """A scan with readable words in it, under the name and with the caption that somebody gave."""
    from app.services.evidence import Pasted

    scan = b"%PDF-1.7\n" + SCAN_WORDS + opened.inspection.id.encode() + bytes(200_000) + b"\n%%EOF\n"
    done = add_evidence(workspace, opened.inspection.id, "1.1", [Pasted(PHOTO, scan)])
    for one in done.added:
        answer(workspace, open_inspection(workspace, opened.inspection.id), replace(one, caption=CAPTION).change())
        said("saved", ["evidence", opened.inspection.id, one.sha256])
    for refused in done.refused:
        said("refused", None, refused.error)
    if done.failure:
        raise done.failure


def signed(said: Said, workspace: Workspace, opened: OpenInspection, leader: str) -> None:
    """The unit's head signs by hand, the team by keys of their own."""
    wanted = opened.inspection.id
    strokes = (((0.1, 0.2, 0.03), (0.5, 0.6, 0.04)),)
    head = next(place for place in signing_view(workspace, wanted).open_places if place.person_id is None)
    record_mark(workspace, wanted, SignatureMark(head.field, "drawn", WITNESS, "党委书记", workspace.clock(), strokes))
    for place in signing_view(workspace, wanted).open_places:
        if place.person_id is not None:
            secret = PASSPHRASE if place.person_id == leader else OTHER
            sign_digitally(workspace, wanted, place.field, place.person_id, secret)
            said("saved", ["signature", wanted, place.field])


def judge(root: Path, lines: list[Line]) -> Verdict:
    """Everything that was acknowledged is there; no report is half signed."""
    acknowledged = saved(lines)
    workspace = open_workspace(root / "store", PASSPHRASE)
    wrong = wrong_with(workspace)
    there = {one.id: one for one in inspections(workspace.store)}
    for what, *about in acknowledged:
        if what == "backup":
            continue
        if about[0] not in there:
            wrong.append(f"the inspection of {what} is lost")
            continue
        kept = answers(workspace.store, about[0])
        if what == "answers" and kept["notes"].get("remark") != REMARK:
            wrong.append("answers are lost")
        if what == "evidence" and about[1] not in {one.sha256 for one in evidence_in(kept)}:
            wrong.append("evidence is lost")
        if what == "signature" and about[1] not in signing_view(workspace, about[0]).marks:
            wrong.append("a signature is lost")
    for id_ in there:
        view = signing_view(workspace, id_)
        if any(mark.manner == "digital" for mark in view.marks.values()) or view.is_frozen:
            wrong += half_signed(workspace, view, drawn=1)
    workspace.close()
    return Verdict(len(acknowledged), wrong)
