"""The tables in clear load into DuckDB by the script beside them, with the marks that the program shows."""

from decimal import Decimal

import duckdb
import pytest

from app.errors import TargetFailed, TargetFull, TargetReadOnly
from app.services import table_export
from app.services.demo import do_main_job
from app.services.table_export import DUCKDB, POSTGRESQL, export_tables
from app.services.workspace import Workspace
from app.store import audit
from app.store import units as unit_table
from app.store.plain_tables import TABLES


@pytest.fixture
def done(demo: Workspace) -> Workspace:
    do_main_job(demo)
    return demo


def test_duckdb_runs_the_script_and_finds_what_the_program_shows(done, tmp_path, monkeypatch):
    exported = export_tables(done, tmp_path / "tables")
    monkeypatch.chdir(exported.folder)
    with duckdb.connect() as base:
        base.execute((exported.folder / DUCKDB).read_text("utf-8"))
        total = base.execute("SELECT total FROM inspections WHERE kind = 'district'").fetchone()[0]
        lost = base.execute(
            "SELECT s.reason FROM item_scores s JOIN inspections i ON i.id = s.inspection_id "
            "WHERE i.kind = 'district' AND s.code = '1.1'"
        ).fetchone()[0]
        units = base.execute("SELECT count(*) FROM 'units.parquet'").fetchone()[0]
    assert total == Decimal("87.9")
    assert "缺额" in lost
    assert units == len(unit_table.all_units(done.store)) == dict(exported.rows)["units"]


def test_postgresql_gets_a_script_of_the_same_tables(done, tmp_path):
    export_tables(done, tmp_path)
    script = (tmp_path / POSTGRESQL).read_text("utf-8")
    for table, (columns, _query) in TABLES.items():
        assert f"CREATE TABLE {table} (" in script
        assert f"\\copy {table} from '{table}.csv' with (format csv, header)" in script
        head = (tmp_path / f"{table}.csv").read_text("utf-8").splitlines()[0]
        assert head.split(",") == [name for name, _type in columns]


def test_leaving_in_clear_is_in_the_log(done, tmp_path):
    export_tables(done, tmp_path)
    assert audit.entries(done.store, 1)[0].act == "tables exported in clear"


@pytest.mark.parametrize(("number", "told"), [(28, TargetFull), (30, TargetReadOnly), (5, TargetFailed)])
def test_a_failing_disk_is_told_and_older_tables_stay(done, tmp_path, monkeypatch, number, told):
    export_tables(done, tmp_path)
    before = (tmp_path / "units.csv").read_bytes()

    def fail(*_given: object) -> int:
        raise OSError(number, "no")

    monkeypatch.setattr(table_export, "_write", fail)
    with pytest.raises(told):
        export_tables(done, tmp_path)
    assert (tmp_path / "units.csv").read_bytes() == before
    assert not list(tmp_path.glob(".*.part"))
