"""The sub-command report: take a signed report out of the store."""

from pathlib import Path

from app.errors import TargetFailed
from app.services.commands.opening import opened, say, store_arguments
from app.services.issued import inspection_of
from app.services.reports import report_pdf, save_pdf, verify_pdf_bytes
from ui.commands.signature_words import signature_line


def run_report(arguments: list[str]) -> int:
    """`report INSPECTION --out FILE.pdf`: the signed report of an inspection, named by its id or report number.

    Reads only, also while a window is open on the store. Raises InspectionUnknown, ReportNotSigned, TargetFull,
    TargetReadOnly, TargetFailed and what opening the store raises.
    """
    parser = store_arguments("report", "检查编号 --out 文件.pdf")
    parser.add_argument("inspection")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    if options.out.exists() and not options.out.is_file():
        raise TargetFailed(options.out, "不是普通文件")  # a device or a folder is nothing to put a file in place of
    workspace = opened(options)
    try:
        pdf = report_pdf(workspace, inspection_of(workspace, options.inspection))
        save_pdf(pdf, options.out)
        verdict = verify_pdf_bytes(pdf, workspace)
    finally:
        workspace.close()
    say(f"报告已写到“{options.out}”，{len(pdf) / 1024:.0f} KB，写完后已读回核对。")
    for signature in verdict.signatures:
        say(signature_line(signature))
    return 0
