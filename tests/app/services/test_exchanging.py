"""From one laptop to another and back: nothing is lost, twice is once, and what is not whole changes nothing."""

import hashlib

import pytest
from PIL import Image

from app.domain.inspection import Change, Inspector
from app.domain.register import RECEIPT
from app.domain.revision import SignedRevision
from app.errors import (
    AgeFileForOthers,
    AppError,
    BundleRefused,
    NoRecipients,
    NothingToExport,
    TargetFailed,
    TargetFull,
    WrongPassphrase,
)
from app.identity.age import AgeKey
from app.identity.passphrase import ArgonCost
from app.services import exporting
from app.services.arriving import UNKNOWN_AUTHOR
from app.services.backup_list import list_backups, own_root
from app.services.demo import job_of_the_demonstration
from app.services.evidence import add_evidence, opened_evidence
from app.services.exporting import OUTBOX, deliver_again, export_bundle
from app.services.importing import incoming
from app.services.inspections import NewInspection, answer, open_inspection, start_inspection
from app.services.office_key import issue_certificates, make_office_key, office_age_key
from app.services.people import people
from app.services.reports import report_pdf
from app.services.sending import without_receipt
from app.services.signing import sign_digitally, signing_view
from app.services.unit_changes import NewUnit, add_unit
from app.services.workspace import Workspace
from app.store import exchange_log
from app.store import inspections as inspection_table
from app.store import units as unit_table
from app.store.rebuild import differences
from app.store.revisions import add_revisions, revisions

CHEAP = ArgonCost(memory_kib=64, iterations=1, lanes=1)
PASSPHRASE = "春江花月夜第一句"


@pytest.fixture
def desktop(office: Workspace) -> Workspace:
    """The office's own machine: key, certificate, a street and a community."""
    make_office_key(office, PASSPHRASE, cost=CHEAP)
    issue_certificates(office, people(office), PASSPHRASE)
    street = add_unit(office, NewUnit("清风街道", "street"), PASSPHRASE)
    add_unit(office, NewUnit("莲花社区", "community", street.id), PASSPHRASE)
    return office


def inspected(workspace: Workspace, tmp_path, *, signs: bool = True, passphrase: str = PASSPHRASE) -> str:
    """An inspection with a photo, filled in and signed."""
    me = people(workspace)[0]
    unit = next(unit for unit in unit_table.all_units(workspace.store) if unit.kind == "community")
    team = (Inspector(me.id, me.name, me.post, me.office),)
    new = NewInspection(unit.id, "district", team, me.id, workspace.today())
    opened = open_inspection(workspace, start_inspection(workspace, new).id)
    for section in ("items", "bonus", "penalties", "vetoes", "notes"):
        for code, value in (job_of_the_demonstration("job")["answers"].get(section) or {}).items():
            opened = answer(workspace, opened, Change(section, code, value))
    wanted = opened.inspection.id
    photo = tmp_path / "IMG_0001.JPG"
    Image.new("RGB", (640, 480), "red").save(photo, "JPEG")
    add_evidence(workspace, wanted, "1.1", [photo])
    if signs:
        place = next(place for place in signing_view(workspace, wanted).places if place.person_id)
        sign_digitally(workspace, wanted, place.field, me.id, passphrase)
    return wanted


def taken_in(workspace: Workspace, path):
    with incoming(workspace, path, [office_age_key(workspace, PASSPHRASE)]) as found:
        return found.apply(PASSPHRASE)


def rids(workspace: Workspace, *, but: tuple[str, ...] = ()) -> set[str]:
    return {one.rev.rid for one in revisions(workspace.store) if one.rev.entity not in but}


