"""Writing a bundle: whole and accepted by others, or not there."""

import io
import os
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import SealedFileDamaged, TargetFileTooLarge, TargetTooSmall, WrongPassphrase
from app.exchange import bundle_writer, target_disk
from app.exchange.bag_folder import ReadBackDiffers
from app.exchange.bundle_profile import Counts
from app.exchange.bundle_writer import FirstDayKey, write_bundle
from app.identity.age import AgeKey, opened_key
from app.progress import Cancelled
from tests.app.exchange.sticks import (
    BLOBS,
    DEVICE,
    OFFICE_AGE,
    REVISIONS,
    a_revision,
    a_stream,
    an_info,
    judge,
    read,
    run,
    written,
)

NAME = f"320404-{DEVICE[:8]}-0007-c0ffee01"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    return tmp_path / "scratch"


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_what_is_written_is_accepted_by_others_and_read_back_whole(stick, scratch):
    done = written(stick)
    assert done.path == stick / f"{NAME}.wyb"
    assert (done.size, done.counts) == (done.path.stat().st_size, Counts(5, 2, 1))
    assert run("sha256sum", str(done.path)).stdout.decode().startswith(done.sha256)
    assert names(stick) == [done.path.name]
    content = read(done.path, scratch)
    assert content.rids == tuple(each.rev.rid for each in REVISIONS)
    assert content.quarantined == ()
    assert {blob[0] for blob in content.blobs} == {blob.sha256 for blob in BLOBS}


def test_a_bundle_without_photos_and_one_without_anything_are_bundles(stick, scratch):
    only_revisions = written(stick, a_stream(blobs=()))
    assert len(read(only_revisions.path, scratch).rids) == 5
    nothing = written(stick, a_stream((), (), an_info(bundle_id="00" * 16)))
    assert read(nothing.path, scratch).rids == ()


def test_many_revisions_are_split_into_files(stick, scratch, monkeypatch):
    monkeypatch.setattr("app.exchange.bundle_stream._REVISIONS_FILE", 1500)
    revisions = tuple(a_revision(number) for number in range(1, 20))
    done = written(stick, a_stream(revisions))
    assert len(list((stick.parent / "judged/out/bag/data").glob("revisions-*.ndjson"))) > 5
    assert read(done.path, scratch).rids == tuple(each.rev.rid for each in revisions)


def test_every_recipient_opens_it(stick, scratch):
    city = AgeKey.new()
    done = written(stick, a_stream(info=an_info(recipients=(OFFICE_AGE.recipient, city.recipient))))
    assert len(read(done.path, scratch, keys=(city,)).rids) == 5
    judge(done.path, stick.parent / "judged", city)


def test_an_office_with_many_laptops_reaches_all_of_them(stick, scratch):
    laptops = [AgeKey.new() for _number in range(60)]
    everybody = (OFFICE_AGE.recipient, *(one.recipient for one in laptops))
    done = written(stick, a_stream(info=an_info(recipients=everybody)))
    for one in (laptops[0], laptops[-1]):
        assert len(read(done.path, scratch, keys=(one,)).rids) == 5


def test_on_the_first_day_a_key_lies_beside_it(stick, scratch):
    fresh = AgeKey.new()
    info = an_info(recipients=(fresh.recipient,))
    done = write_bundle(
        stick, "320404", a_stream(info=info), expected_size=10, first_day=FirstDayKey(fresh, "第一天的口令")
    )
    judge(done.path, stick.parent / "judged", fresh)
    assert names(stick) == [f"{NAME}.key.age", f"{NAME}.wyb"]
    key = opened_key(done.key_file.read_bytes(), "第一天的口令")
    assert len(read(done.path, scratch, keys=(key,)).rids) == 5
    with pytest.raises(WrongPassphrase):
        opened_key(done.key_file.read_bytes(), "第二天的口令")


def test_an_open_bundle_has_another_ending_and_says_so_inside(stick, scratch):
    done = written(stick, a_stream(info=an_info(recipients=())))
    assert done.path.name == f"{NAME}.bag.zip"
    assert len(read(done.path, scratch, keys=()).rids) == 5
    assert b"Recipients: none\n" in (stick.parent / "judged/out/bag/bag-info.txt").read_bytes()


def test_an_old_bundle_is_never_replaced(stick):
    done = written(stick)
    before = done.path.read_bytes()
    with pytest.raises(FileExistsError):
        write_bundle(stick, "320404", a_stream(), expected_size=10)
    assert done.path.read_bytes() == before
    assert names(stick) == [done.path.name]


def test_a_name_taken_while_writing_is_not_replaced(stick):
    def take(step: object) -> None:
        (stick / f"{NAME}.wyb").write_bytes(b"somebody else's")

    with pytest.raises(FileExistsError):
        write_bundle(stick, "320404", a_stream(progress=take), expected_size=10)
    assert (stick / f"{NAME}.wyb").read_bytes() == b"somebody else's"
    assert names(stick) == [f"{NAME}.wyb"]


@pytest.mark.parametrize("way", ["renameat2", "link", "look"])
def test_each_way_of_renaming_keeps_what_has_the_name(tmp_path, monkeypatch, way):
    def no_link(*_: object) -> None:
        raise PermissionError(1, "not on FAT")

    if way != "renameat2":
        monkeypatch.setattr(target_disk, "_renamed_at_once", lambda *_: False)
    if way == "look":
        monkeypatch.setattr(os, "link", no_link)
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(b"new")
    target.write_bytes(b"old")
    with pytest.raises(FileExistsError):
        target_disk.rename_to_new(source, target)
    assert (source.read_bytes(), target.read_bytes()) == (b"new", b"old")
    target_disk.rename_to_new(source, tmp_path / "c")
    assert names(tmp_path) == ["b", "c"]


