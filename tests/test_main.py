"""The command line as a whole: usage, exit codes, and never a traceback for somebody's mistake."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import main

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("asked", ["-h", "--help"])
def test_help_names_every_command(asked, capsys):
    assert main.main([asked]) == 0
    said = capsys.readouterr().out
    assert [name for name in main.COMMANDS if f"main.py {name}" not in said] == []


def test_an_unknown_command_is_wrong_usage(capsys):
    assert main.main(["abgleich"]) == 2
    assert "用法" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["report"],
        ["report", "x"],
        ["report", "x", "--out"],
        ["verify"],
        ["verify", "a.pdf", "b.pdf"],
        ["verify", "a.pdf", "--passphrase-file", "x", "--passphrase-stdin"],
        ["self-check", "--reb"],
        ["bench", "--pairs", "none"],
        ["score"],
    ],
)
def test_wrong_usage_exits_2_and_shows_the_right_one(arguments, capsys):
    try:
        code = main.main(arguments)
    except SystemExit as left:
        code = left.code
    printed = capsys.readouterr()
    assert (code, printed.out) == (2, "")
    assert printed.err.startswith("用法: main.py")


@pytest.mark.parametrize("name", main.COMMANDS)
def test_every_command_is_where_the_table_says(name):
    module, function = main.COMMANDS[name]
    path = ROOT.joinpath(*module.split("."))
    source = path.with_suffix(".py") if path.with_suffix(".py").exists() else path / "__init__.py"
    assert f"def {function}(" in source.read_text(encoding="utf-8")


def run(*arguments, **options):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, ROOT / "main.py", *arguments], capture_output=True, env=environment, timeout=120, **options
    )


def test_a_command_without_a_window_loads_no_window(tmp_path):
    found = run("verify", tmp_path / "not-there.pdf")
    assert found.returncode == 1
    assert "读不出来" in found.stderr.decode()
    assert b"Traceback" not in found.stderr
    code = "import sys, ui.commands.verify, ui.commands.report, ui.messages; sys.exit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_the_window_opens_on_a_practice_store_and_a_timed_start_leaves(tmp_path):
    from app.services.demo import create_demo_workspace

    create_demo_workspace(tmp_path / "store").close()
    found = run("--data", tmp_path / "store", "--first-paint-exit")
    assert (found.returncode, found.stdout) == (0, b"painted\n"), found.stderr.decode()


def test_an_option_nobody_knows_is_wrong_usage_for_the_window_too():
    assert run("--data").returncode == 2
