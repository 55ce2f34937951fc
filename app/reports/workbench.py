"""The fonts of this machine and what was measured with them, made once for a process."""

from functools import cache

from app.reports.flow import Workbench
from app.reports.fonts import installed_library


@cache
def installed_workbench() -> Workbench:
    """About 0.4 s the first time (the fonts are read), nothing afterwards; never called at start-up."""
    return Workbench(installed_library())
