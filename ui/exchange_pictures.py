"""Pictures of sending and receiving, with sticks that nobody plugged in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.rules.import_plan import ImportPlan, UnitPlan
from app.services.exchange_view import Aside, ExchangeView
from app.services.exporting import Exported
from app.services.handing_over import HandoverList
from app.services.import_plan import UnitLine
from app.services.import_preview import Preview
from app.services.importing import Came
from app.services.outbox import Sent
from app.services.sealed_archive import SealedArchive
from app.services.sending import Outgoing
from app.services.stick_contents import BundleOnStick, BundleState
from app.store.exchange_log import KeptAside
from ui.drives import Drive
from ui.pages.exchange_page import ExchangePage

if TYPE_CHECKING:
    from ui.pictures import Picture
    from ui.workroom import Workroom

GIGABYTE = 1 << 30
STICKS = (
    Drive(Path("E:/"), "KINGSTON", "FAT32", 3 * GIGABYTE, 15 * GIGABYTE, is_read_only=False),
    Drive(Path("F:/"), "区委组织部", "exFAT", 48 * GIGABYTE, 58 * GIGABYTE, is_read_only=True),
)
NAME = "E:/office-1a2b3c4d-0007-9f8e7d6c.wyb"
OWN = {"is_own_device": True, "is_open": False}
PASSWORD = "K3VZ8-9QWE2-M4T7X-0HJ5R"  # noqa: S105 - of no file


def exchange_pictures(room: "Workroom") -> Iterator["Picture"]:
    """Every dialog of exchange in the states one meets it in."""
    from ui.dialogs.aside_dialog import AsideDialog
    from ui.dialogs.copy_again_dialog import CopyAgainDialog
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
    sent = Sent("1a2b3c4d", 6, workspace.clock(), 88 << 20, has_receipt=False, has_copy=True, **OWN)
    yield from shown("15-copy-again", CopyAgainDialog(workspace, tasks, sent, look=lambda: STICKS, parent=window))
    yield from shown("15-aside", AsideDialog(kept_aside(workspace.clock()), workspace.today(), parent=window))
    yield from _leaving(room)
    yield from _page_with_much(room, sent)


def _leaving(room: "Workroom") -> Iterator["Picture"]:
    """Hand-over, archive and public material."""
    from ui.dialogs.archive_dialog import ArchivedDialog, ArchiveDialog
    from ui.dialogs.export_dialog import ExportDialog
    from ui.dialogs.handed_over_dialog import HandedOverDialog
    from ui.dialogs.open_archive_dialog import OpenArchiveDialog
    from ui.pictures import shown

    workspace, window, tasks, here = room.workspace, room.window, room.tasks, STICKS[:1]
    public = ExportDialog(workspace, tasks, what="public", look=lambda: here, parent=window)
    yield from shown("15-export-public", public, tasks)
    leaving = ExportDialog(workspace, tasks, what="everything", look=lambda: here, parent=window)
    yield from shown("15-hand-over", leaving, tasks)
    listed = HandoverList(
        office="示例区委组织部",
        person="检查员甲",
        device="1a2b3c4d",
        made_at=workspace.clock(),
        bundle="office-1a2b3c4d-0008-0a1b2c3d.wyb",
        seq=8,
        sha256="ab" * 32,
        size=120 << 20,
        revisions=412,
        evidence=61,
        reports=19,
        inspections=(("draft", 2), ("signed", 19)),
        owed=3,
    )
    yield from shown("15-handed-over", HandedOverDialog(listed, parent=window))
    yield from shown("15-archive", ArchiveDialog(workspace, tasks, look=lambda: here, parent=window))
    done = SealedArchive(Path("E:/wuyou-2026.bag.zip.age"), 19, 61, 120 << 20, Path("E:/wuyou-2026.key.age"), PASSWORD)
    yield from shown("15-archived", ArchivedDialog(done, parent=window))
    yield from shown("15-open-archive", OpenArchiveDialog(workspace, tasks, parent=window))


def _page_with_much(room: "Workroom", sent: Sent) -> Iterator["Picture"]:
    """The page after some weeks."""
    from ui.pictures import Picture, settle
    from ui.workroom import EXCHANGE

    room.window.show_page(EXCHANGE)
    settle(room.tasks)
    page = room.window.findChild(ExchangePage)
    if page is None:
        raise TypeError("the place 数据交换 holds something else")
    now = room.workspace.clock()
    others = tuple(
        replace(sent, seq=seq, at=now - timedelta(days=9 - seq), has_receipt=seq < 5, is_open=seq == 4)
        for seq in range(6, 0, -1)
    )
    page.show_view(ExchangeView(Outgoing(7, 214, 36, 12, 89 << 20), (), (), (), others, kept_aside(now)))
    settle()
    yield Picture("15-exchange-much", room.window, room.window.grab())


def kept_aside(now: datetime) -> tuple[Aside, ...]:
    """Lines of a stranger, and one that was changed."""
    line = b'{"rev":{"alg":"ES256","body":{"name":"x"},"entity":"unit"},"sig":"MEUCIQ"}'
    kept = KeptAside("", "data/revisions-0001.ndjson:12", "author unknown", "", line * 3)
    return (
        Aside(kept, "1a2b3c4d", 7, "检查员甲", now, "unit", "清风街道"),
        Aside(replace(kept, reason="malformed"), "1a2b3c4d", 7, "", now - timedelta(days=40)),
    )


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
