"""A bundle of many inspections taken in: its time against the least that any program has to do, and its memory."""

import base64
import hashlib
import json
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from types import SimpleNamespace
from typing import Any, cast

from app.domain.hlc import HybridClock
from app.domain.inspection import inspection_id
from app.domain.revision import FINAL, SIGNED_PREFIX, Revision, SignedRevision
from app.domain.unit import Unit
from app.exchange.bundle_profile import BundleInfo
from app.exchange.bundle_stream import BundleStream, Sender
from app.exchange.bundle_writer import write_bundle
from app.identity.passphrase import ArgonCost
from app.identity.signer import RevisionVerifier, SigningKey, sign_revision
from app.services.certificates import credentials
from app.services.demo import create_demo_workspace
from app.services.exporting import export_bundle
from app.services.importing import incoming
from app.services.office_key import issue_certificates, make_office_key, office_age_key
from app.services.people import people
from app.services.workspace import FirstStart, Workspace, create_workspace, open_workspace
from app.store import units as unit_table
from app.store.bodies import INSPECTION, inspection_body
from ui.bench.measuring import Measured, Times, pairs_of
from ui.bench.memory import peak_of
from ui.bench.stores import job_done

PASSPHRASE = "测速用的一个口令"  # noqa: S105 - of stores that live for one measurement
CHEAP = ArgonCost(memory_kib=64, iterations=1, lanes=1)
DEVICE = "0b0b0b0b"
TABLES = ("revision", "inspection", "item_score", "phrase_use", "bundle_revision")
BAR = 2.0
MEMORY_BAR = 200.0
REASONS = ("会议纪要所列两件事未见落实记录", "台账缺三月", "公示栏未更新", "谈心谈话记录少两次", "经费使用明细没有公开")


@dataclass(frozen=True, slots=True)
class Ground:
    """An office that has not seen the bundle, the bundle, its lines, and whose they are."""

    office: Path
    bundle: Path
    lines: tuple[bytes, ...]
    spki: bytes


def taking_in(ground: Ground, scratch: Path, pairs: int) -> Measured:
    """The whole import, opened, checked, planned, backed up before and answered with a receipt; each time anew."""
    inspections = len(ground.lines)
    rows = _rows_of(ground, scratch / "first")
    ours, floor = pairs_of(
        lambda: _imported(ground, scratch / "ours"), lambda: _least(ground, scratch / "floor", rows), pairs
    )
    against = "解析、散列、验签，同样的行直接写入"
    return Measured(f"收进一个数据包（{inspections}份检查）", against, ours, floor, "×", bar=BAR)


def memory(ground: Ground, scratch: Path) -> Measured:
    """The most memory, in MB, of a process that takes the bundle in, and of one that sends everything on."""
    folder = scratch / "memory"
    _fresh(ground, folder).close()
    peaks = Times(tuple(peak_of(act, folder, ground.bundle) for act in (take_in, send_on)))
    name = f"收进、再导出{len(ground.lines)}份检查的内存"
    return Measured(name, "", Times((max(peaks.values),)), None, "MB", bar=MEMORY_BAR)


def take_in(folder: Path, bundle: Path) -> None:
    """Import, in a process of its own."""
    workspace = open_workspace(folder, PASSPHRASE)
    with incoming(workspace, bundle, [office_age_key(workspace, PASSPHRASE)]) as found:
        found.apply(PASSPHRASE)
    workspace.close()


def send_on(folder: Path, bundle: Path) -> None:
    """Export everything, beside the store, in a process of its own."""
    workspace, stick = open_workspace(folder, PASSPHRASE), bundle.parent / "stick"
    stick.mkdir(exist_ok=True)
    export_bundle(workspace, PASSPHRASE, stick, what="everything")
    workspace.close()


