"""A store opens as it was left, or says in which way it cannot, and is never changed by failing to open."""

import errno
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.domain.inspection import Change
from app.errors import (
    NoStoreHere,
    StoreAlreadyHere,
    StoreDamaged,
    StoreFolderReadOnly,
    StoreFull,
    StoreInUse,
    StoreKeyWrong,
    StoreNewer,
    StoreNotBroughtUp,
    StoreOlder,
    StoreReadOnly,
    StoreWriteFailed,
)
from app.store.audit import append, entries
from app.store.connection import DATABASE_NAME, MARK_NAME
from app.store.database import create_store, open_store, reopened
from app.store.inspections import answers, new_inspection, save_change
from app.store.integrity import check, quick_check
from app.store.migrations import STEPS
from app.store.people import office
from app.store.units import all_units, put_units

OTHER_KEY = bytes(32)
NOBODY = 65534


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name != "store.lock"}


def connect(path: Path, key: bytes):
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


@pytest.fixture
def closed(store, folder, make) -> Path:
    """A store with a unit in it, closed; its folder."""
    put_units(store, [make.unit(f"u-{n}") for n in range(500)])
    store.close()
    return folder


@pytest.fixture
def readonly_folder(closed):
    """The closed store in a folder that refuses new files, also where the tests run as root."""
    open_place = Path(tempfile.mkdtemp(prefix="wuyou-"))
    place = open_place / "data"
    shutil.copytree(closed, place)
    is_root = os.geteuid() == 0
    for path in (open_place, place, *place.iterdir()):
        if is_root:
            os.chown(path, NOBODY, NOBODY)
    for path in place.iterdir():
        path.chmod(0o400)
    place.chmod(0o500)
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield place
    finally:
        if is_root:
            os.seteuid(0)
        place.chmod(0o700)
        shutil.rmtree(open_place)


def test_what_was_kept_is_there_after_a_restart(closed, key):
    with open_store(closed, key=key) as store:
        assert len(all_units(store)) == 500
        assert store.realm == "changzhou"
        assert len(store.device) == 8
        assert check(store) == ()
        assert quick_check(store)


def test_the_settings_that_keep_answers_are_on(store):
    def setting(name):
        return store.rows(f"PRAGMA {name}")[0][0]

    assert setting("journal_mode") == "wal"
    assert setting("synchronous") == 2
    assert setting("foreign_keys") == 1
    assert setting("trusted_schema") == 0
    assert setting("recursive_triggers") == 1
    assert setting("busy_timeout") == 0
    assert setting("user_version") == len(STEPS)
    kinds = store.rows("SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND NOT strict")
    assert {name for (name,) in kinds} == {"sqlite_schema", "_sqlite_migrations"}


def test_the_files_show_nothing_in_clear(closed):
    for data in contents(closed).values():
        assert "红梅".encode() not in data
        assert b"SQLite" not in data


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in its own way")
def test_only_the_user_can_read_the_files(closed):
    for name in (DATABASE_NAME, MARK_NAME, "store.lock"):
        assert (closed / name).stat().st_mode & 0o077 == 0


def test_an_empty_folder_has_no_store(tmp_path, key):
    with pytest.raises(NoStoreHere):
        open_store(tmp_path, key=key)


def test_a_second_store_is_not_made_over_the_first(closed, key, make):
    before = contents(closed)
    with pytest.raises(StoreAlreadyHere):
        create_store(closed, key=key, realm="x", clock=lambda: make.start)
    (closed / DATABASE_NAME).rename(closed / "elsewhere")
    with pytest.raises(StoreAlreadyHere):
        create_store(closed, key=key, realm="x", clock=lambda: make.start)
    (closed / "elsewhere").rename(closed / DATABASE_NAME)
    assert contents(closed) == before


