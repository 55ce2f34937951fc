"""A file's hash and size, told in bytes and stopped when somebody wishes."""

import hashlib

import pytest

from app.exchange.digest import PIECE, digest_of
from app.progress import Cancelled, no_progress


def test_hash_and_size_are_those_of_the_bytes(tmp_path):
    path, data, steps = tmp_path / "f", bytes(range(256)) * 8192, []
    path.write_bytes(data)
    assert digest_of(path, "compare", steps.append) == (hashlib.sha256(data).hexdigest(), len(data))
    assert [(one.doing, one.done, one.total, one.unit) for one in steps] == [
        ("compare", done, len(data), "bytes") for done in range(0, len(data), PIECE)
    ]


def test_it_stops_when_somebody_wishes(tmp_path):
    (tmp_path / "f").write_bytes(b"x")

    def stop(_step):
        raise Cancelled

    with pytest.raises(Cancelled):
        digest_of(tmp_path / "f", "compare", stop)


def test_an_empty_file_has_the_hash_of_nothing(tmp_path):
    (tmp_path / "f").touch()
    assert digest_of(tmp_path / "f", "compare", no_progress) == (hashlib.sha256(b"").hexdigest(), 0)
