"""What was typed in the guide so far, kept beside the store to be until the guide is done."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

FILE_NAME = "first-start.json"


class Draft:
    """Texts by name in one small file; a passphrase is never among them.

    Losing the file costs a minute of typing, so a folder that cannot be written is no error here.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE_NAME

    def read(self) -> dict[str, str]:
        """What was kept; empty when there is nothing that can be read."""
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(kept, dict):
            return {}
        return {str(name): text for name, text in kept.items() if isinstance(text, str)}

    def keep(self, texts: Mapping[str, str]) -> bool:
        """Write all texts anew; False when the folder cannot be written."""
        beside = self._file.with_suffix(".part")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("w", encoding="utf-8") as out:
                json.dump(dict(texts), out, ensure_ascii=False)
                out.flush()
                os.fsync(out.fileno())
            beside.replace(self._file)
        except OSError:
            return False
        return True

    def forget(self) -> None:
        """The guide is done: nothing of it stays in the clear."""
        self._file.unlink(missing_ok=True)