@pytest.mark.parametrize("first_day", [False, True])
def test_stopping_at_any_step_leaves_nothing(stick, first_day):
    steps = 0

    def count(step: object) -> None:
        nonlocal steps
        steps += 1

    fresh = AgeKey.new()
    more = {"first_day": FirstDayKey(fresh, "第一天的口令")} if first_day else {}
    (stick / "trial").mkdir()
    write_bundle(stick / "trial", "320404", a_stream(progress=count), expected_size=10, progress=count, **more)
    # Making the key file is slow on purpose.
    for stop_at in (steps // 2, steps) if first_day else range(1, steps + 1):
        left = stop_at

        def stop(step: object) -> None:
            nonlocal left
            left -= 1
            if not left:
                raise Cancelled

        with pytest.raises(Cancelled):
            write_bundle(stick, "320404", a_stream(progress=stop), expected_size=10, progress=stop, **more)
        assert names(stick) == ["trial"], stop_at
    assert steps >= 6


def test_a_photo_with_other_bytes_than_its_name_says_stops_the_export(stick):
    for data in (b"\xff\xd8 b photo", b"\xff\xd8 a photo and more", b"\xff\xd8"):
        wrong = replace(BLOBS[0], opened=lambda data=data: nullcontext(io.BytesIO(data)))
        with pytest.raises(SealedFileDamaged):
            write_bundle(stick, "320404", a_stream(blobs=(wrong,)), expected_size=10)
    assert names(stick) == []


def test_what_fails_in_reading_a_photo_arrives_as_it_is(stick):
    def gone():
        raise FileNotFoundError("gone")

    with pytest.raises(FileNotFoundError, match="gone"):
        write_bundle(stick, "320404", a_stream(blobs=(replace(BLOBS[0], opened=gone),)), expected_size=10)
    assert names(stick) == []


def test_a_stick_that_keeps_other_bytes_is_noticed(stick, monkeypatch):
    monkeypatch.setattr(bundle_writer, "digest_of", lambda *_: ("00" * 32, 1))
    with pytest.raises(ReadBackDiffers):
        write_bundle(stick, "320404", a_stream(), expected_size=10)
    assert names(stick) == []


def test_a_bundle_that_does_not_open_again_is_not_there(stick, monkeypatch):
    real = bundle_writer.rename_to_new

    def rename_and_spoil(source: Path, target: Path) -> None:
        real(source, target)
        data = bytearray(target.read_bytes())
        data[-1] ^= 1
        target.write_bytes(data)

    monkeypatch.setattr(bundle_writer, "rename_to_new", rename_and_spoil)
    for recipients in ((OFFICE_AGE.recipient,), ()):
        with pytest.raises(ReadBackDiffers):
            write_bundle(stick, "320404", a_stream(info=an_info(recipients=recipients)), expected_size=10)
    assert names(stick) == []


def test_too_little_room_is_said_before_anything_is_written(stick):
    with pytest.raises(TargetTooSmall) as caught:
        write_bundle(stick, "320404", a_stream(), expected_size=1 << 60)
    assert caught.value.missing > 1 << 59
    assert names(stick) == []


def test_a_file_that_fat_does_not_take_is_said_before_anything_is_written(stick, monkeypatch):
    monkeypatch.setattr(target_disk, "file_system", lambda _: "vfat")
    with pytest.raises(TargetFileTooLarge):
        write_bundle(stick, "320404", a_stream(), expected_size=1 << 32)
    assert names(stick) == []


def test_the_file_system_is_that_of_the_innermost_mount():
    mounts = (
        "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
        "40 22 8:17 / /media/my\\040stick rw shared:5 - vfat /dev/sdb1 rw\n"
        "41 22 8:33 / /media/my rw - exfat /dev/sdc1 rw\nbroken\n"
    )
    assert target_disk.mounted_kind(mounts, "/media/my stick/2026") == "vfat"
    assert target_disk.mounted_kind(mounts, "/media/my/x") == "exfat"
    assert target_disk.mounted_kind(mounts, "/media/mystery") == "ext4"
    assert target_disk.file_system(Path("/proc")) == "proc"


def test_what_a_crash_left_is_removed_by_the_same_device_only(stick):
    mine = [f".320404-{DEVICE[:8]}-0006-0badcafe.wyb.part", f".320404-{DEVICE[:8]}-0006-0badcafe.key.age.part"]
    others = [".320404-99999999-0006-0badcafe.wyb.part", f".320404-{DEVICE[:8]}-notes.part", "photo.part"]
    for name in (*mine, *others):
        (stick / name).write_bytes(b"half")
    written(stick)
    assert names(stick) == sorted([*others, f"{NAME}.wyb"])


def test_names_that_would_say_too_much_are_no_names(stick):
    done = write_bundle(stick, "钟楼区 XX", a_stream(), expected_size=10)
    assert done.path.name == f"xx-{DEVICE[:8]}-0007-c0ffee01.wyb"
    with pytest.raises(ValueError, match="read back"):
        write_bundle(stick, "320404", a_stream(info=an_info(bundle_id="no id 0000")), expected_size=10)
