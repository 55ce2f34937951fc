"""What was sent is remembered until its receipt, and its copy goes only then."""

from app.services.exporting import OUTBOX, deliver_again, export_bundle
from app.services.outbox import sent_bundles
from app.store import exchange_log
from tests.app.services.machines import PASSPHRASE, a_desktop, a_laptop, taken_in


def test_the_copy_stays_until_the_receipt_comes(tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    desktop = a_desktop(tmp_path)
    laptop = a_laptop(desktop, tmp_path / "laptop")
    try:
        export_bundle(laptop, PASSPHRASE, stick).path.unlink()
        [sent] = sent_bundles(laptop)
        assert (sent.seq, sent.has_receipt, sent.has_copy, sent.is_own_device) == (1, False, True, True)
        taken_in(desktop, deliver_again(laptop, 1, stick))
        taken_in(laptop, export_bundle(desktop, PASSPHRASE, stick).path)
        [sent] = sent_bundles(laptop)
        assert (sent.has_receipt, sent.has_copy) == (True, False)
        assert list((laptop.folder / OUTBOX).iterdir()) == []
        assert [entry.act for entry in exchange_log.exchanges(laptop.store)].count("receipt came") == 1
        [theirs] = sent_bundles(desktop)
        assert (theirs.has_receipt, theirs.has_copy) == (False, True)
    finally:
        laptop.close()
        desktop.close()


def test_nothing_was_sent_at_first(office):
    assert sent_bundles(office) == ()
