"""Print copies: made at adding, used when issuing, rebuilt when gone or not genuine, never in the way."""

import io
from pathlib import Path

import pytest
from PIL import Image

from app.domain.evidence import Evidence
from app.errors import SealedFileMissing
from app.identity.derive import sealed_name
from app.services import print_copies
from app.services.demo import fill_in, job_of_the_demonstration
from app.services.evidence import Pasted, add_evidence
from app.services.print_copies import print_copy
from app.services.workspace import Workspace


def a_photo(colour: str) -> Pasted:
    data = io.BytesIO()
    Image.new("RGB", (2400, 1800), colour).save(data, "JPEG")
    return Pasted(f"{colour}.jpg", data.getvalue())


@pytest.fixture
def photos(demo: Workspace) -> tuple[Evidence, ...]:
    opened = fill_in(demo, job_of_the_demonstration("job"), "district")
    return add_evidence(demo, opened.inspection.id, "1.1", [a_photo("red"), a_photo("blue")]).added


def colour_of(jpeg: bytes) -> tuple[int, ...]:
    with Image.open(io.BytesIO(jpeg)) as image:
        assert max(image.size) == 1100
        pixel = image.getpixel((50, 50))
        assert isinstance(pixel, tuple)
        return tuple(round(value / 255) for value in pixel)


def copies(workspace: Workspace) -> list[Path]:
    return sorted((workspace.folder / "prints").iterdir())


def test_a_copy_lies_sealed_once_the_photo_is_in(demo: Workspace, photos: tuple[Evidence, ...]):
    assert len(copies(demo)) == 2
    assert not any(b"\xff\xd8\xff" in path.read_bytes() for path in copies(demo))


def test_issuing_opens_no_original(demo: Workspace, photos: tuple[Evidence, ...], monkeypatch: pytest.MonkeyPatch):
    for path in (demo.folder / "sealed").iterdir():
        path.write_bytes(b"not to be read")
    assert [colour_of(print_copy(demo, one)) for one in photos] == [(1, 0, 0), (0, 0, 1)]


def test_a_copy_that_is_gone_or_broken_is_made_again(demo: Workspace, photos: tuple[Evidence, ...]):
    first, second = copies(demo)
    first.unlink()
    second.write_bytes(second.read_bytes()[:-1] + b"x")
    assert [colour_of(print_copy(demo, one)) for one in photos] == [(1, 0, 0), (0, 0, 1)]
    assert len(copies(demo)) == 2


def test_the_copy_of_another_photo_under_the_name_is_not_taken_for_it(demo: Workspace, photos: tuple[Evidence, ...]):
    first, second = copies(demo)
    first.write_bytes(second.read_bytes())
    assert [colour_of(print_copy(demo, one)) for one in photos] == [(1, 0, 0), (0, 0, 1)]


def test_a_turned_photo_is_turned_on_paper(demo: Workspace, photos: tuple[Evidence, ...]):
    with Image.open(io.BytesIO(print_copy(demo, photos[0].turned(90)))) as image:
        assert image.width < image.height


def test_a_lost_original_is_told_though_a_copy_is_there(demo: Workspace, photos: tuple[Evidence, ...]):
    (demo.folder / "sealed" / sealed_name(demo.key, photos[0].sha256)).unlink()
    with pytest.raises(SealedFileMissing):
        print_copy(demo, photos[0])


def test_a_disk_that_takes_no_copy_costs_nothing_but_time(demo: Workspace, monkeypatch: pytest.MonkeyPatch):
    (demo.folder / "prints").write_bytes(b"a file in the way")
    opened = fill_in(demo, job_of_the_demonstration("job"), "district")
    came = add_evidence(demo, opened.inspection.id, "1.1", [a_photo("red")])
    assert came.refused == ()
    assert colour_of(print_copy(demo, came.added[0])) == (1, 0, 0)
    assert print_copies.print_side(("paper_form",)) == 2000
