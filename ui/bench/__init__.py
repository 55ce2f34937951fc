"""The sub-command bench: how fast the program is, as ratios to floors measured in the same run."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.services.commands.opening import Arguments

if TYPE_CHECKING:
    from ui.bench.measuring import Measured

ROWS = ("start", "answer", "open", "pdf", "sign", "coverage", "import", "memory")
UNITS = 10_000
INSPECTIONS = 20_000
SMALL_FORM, LARGE_FORM = 40, 100


def run_bench(arguments: list[str]) -> int:
    """One table on standard output; exit 1 when a bar is not held.

    `bench [--pairs N] [--units N] [--inspections N] [--only ROW …]`. Everything happens in a temporary folder, without
    a screen.
    """
    parser = Arguments(
        prog="bench", usage=f"bench [--pairs 次数] [--units 单位数] [--inspections 份数] [--only {'|'.join(ROWS)} …]"
    )
    parser.add_argument("--pairs", type=_count, default=15)
    parser.add_argument("--units", type=_count, default=UNITS)
    parser.add_argument("--inspections", type=_count, default=INSPECTIONS)
    parser.add_argument("--only", nargs="+", choices=ROWS, default=ROWS)
    options = parser.parse_args(arguments)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")  # what a screenless platform cannot do
    with tempfile.TemporaryDirectory(prefix="wuyou-bench-", ignore_cleanup_errors=True) as scratch:
        lines = list(_measured(Path(scratch), options.only, options.units, options.pairs))
        if not {"import", "memory"}.isdisjoint(options.only):
            lines += _exchanged(Path(scratch), options.only, options.inspections, options.pairs)
    code = report(lines, options.pairs, sys.stdout.write)
    if len(lines) < len(set(options.only)):
        sys.stdout.write("启动、PDF和内存要有源代码才能测（内存还要Linux）：对照的程序不随安装包发布。\n")
    return code


def report(lines: Sequence["Measured"], pairs: int, write: Callable[[str], object]) -> int:
    """Write the table and what it says of the bars; the exit code."""
    from ui.bench.measuring import LEAST_PAIRS, WARM_UPS, table

    write(table(lines) + "\n")
    write(f"两边交替，先各热身{WARM_UPS}次，再各测{pairs}次；结果按每一对计算。\n")
    if pairs < LEAST_PAIRS:
        write(f"少于{LEAST_PAIRS}次，只供参考。\n")
    missed = [line.name for line in lines if not line.is_held]
    write(f"未达到：{'、'.join(missed)}。\n" if missed else "各项都在限内。\n")
    return 1 if missed else 0


def _measured(scratch: Path, wanted: Sequence[str], units: int, pairs: int) -> Iterator["Measured"]:
    """The rows that are wanted and can be measured here, in their order."""

    from app.services.workspace import open_workspace
    from ui.bench import form, pages, signatures, start, stores, survey
    from ui.theme import apply_theme, load_fonts, running_app

    folder = scratch / "store"
    workspace = stores.large_store(folder, units)
    job = stores.job_done(workspace)
    small, large = stores.form_of(workspace, SMALL_FORM), stores.form_of(workspace, LARGE_FORM)
    workspace.close()
    if "start" in wanted and start.can_measure_start():
        yield start.starting(folder, units, scratch / "compiled", pairs)
    app = running_app()
    load_fonts(app)
    apply_theme(app)
    workspace = open_workspace(folder)
    if "answer" in wanted:
        yield form.answering(workspace, small, pairs)
    if "coverage" in wanted:
        yield survey.counting(workspace, pairs)
    if "pdf" in wanted and pages.has_bare_report():
        yield pages.rendering(workspace, job, pairs)
    if "sign" in wanted:
        yield signatures.signing(workspace, job, pairs)
    workspace.close()
    if "open" in wanted:
        yield form.opening(folder, large, pairs)


def _exchanged(scratch: Path, wanted: Sequence[str], inspections: int, pairs: int) -> Iterator["Measured"]:
    """The rows of a large bundle."""
    from ui.bench import importing, memory

    ground = importing.prepared(scratch, inspections)
    if "import" in wanted:
        yield importing.taking_in(ground, scratch, pairs)
    if "memory" in wanted and memory.can_measure_memory():
        yield importing.memory(ground, scratch)


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number
