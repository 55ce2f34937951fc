"""What fails in reading a stick is said of its file; how far it is read is told."""

import io

import pytest

from app.errors import FileUnreadable
from app.exchange.told_source import ToldSource
from app.progress import no_progress


def test_what_is_read_is_told_and_can_be_read_again(tmp_path):
    path, steps = tmp_path / "f", []
    path.write_bytes(b"12345")
    with path.open("rb") as file:
        source = ToldSource(path, file, steps.append)
        assert source.read(3) + source.read(3) == b"12345"
        source.rewind()
        assert source.read() == b"12345"
    assert [(one.done, one.total) for one in steps] == [(3, 5), (5, 5), (5, 5)]


def test_a_stick_that_was_pulled_is_said_of_the_file(tmp_path):
    path = tmp_path / "f"
    path.touch()

    class Pulled(io.FileIO):
        def read(self, _size=-1):
            raise OSError(5, "Input/output error")

    with Pulled(path) as file, pytest.raises(FileUnreadable) as told:
        ToldSource(path, file, no_progress).read(10)
    assert told.value.path == path
