"""The log is only ever added to."""

import pytest
from sqlcipher3 import dbapi2

from app.store.audit import append, entries, last_entry_at


def test_entries_come_newest_first_and_can_be_paged(store, make):
    assert last_entry_at(store) is None
    for n in range(5):
        append(store, make.later(n), "p-1" if n else None, "signed", f"i-{n}")
    assert last_entry_at(store) == make.later(4)
    newest = entries(store, limit=2)
    assert [entry.about for entry in newest] == ["i-4", "i-3"]
    assert [entry.about for entry in entries(store, before=newest[-1].seq)] == ["i-2", "i-1", "i-0"]
    assert entries(store)[-1].person_id is None


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit SET act = 'x'",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit VALUES (1, '', '', '', '')",
        "DELETE FROM revision",
        "DELETE FROM parent",
    ],
)
def test_nothing_written_can_be_changed_or_removed(store, make, sql):
    append(store, make.start, None, "opened")
    rev = make.signed(store, "unit", "u-1", {})
    child = make.signed(store, "unit", "u-1", {}, parents=(rev.rev.rid,))
    from app.store.revisions import add_revisions

    add_revisions(store, [rev, child])

    def change() -> None:
        with store.atomic():
            store.execute(sql)

    with pytest.raises(dbapi2.IntegrityError):
        change()
    assert [entry.act for entry in entries(store)] == ["opened"]
