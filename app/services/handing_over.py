"""交接: a laptop changes hands, with everything of its store in one bundle for the office and a list to sign."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.inspection import STATE_NAMES, InspectionState
from app.services.exporting import Exported
from app.services.saving import save_file
from app.services.sending import without_receipt
from app.services.workspace import Workspace
from app.store import audit
from app.store import inspections as inspection_table

FORMAT = "wuyou.handover/1"
NEXT_STEPS = (
    "把U盘交给本单位管理员。管理员在办公室的电脑上点“收进数据包”，收进交接包，再把回执写到U盘上。",
    "回执带回原来的电脑收进去。没有收到回执以前，原来电脑上的数据一点也不要删。",
    "接手的人有自己电脑的：请管理员发一个加入文件，加入本单位以后收进管理员导出的数据包，就能接着检查。",
    "接手的人用原来这台电脑的：管理员在“设置”的人员里加上他，由他自己定口令；再停用原来的人。口令不要互相告诉。",
    "没有检查完的、没有签字的，由接手的人接着做完；已经签字的不用再动。",
)
"""What is to be done after a hand-over, by whom."""


@dataclass(frozen=True, slots=True)
class HandoverList:
    """What was handed over: in which bundle, how much, how far each inspection is, and what waits for a receipt."""

    office: str
    person: str
    device: str
    made_at: datetime
    bundle: str
    seq: int
    sha256: str
    size: int
    revisions: int
    evidence: int
    reports: int
    inspections: tuple[tuple[InspectionState, int], ...]
    owed: int


def handover_list(workspace: Workspace, done: Exported) -> HandoverList:
    """The list that belongs to a bundle with everything in it; the log says that it was handed over."""
    store, person = workspace.store, workspace.person
    states = Counter(one.state for one in inspection_table.inspections(store))
    audit.append(store, workspace.clock(), person.id if person else None, "handed over", done.sha256)
    return HandoverList(
        office=workspace.office.name,
        person=person.name if person else "",
        device=store.device,
        made_at=workspace.clock(),
        bundle=done.path.name,
        seq=done.seq,
        sha256=done.sha256,
        size=done.size,
        revisions=done.revisions,
        evidence=done.evidence,
        reports=done.reports,
        inspections=tuple((state, states[state]) for state in STATE_NAMES if states[state]),
        owed=len(without_receipt(workspace)),
    )


def save_handover(listed: HandoverList, path: Path) -> tuple[Path, Path]:
    """Save the list as a PDF to print and sign, and as JSON beside it; both paths.

    It names the office and a person: not for the stick. Raises CharactersWithoutFont, TargetFull, TargetReadOnly,
    TargetFailed.
    """
    from app.reports.handover_sheet import HandoverSheet, render_handover_sheet  # reportlab is heavy

    counted = "，".join(f"{STATE_NAMES[state]}{number}份" for state, number in listed.inspections) or "没有检查"
    lines = (
        ("移交人", listed.person),
        ("电脑", f"设备{listed.device}"),
        ("交接包", f"{listed.bundle}（第{listed.seq}包，{listed.size:,}字节）"),
        ("包里", f"记录{listed.revisions}条，佐证材料{listed.evidence}份，报告{listed.reports}份"),
        ("检查", counted),
        ("等回执", f"{listed.owed}条"),
    )
    sheet = HandoverSheet(listed.office, listed.made_at.astimezone().date(), listed.sha256, lines, NEXT_STEPS)
    pdf = path.with_suffix(".pdf")
    save_file(render_handover_sheet(sheet), pdf)
    data = path.with_suffix(".json")
    save_file(handover_json(listed), data)
    return pdf, data


def handover_json(listed: HandoverList) -> bytes:
    """The list for other programs: UTF-8, one object."""
    value = {
        "format": FORMAT,
        "office": listed.office,
        "person": listed.person,
        "device": listed.device,
        "made_at": listed.made_at.isoformat(),
        "bundle": {"name": listed.bundle, "sequence": listed.seq, "sha256": listed.sha256, "size": listed.size},
        "counts": {"revisions": listed.revisions, "evidence": listed.evidence, "reports": listed.reports},
        "inspections": dict(listed.inspections),
        "without_receipt": listed.owed,
    }
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"