def test_what_a_crash_left_of_a_new_store_is_in_nobodys_way(folder, key, make):
    folder.mkdir()
    (folder / f"{DATABASE_NAME}.new").write_bytes(b"half")
    with create_store(folder, key=key, realm="x", clock=lambda: make.start) as store:
        assert store.realm == "x"
    assert not list(folder.glob("*.new*"))


def test_a_key_has_32_bytes(closed):
    (closed / MARK_NAME).unlink()
    with pytest.raises(ValueError, match="32 bytes"):
        open_store(closed, key=b"short")


def test_a_wrong_key_is_named_and_changes_nothing(closed):
    before = contents(closed)
    with pytest.raises(StoreKeyWrong):
        open_store(closed, key=OTHER_KEY)
    assert contents(closed) == before


def test_a_lost_mark_is_written_again(closed, key):
    mark = (closed / MARK_NAME).read_bytes()
    (closed / MARK_NAME).unlink()
    open_store(closed, key=key, readonly=True).close()
    assert not (closed / MARK_NAME).exists()
    open_store(closed, key=key).close()
    assert (closed / MARK_NAME).read_bytes() == mark
    (closed / MARK_NAME).write_bytes(b"[]")
    open_store(closed, key=key).close()


def _cut(data: bytes) -> bytes:
    return data[:100]


def _empty(_data: bytes) -> bytes:
    return b""


def _garbage(data: bytes) -> bytes:
    return b"\x37" * len(data)


def _start_overwritten(data: bytes) -> bytes:
    return b"\0" * 4096 + data[4096:]


def _first_page_changed(data: bytes) -> bytes:
    return data[:50] + bytes([data[50] ^ 1]) + data[51:]


@pytest.mark.parametrize("harm", [_cut, _empty, _garbage, _start_overwritten, _first_page_changed])
def test_a_damaged_file_is_named_and_left_as_it_is(closed, key, harm):
    path = closed / DATABASE_NAME
    path.write_bytes(harm(path.read_bytes()))
    before = contents(closed)
    for readonly in (False, True):
        with pytest.raises(StoreDamaged) as caught:
            open_store(closed, key=key, readonly=readonly)
        assert caught.value.kept == path
    assert contents(closed) == before


def test_a_vanished_database_is_damage_and_no_empty_folder(closed, key):
    (closed / DATABASE_NAME).unlink()
    with pytest.raises(StoreDamaged):
        open_store(closed, key=key)


