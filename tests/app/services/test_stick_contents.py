"""What is on a stick: what is new, what came already, what this machine wrote, and what is no bundle at all."""

import os

import pytest

from app.errors import FileUnreadable
from app.progress import Cancelled
from app.services.exporting import export_bundle
from app.services.stick_contents import MOST, bundles_on
from tests.app.services.machines import PASSPHRASE, taken_in


def states(workspace, stick):
    return {one.path.name: one.state for one in bundles_on(workspace, stick)}


def test_a_bundle_is_new_then_received_and_its_writer_knows_it(desktop, laptop, stick):
    done = export_bundle(laptop, PASSPHRASE, stick)
    [seen] = bundles_on(desktop, stick)
    assert (seen.state, seen.seq, seen.size) == ("new", 1, done.size)
    assert laptop.store.device.startswith(seen.device)
    assert seen.modified is not None
    taken_in(desktop, done.path)
    assert states(desktop, stick) == {done.path.name: "received"}
    assert states(laptop, stick) == {done.path.name: "sent"}


def test_a_renamed_bundle_is_known_by_its_bytes(desktop, laptop, stick):
    done = export_bundle(laptop, PASSPHRASE, stick)
    taken_in(desktop, done.path)
    folder = stick / "王科长" / "一月"
    folder.mkdir(parents=True)
    renamed = done.path.rename(folder / "最终版2.wyb")
    assert states(desktop, stick) == {"最终版2.wyb": "received"}
    assert states(laptop, stick) == {"最终版2.wyb": "sent"}
    renamed.write_bytes(renamed.read_bytes()[:-1])
    [seen] = bundles_on(desktop, stick)
    assert (seen.state, seen.device, seen.seq) == ("new", "", 0)


def test_what_is_empty_or_something_else_is_said(desktop, stick):
    (stick / "office-1a2b3c4d-0001-deadbeef.wyb").write_bytes(b"")
    (stick / "照片.wyb").write_bytes(b"\xff\xd8\xff\xe0 not a bundle")
    (stick / ".office-1a2b3c4d-0002-deadbeef.wyb.part").write_bytes(b"half")
    (stick / "notes.txt").write_bytes(b"x")
    assert states(desktop, stick) == {"office-1a2b3c4d-0001-deadbeef.wyb": "empty", "照片.wyb": "not a bundle"}
    assert not any(one.can_come for one in bundles_on(desktop, stick))


def test_a_file_that_cannot_be_read_is_in_the_list_with_the_reason(desktop, stick):
    (stick / "gone.wyb").symlink_to(stick / "nowhere.wyb")
    [seen] = bundles_on(desktop, stick)
    assert seen.state == "unreadable"
    assert seen.reason


def test_a_stick_that_was_pulled_is_said(desktop, stick):
    with pytest.raises(FileUnreadable):
        bundles_on(desktop, stick / "pulled")


def test_looking_can_be_stopped(desktop, stick):
    (stick / "a.wyb").write_bytes(b"x")

    def stop(_step):
        raise Cancelled

    with pytest.raises(Cancelled):
        bundles_on(desktop, stick, stop)


def test_a_date_that_no_calendar_has_is_no_reason_to_fail(desktop, stick):
    path = stick / "a.wyb"
    path.write_bytes(b"PK\x03\x04rest")
    os.utime(path, (1e11, 1e11))
    [seen] = bundles_on(desktop, stick)
    assert seen.state == "new"


def test_a_folder_full_of_files_ends_somewhere(desktop, stick):
    for number in range(MOST + 10):
        (stick / f"{number}.wyb").write_bytes(b"")
    assert len(bundles_on(desktop, stick)) == MOST
