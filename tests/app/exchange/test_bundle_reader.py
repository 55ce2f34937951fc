"""Reading a bundle: hostile ones are refused with their own sentence, single bad lines are kept aside."""

from pathlib import Path

import pytest

from app.errors import AgeFileDamaged, AgeFileForOthers, BundleRefused, FileUnreadable
from app.exchange.bundle_profile import Limits
from app.exchange.bundle_reader import LineReason, ReadRevision, open_bundle
from app.exchange.complaints import MOST_COMPLAINTS
from app.exchange.complaints import ComplaintKind as Kind
from app.identity.age import AgeKey
from app.progress import Cancelled
from tests.app.exchange.hostile import HOSTILE, LINES, with_file
from tests.app.exchange.sticks import (
    OFFICE_AGE,
    OUTSIDER,
    REALM,
    REVISIONS,
    a_revision,
    a_stream,
    an_info,
    encrypted,
    packed,
    plain_zip,
    read,
    summed,
    unpacked,
    written,
)
from ui.messages import message_for
from ui.words.bundles import REFUSED_BUNDLES


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good") / "stick"
    folder.mkdir()
    return written(folder).path


@pytest.fixture(scope="module")
def files(good: Path) -> dict[str, bytes]:
    with unpacked(plain_zip(good)) as files:
        return dict(files)


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


def refusal(path: Path, scratch: Path, **more: object) -> BundleRefused:
    with pytest.raises(BundleRefused) as caught:
        read(path, scratch, **more)
    assert list(scratch.iterdir()) == []
    return caught.value


def test_the_good_one_is_good_when_it_is_packed_by_others(files, tmp_path, scratch):
    path = encrypted(packed(summed(files)), tmp_path / "again.wyb")
    assert read(path, scratch).rids == tuple(each.rev.rid for each in REVISIONS)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_bundle_is_refused_with_its_own_sentence(name, files, tmp_path, scratch):
    kind, make = HOSTILE[name]
    error = refusal(encrypted(make(files), tmp_path / "hostile.wyb"), scratch)
    assert kind in {complaint.kind for complaint in error.complaints}, [str(each.kind) for each in error.complaints]
    assert REFUSED_BUNDLES[kind] in message_for(error).happened
    assert name == "200,000 entries" or len(error.complaints) < 20


def test_there_are_hostile_bundles_of_every_kind():
    beyond = {Kind.TOO_LARGE, Kind.EXTRA_DATA}  # below, each with its own way of being made
    assert {kind for kind, _ in HOSTILE.values()} == set(Kind) - beyond


def test_every_complaint_is_listed_not_only_the_first(files, tmp_path, scratch):
    bad = {**files, "bag/fetch.txt": b"", "bag/data/setup.exe": b"", "bag/data/../up": b""}
    bad["bag/bag-info.txt"] = files["bag/bag-info.txt"].replace(b"revisions=5", b"revisions=4")
    bad["bag/bagit.txt"] = b"BagIt-Version: 0.97\n"
    error = refusal(encrypted(packed(bad), tmp_path / "bad.wyb"), scratch)
    assert {complaint.kind for complaint in error.complaints} >= {
        Kind.PARENT_PATH,
        Kind.FETCHES,
        Kind.FILE_STRANGE,
        Kind.FILE_EXTRA,
        Kind.TAG_DIFFERS,
        Kind.VERSION_UNKNOWN,
        Kind.COUNTS_DIFFER,
        Kind.OXUM_DIFFERS,
    }


def test_a_million_complaints_are_not_a_million_sentences(files, tmp_path, scratch):
    many = {**files, **{f"bag/data/Nr{number}": b"" for number in range(3 * MOST_COMPLAINTS)}}
    error = refusal(encrypted(packed(many), tmp_path / "bad.wyb"), scratch)
    assert len(error.complaints) == MOST_COMPLAINTS
    assert "另有980处。" in message_for(error).happened


def test_what_is_too_large_in_all_or_says_more_in_its_directory_is_refused(files, tmp_path, scratch):
    good = encrypted(packed(files), tmp_path / "good.wyb")
    assert [each.kind for each in refusal(good, scratch, limits=Limits(total=100)).complaints] == [Kind.TOO_LARGE]
    assert Kind.FILE_TOO_LARGE in {each.kind for each in refusal(good, scratch, limits=Limits(tag=100)).complaints}
    tight = Limits(revisions_file=100)
    assert Kind.FILE_TOO_LARGE in {each.kind for each in refusal(good, scratch, limits=tight).complaints}
    data = packed(files)
    at = data.rindex(LINES.encode())
    long = data[: at - 46 + 32] + b"\x04\0" + data[at - 46 + 34 : at + len(LINES)] + b"more" + data[at + len(LINES) :]
    size = int.from_bytes(data[-10:-6], "little") + 4
    commented = encrypted(long[:-10] + size.to_bytes(4, "little") + long[-6:], tmp_path / "comment.wyb")
    assert Kind.EXTRA_DATA in {each.kind for each in refusal(commented, scratch).complaints}


def test_bundles_for_others_and_damaged_ones_are_told_apart(good, tmp_path, scratch):
    with pytest.raises(AgeFileForOthers):
        read(good, scratch, keys=(AgeKey.new(),))
    cut = tmp_path / "cut.wyb"
    cut.write_bytes(good.read_bytes()[:-1])
    with pytest.raises(AgeFileDamaged):
        read(cut, scratch)
    assert list(scratch.iterdir()) == []
    with pytest.raises(FileUnreadable):
        read(tmp_path / "gone.wyb", scratch)
    with pytest.raises(FileUnreadable):
        read(tmp_path, scratch)


