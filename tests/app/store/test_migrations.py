"""The steps of the tables: each once and in order; and the indices that lists walk."""

from app.store.database import create_store
from app.store.migrations import APPLICATION_ID, STEPS, apply_steps


def tables(store):
    return store.rows("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name")


def test_steps_are_gone_once_and_can_be_gone_again_without_harm(store):
    before = tables(store)
    apply_steps(store.db)
    assert tables(store) == before
    names = [f"{number:03d}_{step.__name__}" for number, step in enumerate(STEPS, start=1)]
    assert [name for (name,) in store.rows("SELECT name FROM _sqlite_migrations ORDER BY name")] == names
    assert names[0] == "001_first_tables"


def test_the_file_says_whose_it_is(store):
    assert store.rows("PRAGMA application_id") == [(APPLICATION_ID,)]


def test_each_store_is_a_device_of_its_own(store, tmp_path, key, make):
    with create_store(tmp_path / "second", key=key, realm="changzhou", clock=lambda: make.start) as second:
        assert second.device != store.device


def test_lists_and_searches_walk_an_index(store):
    def plan(sql):
        return " ".join(row[3] for row in store.rows(f"EXPLAIN QUERY PLAN {sql}"))

    for sql, index in (
        ("SELECT * FROM inspection WHERE campaign_id = 'c'", "inspection_campaign"),
        ("SELECT * FROM inspection WHERE unit_id = 'u' AND kind = 'self'", "inspection_unit"),
        ("SELECT * FROM inspection ORDER BY updated_at DESC, id LIMIT 50", "inspection_updated"),
        ("SELECT count(*) FROM inspection WHERE state = 'draft'", "inspection_state"),
        ("SELECT * FROM unit WHERE parent_id IS 'p'", "unit_parent"),
        ("SELECT * FROM revision WHERE entity = 'unit' AND id = 'u'", "revision_of"),
        ("SELECT rid FROM parent WHERE parent = 'r'", "parent_child"),
        ("SELECT * FROM report WHERE rid = 'r'", "report_rid"),
        ("SELECT phrase, used_on FROM phrase_use WHERE code = '1.1' ORDER BY used_on DESC", "phrase_use_code"),
    ):
        assert index in plan(sql), sql
