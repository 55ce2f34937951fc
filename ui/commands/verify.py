"""The sub-command verify: who signed a PDF, when, and whether it is unchanged."""

from pathlib import Path

from app.services.commands.opening import complain, opened, say, store_arguments
from app.services.reports import verify_file
from ui.commands.signature_words import complaint_lines, note_lines, outcome_line, signature_line

BUNDLE = ".wyb"


def run_verify(arguments: list[str]) -> int:
    """`verify FILE.pdf`: exit 0 when every byte is as its signers left it, 1 with every complaint when not.

    Without --data no office is known and every certificate counts as 未经机关签发. Raises FileUnreadable.
    """
    parser = store_arguments("verify", "文件.pdf")
    parser.add_argument("file", type=Path)
    options = parser.parse_args(arguments)
    path: Path = options.file
    if path.suffix.lower() == BUNDLE:
        complain("现在只能核验PDF报告，数据包（.wyb）的核验还没有做好。文件没有打开，也没有改动。")
        return 1
    if options.data is None:
        verdict = verify_file(path, None)
    else:
        workspace = opened(options)
        try:
            verdict = verify_file(path, workspace)
        finally:
            workspace.close()
    for signature in verdict.signatures:
        say(signature_line(signature))
    if not verdict.is_genuine:
        complain(outcome_line(verdict))
        for line in complaint_lines(verdict):
            complain(line)
        return 1
    say(outcome_line(verdict))
    for line in note_lines(verdict):
        say(line)
    return 0
