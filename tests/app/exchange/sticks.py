"""Bundles for tests: written by ours, judged by others, and taken apart to be put together wrongly."""

import hashlib
import io
import shutil
import subprocess
import zipfile
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import bagit

from app.domain.revision import Revision
from app.exchange.bundle_profile import BundleInfo
from app.exchange.bundle_reader import QuarantinedLine, open_bundle
from app.exchange.bundle_stream import Blob, BundleStream, Sender
from app.exchange.bundle_writer import write_bundle
from app.identity.age import AgeKey, decrypt_with, encrypt_to
from app.identity.certificates import Holder, issue_certificate, issue_office_certificate
from app.identity.cms import sign_content
from app.identity.passphrase import ArgonCost
from app.identity.signer import new_signing_key, sign_revision, unlock

NOW = datetime(2026, 1, 8, 2, 3, 4, tzinfo=UTC)
REALM = "office:" + "ab" * 16
DEVICE = "0011aabb" * 4
PHRASE = "红梅社区检查一二"


def a_signing_key():
    wrapped, _ = new_signing_key(PHRASE, cost=ArgonCost(memory_kib=16, iterations=1, lanes=2))
    return unlock(wrapped, PHRASE)


def a_sender():
    office_key, key = a_signing_key(), a_signing_key()
    office = issue_office_certificate("钟楼区委组织部", office_key, NOW)
    holder = Holder("王检查", "钟楼区委组织部", "检查员")
    return Sender(key, issue_certificate(office, office_key, holder, key.public_spki, NOW), (office,))


SENDER, OUTSIDER, OFFICE_AGE = a_sender(), a_sender(), AgeKey.new()


def a_revision(number=1, *, sender=SENDER, realm=REALM, **body):
    rev = Revision(
        entity="inspection",
        id=f"i-{number:032x}",
        parents=(),
        kind="draft",
        author=sender.key.author,
        device=DEVICE,
        hlc=f"2026-01-08T02:03:04.567Z-0000-{DEVICE[:8]}",
        realm=realm,
        body={"name": "红梅社区", "number": number, **body},
    )
    return sign_revision(rev, sender.key)


def a_blob(data=b"\xff\xd8 a photo", suffix="jpg", *, is_report=False):
    return Blob(hashlib.sha256(data).hexdigest(), len(data), lambda: nullcontext(io.BytesIO(data)), suffix, is_report)


REVISIONS = tuple(a_revision(number) for number in range(1, 6))
BLOBS = (a_blob(), a_blob(b"%PDF-1.7 evidence", "pdf"), a_blob(b"%PDF-1.7 report", is_report=True))


def an_info(**changes):
    info = BundleInfo("c0ffee01" * 4, SENDER.key.author, DEVICE, 7, "", (OFFICE_AGE.recipient,), REALM)
    return replace(info, **changes)


def a_stream(revisions=REVISIONS, blobs=BLOBS, info=None, sender=SENDER, **more):
    return BundleStream(info or an_info(), sender, (each.line() for each in revisions), blobs, **more)


def written(folder, stream=None, **more):
    """A bundle in `folder`, accepted by every judge."""
    done = write_bundle(folder, "320404", stream or a_stream(), expected_size=10_000, **more)
    judge(done.path, folder.parent / "judged")
    return done


def run(*command, **more):
    return subprocess.run(command, check=True, capture_output=True, **more)


def judge(path: Path, room: Path, key: AgeKey = OFFICE_AGE) -> None:
    """Five programs of others accept the bundle: age, 7zz, bagit, sha256sum and openssl."""
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir()
    plain = room / "plain.zip"
    if path.suffix == ".wyb":
        (room / "key.txt").write_text(key.secret + "\n")
        run("age", "-d", "-i", str(room / "key.txt"), "-o", str(plain), str(path))
    else:
        shutil.copy(path, plain)
    run("7zz", "t", str(plain))
    run("7zz", "x", f"-o{room / 'out'}", str(plain))
    bag = room / "out" / "bag"
    bagit.Bag(str(bag)).validate()
    for sums in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        if (bag / sums).stat().st_size:
            run("sha256sum", "--strict", "-c", sums, cwd=bag)
    signature = ("-inform", "DER", "-in", str(bag / "signature.p7s"), "-noverify", "-binary")
    run("openssl", "cms", "-verify", *signature, "-content", str(bag / "tagmanifest-sha256.txt"), "-out", "/dev/null")


@dataclass(frozen=True)
class Content:
    """Everything that came out of a bundle."""

    rids: tuple[str, ...]
    quarantined: tuple[QuarantinedLine, ...]
    blobs: tuple[tuple[str, int, bool, str], ...]


def read(path: Path, scratch: Path, keys=(OFFICE_AGE,), realm=REALM, key_of=lambda _author: None, **more) -> Content:
    """Open a bundle and take out all of it."""
    with open_bundle(path, keys, scratch, realm, **more) as bundle:
        lines = tuple(bundle.revisions(key_of))
        blobs = []
        for blob in bundle.blobs():
            data = blob.opened().read()
            assert hashlib.sha256(data).hexdigest() == blob.sha256
            assert len(data) == blob.size
            blobs.append((blob.sha256, blob.size, blob.is_report, blob.suffix))
    assert list(scratch.iterdir()) == []
    kept = tuple(line for line in lines if isinstance(line, QuarantinedLine))
    return Content(tuple(line.signed.rev.rid for line in lines if line not in kept), kept, tuple(blobs))


def plain_zip(path: Path) -> bytes:
    out = io.BytesIO()
    with path.open("rb") as source:
        decrypt_with([OFFICE_AGE], source, out)
    return out.getvalue()


def encrypted(data: bytes, path: Path) -> Path:
    with path.open("wb") as target:
        encrypt_to([OFFICE_AGE.recipient], io.BytesIO(data), target)
    return path


@contextmanager
def unpacked(data: bytes):
    """Names and bytes in a zip, to be changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield {info.filename: archive.read(info) for info in archive.infolist()}


def packed(files: dict[str, bytes], **how) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **how) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.create_system = 3
            entry.external_attr = 0o100600 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def summed(files: dict[str, bytes], sender=SENDER) -> dict[str, bytes]:
    """The same files with lists, sums and a signature that fit them: all that a forger with a key of his own can do."""
    files = dict(files)
    payload = {name: data for name, data in files.items() if name.startswith("bag/data/")}
    files["bag/manifest-sha256.txt"] = _sums(payload)
    listed = ("bag/bagit.txt", "bag/bag-info.txt", "bag/manifest-sha256.txt")
    files["bag/tagmanifest-sha256.txt"] = _sums({name: files[name] for name in listed if name in files})
    files["bag/signature.p7s"] = sign_content(
        files["bag/tagmanifest-sha256.txt"], sender.key, sender.certificate, sender.chain
    )
    return files


def _sums(files: dict[str, bytes]) -> bytes:
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name.removeprefix('bag/')}\n" for name, data in files.items())
    return "".join(sorted(lines)).encode()
