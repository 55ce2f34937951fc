"""How long work reports its steps and learns that it should stop."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal


class Cancelled(Exception):  # noqa: N818 - a wish of the user, not an error
    """The user asked to stop; what was begun has been undone."""


@dataclass(frozen=True, slots=True)
class Step:
    """One report of progress: `done` of `total` pieces or bytes (total 0: not known), and what is being done."""

    doing: str
    done: int
    total: int
    unit: Literal["pieces", "bytes"] = field(default="pieces", kw_only=True)


Progress = Callable[[Step], None]
"""Called at each step; raises `Cancelled` at a point where stopping leaves nothing half done."""


def no_progress(_step: Step) -> None:
    """For callers that neither watch nor stop."""
