"""Stores to look at pages with: the invented district, and an inspection in it at each stage of its life."""

from pathlib import Path

from app.domain.inspection import Change
from app.identity.passphrase import ArgonCost
from app.services.demo import create_demo_workspace, fill_in, job_of_the_demonstration
from app.services.inspections import answer
from app.services.opened import OpenInspection
from app.services.people import add_person
from app.services.workspace import FirstStart, Workspace, create_workspace

CHEAP = ArgonCost(memory_kib=64, iterations=1, lanes=1)
PASSPHRASE = "桂花树下的七栋楼"


def practice_store(folder: Path) -> Workspace:
    """The invented district without any inspection."""
    return create_demo_workspace(folder / "demo")


def filled_in(workspace: Workspace) -> OpenInspection:
    """A district inspection of the invented district that lacks nothing; the unit's self-check stands beside it."""
    fill_in(workspace, job_of_the_demonstration("self_check"), "self")
    return fill_in(workspace, job_of_the_demonstration("job"), "district")


def with_gaps(workspace: Workspace, opened: OpenInspection) -> OpenInspection:
    """The same with an item unchecked and another's facts taken away, so that it also falls behind the self-check."""
    opened = answer(workspace, opened, Change("items", "3.2", None))
    return answer(workspace, opened, Change("items", "2.1", {"facts": {}}))


def own_office(folder: Path) -> Workspace:
    """A real office: its first person has a passphrase, a colleague has none."""
    first = FirstStart("示例区委组织部", "district", "检查员甲", "组织科 科员", "inspector", PASSPHRASE)
    workspace, _code = create_workspace(folder / "office", first, cost=CHEAP)
    add_person(workspace, "检查组长丙", "组织科 科长", "示例区委组织部", "leader", None)
    return workspace