def test_an_inspection_travels_with_its_photo_and_report(desktop, laptop, stick, tmp_path):
    wanted = inspected(laptop, tmp_path)
    done = export_bundle(laptop, PASSPHRASE, stick)
    assert (done.seq, done.evidence, done.reports) == (1, 1, 1)
    assert [each.name for each in stick.iterdir()] == [done.path.name]
    came = taken_in(desktop, done.path)
    assert came.plan.new
    assert inspection_table.inspection(desktop.store, wanted).state == "signed"
    assert report_pdf(desktop, wanted) == report_pdf(laptop, wanted)
    photo = (tmp_path / "IMG_0001.JPG").read_bytes()
    with opened_evidence(desktop, hashlib.sha256(photo).hexdigest()) as file:
        assert file.read() == photo
    assert rids(laptop) <= rids(desktop)
    assert differences(desktop.store) == ()
    assert [entry.act for entry in exchange_log.exchanges(desktop.store)] == ["imported"]


def test_the_bundle_knows_the_device_it_was_before_the_restore(desktop, laptop, stick):
    done = export_bundle(laptop, PASSPHRASE, stick)
    with incoming(desktop, done.path, [office_age_key(desktop, PASSPHRASE)]) as found:
        assert found.info.previous_device == desktop.store.device
        assert found.info.device == laptop.store.device != desktop.store.device
        assert found.sender.name == "王建国"


def test_twice_is_once_and_there_is_one_receipt(desktop, laptop, stick, tmp_path):
    inspected(laptop, tmp_path)
    done = export_bundle(laptop, PASSPHRASE, stick)
    taken_in(desktop, done.path)
    before = rids(desktop)
    again = taken_in(desktop, done.path)
    assert again.is_known
    assert rids(desktop) == before
    assert len(revisions(desktop.store, RECEIPT)) == 1


def test_the_receipt_comes_back_and_then_only_what_is_new_goes_out(desktop, laptop, stick, tmp_path):
    inspected(laptop, tmp_path)
    taken_in(desktop, export_bundle(laptop, PASSPHRASE, stick).path)
    taken_in(laptop, export_bundle(desktop, PASSPHRASE, stick).path)
    assert rids(desktop) <= rids(laptop)
    left = without_receipt(laptop)
    assert {one.rev.entity for one in left} == {"receipt"}
    add_unit(laptop, NewUnit("明月街道", "street"), PASSPHRASE)
    done = export_bundle(laptop, PASSPHRASE, stick)
    assert done.seq == 2
    assert done.revisions == len(left) + 1


def test_a_lost_stick_costs_nothing(desktop, laptop, stick, tmp_path):
    inspected(laptop, tmp_path)
    export_bundle(laptop, PASSPHRASE, stick).path.unlink()
    second = export_bundle(laptop, PASSPHRASE, stick)
    assert second.seq == 2
    taken_in(desktop, second.path)
    assert rids(laptop) <= rids(desktop)


def test_a_draft_travels_as_it_stands_and_typing_goes_on(desktop, laptop, stick, tmp_path):
    wanted = inspected(laptop, tmp_path, signs=False)
    taken_in(desktop, export_bundle(laptop, PASSPHRASE, stick).path)
    assert open_inspection(desktop, wanted).answers["items"] == open_inspection(laptop, wanted).answers["items"]
    opened = open_inspection(laptop, wanted)
    answer(laptop, opened, Change("notes", "remark", "后来补的一句"))
    taken_in(desktop, export_bundle(laptop, PASSPHRASE, stick).path)
    assert open_inspection(desktop, wanted).notes["remark"] == "后来补的一句"