@pytest.mark.parametrize("harm", ["cut", "flip"])
def test_damage_further_in_is_found_when_it_is_read(closed, key, harm):
    path = closed / DATABASE_NAME
    data = bytearray(path.read_bytes())
    if harm == "cut":
        data = data[: len(data) // 8192 * 4096]
    else:
        for page in range(3, len(data) // 4096):
            data[page * 4096 + 60] ^= 1
    path.write_bytes(data)

    def read() -> None:
        with open_store(closed, key=key) as store:
            all_units(store)

    with pytest.raises(StoreDamaged):
        read()


def test_a_database_of_another_program_is_damage(closed, key):
    path = closed / DATABASE_NAME
    path.unlink()
    other = connect(path, key)
    other.execute("CREATE TABLE notes (text)")
    other.close()
    with pytest.raises(StoreDamaged):
        open_store(closed, key=key)


def test_a_plain_database_is_damage(closed, key):
    path = closed / DATABASE_NAME
    path.unlink()
    other = dbapi2.connect(str(path), isolation_level=None)
    other.execute("CREATE TABLE notes (text)")
    other.close()
    with pytest.raises(StoreDamaged):
        open_store(closed, key=key)


def test_a_newer_store_is_left_alone(closed, key):
    other = connect(closed / DATABASE_NAME, key)
    other.execute("PRAGMA user_version = 99")
    other.close()
    before = contents(closed)
    with pytest.raises(StoreNewer) as caught:
        open_store(closed, key=key)
    assert (caught.value.found, caught.value.known) == (99, len(STEPS))
    assert contents(closed) == before
    with pytest.raises(StoreNewer):  # the lock was given back
        open_store(closed, key=key)


HOLD = """
import sys
from pathlib import Path
from app.store.database import open_store
store = open_store(Path(sys.argv[1]), key=bytes.fromhex(sys.argv[2]))
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def another_program(closed, key):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(closed), key.hex()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
        text=True,
    ) as program:
        assert program.stdout.readline() == "open\n"
        yield program
        program.kill()


def test_a_second_program_is_told_who_writes(closed, key, another_program, make):
    for attempt in (open_store, lambda folder, key: create_store(folder, key=key, realm="", clock=lambda: make.start)):
        with pytest.raises(StoreInUse) as caught:
            attempt(closed, key=key)
        assert caught.value.pid == another_program.pid


def test_a_reader_works_beside_a_writing_program_and_writes_nothing(closed, key, another_program, make):
    with open_store(closed, key=key, readonly=True) as store:
        assert len(all_units(store)) == 500
        assert store.is_readonly
        with pytest.raises(StoreReadOnly):
            put_units(store, [make.unit("u-x")])
        with reopened(store) as second:
            assert second.is_readonly


def test_a_killed_program_locks_nobody_out(closed, key, another_program):
    another_program.kill()
    another_program.wait()
    with open_store(closed, key=key) as store:
        assert len(all_units(store)) == 500


def test_the_same_program_cannot_open_it_twice(store, folder, key):
    with pytest.raises(StoreInUse) as caught:
        open_store(folder, key=key)
    assert caught.value.pid == os.getpid()


def test_a_read_only_folder_is_named_and_can_be_read(readonly_folder, key):
    with pytest.raises(StoreFolderReadOnly):
        open_store(readonly_folder, key=key)
    with open_store(readonly_folder, key=key, readonly=True) as store:
        assert len(all_units(store)) == 500


def test_a_store_cannot_be_made_in_a_read_only_folder(readonly_folder, key, make):
    with pytest.raises(StoreFolderReadOnly):
        create_store(readonly_folder / "new", key=key, realm="x", clock=lambda: make.start)


def test_a_reader_sees_nothing_of_an_unfinished_transaction(store, make):
    with reopened(store) as second:
        with store.atomic():
            put_units(store, [make.unit("u-1")])
            assert all_units(second) == ()
        assert len(all_units(second)) == 1
        assert (second.realm, second.device) == (store.realm, store.device)


def test_the_lock_is_held_until_the_last_connection_is_closed(store, folder, key):
    second = reopened(store)
    store.close()
    with pytest.raises(StoreInUse):
        open_store(folder, key=key)
    second.close()
    open_store(folder, key=key).close()


def test_two_threads_write_in_turn(store, make):
    failures = []

    def write(first: int) -> None:
        with reopened(store) as mine:
            for n in range(50):
                try:
                    append(mine, make.start, None, "thread", str(first + n))
                except StoreInUse as error:
                    failures.append(error)

    threads = [threading.Thread(target=write, args=(first,)) for first in (0, 100)]
    for thread in threads:
        thread.start()
    for n in range(50):
        append(store, make.start, None, "window", str(n))
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(entries(store, limit=1000)) == 150


def test_a_block_that_fails_leaves_nothing_behind(store, make):
    def fail() -> None:
        with store.atomic():
            put_units(store, [make.unit("u-1")])
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert all_units(store) == ()
    put_units(store, [make.unit("u-2")])
    assert len(all_units(store)) == 1


def test_an_inner_block_that_fails_takes_back_only_itself(store, make):
    def fail() -> None:
        with store.atomic():
            put_units(store, [make.unit("u-2")])
            raise KeyError

    with store.atomic():
        put_units(store, [make.unit("u-1")])
        with pytest.raises(KeyError):
            fail()
    assert [unit.id for unit in all_units(store)] == ["u-1"]


def test_writing_outside_a_transaction_is_a_mistake(store):
    with pytest.raises(RuntimeError):
        store.execute("DELETE FROM unit")
    with pytest.raises(RuntimeError):
        store.execute_many("DELETE FROM unit WHERE id = ?", [("u-1",)])


def test_a_roll_back_that_is_owed_is_made_before_the_next_answer(store, folder, key, make):
    store.connection.execute("BEGIN")  # as a failed roll-back leaves it
    store.connection.execute("INSERT INTO audit (at, act, about) VALUES ('', '', '')")
    append(store, make.start, None, "kept")
    with reopened(store) as second:
        assert [entry.act for entry in entries(second)] == ["kept"]


def test_answers_given_before_the_disk_was_full_are_kept_and_work_goes_on_after(store, make):
    new_inspection(store, make.inspection())
    store.connection.execute("PRAGMA max_page_count = 1")  # SQLite then keeps what there is and refuses to grow
    [(pages,)] = store.rows("PRAGMA page_count")

    def answer(n: int) -> None:
        save_change(store, "i-1", Change("items", f"1.{n}", {"reason": "字" * 3000}), make.later(n), None)

    kept = 0
    try:
        while kept < 1000:
            answer(kept)
            kept += 1
    except StoreFull:
        with pytest.raises(StoreFull):
            answer(kept)
    assert kept < 1000
    assert store.rows("PRAGMA page_count")[0][0] >= pages
    assert set(answers(store, "i-1")["items"]) == {f"1.{n}" for n in range(kept)}
    store.connection.execute("PRAGMA max_page_count = 100000")
    answer(kept)
    with reopened(store) as second:
        assert len(answers(second, "i-1")["items"]) == kept + 1
        assert check(second) == ()


def add_column(db):
    """A later step."""
    db.execute("ALTER TABLE unit ADD COLUMN founded INTEGER")


def test_an_older_store_is_copied_then_brought_up(closed, key):
    with open_store(closed, key=key, steps=(*STEPS, add_column)) as store:
        assert store.rows("PRAGMA user_version") == [(len(STEPS) + 1,)]
        assert store.rows("SELECT founded FROM unit LIMIT 1") == [(None,)]
    copy = closed / f"{DATABASE_NAME}.before-{len(STEPS)}"
    connection = connect(copy, key)
    assert connection.execute("SELECT count(*) FROM unit").fetchall() == [(500,)]
    assert connection.execute("PRAGMA user_version").fetchall() == [(len(STEPS),)]
    connection.close()
    with pytest.raises(StoreNewer):
        open_store(closed, key=key)


def test_an_older_store_cannot_be_brought_up_by_a_reader(closed, key):
    with pytest.raises(StoreOlder) as caught:
        open_store(closed, key=key, readonly=True, steps=(*STEPS, add_column))
    assert (caught.value.found, caught.value.known) == (len(STEPS), len(STEPS) + 1)


def test_a_step_that_fails_leaves_the_version_before_it(closed, key):
    def broken(db):
        """Fails half way."""
        db.execute("DELETE FROM unit")
        raise ZeroDivisionError

    with pytest.raises(StoreNotBroughtUp) as caught:
        open_store(closed, key=key, steps=(*STEPS, add_column, broken))
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
    copy = connect(caught.value.copy, key)
    assert copy.execute("SELECT count(*) FROM unit").fetchall() == [(500,)]
    copy.close()
    with open_store(closed, key=key) as store:  # also the step before it was taken back: the program of before works
        assert store.rows("PRAGMA user_version") == [(len(STEPS),)]
        assert "founded" not in {row[1] for row in store.rows("PRAGMA table_info(unit)")}
        assert len(all_units(store)) == 500
    with open_store(closed, key=key, steps=(*STEPS, add_column)) as store:  # and a mended one brings it up
        assert store.rows("PRAGMA user_version") == [(len(STEPS) + 1,)]


def test_a_store_that_cannot_be_copied_first_is_not_brought_up(closed, key, monkeypatch):
    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    before = contents(closed)
    monkeypatch.setattr("app.store.database.os.fsync", full)
    with pytest.raises(StoreFull):
        open_store(closed, key=key, steps=(*STEPS, add_column))
    monkeypatch.undo()
    assert contents(closed)[DATABASE_NAME] == before[DATABASE_NAME]
    with open_store(closed, key=key) as store:
        assert store.rows("PRAGMA user_version") == [(len(STEPS),)]


BRING_UP = """
import os, sys
from pathlib import Path
from app.store.database import open_store
from app.store.migrations import STEPS
def killed(db):
    db.execute("DELETE FROM unit")
    os.kill(os.getpid(), 9)
open_store(Path(sys.argv[1]), key=bytes.fromhex(sys.argv[2]), steps=(*STEPS, killed))
"""


def test_a_program_killed_while_bringing_up_leaves_the_old_store(closed, key):
    run = subprocess.run([sys.executable, "-c", BRING_UP, str(closed), key.hex()], cwd=Path(__file__).parents[3])
    assert run.returncode == -9
    assert (closed / f"{DATABASE_NAME}.before-{len(STEPS)}").exists()
    with open_store(closed, key=key, steps=(*STEPS, add_column)) as store:
        assert len(all_units(store)) == 500
        assert store.rows("PRAGMA user_version") == [(len(STEPS) + 1,)]


def test_a_damaged_store_is_not_brought_up(closed, key):
    path = closed / DATABASE_NAME
    data = bytearray(path.read_bytes())
    data[-100] ^= 1
    path.write_bytes(data)
    with pytest.raises(StoreDamaged):
        open_store(closed, key=key, steps=(*STEPS, add_column))
    assert path.read_bytes() == data
    assert not (closed / f"{DATABASE_NAME}.before-{len(STEPS)}").exists()


def test_a_disk_that_fails_inside_a_block_takes_the_block_back(store, make):
    def fail() -> None:
        with store.atomic():
            put_units(store, [make.unit("u-1")])
            raise OSError(5, "the disk went away")

    with pytest.raises(StoreWriteFailed):
        fail()
    assert all_units(store) == ()


def test_a_reader_finds_what_a_killed_program_had_saved(closed, key):
    script = (
        "import os, sys; from pathlib import Path; from app.store.database import open_store;"
        "from app.store.people import Office, put_office;"
        "store = open_store(Path(sys.argv[1]), key=bytes.fromhex(sys.argv[2]));"
        "put_office(store, Office('区委', 'district')); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", script, str(closed), key.hex()], cwd=Path(__file__).parents[3])
    assert (closed / f"{DATABASE_NAME}-wal").stat().st_size > 0
    with open_store(closed, key=key, readonly=True) as store:
        assert office(store).name == "区委"


def test_opening_and_reading_import_nothing_heavy(closed, key):
    script = (
        "import sys; from pathlib import Path; from app.store.database import open_store;"
        "from app.store.units import count_units; import app.store.inspections, app.store.revisions, app.store.people;"
        "assert count_units(open_store(Path(sys.argv[1]), key=bytes.fromhex(sys.argv[2]))) == 500;"
        "print({'sqlite_utils', 'click', 'pypinyin', 'pydantic', 'cryptography'} & set(sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(closed), key.hex()],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
    )
    assert run.stdout == "set()\n"


@pytest.mark.parametrize("name", ["数据 50%", "a#b", "a&mode=ro", "'quoted'"])
def test_a_store_lives_in_a_folder_of_any_name(tmp_path, key, make, name):
    create_store(tmp_path / name, key=key, realm="x", clock=lambda: make.start).close()
    with open_store(tmp_path / name, key=key, steps=(*STEPS, add_column)) as store:
        put_units(store, [make.unit("u-1")])
    with pytest.raises(StoreNewer):
        open_store(tmp_path / name, key=key)
