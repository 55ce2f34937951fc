"""Photos on phones and cards are found wherever they are mounted, the newest first, and nothing else is."""

import io
import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from app.progress import Cancelled, Step
from app.services.camera_folders import CameraPhoto, camera_folders, phone_mounts, photos_in, preview

NOON = datetime(2026, 9, 16, 12).astimezone()


def a_photo(path: Path, minutes: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (900, 600), "red").save(path, "JPEG")
    at = (NOON + timedelta(minutes=minutes)).timestamp()
    os.utime(path, (at, at))
    return path


def test_the_folder_of_a_card_of_a_phone_and_of_its_storages_is_found(tmp_path: Path):
    card = tmp_path / "card" / "DCIM"
    phone = tmp_path / "mtp:host=Xiaomi_13" / "内部存储设备" / "DCIM"
    spelled = tmp_path / "gphoto2:host=Apple_iPhone" / "dcim"
    for folder in (card, phone, spelled):
        folder.mkdir(parents=True)
    roots = [tmp_path / name for name in ("card", "mtp:host=Xiaomi_13", "gphoto2:host=Apple_iPhone", "not there")]
    assert camera_folders([*roots, roots[0]]) == (card, phone, spelled)


def test_phones_are_told_from_other_places_of_the_desktop(tmp_path: Path):
    for name in ("mtp:host=A", "gphoto2:host=B", "smb-share:server=office", "afc:host=C"):
        (tmp_path / name).mkdir()
    assert [one.name for one in phone_mounts(tmp_path)] == ["afc:host=C", "gphoto2:host=B", "mtp:host=A"]
    assert phone_mounts(tmp_path / "no gvfs here") == ()


def test_photos_of_all_folders_come_the_newest_first_without_hidden_ones_and_films(tmp_path: Path):
    early = a_photo(tmp_path / "DCIM" / "Camera" / "IMG_1.JPG")
    late = a_photo(tmp_path / "DCIM" / "100APPLE" / "IMG_2.HEIC", 30)
    a_photo(tmp_path / "DCIM" / ".thumbnails" / "x.jpg", 60)
    a_photo(tmp_path / "DCIM" / "Camera" / "._IMG_1.JPG", 60)
    (tmp_path / "DCIM" / "Camera" / "VID_1.mp4").write_bytes(b"film")
    a_photo(tmp_path / "DCIM" / "a" / "b" / "c" / "d" / "too deep.jpg")
    found = photos_in([tmp_path / "DCIM", tmp_path / "unplugged"])
    assert [one.path for one in found] == [late, early]
    assert found[1].at == NOON
    assert found[1].size == early.stat().st_size


def test_looking_can_be_stopped(tmp_path: Path):
    a_photo(tmp_path / "DCIM" / "1.jpg")

    def stop(_step: Step) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        photos_in([tmp_path / "DCIM"], stop)


def test_a_preview_is_small_and_a_phone_that_is_gone_is_told(tmp_path: Path):
    path = a_photo(tmp_path / "1.jpg")
    [photo] = photos_in([tmp_path])
    with Image.open(io.BytesIO(preview(photo))) as image:
        assert max(image.size) == 320
    path.unlink()
    with pytest.raises(OSError, match=r"1\.jpg"):
        preview(CameraPhoto(path, NOON, 1))
