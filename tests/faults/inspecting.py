"""A program that fills in an inspection of the practice district through the errands, as the window does.

`inspecting.py FOLDER INSPECTION`: lines `open SEQ`, then `saved SEQ` after each answer or undo that was shown.
"""

import os
import sys
from pathlib import Path
from typing import Any

from app.domain.inspection import Change
from app.services.demo import job_of_the_demonstration
from app.services.inspections import answer, open_inspection, undo
from app.services.workspace import Workspace, open_workspace

ITEMS: list[tuple[str, dict[str, Any]]] = sorted(job_of_the_demonstration("job")["answers"]["items"].items())


def value_at(seq: int) -> tuple[str, dict[str, Any]]:
    """Which item the change `seq` answers, and how."""
    code, value = ITEMS[seq % len(ITEMS)]
    return code, {**value, "reason": f"第{seq}次填写"}


def is_undo(seq: int) -> bool:
    """Every seventh change takes back the one before it."""
    return seq % 7 == 0


def last_seq(workspace: Workspace, inspection_id: str) -> int:
    """The last change in the log, 0 before the first."""
    found = workspace.store.rows("SELECT coalesce(max(seq), 0) FROM change WHERE inspection_id = ?", (inspection_id,))
    return int(found[0][0])


def main(folder: str, inspection_id: str) -> None:
    """Open the practice district, then answer from where the log ends."""
    workspace = open_workspace(Path(folder))
    opened = open_inspection(workspace, inspection_id)
    seq = last_seq(workspace, inspection_id)
    os.write(1, f"open {seq}\n".encode())
    while True:
        seq += 1
        if is_undo(seq):
            opened = undo(workspace, opened)
        else:
            code, value = value_at(seq)
            opened = answer(workspace, opened, Change("items", code, value))
        os.write(1, f"saved {seq}\n".encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
