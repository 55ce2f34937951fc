"""The sub-commands archive and tables: what leaves the store for archives and for other programs."""

from pathlib import Path

from app.progress import Progress, Step
from app.services.archiving import archive_year
from app.services.commands.opening import Arguments, complain, opened, say, store_arguments
from app.services.sealed_archive import seal_year
from app.services.table_export import export_tables

EVERY = 50


def run_archive(arguments: list[str]) -> int:
    """`archive YEAR --out FOLDER --plain`: the year archive as a folder; `--sealed [--to KEY …]`: as one age file.

    `--plain` says that whoever calls knows that it is not encrypted; without either the usage is shown (exit code 2).
    Raises NothingToArchive, ArchiveIncomplete, NoRecipients, AgeKeyMalformed, TargetTooSmall, TargetFileTooLarge,
    TargetFull, TargetReadOnly, TargetFailed and what opening raises.
    """
    parser = store_arguments("archive", "年份 --out 文件夹 (--plain | --sealed [--to 公钥 …])")
    parser.add_argument("--out", type=Path, required=True)
    kind = parser.add_mutually_exclusive_group(required=True)
    kind.add_argument("--plain", action="store_true")
    kind.add_argument("--sealed", action="store_true")
    parser.add_argument("--to", nargs="+", default=[])
    parser.add_argument("year", type=int)
    options = parser.parse_args(arguments)
    workspace = opened(options, readonly=False)
    try:
        if options.sealed:
            sealed = seal_year(workspace, options.year, options.out, options.to)
            say(
                f"加密的归档包已写到“{sealed.path}”：{sealed.pieces}件，佐证材料{sealed.evidence}份，"
                f"共{sealed.size / 1_000_000:.1f} MB，已读回、打开核对。"
            )
            return 0
        done = archive_year(workspace, options.year, options.out, _told())
    finally:
        workspace.close()
    say(
        f"归档包已写到“{done.folder}”：{done.pieces}件，佐证材料{done.evidence}份，"
        f"共{done.size / 1_000_000:.1f} MB，已逐个读回核对。没有加密，请按档案规定保管。"
    )
    return 0


def run_tables(arguments: list[str]) -> int:
    """`tables --out FOLDER --plain`: units, inspections, marks and reasons as CSV with a script that loads them.

    Raises TargetFull, TargetReadOnly, TargetFailed and what opening raises.
    """
    options = _plain_arguments("tables", "--out 文件夹 --plain").parse_args(arguments)
    workspace = opened(options, readonly=False)
    try:
        done = export_tables(workspace, options.out)
    finally:
        workspace.close()
    say(f"已写到“{done.folder}”：" + "，".join(f"{name} {rows}行" for name, rows in done.rows) + "。没有加密。")
    return 0


def _plain_arguments(program: str, usage: str) -> Arguments:
    parser = store_arguments(program, usage)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--plain", action="store_true", required=True)
    return parser


def _told() -> Progress:
    def tell(step: Step) -> None:
        if step.done % EVERY == 0 and step.done:
            complain(f"{step.done} / {step.total}")

    return tell
