"""Open the window, or where there is no display run the demonstration and say so."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def has_display() -> bool:
    """Whether a window can be opened here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main() -> int:
    """Start the program as a user would."""
    command = [sys.executable, str(ROOT / "main.py")]
    if has_display():
        return subprocess.call(command)
    sys.stderr.write(
        "这台机器没有显示器，窗口打不开。现在改为不开窗口演示一遍主要流程，结果放在 demo-output 文件夹。\n"
        "(No display here: running the demonstration instead; look into demo-output/.)\n"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.call([*command, "demo", "--out", str(ROOT / "demo-output")], env=environment)


if __name__ == "__main__":
    sys.exit(main())
