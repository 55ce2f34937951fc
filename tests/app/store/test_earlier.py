"""Earlier results: the latest before a day, replaced by a later import, put back when that is taken back."""

from datetime import date
from decimal import Decimal

from app.domain.earlier import EarlierResult
from app.store.earlier import EarlierImport, all_earlier, last_import, latest, latest_totals, put_import, take_back

OLD = EarlierResult("u1", "previous", date(2024, 12, 31), Decimal(80))
NEW = EarlierResult(
    "u1", "previous", date(2025, 6, 1), Decimal("87.9"), "达标", {"1.1": Decimal("3.5")}, {"1.1": "缺员"}
)


def kept(store, make, id_, *results, seconds=0.0):
    made = EarlierImport(id_, "previous", "去年.xlsx", make.later(seconds), len(results))
    put_import(store, made, results)
    return made


def test_the_latest_before_the_day_is_found_whole(store, make):
    kept(store, make, "e1", OLD, NEW)
    assert latest(store, "u1", "previous") == NEW
    assert latest(store, "u1", "previous", date(2025, 6, 1)) == OLD
    assert latest(store, "u1", "self") is None
    assert latest_totals(store) == {"u1": (date(2025, 6, 1), Decimal("87.9"))}


def test_an_import_taken_back_leaves_what_stood_before(store, make):
    first = kept(store, make, "e1", OLD)
    second = kept(store, make, "e2", EarlierResult("u1", "previous", OLD.day, Decimal(70)), NEW, seconds=1)
    assert last_import(store) == second
    take_back(store, "e2", make.start)
    assert list(all_earlier(store).values()) == [OLD]
    assert last_import(store) == first
