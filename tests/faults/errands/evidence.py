"""Add photos and files as evidence, one by one and several at once."""

import hashlib
import io
import random
from pathlib import Path

from app.domain.evidence import evidence_in
from app.errors import AppError
from app.services.demo import create_demo_workspace, fill_in, job_of_the_demonstration
from app.services.evidence import add_evidence, opened_evidence
from app.services.workspace import open_workspace
from app.store.inspections import answers, inspections
from app.store.memos import put_memo
from tests.faults.acting import Line
from tests.faults.judging import Verdict, saved, wrong_with
from tests.faults.stage import Said

MOST = 10
SPAN = 0.012
PHOTOS, PAPERS = 9, 3
TOGETHER = 3
LARGEST_PAPER = 1_300_000


def prepare(root: Path) -> None:
    """An inspection, and a phone with photos and scans: small ones, and one that takes more than a frame."""
    from PIL import Image

    workspace = create_demo_workspace(root / "store")
    fill_in(workspace, job_of_the_demonstration("job"), "district")
    workspace.close()
    chance = random.Random(20261128)  # noqa: S311 - the same bytes in every run
    phone = root / "phone"
    phone.mkdir()
    for n in range(PHOTOS):
        side = 40 + 25 * n
        picture = Image.frombytes("RGB", (side, side), chance.randbytes(3 * side * side))
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=60)
        (phone / f"照片{n}.jpg").write_bytes(out.getvalue())
    for n in range(PAPERS):
        size = LARGEST_PAPER if n == 1 else 20_000 * (n + 1)
        (phone / f"扫描件{n}.pdf").write_bytes(b"%PDF-1.7\n" + chance.randbytes(size) + b"\n%%EOF\n")


def act(said: Said, root: Path, tries: int = 2) -> None:
    """Add what the phone holds; what was refused is tried again."""
    workspace = open_workspace(root / "store")
    [inspection] = inspections(workspace.store)
    put_memo(workspace.store, "faults", "begun")  # the log is there by now, as after any answer
    said("open")
    files = sorted((root / "phone").iterdir())
    for number, first in enumerate(range(0, len(files), TOGETHER)):
        some = files[first : first + TOGETHER]
        for together in [some] if number % 2 else [[one] for one in some]:
            for _ in range(tries):
                try:
                    done = add_evidence(workspace, inspection.id, f"1.{1 + number}", together)
                except AppError as error:
                    said("refused", None, error)
                    continue
                if done.added or done.known:
                    said("saved", [one.sha256 for one in (*done.added, *done.known)])
                for refused in done.refused:
                    said("refused", refused.name, refused.error)
                if done.failure:
                    said("refused", None, done.failure)
                if not done.refused and not done.failure:
                    break
    workspace.close()


def judge(root: Path, lines: list[Line]) -> Verdict:
    """Every acknowledged file is linked; whatever is linked opens with its exact bytes."""
    acknowledged = {sha256 for together in saved(lines) for sha256 in together}
    workspace = open_workspace(root / "store")
    wrong = wrong_with(workspace)
    [inspection] = inspections(workspace.store)
    phone = {hashlib.sha256(each.read_bytes()).hexdigest(): each for each in (root / "phone").iterdir()}
    linked = evidence_in(answers(workspace.store, inspection.id))
    wrong += ["acknowledged evidence is lost"] * len(acknowledged - {one.sha256 for one in linked})
    for one in linked:
        try:
            with opened_evidence(workspace, one.sha256) as file:
                if file.read() != phone[one.sha256].read_bytes():
                    wrong.append(f"{one.name} has other bytes")
        except (AppError, KeyError) as error:
            wrong.append(f"{one.name} does not open: {error!r}")
    workspace.close()
    return Verdict(len(acknowledged), wrong)
