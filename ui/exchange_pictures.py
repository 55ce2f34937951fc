"""Pictures of sending and receiving, with sticks that nobody plugged in."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from app.services.exporting import Exported
from ui.drives import Drive

if TYPE_CHECKING:
    from ui.pictures import Picture
    from ui.workroom import Workroom

GIGABYTE = 1 << 30
STICKS = (
    Drive(Path("E:/"), "KINGSTON", "FAT32", 3 * GIGABYTE, 15 * GIGABYTE, is_read_only=False),
    Drive(Path("F:/"), "区委组织部", "exFAT", 48 * GIGABYTE, 58 * GIGABYTE, is_read_only=True),
)
NAME = "E:/office-1a2b3c4d-0007-9f8e7d6c.wyb"
PASSWORD = "K3VZ8-9QWE2-M4T7X-0HJ5R"  # noqa: S105 - of no file


def exchange_pictures(room: "Workroom") -> Iterator["Picture"]:
    """Every dialog of exchange in the states one meets it in."""
    from ui.dialogs.export_dialog import ExportDialog
    from ui.dialogs.exported_dialog import ExportedDialog
    from ui.pictures import shown

    workspace, window, tasks = room.workspace, room.window, room.tasks
    export = ExportDialog(workspace, tasks, look=lambda: STICKS, parent=window)
    yield from shown("15-export", export, tasks)
    done = Exported(Path(NAME), 7, "", 89 << 20, 214, 36, 12)
    yield from shown("15-exported", ExportedDialog(done, parent=window))
    first_day = Exported(Path(NAME), 1, "", 89 << 20, 214, 36, 12, Path(NAME).with_suffix(".key.age"), PASSWORD)
    yield from shown("15-exported-first-day", ExportedDialog(first_day, parent=window))
