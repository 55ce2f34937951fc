"""A clock that once ran ahead: until somebody says that it is right again, it stands before what was logged."""

from datetime import datetime

from app.services.workspace import Workspace
from app.store import audit
from app.store.columns import text_of_moment


def logged_ahead(workspace: Workspace) -> datetime | None:
    """The last moment of the log where it lies ahead of the clock, so that nobody can sign; else None."""
    last = audit.last_entry_at(workspace.store)
    return last if last is not None and workspace.clock() < last else None


def put_clock_right(workspace: Workspace) -> None:
    """Log that the clock is right now: from here on it is measured by what comes after. The old entries stay."""
    ahead = logged_ahead(workspace)
    if ahead is not None:
        person = workspace.person.id if workspace.person else None
        audit.append(workspace.store, workspace.clock(), person, audit.CLOCK_PUT_RIGHT, text_of_moment(ahead))
