"""Found an office: the first start, after which a store is there whole or may be made again."""

from pathlib import Path

from app.errors import AppError
from app.services.campaigns import current_campaign
from app.services.workspace import FirstStart, create_workspace, open_workspace, workspace_state
from tests.faults.acting import Line
from tests.faults.errands.people import CHEAP, FIRST, secret
from tests.faults.judging import Verdict, saved, wrong_with
from tests.faults.stage import Said

MOST = 1
SPAN = 0.05


def first_start() -> FirstStart:
    """What somebody types."""
    return FirstStart("钟楼区委组织部", "district", FIRST, "组织科科长", "administrator", secret(FIRST, 0))


def prepare(root: Path) -> None:
    """Nothing is there yet."""


def act(said: Said, root: Path, tries: int = 2) -> None:
    """Found it; when that is refused, once more."""
    said("open")
    for _ in range(tries):
        try:
            workspace, code = create_workspace(root / "store", first_start(), cost=CHEAP)
        except AppError as error:
            said("refused", None, error)
        else:
            said("saved", code)
            workspace.close()
            return


def judge(root: Path, lines: list[Line]) -> Verdict:
    """An acknowledged one opens by passphrase and code; of another nothing is left, or it opens too."""
    codes, wrong = saved(lines), []
    folder = root / "store"
    if workspace_state(folder) == "empty":
        wrong += ["the founded office is lost"] * len(codes)
        workspace, code = create_workspace(folder, first_start(), cost=CHEAP)
        workspace.close()
        codes_to_try = [code]
    else:
        codes_to_try = codes
    try:
        for code in codes_to_try:
            open_workspace(folder, recovery_code=code).close()
        workspace = open_workspace(folder, secret(FIRST, 0))
    except AppError as error:
        return Verdict(len(codes), [*wrong, f"the office does not open: {error!r}"])
    wrong += wrong_with(workspace)
    person = workspace.person
    if person is None or not workspace.signing_key(person.id, secret(FIRST, 0)) or not current_campaign(workspace):
        wrong.append("the office is half founded")
    workspace.close()
    return Verdict(len(codes), wrong)