def test_a_changed_or_cut_bundle_changes_nothing(desktop, laptop, stick, tmp_path):
    inspected(laptop, tmp_path)
    path = export_bundle(laptop, PASSPHRASE, stick).path
    before = rids(desktop)
    whole = path.read_bytes()
    for broken in (whole[:-20], whole[: len(whole) // 2], whole[:-40] + b"x" + whole[-39:], b"", b"PK"):
        path.write_bytes(broken)
        with pytest.raises(AppError):
            taken_in(desktop, path)
    assert rids(desktop) == before
    assert exchange_log.received(desktop.store) == ()
    assert not list((desktop.folder / "sealed").glob(".*"))


def test_only_the_offices_key_opens_it(desktop, laptop, stick, tmp_path):
    path = export_bundle(laptop, PASSPHRASE, stick).path
    with pytest.raises(AgeFileForOthers), incoming(desktop, path, [AgeKey.new()]):
        pass
    other = AgeKey.new()
    path = export_bundle(laptop, PASSPHRASE, stick, [other.recipient]).path
    with incoming(desktop, path, [other]) as found:
        assert found.plan.known


def test_a_plan_changes_nothing(desktop, laptop, stick, tmp_path):
    wanted = inspected(laptop, tmp_path)
    path = export_bundle(laptop, PASSPHRASE, stick).path
    before = rids(desktop)
    with incoming(desktop, path, [office_age_key(desktop, PASSPHRASE)]) as found:
        assert len(found.plan.new) == len(rids(laptop) - before)
        assert found.aside == ()
    assert rids(desktop) == before
    with pytest.raises(AppError):
        inspection_table.inspection(desktop.store, wanted)


def test_a_backup_is_made_before_anything_comes_in(desktop, laptop, stick, tmp_path):
    inspected(laptop, tmp_path)
    add_unit(desktop, NewUnit("明月街道", "street"), PASSPHRASE)
    count = len(list_backups(own_root(desktop.folder), desktop.key))
    taken_in(desktop, export_bundle(laptop, PASSPHRASE, stick).path)
    assert len(list_backups(own_root(desktop.folder), desktop.key)) == count + 1


def test_a_line_of_somebody_whose_key_is_not_known_is_kept_aside(desktop, laptop, stick):
    from tests.app.services.strangers import a_strangers_revision

    stranger: SignedRevision = a_strangers_revision(laptop)
    add_revisions(laptop.store, [stranger])
    path = export_bundle(laptop, PASSPHRASE, stick).path
    taken_in(desktop, path)
    assert stranger.rev.rid not in rids(desktop)
    [aside] = exchange_log.kept_aside(desktop.store)
    assert (aside.reason, aside.line) == (UNKNOWN_AUTHOR, stranger.line())


def test_nobody_to_send_to_is_said(office, stick):
    with pytest.raises(NoRecipients):
        export_bundle(office, PASSPHRASE, stick)
    with pytest.raises(WrongPassphrase):
        export_bundle(office, "不是这个口令呀", stick, [AgeKey.new().recipient])
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize(("number", "told"), [(28, TargetFull), (5, TargetFailed)])
def test_a_failing_stick_leaves_the_bundle_in_the_outbox_to_be_copied_again(desktop, stick, monkeypatch, number, told):
    def fail(*_given):
        raise OSError(number, "no")

    monkeypatch.setattr(exporting, "deliver", fail)
    with pytest.raises(told):
        export_bundle(desktop, PASSPHRASE, stick)
    monkeypatch.undo()
    assert list(stick.iterdir()) == []
    [sent] = exchange_log.sent(desktop.store)
    path = deliver_again(desktop, 1, stick)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == sent.place.sha256


def test_what_a_crash_left_in_the_outbox_goes_and_its_number_is_used(desktop, stick):
    outbox = desktop.folder / OUTBOX
    outbox.mkdir()
    (outbox / "office-00000000-0001-deadbeef.wyb").write_bytes(b"half")
    done = export_bundle(desktop, PASSPHRASE, stick)
    assert done.seq == 1
    assert [each.name for each in outbox.iterdir()] == [done.path.name]


def test_a_bundle_that_never_was_cannot_be_copied_again(desktop, stick):
    with pytest.raises(NothingToExport):
        deliver_again(desktop, 7, stick)


def test_another_realm_is_refused(desktop, laptop, stick, tmp_path, monkeypatch):
    path = export_bundle(laptop, PASSPHRASE, stick).path
    key = office_age_key(desktop, PASSPHRASE)
    monkeypatch.setattr(desktop.store, "realm", "office:another")
    with pytest.raises(BundleRefused), incoming(desktop, path, [key]):
        pass
