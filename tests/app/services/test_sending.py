"""What a bundle would carry is counted before it is made, and is what it then carries."""

import pytest

from app.errors import NothingToExport
from app.exchange.bundle_profile import OPEN_SUFFIX
from app.identity.age import AgeKey
from app.services.bundle_verdict import key_in_file
from app.services.exporting import OUTBOX, clear_orphans, deliver_again, export_bundle
from app.services.importing import incoming
from app.services.sending import outgoing
from app.services.unit_changes import NewUnit, add_unit
from app.store import exchange_log
from app.store import units as unit_table
from app.store.revisions import revisions
from tests.app.services.machines import PASSPHRASE, taken_in


def test_what_is_counted_is_what_goes(laptop, stick):
    before = outgoing(laptop)
    done = export_bundle(laptop, PASSPHRASE, stick)
    assert (done.seq, done.revisions, done.evidence) == (before.seq, before.revisions, before.evidence)
    assert before.size > 0


def test_receipts_alone_go_back_and_settle_what_was_sent(desktop, laptop, stick):
    add_unit(laptop, NewUnit("明月街道", "street"), PASSPHRASE)
    taken_in(desktop, export_bundle(laptop, PASSPHRASE, stick).path)
    done = export_bundle(desktop, PASSPHRASE, stick, what="receipts", device=laptop.store.device)
    assert done.revisions < len(revisions(desktop.store))
    taken_in(laptop, done.path)
    assert outgoing(laptop).revisions < outgoing(desktop, "everything").revisions
    assert "receipt came" in [entry.act for entry in exchange_log.exchanges(laptop.store)]


def test_no_receipt_for_a_device_that_sent_nothing(office, stick):
    with pytest.raises(NothingToExport):
        export_bundle(office, PASSPHRASE, stick, [AgeKey.new().recipient], what="receipts", device="00000000")


def test_everything_goes_although_it_has_its_receipt(desktop, laptop, stick):
    taken_in(desktop, export_bundle(laptop, PASSPHRASE, stick).path)
    taken_in(laptop, export_bundle(desktop, PASSPHRASE, stick).path)
    assert outgoing(laptop).revisions < outgoing(laptop, "everything").revisions == len(revisions(laptop.store))


def test_public_material_goes_in_clear_and_without_anybodys_name(desktop, laptop, stick):
    add_unit(laptop, NewUnit("明月街道", "street"), PASSPHRASE)
    done = export_bundle(laptop, PASSPHRASE, stick, what="public")
    assert done.path.name.endswith(OPEN_SUFFIX)
    assert (done.evidence, done.reports) == (0, 0)
    assert "王建国".encode() not in _lines(desktop, done.path)
    assert exchange_log.exchanges(laptop.store)[0].act == "exported in clear"
    with incoming(desktop, done.path, []) as found:
        assert found.info.is_open
        found.apply(PASSPHRASE)
    assert "明月街道" in {unit.name for unit in unit_table.all_units(desktop.store)}


def _lines(workspace, path):
    with incoming(workspace, path, []) as found:
        assert {one.rev.entity for one in found.revisions} <= {"unit", "scheme"}
        return b"".join(one.line() for one in found.revisions)


def test_the_key_of_the_first_day_opens_the_bundle_beside_it(office, stick):
    done = export_bundle(office, PASSPHRASE, stick, first_day=True)
    assert done.key_file is not None
    assert {each.name for each in stick.iterdir()} == {done.path.name, done.key_file.name}
    with incoming(office, done.path, [key_in_file(done.key_file, done.password)]) as found:
        assert found.plan.known
    assert done.password not in repr(done)


def test_the_key_of_the_first_day_stays_beside_the_copy_and_goes_again(office, stick):
    done = export_bundle(office, PASSPHRASE, stick, first_day=True)
    for each in stick.iterdir():
        each.unlink()
    assert clear_orphans(office) == 0
    deliver_again(office, 1, stick)
    assert {each.name for each in stick.iterdir()} == {done.path.name, done.key_file.name}
    assert len(list((office.folder / OUTBOX).iterdir())) == 2


def test_a_stick_that_fails_has_no_key_without_its_bundle(office, stick, monkeypatch):
    from app.services import exporting

    def fail(*_given):
        raise OSError(5, "no")

    monkeypatch.setattr(exporting, "deliver", fail)
    with pytest.raises(Exception, match="no"):
        export_bundle(office, PASSPHRASE, stick, first_day=True)
    assert list(stick.iterdir()) == []
