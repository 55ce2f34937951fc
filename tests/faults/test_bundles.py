"""Bundles that were changed by chance give nothing, and large ones need little memory."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import AppError, BundleRefused
from app.exchange.complaints import ComplaintKind as Kind
from tests.app.exchange.sticks import encrypted, plain_zip, read, written

ROOT = Path(__file__).parents[2]
MUTATIONS = 20_000 if "WUYOU_FAULTS" in os.environ else 500
MEGABYTES = 2048 if "WUYOU_FAULTS" in os.environ else 100
MOST_MEMORY = 200 if "WUYOU_FAULTS" in os.environ else 100
"""In MB, Python and its libraries included; a program that kept the small bundle whole would need more."""
MOST_IN_STORES = 200 if "WUYOU_FAULTS" in os.environ else 130


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good") / "stick"
    folder.mkdir()
    return written(folder).path


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


def told(capsys: pytest.CaptureFixture[str], figures: str) -> None:
    """Print figures where they are seen."""
    with capsys.disabled():
        sys.stdout.write(f"\n{figures}\n")


def test_mutated_zips_give_nothing_or_the_same(good, tmp_path, scratch, capsys):
    """Byte flips, cuts, repeats and swaps inside the encryption: a forger who has the office's public key."""
    whole = read(good, scratch)
    chance = random.Random(20260108)  # noqa: S311 - to be repeated
    data = plain_zip(good)
    path = tmp_path / "mutated.bag.zip"
    refused = 0
    for _ in range(MUTATIONS):
        path.write_bytes(_mutated(data, chance))
        try:
            content = read_any(path, scratch)
        except AppError:
            refused += 1
        else:
            assert content == whole
    told(capsys, f"{MUTATIONS} mutated zips, {refused} refused, {MUTATIONS - refused} with the same content, 0 wrong")
    assert refused > MUTATIONS * 0.8


def test_mutated_files_give_nothing(good, tmp_path, scratch, capsys):
    chance = random.Random(20260109)  # noqa: S311 - to be repeated
    data = good.read_bytes()
    path = tmp_path / "mutated.wyb"
    for _ in range(MUTATIONS):
        path.write_bytes(_mutated(data, chance))
        with pytest.raises(AppError):
            read(path, scratch)
    told(capsys, f"{MUTATIONS} mutated bundles, all refused")


def read_any(path: Path, scratch: Path):
    """As `read`; what is open and says so or not is not the question here."""
    try:
        return read(path, scratch)
    except BundleRefused as error:
        if [each.kind for each in error.complaints] != [Kind.OPEN_UNMARKED]:
            raise
    return read(encrypted(path.read_bytes(), path.with_suffix(".wyb")), scratch)


def _mutated(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    while changed == data:
        match chance.randrange(5):
            case 0 | 1:
                for _ in range(chance.choice((1, 1, 2, 8))):
                    changed[chance.randrange(len(changed))] = chance.randrange(256)
            case 2:
                del changed[chance.randrange(len(changed)) :]
            case 3:
                start, end = sorted(chance.randrange(len(changed)) for _ in range(2))
                changed[start:start] = changed[start:end]
            case 4:
                start = chance.randrange(len(changed))
                del changed[start : start + chance.randrange(1, 64)]
    return bytes(changed)


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of one program is read from /proc")
def test_a_large_bundle_needs_little_memory(tmp_path, capsys):
    figures = ran("bundling.py", str(tmp_path), str(MEGABYTES))
    told(capsys, f"a bundle of {figures['size'] >> 20} MB written and read in {figures['peak']} MB of memory")
    assert figures["size"] > MEGABYTES << 20
    assert figures["peak"] < MOST_MEMORY


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of one program is read from /proc")
def test_many_photos_go_from_store_to_store_in_little_memory(tmp_path, capsys):
    ran("carrying.py", str(tmp_path), "found", str(MEGABYTES))
    out, back = ran("carrying.py", str(tmp_path), "export"), ran("carrying.py", str(tmp_path), "import")
    told(
        capsys,
        f"{out['files']} photos, {out['size'] >> 20} MB, exported in {out['peak']} MB of memory, "
        f"imported in {back['peak']} MB",
    )
    assert out["size"] > MEGABYTES << 20
    assert back["files"] == out["files"]
    assert max(out["peak"], back["peak"]) < MOST_IN_STORES


def ran(program: str, *arguments: str) -> dict[str, int]:
    """The figures that a program of this folder says."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, str(Path(__file__).with_name(program)), *arguments]
    done = subprocess.run(command, capture_output=True, check=True, cwd=ROOT, env=environment)
    return json.loads(done.stdout)
