"""A bundle on a stick: whole and read back, or nothing with its name."""

import hashlib

import pytest

from app.errors import TargetTooSmall
from app.exchange import bundle_delivery
from app.exchange.bag_folder import ReadBackDiffers
from app.exchange.bundle_delivery import deliver
from app.progress import Cancelled

DATA = b"bundle" * 700_000
SUM = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "outbox" / "office-12345678-0001-abcdef01.wyb"
    path.parent.mkdir()
    path.write_bytes(DATA)
    (tmp_path / "stick").mkdir()
    return path


def test_it_arrives_whole(source, tmp_path):
    target = deliver(source, tmp_path / "stick", SUM, len(DATA))
    assert target.read_bytes() == DATA
    assert [each.name for each in (tmp_path / "stick").iterdir()] == [source.name]


def test_the_same_bundle_again_is_left_alone_and_another_file_is_never_replaced(source, tmp_path):
    target = deliver(source, tmp_path / "stick", SUM, len(DATA))
    before = target.stat().st_mtime_ns
    assert deliver(source, tmp_path / "stick", SUM, len(DATA)) == target
    assert target.stat().st_mtime_ns == before
    target.write_bytes(b"other")
    with pytest.raises(FileExistsError):
        deliver(source, tmp_path / "stick", SUM, len(DATA))
    assert target.read_bytes() == b"other"


def test_what_a_crash_left_half_copied_goes(source, tmp_path):
    (tmp_path / "stick" / f".{source.name}.part").write_bytes(DATA[:100])
    deliver(source, tmp_path / "stick", SUM, len(DATA))
    assert len(list((tmp_path / "stick").iterdir())) == 1


def test_what_a_crash_left_of_an_earlier_bundle_of_this_device_goes_too(source, tmp_path):
    stick = tmp_path / "stick"
    (stick / ".office-12345678-0000-abcdef00.wyb.part").write_bytes(DATA[:100])
    (stick / ".office-87654321-0001-abcdef00.wyb.part").write_bytes(b"another laptop may be at it")
    deliver(source, stick, SUM, len(DATA))
    assert {each.name for each in stick.iterdir()} == {source.name, ".office-87654321-0001-abcdef00.wyb.part"}


def test_stopping_leaves_nothing(source, tmp_path):
    def stop(step):
        if step.done:
            raise Cancelled

    with pytest.raises(Cancelled):
        deliver(source, tmp_path / "stick", SUM, len(DATA), stop)
    assert list((tmp_path / "stick").iterdir()) == []


def test_a_stick_that_keeps_other_bytes_is_noticed(source, tmp_path, monkeypatch):
    monkeypatch.setattr(bundle_delivery, "digest_of", lambda *_: ("0" * 64, 1))
    with pytest.raises(ReadBackDiffers):
        deliver(source, tmp_path / "stick", SUM, len(DATA))
    assert list((tmp_path / "stick").iterdir()) == []


def test_a_full_stick_is_told_before_anything_is_written(source, tmp_path, monkeypatch):
    def full(folder, _size):
        raise TargetTooSmall(folder, 12_000_000)

    monkeypatch.setattr(bundle_delivery, "require_room", full)
    with pytest.raises(TargetTooSmall):
        deliver(source, tmp_path / "stick", SUM, len(DATA))
    assert list((tmp_path / "stick").iterdir()) == []
