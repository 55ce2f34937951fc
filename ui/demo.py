"""The demonstration without a screen: the main job done in a practice district, its report, forms and pictures."""

import os
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from app.services.commands.opening import Arguments

if TYPE_CHECKING:
    from app.services.workspace import Workspace

REPORT_NAME, FORM_NAME, PICTURES_NAME, STORE_NAME = "report.pdf", "blank-form.pdf", "window", "store"


def run_demo(arguments: list[str]) -> int:
    """`demo [--out DIR] [--without-pictures]`: a fresh practice store in DIR, signed there; returns the exit code."""
    parser = Arguments(prog="main.py demo")
    parser.add_argument("--out", type=Path, default=Path("demo-output"))
    parser.add_argument("--without-pictures", action="store_true")
    options = parser.parse_args(arguments)
    out: Path = options.out
    from app.services.demo import create_demo_workspace, do_main_job
    from app.services.reports import blank_form_pdf, report_pdf, save_pdf, verify_file
    from app.services.schemes import built_in_scheme

    out.mkdir(parents=True, exist_ok=True)
    if (out / STORE_NAME).exists():
        shutil.rmtree(out / STORE_NAME)
    workspace = create_demo_workspace(out / STORE_NAME)
    try:
        begun = time.perf_counter()
        view = do_main_job(workspace)
        wanted = view.opened.inspection.id
        save_pdf(report_pdf(workspace, wanted), out / REPORT_NAME)
        save_pdf(blank_form_pdf(built_in_scheme(), is_demo=True), out / FORM_NAME)
        result, verdict = view.opened.result, verify_file(out / REPORT_NAME, workspace)
        _say(f"演练：{view.opened.unit.name}，总分{result.total}，加分{result.bonus}，等次{result.grade}。")
        signers = "、".join(one.signer for one in verdict.signatures)
        _say(f"报告 {out / REPORT_NAME}：{signers}已数字签名，核验{'通过' if verdict.is_genuine else '没有通过'}。")
        _say(f"空白检查表 {out / FORM_NAME}。从开始检查到签完用时{time.perf_counter() - begun:.1f}秒。")
        if not options.without_pictures:
            _say(f"窗口图片 {_pictures(workspace, wanted, out / PICTURES_NAME)} 张，在 {out / PICTURES_NAME}。")
        return 0 if verdict.is_genuine else 1
    finally:
        workspace.close()


def _pictures(workspace: "Workspace", wanted: str, folder: Path) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

    from app.settings import Settings
    from ui.pictures import take_pictures
    from ui.rare_characters import draw_rare_characters, read_rare_font
    from ui.theme import apply_theme, load_fonts, running_app

    app = running_app()
    load_fonts(app)
    draw_rare_characters(read_rare_font())
    apply_theme(app)
    return len(take_pictures(workspace, wanted, Settings(folder), folder))


def _say(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
