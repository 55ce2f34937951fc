"""A bag that is made while it is read is a whole zip and a whole bag."""

import io
import zipfile
from contextlib import nullcontext

import bagit
import pytest

from app.exchange.bag_folder import BagFile
from app.exchange.bag_stream import bag_stream
from app.exchange.piece_stream import PieceStream, Sink
from app.progress import Cancelled


def a_file(name, data):
    return BagFile(name, lambda: nullcontext(io.BytesIO(data)))


def whole(stream, size=1000):
    pieces = []
    while piece := stream.read(size):
        pieces.append(piece)
    return b"".join(pieces)


def test_other_programs_find_it_whole(tmp_path):
    large = bytes(range(256)) * 9000
    stream = bag_stream(
        "wuyou-2026",
        [a_file("0001/report.pdf", b"%PDF"), a_file("0001/evidence/001-ab.jpg", large), a_file("empty.txt", b"")],
        [("Source-Organization", "示例区委\n组织部")],
    )
    data = whole(stream)
    assert stream.size == len(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    bag = bagit.Bag(str(tmp_path / "wuyou-2026"))
    bag.validate()
    assert bag.info["Source-Organization"] == "示例区委 组织部"
    assert (tmp_path / "wuyou-2026/data/0001/evidence/001-ab.jpg").read_bytes() == large


def test_a_name_that_not_every_system_reads_is_a_mistake():
    for name in ("../x", "照片.jpg", "x" * 130):
        with pytest.raises(ValueError, match="no name"):
            whole(bag_stream("bag", [a_file(name, b"x")], []))
    with pytest.raises(ValueError, match="twice"):
        whole(bag_stream("bag", [a_file("x", b"1"), a_file("x", b"2")], []))


def test_it_can_be_stopped():
    def stop(_step):
        raise Cancelled

    with pytest.raises(Cancelled):
        whole(bag_stream("bag", [a_file("x", b"1")], [], progress=stop))


def test_pieces_come_in_any_size():
    stream = PieceStream(iter([b"abc", b"", b"defg"]))
    assert [stream.read(2) for _ in range(5)] == [b"ab", b"c", b"de", b"fg", b""]
    assert stream.size == 7
    assert PieceStream(iter([b"abc"])).read() == b"abc"


def test_a_sink_gives_what_it_took_once():
    sink = Sink()
    assert sink.writable()
    sink.write(b"ab")
    sink.write(memoryview(b"c"))
    assert (sink.taken(), sink.taken()) == (b"abc", b"")
