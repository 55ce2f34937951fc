"""The report's pages, unsigned and warm, against a bare script that sets the same words."""

import importlib.util
from types import ModuleType

from app.paths import PROGRAM_FOLDER
from app.reports.report import render_report
from app.services.opened import OpenInspection
from app.services.pages import content_of
from app.services.signing import signing_view
from app.services.workspace import Workspace
from ui.bench.measuring import Measured, pairs_of, timed

BARE_REPORT = PROGRAM_FOLDER / "tests" / "bench" / "bare_report.py"
RID = "0" * 64


def has_bare_report() -> bool:
    """Whether the script to compare with lies beside the program: in a checkout, not where it is installed."""
    return BARE_REPORT.is_file()


def rendering(workspace: Workspace, opened: OpenInspection, pairs: int) -> Measured:
    """One report laid out and written to bytes; the same content, fonts, codes and drawing on both sides."""
    bare = _bare_report()
    bare.register_fonts()
    view = signing_view(workspace, opened.inspection.id)
    content = content_of(workspace, view.opened, view.places, view.marks, rid=RID)
    pages = render_report(content).pages
    ours, floor = pairs_of(timed(lambda: render_report(content)), timed(lambda: bare.bare_report(content)), pairs)
    return Measured(f"一份检查报告PDF（{pages}页，未签名）", "现成段落和长表", ours, floor, "×", bar=1.4, aim=1.1)


def _bare_report() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bare_report", BARE_REPORT)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(BARE_REPORT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
