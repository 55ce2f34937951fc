"""What a user set and the window remembers, in one small file beside the data; never anything of an inspection."""

import json
import os
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any

FILE_NAME = "settings.json"
TEXT_SIZE, CONTRAST, KEY_CAPS = "look/text_size", "look/contrast", "look/key_caps"


class Settings(MutableMapping[str, Any]):
    """Facts by name. A file that cannot be read is kept aside and the defaults hold; losing it costs nothing.

    Changes are kept by `save`, which never raises: a folder that cannot be written only forgets the look.
    """

    def __init__(self, folder: Path, facts: dict[str, Any] | None = None) -> None:
        self._file = folder / FILE_NAME
        self._facts = dict(facts or {})

    @classmethod
    def load(cls, folder: Path) -> "Settings":
        """Read the file in `folder`; a damaged one is renamed to `settings.json.damaged`."""
        path = folder / FILE_NAME
        try:
            facts = json.loads(path.read_text(encoding="utf-8"))
            if not isinstance(facts, dict):
                raise TypeError("not an object")
        except FileNotFoundError:
            return cls(folder)
        except (OSError, ValueError, TypeError):
            _set_aside(path)
            return cls(folder)
        return cls(folder, facts)

    @property
    def text_size(self) -> str:
        """standard, large or extra."""
        return str(self._facts.get(TEXT_SIZE, "standard"))

    @property
    def contrast(self) -> str:
        """light or high."""
        return str(self._facts.get(CONTRAST, "light"))

    @property
    def shows_key_caps(self) -> bool:
        """Whether buttons name their keys."""
        return bool(self._facts.get(KEY_CAPS, True))

    def save(self) -> bool:
        """Write the file whole; False when the folder cannot be written."""
        beside = self._file.with_suffix(".part")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("w", encoding="utf-8") as out:
                json.dump(self._facts, out, ensure_ascii=False, indent=1, sort_keys=True)
                out.flush()
                os.fsync(out.fileno())
            beside.replace(self._file)
        except OSError:
            return False
        return True

    def __getitem__(self, name: str) -> Any:
        return self._facts[name]

    def __setitem__(self, name: str, value: Any) -> None:
        self._facts[name] = value

    def __delitem__(self, name: str) -> None:
        del self._facts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


def _set_aside(path: Path) -> None:
    try:
        path.replace(path.with_name(path.name + ".damaged"))
    except OSError:
        return
