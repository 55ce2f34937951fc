"""The look at every page and every reference finds what is wrong."""

import shutil

from app.store.database import open_store
from app.store.integrity import check, quick_check
from app.store.units import put_units


def test_a_whole_store_has_no_complaints(store):
    assert check(store) == ()
    assert quick_check(store)


def test_a_page_that_does_not_verify_is_found(store, folder, key, make):
    put_units(store, [make.unit(f"u-{n}") for n in range(500)])
    store.close()
    path = folder / "store.db"
    data = bytearray(path.read_bytes())
    data[-200] ^= 1
    path.write_bytes(data)
    with open_store(folder, key=key) as damaged:
        assert any("HMAC" in complaint for complaint in check(damaged))


def test_a_dangling_reference_is_found(store):
    store.connection.execute("PRAGMA foreign_keys = OFF")
    with store.atomic():
        store.execute("INSERT INTO answer VALUES ('i-9', 'items', '1.1', '{}')")
    assert check(store) == ("foreign key answer None",)


def test_a_page_torn_while_the_log_was_being_folded_in_is_no_damage(store, folder, key, make, tmp_path):
    put_units(store, [make.unit(f"u-{n}") for n in range(500)])
    crashed = tmp_path / "crashed"
    shutil.copytree(folder, crashed)
    assert (crashed / "store.db-wal").stat().st_size > 0
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = (folder / "store.db").read_bytes()
    (crashed / "store.db").write_bytes(whole[:-2000] + bytes(2000))
    with open_store(crashed, key=key, readonly=True) as looked_at:
        assert check(looked_at) == ()
    with open_store(crashed, key=key) as opened:
        assert check(opened) == ()
    assert (crashed / "store.db").read_bytes() == whole
