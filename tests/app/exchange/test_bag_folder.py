"""A bag in a folder: what outside judges accept, whole or not there."""

import io
import subprocess
from contextlib import nullcontext
from pathlib import Path

import bagit
import pytest

from app.exchange import bag_folder
from app.exchange.bag_folder import BagFile, ReadBackDiffers, write_bag
from app.progress import Cancelled


def a_file(name: str, data: bytes) -> BagFile:
    return BagFile(name, lambda: nullcontext(io.BytesIO(data)))


FILES = (
    a_file("0001/report.pdf", b"%PDF" * 900_000),
    a_file("0001/evidence/001-ab.jpg", b"x"),
    a_file("readme.txt", b""),
)
INFO = (("Source-Organization", "钟楼区委组织部\n第二行"), ("Pieces", "1"))


def test_outside_judges_accept_it(tmp_path):
    done = write_bag(tmp_path / "wuyou-2026", FILES, INFO)
    bag = bagit.Bag(str(done.folder))
    bag.validate()
    assert (bag.info["Source-Organization"], bag.info["Payload-Oxum"]) == ("钟楼区委组织部 第二行", "3600001.3")
    assert (done.files, done.size) == (3, 3_600_001)
    for sums in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run(["sha256sum", "--strict", "-c", sums], cwd=done.folder, check=True, capture_output=True)
    assert [each.name for each in tmp_path.iterdir()] == ["wuyou-2026"]


def test_another_bag_is_never_replaced(tmp_path):
    write_bag(tmp_path / "bag", FILES, INFO)
    before = sorted((each.name, each.stat().st_mtime_ns) for each in (tmp_path / "bag").rglob("*"))
    with pytest.raises(FileExistsError):
        write_bag(tmp_path / "bag", (a_file("other.txt", b"other"),), INFO)
    assert sorted((each.name, each.stat().st_mtime_ns) for each in (tmp_path / "bag").rglob("*")) == before


def test_stopping_leaves_nothing(tmp_path):
    def stop(step: object) -> None:
        if getattr(step, "done", 0) == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_bag(tmp_path / "bag", FILES, INFO, progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_opened_leaves_nothing(tmp_path):
    def missing():
        raise FileNotFoundError("gone")

    with pytest.raises(FileNotFoundError):
        write_bag(tmp_path / "bag", (*FILES, BagFile("gone.pdf", missing)), INFO)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_keeps_other_bytes_is_noticed(tmp_path, monkeypatch):
    real = bag_folder._digest
    monkeypatch.setattr(bag_folder, "_digest", lambda path: real(path)[::-1] if path.suffix == ".pdf" else real(path))
    with pytest.raises(ReadBackDiffers):
        write_bag(tmp_path / "bag", FILES, INFO)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../up", "/top", "a//b", "Report.pdf", "红梅.pdf", "a\\b", "", "x" * 121, ".hidden"])
def test_only_plain_names_go_in(tmp_path: Path, name: str):
    with pytest.raises(ValueError, match="no name"):
        write_bag(tmp_path / "bag", (a_file(name, b""),), INFO)


def test_a_name_twice_is_a_mistake(tmp_path):
    with pytest.raises(ValueError, match="twice"):
        write_bag(tmp_path / "bag", (FILES[1], FILES[1]), INFO)
