"""Units, inspections and marks as CSV files (RFC 4180, UTF-8), for people with DuckDB or PostgreSQL."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.services.saving import save_file, told_of_target
from app.services.workspace import Workspace
from app.store import audit
from app.store.outcome import from_e4
from app.store.plain_tables import MARKS, TABLES, plain_rows
from app.store.whole_files import whole_file

DUCKDB, POSTGRESQL = "load-duckdb.sql", "load-postgresql.sql"
_ABOUT = """-- 由“五有自查”生成，没有加密，用完请删除。请在本文件夹里运行：
--     {command}
"""


@dataclass(frozen=True, slots=True)
class Exported:
    """Where the tables lie, and how many rows each has."""

    folder: Path
    rows: tuple[tuple[str, int], ...]


def export_tables(workspace: Workspace, folder: Path) -> Exported:
    """Write a CSV for each table and the scripts that load them; older files of these names are replaced.

    In clear: the log says so. Raises TargetFull, TargetReadOnly, TargetFailed.
    """
    counts = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for table in TABLES:
            with whole_file(folder / f"{table}.csv") as file:
                counts.append((table, _write(file, workspace, table)))
    except OSError as error:
        raise told_of_target(error, folder, 0) from error
    save_file(duckdb_script().encode(), folder / DUCKDB)
    save_file(postgresql_script().encode(), folder / POSTGRESQL)
    person = workspace.person
    audit.append(workspace.store, workspace.clock(), person.id if person else None, "tables exported in clear")
    return Exported(folder, tuple(counts))


def duckdb_script() -> str:
    """For `duckdb inspections.db < load-duckdb.sql`; leaves the tables and a Parquet file of each."""
    parts = [_ABOUT.format(command=f"duckdb inspections.db < {DUCKDB}")]
    for table in TABLES:
        parts.append(f"{_definition(table)}COPY {table} FROM '{table}.csv' (HEADER);\n")
        parts.append(f"COPY {table} TO '{table}.parquet' (FORMAT parquet);\n")
    return "".join(parts)


def postgresql_script() -> str:
    """For `psql -d DATABASE -f load-postgresql.sql`."""
    parts = [_ABOUT.format(command=f"psql -d 数据库 -f {POSTGRESQL}")]
    parts += [f"{_definition(table)}\\copy {table} from '{table}.csv' with (format csv, header)\n" for table in TABLES]
    return "".join(parts)


def _definition(table: str) -> str:
    columns, _query = TABLES[table]
    return f"CREATE TABLE {table} (" + ", ".join(f'"{name}" {kind}' for name, kind in columns) + ");\n"


def _write(file: Any, workspace: Workspace, table: str) -> int:
    columns, _query = TABLES[table]
    kinds = [kind for _name, kind in columns]
    text = io.TextIOWrapper(file, "utf-8", newline="", write_through=False)
    writer = csv.writer(text)
    writer.writerow([name for name, _kind in columns])
    count = 0
    for row in plain_rows(workspace.store, table):
        writer.writerow(_shown(kinds, row))
        count += 1
    text.flush()
    text.detach()  # the file is closed by who opened it
    return count


def _shown(kinds: Sequence[str], row: Sequence[Any]) -> Iterator[Any]:
    for kind, value in zip(kinds, row, strict=True):
        if kind == MARKS:
            yield from_e4(value)
        elif kind == "boolean":
            yield "true" if value else "false"
        else:
            yield value
