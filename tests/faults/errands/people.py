"""Change who opens the store and with what: passphrases changed and renewed, people added and removed, new codes."""

import json
import random
from pathlib import Path
from typing import Any

from app.errors import AppError, RecoveryCodeWrong, WrongPassphrase
from app.identity.passphrase import ArgonCost
from app.services.people import add_person, change_passphrase, people, remove_person, renew_passphrase
from app.services.recovery import confirm_last_group, is_pending, last_group, new_code
from app.services.workspace import FirstStart, Workspace, create_workspace, open_workspace
from tests.faults.acting import Line
from tests.faults.judging import Verdict, saved, under_way, wrong_with
from tests.faults.stage import Said

MOST = 14
SPAN = 0.012
CHEAP = ArgonCost(memory_kib=16, iterations=1, lanes=1)
FIRST = "王建国"
ACTS = 14

Standing = dict[str, str]
"""Who opens the store with what; under "" the recovery code."""


def secret(name: str, number: int) -> str:
    """A passphrase that nobody else has."""
    return f"{name}的第{number}个口令"


def prepare(root: Path) -> None:
    """An office of three people who open its store."""
    first = FirstStart("钟楼区委组织部", "district", FIRST, "组织科科长", "administrator", secret(FIRST, 0))
    workspace, code = create_workspace(root / "store", first, cost=CHEAP)
    confirm_last_group(workspace, last_group(code))
    standing = {"": code, FIRST: first.passphrase}
    for name in ("李敏", "赵强"):
        standing[name] = secret(name, 0)
        add_person(workspace, name, "科员", "钟楼区委组织部", passphrase=standing[name], cost=CHEAP)
    workspace.close()
    (root / "standing.json").write_text(json.dumps(standing), encoding="utf-8")


def before(root: Path) -> Standing:
    """Who opened it at first."""
    standing: Standing = json.loads((root / "standing.json").read_text(encoding="utf-8"))
    return standing


def after(standing: Standing, made: list[Any]) -> Standing:
    """Who opens it once an act is done."""
    _what, name, passphrase = made
    return {**standing, name: passphrase} if passphrase else {each: standing[each] for each in standing if each != name}


def act(said: Said, root: Path, seed: int = 0) -> None:
    """One change after another, in an order that `seed` decides."""
    chance = random.Random(seed)  # noqa: S311 - the same acts in every run
    standing = before(root)
    workspace = open_workspace(root / "store", standing[FIRST])
    said("open")
    for number in range(1, ACTS + 1):
        others = sorted(set(standing) - {"", FIRST})
        name = chance.choice([FIRST, *others])
        what = chance.choice(("change", "change", "renew", "add", "add", "remove", "code"))
        if what == "add":
            name = f"新人{number}"
        elif what == "code":
            name = ""
        elif what == "remove" and name == FIRST:
            what = "change"
        made = [what, name, "" if what == "remove" else secret(name, number)]
        said("about", made)
        try:
            done = do(workspace, standing, made)
        except AppError as error:
            said("refused", made, error)
        else:
            standing = after(standing, done)
            said("saved", done)
    workspace.close()


def do(workspace: Workspace, standing: Standing, made: list[Any]) -> list[Any]:
    """One act; what was done."""
    what, name, passphrase = made
    if what == "add":
        add_person(workspace, name, "科员", "钟楼区委组织部", passphrase=passphrase, cost=CHEAP)
        return made
    if what == "code":
        return [what, name, new_code(workspace)]
    person = next(one for one in people(workspace) if one.name == name)
    if what == "change":
        change_passphrase(workspace, person.id, standing[name], passphrase, cost=CHEAP)
    elif what == "renew":
        renew_passphrase(workspace, person, passphrase, cost=CHEAP)
    else:
        remove_person(workspace, person.id, standing[FIRST])
    return made


def judge(root: Path, lines: list[Line]) -> Verdict:
    """Exactly what was acknowledged opens the store and signs; what was under way is wholly there or not at all."""
    folder, standing, known = root / "store", before(root), set(before(root).values())
    acknowledged = saved(lines)
    for made in acknowledged:
        standing = after(standing, made)
        known.add(made[2])
    begun = under_way(lines)
    refused = [line[1] for line in lines if line[0] == "refused" and line[1]]
    known |= {made[2] for made in (*refused, *([begun] if begun else []))} - {""}
    known -= {secret("", number) for number in range(ACTS + 1)}
    is_told = any(made[0] == "code" for made in (*refused, *([begun] if begun else [])))
    wrong = wrong_way(folder, standing, known, is_told=is_told)
    for made in perhaps(lines):
        if wrong:
            other = wrong_way(folder, after(standing, made), known, is_told=is_told)
            wrong = [*wrong, f"nor is it as after {made}: {other}"] if other else []
    return Verdict(len(acknowledged), wrong)


def perhaps(lines: list[Line]) -> list[list[str]]:
    """What may be there wholly though it was not acknowledged.

    That is what was under way, and what was refused last: a disk may have taken what it said it refused to sync.
    """
    begun, last = under_way(lines), max((n for n, line in enumerate(lines) if line[0] == "saved"), default=0)
    refused = [line[1] for line in lines[last:] if line[0] == "refused"]
    return [made for made in (begun, *refused) if made and made[0] != "code"]


def wrong_way(folder: Path, standing: Standing, known: set[str], *, is_told: bool = False) -> list[str]:
    """Who cannot open and sign, and what opens though it should not any more.

    `is_told`: a new code that nobody saw may stand, if whoever relies on the old one is reminded of it.
    """
    wrong = []
    for name, passphrase in standing.items():
        try:
            if name == "":
                workspace = open_workspace(folder, recovery_code=passphrase)
            else:
                workspace = open_workspace(folder, passphrase)
        except (WrongPassphrase, RecoveryCodeWrong):
            if name != "":
                wrong.append(f"{name} is locked out")
            elif not is_told or not is_reminded(folder, standing):
                wrong.append("the recovery code does not open")
            continue
        try:
            if name != "":
                wrong += [] if workspace.person and workspace.person.name == name else ["somebody else opened it"]
                person = next(one for one in people(workspace) if one.name == name)
                workspace.signing_key(person.id, passphrase)
            wrong += wrong_with(workspace)
        except (WrongPassphrase, StopIteration):
            wrong.append(f"{name} opens and does not sign")
        finally:
            workspace.close()
    for passphrase in known - set(standing.values()):
        try:
            if "-" in passphrase:
                open_workspace(folder, recovery_code=passphrase).close()
            else:
                open_workspace(folder, passphrase).close()
        except (WrongPassphrase, RecoveryCodeWrong):
            continue
        wrong.append(f"{passphrase} still opens")
    return wrong


def is_reminded(folder: Path, standing: Standing) -> bool:
    """Whether 工作台 asks for a code that is to be kept."""
    workspace = open_workspace(folder, next(each for name, each in standing.items() if name))
    try:
        return is_pending(workspace)
    finally:
        workspace.close()
