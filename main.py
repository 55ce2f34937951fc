"""五有自查: without arguments the window opens; with one, a sub-command runs."""

import gc
import importlib
import sys

from app.errors import AppError
from app.paths import command_name

# Sub-command: (module, function); each takes the remaining arguments and returns the exit code.
COMMANDS: dict[str, tuple[str, str]] = {
    "score": ("app.services.commands.scoring", "run_score"),
    "rank": ("app.services.commands.scoring", "run_rank"),
    "combine": ("app.services.commands.scoring", "run_combine"),
    "check-scheme": ("app.services.commands.scoring", "run_check_scheme"),
    "report": ("ui.commands.report", "run_report"),
    "verify": ("ui.commands.verify", "run_verify"),
    "export": ("app.services.commands.exchanging", "run_export"),
    "import": ("app.services.commands.exchanging", "run_import"),
    "keys": ("app.services.commands.exchanging", "run_keys"),
    "archive": ("app.services.commands.archiving", "run_archive"),
    "tables": ("app.services.commands.archiving", "run_tables"),
    "self-check": ("ui.commands.self_check", "run_self_check"),
    "demo": ("ui.demo", "run_demo"),
    "bench": ("ui.bench", "run_bench"),
}

USAGE = """用法:
  main.py [--data 文件夹]                          打开窗口
  main.py demo [--out 文件夹]                      不开窗口演示主要流程，留下已签名的PDF和窗口图片
  main.py score 方案.json 答案.json|文件夹          评分
  main.py rank 方案.json 活动.json                 排名
  main.py combine 方案.json 单位.json              合成一个单位的成绩
  main.py check-scheme 方案.json                   检查方案
  main.py report 检查编号 --out 文件.pdf            取出检查报告（编号：检查的编号或报告上印的编号）
  main.py verify 文件.pdf                          核验已签名的报告
  main.py verify 文件.wyb --key 机关密钥文件         核验数据包：完整、签名有效、是谁发的
  main.py export --out 文件夹 [--to 公钥 …]         把还没有回执的记录加密成数据包，写到U盘
  main.py import 文件.wyb [--plan] [--key 密钥文件]  收进数据包；--plan 只看会收进什么
  main.py keys                                     列出本机的机关密钥、公钥和各人的证书
  main.py archive 年份 --out 文件夹 --plain         把一年的已签字检查做成归档包（不加密）
  main.py tables --out 文件夹 --plain              把单位、检查、得分写成CSV，供DuckDB、PostgreSQL使用（不加密）
  main.py self-check [--rebuild]                   检查本机数据、字体、签名、打印和剩余空间
  main.py bench                                    测量速度
通用选项: --data 文件夹；--passphrase-file 文件 或 --passphrase-stdin（从第一行读口令）
"""


def main(arguments: list[str]) -> int:
    """Run one command or the window; exit codes: 0 done, 1 refused (reason on stderr), 2 wrong usage."""
    if not arguments or arguments[0].startswith("--data"):
        gc.disable()  # nothing that a start makes is garbage; `run` turns it on before the window waits for a user
        from ui.application import run

        return run(arguments)
    if arguments[0] in ("-h", "--help"):
        print(_usage())
        return 0
    if arguments[0] not in COMMANDS:
        print(_usage(), file=sys.stderr)
        return 2
    module, function = COMMANDS[arguments[0]]
    run_command = getattr(importlib.import_module(module), function)
    try:
        return int(run_command(arguments[1:]))
    except AppError as error:
        from ui.messages import message_for

        print(message_for(error).as_text(), file=sys.stderr)
        return 1


def _usage() -> str:
    return USAGE.replace("main.py", command_name())


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    sys.exit(main(sys.argv[1:]))
