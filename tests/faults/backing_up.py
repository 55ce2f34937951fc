"""A program that changes the practice district and backs it up, or restores it, over and over.

`backing_up.py FOLDER STICK backup TRIES`: lines `open N`, then `saved N` after each backup that was made, with N
people in it, or `refused N ERROR`. `… restore`: `saved N` after each restored store was opened again.
"""

import os
import sys
from pathlib import Path

from app.errors import AppError, StoreFull, StoreReadOnly, StoreWriteFailed
from app.services.backup_list import list_backups, own_root
from app.services.backups import back_up, choose_second_root
from app.services.people import add_person, people
from app.services.restoring import finish_restore, open_restored, prepare_restore
from app.services.workspace import Workspace, open_workspace


def say(word: str, number: int, more: str = "") -> None:
    """One line, whole or not at all."""
    os.write(1, f"{word} {number} {more}".strip().encode() + b"\n")


def back_up_again(workspace: Workspace, stick: Path, tries: int) -> None:
    """Change something and back it up."""
    for _ in range(tries):
        count = len(people(workspace))
        try:
            choose_second_root(workspace, stick)
            add_person(workspace, f"第{count}人", "科员", "示例区委组织部")
            made = back_up(workspace)
        except AppError as error:
            say("refused", count, type(error).__name__)
            continue
        if made is not None and made.problem is None:
            say("saved", len(people(workspace)))
        else:
            say("refused", count, type(made.problem).__name__ if made else "busy")


def restore_again(workspace: Workspace, tries: int) -> None:
    """Go from one backup to the next."""
    for turn in range(tries):
        backups = list_backups(own_root(workspace.folder), workspace.key)
        chosen = backups[turn % len(backups)].path
        try:
            prepare_restore(workspace.folder, workspace.key, chosen, realm=workspace.realm)
            workspace.close()
            finish_restore(workspace.folder, workspace.key, chosen)
        except AppError as error:
            say("refused", turn, type(error).__name__)
            workspace.close()
        else:
            say("saved", turn)
        workspace = opened_again(workspace, turn)


def opened_again(workspace: Workspace, turn: int) -> Workspace:
    """The store once more; a disk that fails now and then lets one in at the next try."""
    while True:
        try:
            return open_restored(workspace)
        except (StoreFull, StoreReadOnly, StoreWriteFailed) as error:
            say("refused", turn, type(error).__name__)


def main(folder: str, stick: str, what: str, tries: str) -> None:
    """Open the practice district and begin."""
    workspace = open_workspace(Path(folder))
    say("open", len(people(workspace)))
    if what == "backup":
        back_up_again(workspace, Path(stick), int(tries))
    else:
        restore_again(workspace, int(tries))


if __name__ == "__main__":
    main(*sys.argv[1:])
