"""Pictures of sending and receiving, with sticks that nobody plugged in."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.rules.import_plan import ImportPlan, UnitPlan
from app.services.exporting import Exported
from app.services.import_plan import UnitLine
from app.services.import_preview import Preview
from app.services.importing import Came
from app.services.stick_contents import BundleOnStick, BundleState
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
    from ui.dialogs.import_dialog import ImportDialog
    from ui.pictures import settle, shown

    workspace, window, tasks = room.workspace, room.window, room.tasks
    export = ExportDialog(workspace, tasks, look=lambda: STICKS, parent=window)
    yield from shown("15-export", export, tasks)
    done = Exported(Path(NAME), 7, "", 89 << 20, 214, 36, 12)
    yield from shown("15-exported", ExportedDialog(done, parent=window))
    first_day = Exported(Path(NAME), 1, "", 89 << 20, 214, 36, 12, Path(NAME).with_suffix(".key.age"), PASSWORD)
    yield from shown("15-exported-first-day", ExportedDialog(first_day, parent=window))
    coming = ImportDialog(workspace, tasks, look=lambda: STICKS[:1], parent=window)
    settle(tasks)
    coming.stick.trouble.say("")
    coming.stick.show_found(on_the_stick(workspace.clock()))
    yield from shown("15-import", coming)
    coming = ImportDialog(workspace, tasks, look=lambda: (), parent=window)
    coming.take(Path(NAME))
    coming._show(the_preview())  # noqa: SLF001
    yield from shown("15-import-plan", coming)
    coming = ImportDialog(workspace, tasks, look=lambda: (), parent=window)
    coming.take(Path(NAME))
    coming._show(the_preview())  # noqa: SLF001
    coming._finish(Came(ImportPlan(("a",) * 214, (), (), (), (), (), (), ()), 48, is_known=False))  # noqa: SLF001
    yield from shown("15-import-done", coming)


def on_the_stick(now: datetime) -> tuple[BundleOnStick, ...]:
    """Bundles in every state."""
    names = ("office-1a2b3c4d-0007-9f8e7d6c.wyb", "office-1a2b3c4d-0006-0a1b2c3d.wyb", "最终版2.wyb", "照片.wyb")
    states: tuple[BundleState, ...] = ("new", "received", "new", "empty")
    return tuple(
        BundleOnStick(
            Path("E:/") / name,
            "1a2b3c4d" if name.startswith("office") else "",
            7 - place if name.startswith("office") else 0,
            0 if state == "empty" else (89 - place) << 20,
            now - timedelta(days=place),
            state,
        )
        for place, (name, state) in enumerate(zip(names, states, strict=True))
    )


def the_preview() -> Preview:
    """A bundle with something of everything."""
    plans = (
        UnitLine("桂园社区", UnitPlan("u1", new=41, known=3)),
        UnitLine("柳河社区", UnitPlan("u2", new=38, conflicts=1)),
        UnitLine("石桥社区", UnitPlan("u3", new=12, waiting=2)),
        UnitLine("", UnitPlan("", new=123, known=33, quarantined=1)),
    )
    sender = "示例区委组织部 检查员甲"
    return Preview(
        sender, "1a2b3c4d", 7, "", (), 214, 36, 2, 1, 1, evidence=36, reports=12, is_known=False, units=plans
    )
