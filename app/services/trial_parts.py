"""Parts of the program that are loaded only when somebody needs them, tried out: tables, phone photos, age files."""

import base64
import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from app.errors import AppError

Part = Literal["excel", "photos", "age", "pinyin"]

# A red square of eight pixels, as a phone would save it.
_HEIC = (
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAXxtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAA"
    "AERAAAEAAQAAAAABoAABAAAAAAAAACYAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA/GlwcnAAAADc"
    "aXBjbwAAAHVodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQApQgEBA3AAAAMAkAAAAwAA"
    "AwAeoCCBBZbqrprm4CGgwIAAAAyAAAADAIRiAAEABkQBwXPBiQAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAABAAAAAQAAAAChjbGFw"
    "AAAACAAAAAEAAAAIAAAAAf///8gAAAAC////yAAAAAIAAAAQcGl4aQAAAAADCAgIAAAAGGlwbWEAAAAAAAAAAQABBYECAwWEAAAALm1kYXQAAAAi"
    "KAGvBBITTOD46cJoP91R9RlXOzyftKsr40mfd7EYkqn/oA=="
)


def broken_parts() -> tuple[Part, ...]:
    """Those that cannot be loaded or do not do their work, as where a file of the program is gone."""
    trials: dict[Part, Callable[[], bool]] = {"excel": _excel, "photos": _photos, "age": _age, "pinyin": _pinyin}
    return tuple(part for part, trial in trials.items() if not _holds(trial))


def _holds(trial: Callable[[], bool]) -> bool:
    try:
        return trial()
    except (AppError, ImportError, OSError, ValueError, LookupError):
        return False


def _excel() -> bool:
    """Write the table of units and read it back."""
    from app.progress import no_progress
    from app.workbooks.units_reader import read_units
    from app.workbooks.units_table import write_units_template

    with tempfile.TemporaryDirectory(prefix="wuyou-") as folder:
        table = Path(folder) / "units.xlsx"
        write_units_template(table)
        read_units(table, no_progress)
    return True


def _photos() -> bool:
    """Open a phone's photo."""
    from app.reports.pictures import examined

    return examined(io.BytesIO(base64.b64decode(_HEIC)), 8, 8).width == 8


def _age() -> bool:
    """Encrypt to a fresh key and decrypt with it."""
    from app.identity.age import AgeKey, decrypt_with, encrypt_to

    key, sealed, opened = AgeKey.new(), io.BytesIO(), io.BytesIO()
    encrypt_to([key.recipient], io.BytesIO(_HEIC.encode()), sealed)
    sealed.seek(0)
    decrypt_with([key], sealed, opened)
    return opened.getvalue() == _HEIC.encode()


def _pinyin() -> bool:
    """红梅社区 is found by hmsq."""
    from app.domain.pinyin import initials_of

    return initials_of("红梅社区") == "hmsq"