def prepared(scratch: Path, inspections: int) -> Ground:
    """An office, and a bundle of so many inspections for it."""
    practice = create_demo_workspace(scratch / "practice")
    job = job_done(practice)
    body = inspection_body(job.inspection, job.answers, job.result.to_json(), complete=True)
    practice.close()
    first = FirstStart("示例区委组织部", "district", "王建国", "科长", "administrator", PASSPHRASE)
    workspace, _code = create_workspace(scratch / "office", first, cost=CHEAP)
    make_office_key(workspace, PASSPHRASE, cost=CHEAP)
    issue_certificates(workspace, people(workspace), PASSPHRASE)
    units = [Unit(f"b-{number}", "community", f"第{number}社区", f"{number:012}") for number in range(inspections)]
    unit_table.put_units(workspace.store, units)
    key = workspace.signing_key(people(workspace)[0].id, PASSPHRASE)
    lines = tuple(_lines(workspace, key, body, inspections))
    mine, recipient = credentials(workspace, key.author), office_age_key(workspace, PASSPHRASE).recipient
    info = BundleInfo(
        bundle_id=secrets.token_hex(16),
        sender=key.author,
        device=DEVICE,
        sequence=1,
        previous="",
        recipients=(recipient,),
        realm=workspace.realm,
    )
    workspace.close()
    stream = BundleStream(info, Sender(key, mine.certificate, mine.chain), iter(lines), (), total=len(lines))
    written = write_bundle(scratch, "office", stream, expected_size=sum(map(len, lines)))
    return Ground(scratch / "office", written.path, lines, key.public_spki)


def _lines(workspace: Workspace, key: SigningKey, body: dict[str, Any], count: int) -> Iterator[bytes]:
    """Signed inspections, no two of which say the same."""
    stamp = HybridClock()
    text = json.dumps(body, ensure_ascii=False)
    for number in range(count):
        stamp = stamp.next(workspace.clock(), DEVICE)
        own = json.loads(text)
        for place, answer in enumerate(own["answers"]["items"].values()):
            if answer.get("reason"):
                answer["reason"] = f"{REASONS[(number + place) % len(REASONS)]}，第{number}处"
        own |= {"unit_id": f"b-{number}"}
        id_ = inspection_id(own["campaign_id"], own["unit_id"], own["kind"])
        revision = Revision(INSPECTION, id_, (), FINAL, key.author, DEVICE, stamp.stamp, workspace.realm, own)
        yield sign_revision(revision, key).line()


def _fresh(ground: Ground, folder: Path) -> Workspace:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ground.office, folder, ignore=shutil.ignore_patterns("*.lock"))
    return open_workspace(folder, PASSPHRASE)


def _imported(ground: Ground, folder: Path) -> float:
    workspace = _fresh(ground, folder)
    key = office_age_key(workspace, PASSPHRASE)
    start = perf_counter()
    with incoming(workspace, ground.bundle, [key]) as found:
        found.apply(PASSPHRASE)
    taken = (perf_counter() - start) * 1000
    workspace.close()
    return taken


def _rows_of(ground: Ground, folder: Path) -> dict[str, list[Any]]:
    """The rows that an import of ours leaves."""
    _imported(ground, folder)
    workspace = open_workspace(folder, PASSPHRASE)
    rows = {table: workspace.store.rows(f"SELECT * FROM {table}") for table in TABLES}  # noqa: S608 - constant names
    workspace.close()
    shutil.rmtree(folder)
    return rows


def _least(ground: Ground, folder: Path, rows: dict[str, list[Any]]) -> float:
    """Parse each line, hash it, check its signature; write the same rows in one transaction."""
    workspace = _fresh(ground, folder)
    verifier = RevisionVerifier(ground.spki)
    start = perf_counter()
    for line in ground.lines:
        value = json.loads(line)
        canonical = line[len(b'{"rev":') : line.rindex(b',"sig":')]
        hashlib.sha256(canonical).digest()
        said = SimpleNamespace(author=value["rev"]["author"], signed_bytes=SIGNED_PREFIX + canonical)
        signed = SimpleNamespace(rev=said, sig=base64.b64decode(value["sig"]))
        if not verifier.verifies(cast(SignedRevision, signed)):
            raise ValueError("a signature does not hold")
    with workspace.store.atomic():
        for table, lines in rows.items():
            marks = ", ".join("?" * len(lines[0]))
            workspace.store.execute_many(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", lines)  # noqa: S608
    taken = (perf_counter() - start) * 1000
    workspace.close()
    return taken
