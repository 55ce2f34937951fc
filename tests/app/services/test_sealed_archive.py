"""The encrypted archive is the same bag; the office's key or the key file opens it, and nothing half written stays."""

import hashlib
import zipfile

import bagit
import pytest
from PIL import Image

from app.errors import (
    AgeFileDamaged,
    AgeFileForOthers,
    ArchiveIncomplete,
    FileUnreadable,
    NoRecipients,
    NothingToArchive,
    TargetFailed,
    TargetFull,
    TargetTooSmall,
)
from app.exchange import target_disk
from app.identity.age import AgeKey
from app.identity.derive import sealed_name
from app.progress import Cancelled
from app.services import sealed_archive
from app.services.bundle_verdict import key_in_file
from app.services.demo import fill_in, job_of_the_demonstration
from app.services.evidence import add_evidence
from app.services.sealed_archive import seal_year, unseal_archive
from app.services.signing import sign_digitally, signing_view
from app.store import audit
from app.store.sealed_files import FOLDER_NAME


@pytest.fixture
def signed(demo, tmp_path):
    """One signed inspection with a photo."""
    photo = tmp_path / "IMG_0001.JPG"
    Image.new("RGB", (640, 480), "red").save(photo, "JPEG")
    opened = fill_in(demo, job_of_the_demonstration("job"), "district")
    add_evidence(demo, opened.inspection.id, "1.1", [photo])
    for place in [place for place in signing_view(demo, opened.inspection.id).places if place.person_id][:2]:
        sign_digitally(demo, opened.inspection.id, place.field, place.person_id, None)
    return demo


@pytest.fixture
def out(tmp_path):
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def test_it_opens_with_its_key_and_is_the_same_bag(signed, tmp_path, out):
    key = AgeKey.new()
    done = seal_year(signed, signed.today().year, out, [key.recipient])
    assert (done.pieces, done.evidence, done.key_file) == (1, 1, None)
    assert done.path.name == f"wuyou-{signed.today().year}.bag.zip.age"
    assert done.path.read_bytes().startswith(b"age-encryption.org/")
    assert [each.name for each in out.iterdir()] == [done.path.name]
    opened = unseal_archive(signed, done.path, [key], tmp_path)
    with zipfile.ZipFile(opened) as archive:
        archive.extractall(tmp_path / "bag")
    [bag] = (tmp_path / "bag").iterdir()
    bagit.Bag(str(bag)).validate()
    [photo] = (bag / "data/0001/evidence").iterdir()
    assert photo.read_bytes() == (tmp_path / "IMG_0001.JPG").read_bytes()
    acts = [entry.act for entry in audit.entries(signed.store, 2)]
    assert acts == ["archive opened in clear", "archived encrypted"]


def test_a_key_file_with_its_password_opens_it_too(signed, out, tmp_path):
    done = seal_year(signed, signed.today().year, out, with_key_file=True)
    assert {each.name for each in out.iterdir()} == {done.path.name, done.key_file.name}
    assert done.password not in repr(done)
    assert unseal_archive(signed, done.path, [key_in_file(done.key_file, done.password)], tmp_path).is_file()
    second = seal_year(signed, signed.today().year, out, with_key_file=True)
    assert second.path.name == f"wuyou-{signed.today().year}-2.bag.zip.age"


def test_another_key_a_cut_file_and_a_missing_one_are_said_and_leave_nothing(signed, out, tmp_path):
    key, there = AgeKey.new(), tmp_path / "there"
    there.mkdir()
    done = seal_year(signed, signed.today().year, out, [key.recipient])
    with pytest.raises(AgeFileForOthers):
        unseal_archive(signed, done.path, [AgeKey.new()], there)
    done.path.write_bytes(done.path.read_bytes()[:-50])
    with pytest.raises(AgeFileDamaged):
        unseal_archive(signed, done.path, [key], there)
    with pytest.raises(FileUnreadable):
        unseal_archive(signed, out / "gone.age", [key], there)
    with pytest.raises(TargetFailed):
        unseal_archive(signed, done.path, [key], tmp_path / "nowhere")
    assert list(there.iterdir()) == []


def test_nobody_to_encrypt_to_and_nothing_to_archive_are_said(signed, out):
    with pytest.raises(NoRecipients):
        seal_year(signed, signed.today().year, out)
    with pytest.raises(NothingToArchive):
        seal_year(signed, 1999, out, with_key_file=True)
    assert list(out.iterdir()) == []


def test_a_missing_photo_leaves_no_half_archive(signed, out, tmp_path):
    digest = hashlib.sha256((tmp_path / "IMG_0001.JPG").read_bytes()).hexdigest()
    (signed.folder / FOLDER_NAME / sealed_name(signed.key, digest)).unlink()
    with pytest.raises(ArchiveIncomplete):
        seal_year(signed, signed.today().year, out, with_key_file=True)
    assert list(out.iterdir()) == []


def test_stopping_leaves_nothing(signed, out):
    def stop(step):
        if step.doing == "read back":
            raise Cancelled

    with pytest.raises(Cancelled):
        seal_year(signed, signed.today().year, out, (), stop, with_key_file=True)
    assert list(out.iterdir()) == []


def test_a_small_or_failing_disk_is_told(signed, out, monkeypatch):
    def fail(*_given, **_named):
        raise OSError(28, "no space")

    with monkeypatch.context() as patched:
        patched.setattr(sealed_archive, "write_sealed", fail)
        with pytest.raises(TargetFull):
            seal_year(signed, signed.today().year, out, with_key_file=True)
    monkeypatch.setattr(target_disk.shutil, "disk_usage", lambda _folder: type("Room", (), {"free": 10}))
    with pytest.raises(TargetTooSmall):
        seal_year(signed, signed.today().year, out, with_key_file=True)
