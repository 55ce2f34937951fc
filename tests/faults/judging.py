"""What every judge looks at: whether a store is whole, and what its errand said."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import app.errors
from app.errors import AppError
from app.identity.derive import open_sealed
from app.services.workspace import Workspace
from app.store.database import Store
from app.store.integrity import check
from app.store.rebuild import differences
from app.store.sealed_files import FOLDER_NAME, read_sealed
from tests.faults.acting import Line


@dataclass
class Verdict:
    """What is wrong after a fault; empty is right. `acknowledged` counts what was said to be saved."""

    acknowledged: int = 0
    wrong: list[str] = field(default_factory=list)


def saved(lines: Iterable[Line]) -> list[Any]:
    """What was acknowledged, in order."""
    return [line[1] for line in lines if line[0] == "saved"]


def under_way(lines: Iterable[Line]) -> Any:
    """What was begun and neither acknowledged nor refused; None without such."""
    begun = None
    for word, about, *_error in lines:
        if word == "about":
            begun = about
        elif word in ("saved", "refused"):
            begun = None
    return begun


def untold(lines: Iterable[Line]) -> list[str]:
    """Ends and refusals that are no errors that a user is told about in words."""
    wrong = []
    for word, about, *error in lines:
        if word == "crashed":
            wrong.append(f"crashed: {about}")
        for name in error:
            kind = getattr(app.errors, name, None)
            if kind is None or not issubclass(kind, AppError):
                wrong.append(f"{word} with {name}, which is no error that is told")
    return wrong


def wrong_with(workspace: Workspace) -> list[str]:
    """Pages, references, rows that a rebuild would change, files that do not open, leftovers after an open."""
    wrong = list(check(workspace.store))
    wrong += [f"{table} is not what its revisions say" for table in differences(workspace.store)]
    for sha256, name in workspace.store.rows("SELECT sha256, name FROM blob"):
        try:
            data = open_sealed(workspace.key, read_sealed(workspace.folder, name))
        except AppError as error:
            wrong.append(f"a kept file does not open: {error!r}")
            continue
        if hashlib.sha256(data).hexdigest() != sha256:
            wrong.append("a kept file has other bytes")
    if not workspace.store.is_readonly:
        wrong += [f"left behind: {each.name}" for each in Path(workspace.folder / FOLDER_NAME).glob(".*.part")]
    return wrong


def wrong_in_log(store: Store, inspection_id: str, is_undo: Callable[[int], bool]) -> list[str]:
    """Whether the change log is without gaps, each change stands on the one before, and the answers are its sum."""
    wrong = []
    log = store.rows(
        "SELECT seq, code, before, after, undoes FROM change WHERE inspection_id = ? ORDER BY seq", (inspection_id,)
    )
    if [row[0] for row in log] != list(range(1, len(log) + 1)):
        wrong.append("gaps in the log")
    standing: dict[str, str] = {}
    for seq, code, before, after, undoes in log:
        if standing.get(code) != before:
            wrong.append(f"change {seq} did not stand on what was there")
        if (undoes is not None) != is_undo(seq):
            wrong.append(f"change {seq} is not what was answered")
        if after is None:
            standing.pop(code, None)
        else:
            standing[code] = after
    if dict(store.rows("SELECT code, value FROM answer WHERE inspection_id = ?", (inspection_id,))) != standing:
        wrong.append("the answers are not those of the log")
    return wrong
