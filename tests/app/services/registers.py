"""A small office and tables of units for it, for tests of the register."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from openpyxl import Workbook

from app.identity.passphrase import ArgonCost
from app.services.unit_changes import apply_units_import, plan_units_import
from app.services.units import units_overview
from app.services.workspace import FirstStart, Workspace, create_workspace

PASSPHRASE = "red plum by the lotus pond"
CHEAP = ArgonCost(memory_kib=64, iterations=1, lanes=1)
NOW = datetime(2026, 1, 8, 2, 3, 4, tzinfo=UTC)
LOTUS = ["示例区", "清风街道", "莲花社区", "320402001001", "是"]
WILLOW = ["示例区", "清风街道", "柳河社区", "320402001002", ""]


def a_register_office(folder: Path) -> Workspace:
    """An office of one administrator, whose clock goes on by a second each time it is looked at."""
    first = FirstStart("示例区委组织部", "district", "检查员甲", "科长", "administrator", PASSPHRASE)
    moments = (NOW + timedelta(seconds=second) for second in range(100_000))
    return create_workspace(folder, first, lambda: next(moments), cost=CHEAP)[0]


def units_table(folder: Path, *rows: list[str]) -> Path:
    """A workbook of these rows under our own head."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["区", "街道", "社区名称", "区划代码", "试点"])
    for row in rows:
        sheet.append(row)
    path = folder / "单位.xlsx"
    book.save(path)
    return path


def imported(workspace: Workspace, path: Path) -> int:
    return apply_units_import(workspace, plan_units_import(workspace, path), PASSPHRASE)


def names(workspace: Workspace) -> list[str]:
    return [row.unit.name for row in units_overview(workspace).rows]