def test_something_else_is_no_bundle(tmp_path, scratch):
    other = tmp_path / "photo.jpg"
    for data in (b"", b"\xff\xd8\xff", b"P", b"age-encryption", b"text"):
        other.write_bytes(data)
        assert [each.kind for each in refusal(other, scratch).complaints] == [Kind.NOT_A_ZIP]


def test_an_encrypted_bundle_that_somebody_decrypted_is_not_an_open_one(good, tmp_path, scratch):
    bare = tmp_path / "bare.bag.zip"
    bare.write_bytes(plain_zip(good))
    assert [each.kind for each in refusal(bare, scratch).complaints] == [Kind.OPEN_UNMARKED]


def test_stopping_leaves_no_plain_copy(good, scratch):
    for stop_at in range(1, 8):
        left = stop_at

        def stop(step: object) -> None:
            nonlocal left
            left -= 1
            if not left:
                raise Cancelled

        with pytest.raises(Cancelled), open_bundle(good, (OFFICE_AGE,), scratch, REALM, progress=stop):
            raise AssertionError("it was opened")
        assert list(scratch.iterdir()) == []


def test_only_this_user_reads_the_plain_copy_and_the_start_removes_it(good, scratch):
    with open_bundle(good, (OFFICE_AGE,), scratch, REALM):
        [copy] = scratch.iterdir()
        assert copy.stat().st_mode & 0o77 == 0
        assert copy.match(".*.part")


def lines_read(tmp_path: Path, files: dict[str, bytes], scratch: Path, lines: list[bytes], **more):
    data = b"".join(lines)
    count = sum(1 for line in data.split(b"\n")) - data.endswith(b"\n")
    payload = {name: content for name, content in files.items() if name.startswith("bag/data/")}
    size = sum(len(content) for content in {**payload, LINES: data}.values())
    info = files["bag/bag-info.txt"].replace(b"revisions=5", f"revisions={count}".encode())
    oxum = info[info.index(b"Payload-Oxum") :].split(b"\n")[0]
    info = info.replace(oxum, f"Payload-Oxum: {size}.{len(payload)}".encode())
    bad = summed({**files, LINES: data, "bag/bag-info.txt": info})
    path = encrypted(packed(bad), tmp_path / "lines.wyb")
    return read(path, scratch, **more)


def test_single_bad_lines_are_kept_aside_and_the_others_come(files, tmp_path, scratch):
    one, two, three, four, five = (each.line() for each in REVISIONS)
    forged = two[:-20] + one[-20:]
    deep = b'{"rev":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    foreign = a_revision(8, realm="office:else").line()
    lines = [one, forged, three.replace(b'"number":3', b'"number":4'), four + b" ", b"", b"{", deep, foreign, b"\xff"]
    content = lines_read(tmp_path, files, scratch, [line + b"\n" for line in lines] + [five])
    assert content.rids == (REVISIONS[0].rev.rid, REVISIONS[4].rev.rid)
    assert [(line.where.rpartition(":")[2], line.reason) for line in content.quarantined] == [
        ("2", LineReason.SIGNATURE_WRONG),
        ("3", LineReason.SIGNATURE_WRONG),
        ("4", LineReason.MALFORMED),
        ("5", LineReason.NOT_CANONICAL),
        ("6", LineReason.NOT_CANONICAL),
        ("7", LineReason.NOT_CANONICAL),
        ("8", LineReason.OTHER_REALM),
        ("9", LineReason.NOT_CANONICAL),
    ]
    assert [line.line for line in content.quarantined][3:5] == [b"", b"{"]


def test_a_line_longer_than_any_record_is_kept_aside(files, tmp_path, scratch):
    one, two = (each.line() + b"\n" for each in REVISIONS[:2])
    for long in (b"x" * 3_000_000, b"y" * 100_001):
        content = lines_read(tmp_path, files, scratch, [one, long + b"\n", two], limits=Limits(line=100_000))
        assert len(content.rids) == 2
        assert [(each.reason, len(each.line)) for each in content.quarantined] == [(LineReason.TOO_LONG, 100_000)]
    content = lines_read(tmp_path, files, scratch, [one, b"x" * 3_000_000], limits=Limits(line=100_000))
    assert (len(content.rids), len(content.quarantined)) == (1, 1)


def test_revisions_of_others_come_with_or_without_their_key(tmp_path, scratch):
    stick = tmp_path / "stick"
    stick.mkdir()
    theirs = a_revision(9, sender=OUTSIDER)
    path = written(stick, a_stream((*REVISIONS, theirs))).path
    for known in (True, False):
        with open_bundle(path, (OFFICE_AGE,), scratch, REALM) as bundle:
            lines = list(bundle.revisions(lambda _, known=known: OUTSIDER.key.public_spki if known else None))
        assert all(isinstance(line, ReadRevision) for line in lines)
        assert [line.is_verified for line in lines] == [True] * 5 + [known]
    with open_bundle(path, (OFFICE_AGE,), scratch, REALM) as bundle:
        assert (bundle.info, bundle.signer.author) == (an_info(), bundle.info.sender)


def test_a_folder_name_is_never_made_of_a_name_in_a_bundle(files, tmp_path, scratch):
    path = encrypted(with_file("bag/data/../../escaped")(files), tmp_path / "up.wyb")
    refusal(path, scratch)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["scratch", "up.wyb"]
