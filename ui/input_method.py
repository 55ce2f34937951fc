"""Which input method Qt is told to speak with, before it starts."""

import sys
from collections.abc import MutableMapping


def prepare_input_method(environ: MutableMapping[str, str], platform: str = sys.platform) -> None:
    """Speak IBus when fcitx runs: the wheels of PySide carry no plug-in for fcitx, and fcitx answers as IBus too."""
    if not platform.startswith("linux"):
        return
    asked = " ".join(environ.get(name, "") for name in ("QT_IM_MODULE", "XMODIFIERS", "GTK_IM_MODULE")).casefold()
    if "fcitx" in asked:
        environ["QT_IM_MODULE"] = "ibus"
