"""Open the window, or where there is no display run the demonstration and say so."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def has_display() -> bool:
    """Whether a window can be opened here; DISPLAY alone does not tell, it outlives its display (ssh, containers)."""
    if sys.platform in ("win32", "darwin"):
        return True
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    attempt = [sys.executable, "-c", "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"]
    return subprocess.run(attempt, capture_output=True, check=False).returncode == 0


def main() -> int:
    """Start the program as a user would."""
    command = [sys.executable, str(ROOT / "main.py")]
    if has_display():
        return subprocess.call(command)
    sys.stderr.write(
        "这台机器没有可用的显示器，窗口打不开。现在改为不开窗口演示一遍主要流程，结果放在 demo-output 文件夹。\n"
        "(No display here: running the demonstration instead; look into demo-output/.)\n"
    )
    # Qt's warnings here are about what no screenless platform can do; errors of ours are sentences, not warnings.
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "default.warning=false"}
    return subprocess.call([*command, "demo", "--out", str(ROOT / "demo-output")], env=environment)


if __name__ == "__main__":
    sys.exit(main())
